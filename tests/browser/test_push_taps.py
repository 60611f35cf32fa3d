"""A tap on an invitation and on its buttons, in Chromium, with a real finger."""

import json
import os

import pytest
from browser.screens import nursery
from machines.phones import WorkerControl, installed, until

DELIVERY = "0c1d2e3f-0000-4000-8000-00000000000a"
INVITATION = json.dumps({"web_push": 8030, "notification": {
    "title": "A quiet moment", "body": "If you both like.", "navigate": f"/tonight#{DELIVERY}"}})
ANSWERS = "(await nursery.all('answer')).map(({ fields }) => fields)"

pytestmark = [pytest.mark.whole_browser, pytest.mark.in_turn]


@pytest.fixture
def page(server, new_phone, desk):
    """Today on a phone whose notifications can be tapped, everything kept."""
    phone = new_phone(env={**os.environ, "DBUS_SESSION_BUS_ADDRESS": desk.address})
    page = phone.start()
    phone.grant(page, server.url, "notifications")
    page.goto(server.url)
    installed(page)
    return page


def invite(page, server, desk) -> int:
    """Let an invitation arrive. Returns its number on the screen."""
    WorkerControl(page, server.url).push(INVITATION)
    return next(iter(until(lambda: desk.shown)))


def test_a_tap_opens_the_three_choices_where_no_page_is_open(page, server, desk):
    number = invite(page, server, desk)
    page.goto("about:blank")
    server.stop()
    desk.tap(number)
    wanted = f"{server.url}/tonight#{DELIVERY}"
    # the wait lets Playwright hear of the new page
    until(lambda: page.wait_for_timeout(20) or any(
        one.url == wanted for one in page.context.pages), 30)


def test_a_tap_brings_the_open_page_there(page, server, desk):
    number = invite(page, server, desk)
    desk.tap(number)
    page.wait_for_url(f"{server.url}/tonight#{DELIVERY}")
    assert len(page.context.pages) == 1


def test_not_this_evening_is_kept_on_the_phone_without_opening_anything(page, server, desk):
    number = invite(page, server, desk)
    server.stop()
    desk.tap(number, desk.button(number, "Not this evening"))
    [answer] = until(lambda: nursery(page, ANSWERS), 30)
    assert (answer["choice"], answer["delivery"]) == ("not-this-evening", DELIVERY)
    assert page.url == f"{server.url}/"
    until(lambda: not desk.shown)


def test_later_tonight_has_a_moment(page, server, desk):
    number = invite(page, server, desk)
    desk.tap(number, desk.button(number, "Later tonight"))
    [answer] = until(lambda: nursery(page, ANSWERS), 30)
    assert answer["choice"] == "later"
    assert answer["at"].endswith("Z")


def test_a_massage_that_runs_is_never_moved_by_a_tap(page, server, desk):
    page.evaluate("""() => {
      navigator.locks.request("playing", { mode: "shared" }, () => new Promise(() => {}))
      window.isTheSamePage = true
    }""")
    number = invite(page, server, desk)
    desk.tap(number)
    until(lambda: not desk.shown, 30)
    page.wait_for_timeout(1000)
    assert page.url == f"{server.url}/"
    assert page.evaluate("window.isTheSamePage")
    assert len(page.context.pages) == 1
