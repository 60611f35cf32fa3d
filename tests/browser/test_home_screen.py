"""An iPhone's home screen: the app there has a memory of its own, and brings the moments over."""

import pytest
from browser.screens import add_massage, join, keep_a_copy, nursery, rows, synced
from machines.phones import until

IPHONE = {"user_agent": "Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) "
          "AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.6 Mobile/15E148 Safari/604.1"}
STANDALONE = "Object.defineProperty(navigator, 'standalone', { get: () => true })"
pytestmark = [pytest.mark.without_worker, pytest.mark.in_turn]


@pytest.fixture
def safari(server, new_phone):
    """Safari on an iPhone, with a family and one massage."""
    page = new_phone(**IPHONE).start()
    keep_a_copy(server, page)
    page.goto(server.url + "/journal")
    add_massage(page, "Written in Safari.")
    until(lambda: synced(page), 40)
    return page


@pytest.fixture
def home_screen(new_phone):
    """The app as it starts from the home screen for the first time."""
    page = new_phone(**IPHONE).start()
    page.add_init_script(STANDALONE)
    return page


def test_it_offers_first_to_bring_the_moments_and_a_code_brings_them(
        server, safari, home_screen):
    home_screen.goto(server.url)
    offer = home_screen.get_by_role("link", name="Bring your moments from Safari")
    offer.wait_for()
    above = "main :is(bring-moments section, tonights-routine)"
    assert home_screen.locator(above).first.evaluate("part => part.parentElement.localName") \
        == "bring-moments", "before anything else"
    safari.goto(server.url + "/family#mine")
    safari.get_by_role("button", name="Invite a phone").click()
    code = safari.locator("family-invite .code")
    until(lambda: code.text_content())
    offer.click()
    join(server, home_screen, code.text_content())
    assert nursery(home_screen, "nursery.ids.caregiver") == nursery(safari, "nursery.ids.caregiver")
    home_screen.goto(server.url + "/journal")
    [row] = until(lambda: rows(home_screen))
    assert "Written in Safari." in row
    home_screen.goto(server.url)
    home_screen.locator("tonights-routine").wait_for()
    assert not offer.is_visible()


def test_with_a_copy_of_the_cookie_they_come_by_themselves(server, safari, home_screen):
    home_screen.context.add_cookies(safari.context.cookies())
    home_screen.goto(server.url)
    home_screen.get_by_text("Your moments from Safari are here.").wait_for(timeout=40_000)
    home_screen.goto(server.url + "/journal")
    [row] = until(lambda: rows(home_screen))
    assert "Written in Safari." in row
    device = "nursery.ids.device"
    assert nursery(home_screen, device) != nursery(safari, device), "a phone of its own"
    safari.reload()
    assert nursery(safari, "(await nursery.sync()).status") == "saved", "Safari's works as before"


def test_no_is_an_answer(server, home_screen):
    home_screen.goto(server.url)
    home_screen.get_by_role("button", name="No, begin here").click()
    home_screen.reload()
    home_screen.locator("tonights-routine").wait_for()
    until(lambda: nursery(home_screen, "await nursery.phone.get('begunHere')"))
    assert not home_screen.get_by_text("Were you here in Safari before?").is_visible()
