"""Today on a phone: the card fits the child, and the look follows what the parent chose."""

from datetime import datetime, timedelta

import pytest
from playwright.sync_api import expect

SAVE = """async ([kind, fields]) => {
    const app = document.querySelector('script[src$="/js/app.js"]').src
    const { openNursery } = await import(app.replace("app.js", "nursery/nursery.js"))
    await (await openNursery()).save(kind, fields)
}"""
NOON, EVENING = datetime(2026, 11, 21, 12, 0), datetime(2026, 11, 21, 19, 0)
IPHONE = ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 "
          "(KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1")


@pytest.fixture
def open_today(server, new_context):
    """Opens Today on a new phone at a given time of its clock."""
    def open_at(moment: datetime = EVENING, **options):
        page = new_context(**options).new_page()
        page.clock.set_fixed_time(moment)
        page.goto(server.url)
        return page
    return open_at


def test_an_unknown_child_gets_the_first_routine(open_today):
    page = open_today()
    card = page.locator("tonights-routine")
    expect(card.get_by_role("heading")).to_have_text("First touch")
    expect(card.get_by_role("link", name="Start")).to_have_attribute(
        "href", "/routines/first-touch#play")


def test_a_known_baby_gets_the_routine_of_its_age(open_today):
    page = open_today()
    born = (EVENING - timedelta(days=125)).date().isoformat()
    page.evaluate(SAVE, ["child", {"birth_date": born, "situations": [], "asked": True}])
    card = page.locator("tonights-routine")
    expect(card).to_contain_text("Tonight, for a baby of four months")
    expect(card.get_by_role("heading")).to_have_text("Bedtime wind-down")
    page.reload()
    expect(card.get_by_role("link", name="Start")).to_have_attribute(
        "href", "/routines/bedtime-wind-down#play")


def test_a_child_set_aside_is_not_spoken_of(open_today):
    page = open_today()
    page.evaluate(SAVE, ["child", {"birth_date": "2026-07-01", "asked": True, "set_aside": True}])
    card = page.locator("tonights-routine")
    expect(card.get_by_role("heading")).to_have_text("A quiet place")
    expect(card).not_to_contain_text("baby of")


@pytest.mark.parametrize(("agent", "words"), [
    (IPHONE, "How to do it in Safari"), (f"{IPHONE} Instagram 300.0", "You are inside another app"),
])
def test_by_day_a_hint_says_how_to_keep_the_app(open_today, agent, words):
    page = open_today(NOON, user_agent=agent)
    hint = page.locator("install-hint")
    expect(hint).to_contain_text(words)
    hint.get_by_role("button", name="Another day").click()
    expect(hint).to_be_hidden()
    page.reload()
    expect(page.locator("next-reminder")).to_contain_text("A quiet invitation")
    expect(hint).to_be_hidden()


def test_in_the_evening_and_after_a_massage_nothing_is_asked(open_today):
    page = open_today(EVENING, user_agent=IPHONE)
    expect(page.locator("next-reminder")).to_contain_text("A quiet invitation")
    expect(page.locator("install-hint")).to_be_hidden()

    page = open_today(NOON, user_agent=IPHONE)
    when = {"at": "2026-11-21T11:40:00.000Z", "zone": "UTC", "local_date": "2026-11-21"}
    page.evaluate(SAVE, ["massage", {"when": when, "routine": "first-touch", "outcome": "given"}])
    page.reload()
    expect(page.locator("together-today")).to_contain_text("You had your time today")
    expect(page.locator("install-hint")).to_be_hidden()


OFFER = """() => {
    const offer = new Event("beforeinstallprompt", { cancelable: true })
    offer.prompt = async () => ({ outcome: "accepted" })
    dispatchEvent(offer)
    return offer.defaultPrevented
}"""


def test_the_browsers_own_offer_waits_for_a_tap_by_day(open_today):
    page = open_today(NOON)
    page.wait_for_function("Boolean(customElements.get('install-hint'))")
    assert page.evaluate(OFFER)
    button = page.get_by_role("button", name="Put it on the home screen")
    button.click()
    expect(page.locator("install-hint")).to_be_hidden()

    page = open_today(EVENING)
    page.wait_for_function("Boolean(customElements.get('install-hint'))")
    assert page.evaluate(OFFER)
    expect(page.locator("next-reminder")).to_contain_text("A quiet invitation")
    expect(page.locator("install-hint")).to_be_hidden()


def test_night_and_large_letters_are_kept(open_today, server):
    page = open_today(color_scheme="light")
    page.goto(f"{server.url}/settings")
    page.get_by_label("Night", exact=True).check()
    page.get_by_label("Larger").check()
    page.get_by_role("switch", name="Voice").uncheck()
    expect(page.get_by_role("status").filter(has_text="Saved on this phone")).to_be_visible()
    page.goto(f"{server.url}/learn")
    paper = page.evaluate("getComputedStyle(document.documentElement).backgroundColor")
    assert paper == "rgb(21, 16, 13)"
    assert page.evaluate("parseFloat(getComputedStyle(document.documentElement).fontSize)") == 23
    page.goto(f"{server.url}/settings")
    expect(page.get_by_role("switch", name="Voice")).not_to_be_checked()
    expect(page.get_by_label("Night", exact=True)).to_be_checked()


def test_the_skin_of_the_pictures_is_all_in_turn_until_one_is_chosen(open_today, server):
    page = open_today()

    def tone(path):
        page.goto(server.url + path)
        drawn = page.locator(".drawing").first
        return drawn.evaluate("drawn => getComputedStyle(drawn).getPropertyValue('--skin').trim()")

    paths = ("/strokes/legs", "/strokes/tummy", "/strokes/chest", "/strokes/arms")
    in_turn = [tone(path) for path in paths]
    assert len(set(in_turn)) == 4
    page.goto(f"{server.url}/settings")
    page.get_by_label("Brown").check()
    expect(page.get_by_role("status").filter(has_text="Saved on this phone")).to_be_visible()
    assert {tone(path) for path in paths} == {"#a86f47"}
    page.goto(f"{server.url}/settings")
    expect(page.get_by_label("Brown")).to_be_checked()
    page.get_by_label("All, in turn").check()
    assert [tone(path) for path in paths] == in_turn


@pytest.mark.parametrize(("width", "letters"), [(320, 100), (360, 200), (320, 200)])
def test_nothing_is_cut_off_on_a_narrow_phone_with_large_letters(
        server, new_context, width, letters):
    page = new_context(bypass_csp=True).new_page()
    page.set_viewport_size({"width": width, "height": 740})
    widths = {}
    for path in ("/", "/learn", "/learn/reading-cues", "/learn/six-states", "/learn/benefits",
                 "/worried", "/settings", "/offline"):
        page.goto(server.url + path)
        page.add_style_tag(content=f":root:root {{ font-size: {letters}% }}")
        widths[path] = page.evaluate("document.documentElement.scrollWidth")
    assert {path: found for path, found in widths.items() if found > width} == {}
