"""Today on a phone: it fits the child and the hour, and nothing moves when the phone knows."""

import json
from datetime import datetime, timedelta

import pytest
from browser.screens import enlarge, nursery
from machines.phones import until
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.in_turn
MOVED = """globalThis.moved = []
new PerformanceObserver(list => moved.push(...list.getEntries()
  .filter(({ hadRecentInput }) => !hadRecentInput)
  .map(({ sources }) => sources.map(({ node }) => node?.outerHTML?.slice(0, 80)))))
  .observe({ type: "layout-shift", buffered: true })"""
# in UTC: the phone's clock, in Berlin, is an hour ahead
MORNING, NOON = datetime(2026, 11, 21, 9, 0), datetime(2026, 11, 21, 12, 0)
EVENING = datetime(2026, 11, 21, 19, 0)
MIA, BEN, ANNA = (f"00000000-0000-4000-8000-00000000000{number}" for number in (1, 2, 3))
IPHONE = ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 "
          "(KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1")


@pytest.fixture
def open_today(server, new_context):
    """Opens Today on a new phone at a given time of its clock, with `things` in its database."""
    def open_at(moment: datetime = EVENING, things: tuple = (), **options):
        page = new_context(**options).new_page()
        page.clock.set_fixed_time(moment)
        page.goto(server.url)
        for kind, fields, *record in things:
            more = {"record": record[0]} if record else {}
            nursery(page, f"await nursery.save({', '.join(map(json.dumps, (kind, fields, more)))})")
        page.add_init_script(MOVED)
        page.reload()
        return page
    return open_at


def child(record: str = MIA, *, days: int, **fields) -> tuple:
    born = (EVENING - timedelta(days=days)).date().isoformat()
    return "child", {"birth_date": born, "situations": [], "asked": True, **fields}, record


def massage(routine: str, at: str, **fields) -> tuple:
    when = {"at": f"{at}:00.000Z", "zone": "UTC", "local_date": at[:10]}
    return "massage", {"when": when, "routine": routine, "outcome": "given", "seconds": 300,
                       **fields}


def offer(page: Page) -> str:
    """Return the line that explains, the title, and where Start leads."""
    page.locator("tonights-routine[data-chosen]").wait_for()
    card = page.locator("tonights-routine")
    return " | ".join([card.locator("[data-slot=why]").text_content(),
                       card.get_by_role("heading").text_content(),
                       card.get_by_role("link", name="Start").get_attribute("href")])


FITTING = [
    (EVENING, (), "Tonight · made for any first time | First touch | /routines/first-touch#play"),
    (EVENING, (child(days=125),),
     "Tonight · for a baby of four months | Bedtime wind-down | /routines/bedtime-wind-down#play"),
    (MORNING, (child(days=125),),
     "Good morning · for a baby of four months | Happy legs | /routines/happy-legs#play"),
    (NOON, (child(days=280),),
     "Today · for a baby of nine months | On the move | /routines/on-the-move#play"),
    (EVENING, (child(days=1900),),
     "Tonight · for a child of five years | Bedtime wind-down"
     " | /routines/bedtime-wind-down-older#play"),
    (EVENING, (child(days=125, situations=["heart"]),),
     "Tonight · still hands, until your team says yes | First touch | /routines/first-touch#play"),
    (EVENING, (("child", {"due_date": "2027-01-20"}, MIA),),
     "Practice on a cushion, while you wait | First touch | /routines/first-touch#practise"),
    (EVENING, (child(days=125), *(massage("in-arms", f"2026-11-{day}T18:00")
                                  for day in (12, 14, 16))),
     "Tonight · you chose it often lately | In-arms three minutes | /routines/in-arms#play"),
]


def test_today_fits_the_child_and_the_hour_and_nothing_moves_when_the_phone_knows(open_today):
    starts = set()
    for moment, things, expected in FITTING:
        page = open_today(moment, things)
        assert offer(page) == expected
        expect(page.locator("next-reminder")).to_contain_text("A quiet invitation")
        assert page.evaluate("moved") == [], expected
        # in the page, as a reload may come back a little scrolled
        starts.add(page.locator("[data-start]").evaluate(
            "start => start.getBoundingClientRect().y + scrollY"))
        page.context.close()
    assert len(starts) == 1, "Start is always in the same place"


def test_another_one_stays_until_four_in_the_morning(open_today):
    page = open_today(EVENING, [child(days=125)])
    offer(page)
    start = page.locator("[data-start]").bounding_box()
    page.get_by_role("button", name="Another one").click()
    expect(page.locator("[data-slot=why]")).to_have_text("Tonight · you picked this one")
    assert page.locator("[data-start]").bounding_box() == start
    picked = offer(page)
    page.clock.set_fixed_time(datetime(2026, 11, 22, 2, 59))
    page.reload()
    assert offer(page) == picked
    page.clock.set_fixed_time(datetime(2026, 11, 22, 3, 1))
    page.reload()
    assert offer(page).startswith("Good morning · for a baby of four months | Happy legs")


def test_brothers_and_sisters_for_whom_is_chosen_and_nobody_asks_for_twins(open_today):
    page = open_today(EVENING, [child(days=125, name="Mia"), child(BEN, days=1300, name="Ben")])
    assert offer(page).endswith("/routines/bedtime-wind-down#play")
    expect(page.get_by_role("radio", name="Mia")).to_be_checked()
    page.get_by_role("radio", name="Ben").check()
    expect(page.locator("[data-slot=why]")).to_have_text("Tonight · for a child of three years")
    page.get_by_role("radio", name="All").check()
    expect(page.get_by_role("link", name="Start")).to_have_attribute(
        "href", "/routines/just-hold#play")
    assert page.evaluate("moved") == []

    page = open_today(EVENING, [child(days=125, name="Mia"), child(BEN, days=125, name="Ben"),
                                ("caregiver", {"name": "Anna"}, ANNA),
                                massage("happy-legs", "2026-11-21T09:20", caregiver=ANNA,
                                        children=[BEN])])
    assert offer(page).startswith("Tonight · one after the other | Bedtime wind-down")
    expect(page.get_by_role("radio", name="Ben")).to_be_hidden()
    expect(page.locator("together-today")).to_contain_text(
        "Happy legs · Anna with Ben · 10:20")
    assert page.evaluate("moved") == []


def test_the_familys_own_routine_is_offered_where_it_is_liked(open_today):
    own = ("routine", {"title": "Ours", "steps": [{"stroke": "l1", "seconds": 240}]}, BEN)
    page = open_today(EVENING, [child(days=125), own, *(
        massage(BEN, f"2026-11-{day}T18:00") for day in (12, 14, 16))])
    assert offer(page) == f"Tonight · you chose it often lately | Ours | /routines/own#{BEN}/play"
    expect(page.locator("tonights-routine .facts")).to_contain_text("4 minutes")
    page.get_by_role("link", name="Start").click()
    expect(page.get_by_role("dialog")).to_be_visible()


def test_a_child_set_aside_appears_nowhere_not_even_for_a_moment(open_today):
    page = open_today(NOON, [child(days=125, name="Mia", set_aside=True),
                             ("reminder", {"on": True, "time": "18:45"})], user_agent=IPHONE)
    expect(page.get_by_role("heading")).to_have_text("A quiet place")
    main = page.get_by_role("main")
    expect(main).to_have_text("A quiet place Your journal is kept. Nothing is suggested here. "
                              "Journal", use_inner_text=True)
    expect(main.get_by_role("img")).to_have_count(0)
    page.route("**/*.js", lambda route: route.continue_() if "theme" in route.request.url
               else route.abort())
    page.reload()
    expect(main).to_have_text("", use_inner_text=True)


def test_a_fussy_evening_is_one_tap_from_holds(open_today):
    page = open_today(EVENING, [child(days=125)])
    offer(page)
    page.get_by_role("link", name="Fussy?").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("button", name="None of these").click()
    expect(dialog.get_by_role("heading", name="You first")).to_be_visible()


def test_what_there_is_to_know_fits_the_child_and_leads_on(open_today):
    page = open_today(EVENING, [("child", {"due_date": "2027-01-20"}, MIA)])
    know = page.locator("to-know a")
    expect(know).to_contain_text("Warm hands on the bump")
    page.clock.set_fixed_time(EVENING + timedelta(days=1))
    page.reload()
    expect(know).to_contain_text("No hurry to feel close")
    expect(know).to_have_attribute("href", "/learn/bonding")


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

    page = open_today(NOON, [massage("first-touch", "2026-11-21T10:40")], user_agent=IPHONE)
    expect(page.locator("together-today")).to_contain_text("Together today")
    expect(page.locator("install-hint")).to_be_hidden()


OFFER = """() => {
    const offer = new Event("beforeinstallprompt", { cancelable: true })
    offer.prompt = async () => ({ outcome: "accepted" })
    dispatchEvent(offer)
    return offer.defaultPrevented
}"""


def test_the_browsers_own_offer_waits_for_a_tap_by_day(open_today):
    page = open_today(NOON)
    until(lambda: page.evaluate("Boolean(customElements.get('install-hint'))"))
    assert page.evaluate(OFFER)
    button = page.get_by_role("button", name="Put it on the home screen")
    button.click()
    expect(page.locator("install-hint")).to_be_hidden()

    page = open_today(EVENING)
    until(lambda: page.evaluate("Boolean(customElements.get('install-hint'))"))
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
    page = new_context().new_page()
    page.set_viewport_size({"width": width, "height": 740})
    widths = {}
    for path in ("/", "/learn", "/learn/reading-cues", "/learn/six-states", "/learn/benefits",
                 "/worried", "/settings", "/offline"):
        page.goto(server.url + path)
        enlarge(page, letters)
        widths[path] = page.evaluate("document.documentElement.scrollWidth")
    assert {path: found for path, found in widths.items() if found > width} == {}
