"""The evening invitation: asked for in peace, saved without internet, truthful about this phone."""

import datetime as dt
import json
from zoneinfo import ZoneInfo

import pytest
from browser.screens import invite, join, keep_a_copy, nursery, synced
from icalendar import Calendar
from machines.phones import until
from playwright.sync_api import expect

pytestmark = pytest.mark.in_turn
APPLE_TAB = """
  delete window.PushManager
  Object.defineProperty(navigator, "standalone", { value: false })
"""

def switch_on(page, time="18:30"):
    page.get_by_role("switch", name="One quiet invitation a day").check()
    page.get_by_label("At", exact=True).fill(time)


def save(page):
    page.locator("reminder-form").get_by_role("button", name="Save").click()


def reminder(page) -> dict:
    return nursery(page, "(await nursery.one('reminder'))?.fields ?? {}")


@pytest.fixture
def reminders(server, phone):
    """The page on a phone that nobody has asked anything yet."""
    page = phone.start()
    page.goto(server.url + "/reminders")
    return page


def test_a_time_chosen_offline_reaches_the_other_phone_later(server, new_phone):
    first, second = new_phone().start(), new_phone().start()
    keep_a_copy(server, first)
    join(server, second, invite(server, first))
    first.goto(server.url + "/reminders")
    server.net.set("refuse")
    switch_on(first, "19:15")
    first.get_by_label("Sun", exact=True).uncheck()
    save(first)
    first.locator("reminder-form").get_by_text("Saved on this phone", exact=True).wait_for()

    server.net.set("pass")
    until(lambda: synced(first), 60)
    until(lambda: synced(second), 60)
    second.goto(server.url + "/reminders")
    until(lambda: second.get_by_label("At", exact=True).input_value() == "19:15")
    assert second.get_by_role("switch").is_checked()
    assert not second.get_by_label("Sun", exact=True).is_checked()
    assert reminder(second)["weekdays"] == [1, 2, 3, 4, 5, 6]


@pytest.mark.whole_browser
def test_nothing_is_asked_of_the_phone_before_a_tap(reminders):
    assert reminders.evaluate("Notification.permission") == "default"
    assert not reminders.get_by_role("button", name="Yes, on this phone").is_visible()
    switch_on(reminders)
    save(reminders)
    reminders.get_by_role("heading", name="On this phone too?").wait_for()
    reminders.get_by_role("button", name="Not on this phone").click()
    reminders.reload()
    reminders.get_by_text("This phone is not invited").wait_for()
    assert not reminders.get_by_role("heading", name="On this phone too?").is_visible()


def test_a_time_in_quiet_hours_is_asked_about_and_moves_them(reminders):
    switch_on(reminders, "21:30")
    save(reminders)
    reminders.get_by_text("21:30 is inside your quiet hours, 21:00 to 07:00.").wait_for()
    assert reminder(reminders) == {}
    reminders.get_by_role("button", name="Quiet hours 23:00 to 07:00 instead").click()
    reminders.locator("reminder-form").get_by_text("Saved on this phone", exact=True).wait_for()
    saved = reminder(reminders)
    assert (saved["time"], saved["quiet_from"], saved["quiet_to"]) == ("21:30", "23:00", "07:00")


def test_without_a_day_it_asks_which_would_suit(reminders):
    switch_on(reminders)
    for day in ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"):
        reminders.get_by_label(day, exact=True).uncheck()
    save(reminders)
    reminders.get_by_text("Which days would suit?").wait_for()
    assert reminder(reminders) == {}


@pytest.mark.whole_browser
def test_where_notifications_are_blocked_it_says_how_to_allow_them(server, phone):
    page = phone.start()
    phone.grant(page, server.url, "notifications", setting="denied")
    page.goto(server.url + "/reminders")
    switch_on(page)
    save(page)
    page.get_by_role("heading", name="Your phone holds them back").wait_for()


@pytest.mark.whole_browser
def test_a_push_service_that_never_answers_is_waited_for_only_so_long(server, phone):
    page = phone.start()
    phone.grant(page, server.url, "notifications")
    page.goto(server.url + "/reminders")
    switch_on(page)
    save(page)
    page.get_by_role("button", name="Yes, on this phone").click()
    page.get_by_text("notification service did not answer").wait_for(timeout=60_000)
    page.get_by_role("heading", name="Your recovery code").wait_for()
    assert nursery(page, "await nursery.state.get('member')")


@pytest.mark.whole_browser
def test_a_yes_without_internet_is_kept_for_later(server, phone):
    page = phone.start()
    phone.grant(page, server.url, "notifications")
    page.goto(server.url + "/reminders")
    switch_on(page)
    save(page)
    server.net.set("refuse")
    page.get_by_role("button", name="Yes, on this phone").click()
    page.get_by_text("It needs internet once").wait_for(timeout=60_000)


def test_in_an_iphones_tab_it_shows_the_way_to_the_home_screen(server, phone):
    page = phone.start()
    page.add_init_script(APPLE_TAB)
    page.goto(server.url + "/reminders")
    switch_on(page)
    save(page)
    page.get_by_role("heading", name="First onto the home screen").wait_for()


def test_a_pause_is_one_tap_and_so_is_its_end(reminders):
    switch_on(reminders)
    save(reminders)
    reminders.get_by_role("button", name="Until I say").click()
    reminders.get_by_role("heading", name="Paused until you say").wait_for()
    assert reminder(reminders)["paused_until"] == "asked"
    reminders.get_by_role("button", name="Invite us again").click()
    reminders.get_by_role("heading", name="Pause", exact=True).wait_for()
    assert not reminder(reminders).get("paused_until")


DELIVERY = "6f1c2a52-3a39-4f5b-9c62-0a5f3a6b7c8d"


def answers(page) -> list[dict]:
    return nursery(page, "(await nursery.all('answer')).map(({ fields }) => fields)")


@pytest.fixture
def tonight(server, phone):
    """The page a reminder leads to, opened by a phone without internet."""
    page = phone.start()
    page.goto(f"{server.url}/tonight#{DELIVERY}")
    # before it wakes, Begin is a plain link and the other two rest
    expect(page.get_by_role("button", name="Not this evening")).to_be_enabled()
    server.net.set("refuse")
    return page


def test_the_three_choices_are_equal(tonight):
    boxes = [tonight.locator(".three > *").nth(number).bounding_box() for number in range(3)]
    assert len({(box["width"], box["height"]) for box in boxes}) == 1


def test_not_this_evening_is_kept_with_its_invitation(tonight):
    tonight.get_by_role("button", name="Not this evening").click()
    tonight.get_by_role("heading", name="A good evening to you").wait_for()
    [answer] = answers(tonight)
    assert (answer["choice"], answer["delivery"]) == ("not-this-evening", DELIVERY)
    assert answer["local_date"] == nursery(
        tonight, "(await import(release + '/static/js/models/day.js')).when(Date.now()).local_date")


def test_later_tonight_names_its_time(tonight):
    tonight.clock.set_fixed_time("2026-11-21T17:50:00Z")
    tonight.get_by_role("button", name="Later tonight").click()
    tonight.get_by_role("button", name="19:30").click()
    tonight.get_by_role("heading", name="Until 19:30, then").wait_for()
    [answer] = answers(tonight)
    assert (answer["choice"], answer["at"]) == ("later", "2026-11-21T18:30:00.000Z")
    tonight.get_by_role("button", name="Choose again").click()
    tonight.get_by_role("button", name="Not this evening").wait_for()


def test_begin_goes_to_tonights_routine(server, tonight):
    server.net.set("pass")
    tonight.get_by_role("link", name="Begin").click()
    tonight.wait_for_url(server.url + "/")
    assert [answer["choice"] for answer in answers(tonight)] == ["begin"]


SAID = [
    ("delivered", None, "Sent."),
    ("not-sent", "together", "Not sent: you already had your time."),
    ("not-sent", "not-today", "Not sent: your baby had said not today."),
    ("not-sent", "not-this-evening", "Not sent to this phone, as you asked."),
    ("not-sent", "paused", "Not sent: the invitations were paused."),
    ("not-sent", "set-aside", "Not sent: your family is left in peace."),
    ("not-sent", "fading", "Left out: nobody opened the last ones"),
    ("not-sent", "faded", "Not sent: the invitations rest until you ask for them."),
    ("not-sent", "opened", "Not sent: you were here that evening anyway."),
    ("not-sent", "quiet-hours", "Not sent: its time was inside your quiet hours."),
    ("not-sent", "no-phone", "Not sent: no phone of the family was invited."),
    ("not-sent", "not-invited", "Not sent to this phone: it was not among the invited ones."),
    ("dropped", "too-late", "Not sent: the server came to it too late"),
    ("dropped", "push-service-busy", "Not sent: this phone's notification service did not"),
    ("gone", "http-410", "Not sent: this phone could not be reached any more."),
    ("refused", "http-403", "Not sent: the notification service refused our server."),
]


def test_every_reason_is_said_in_plain_words(reminders):
    switch_on(reminders)
    save(reminders)
    for outcome, reason, words in SAID:
        knows_of(reminders, last={"local_date": "2026-11-21", "outcome": outcome,
                                  "reason": reason})
        expect(reminders.locator("reminder-last")).to_contain_text(words)
    knows_of(reminders, last={"local_date": "2026-11-21", "outcome": "planned", "reason": None})
    expect(reminders.locator("reminder-last section")).to_be_hidden()


def test_invitations_that_rest_say_so_and_come_back_with_a_tap(reminders):
    switch_on(reminders)
    save(reminders)
    knows_of(reminders, fading="stopped")
    reminders.get_by_text("The invitations have rested, since nobody opened them.").wait_for()
    asked = "(await nursery.pending()).some(({ fields }) => fields?.paused_until === null)"
    assert nursery(reminders, asked) is False
    reminders.get_by_role("button", name="Invite us again").click()
    until(lambda: nursery(reminders, asked))


def test_a_phone_that_took_one_and_did_not_show_it_is_said_so(reminders):
    switch_on(reminders)
    save(reminders)
    nursery(reminders, "await nursery.state.set('invited', { endpoint: 'x', at: Date.now() })")
    for accepted, shown, words in [
            (None, None, "Invitations reach this phone"),
            ("2026-11-21T17:45:09.000Z", "2026-11-21T17:45:12.000Z",
             "Invitations reach this phone · last:"),
            ("2026-11-22T17:45:09.000Z", "2026-11-21T17:45:12.000Z", "has not told us that")]:
        knows_of(reminders, this_device={"accepted_at": accepted, "shown_at": shown})
        reminders.evaluate("""async () => {
          Object.defineProperty(Notification, "permission", { value: "granted" })
          document.dispatchEvent(new Event("reminder-saved"))
        }""")
        expect(reminders.locator("reminder-phone [data-slot=reach]")).to_contain_text(words)


def knows_of(page, **status) -> None:
    """Let the phone know what a server said about the invitation when it last synced."""
    whole = {"next_due_at": None, "fading": None, "last": None, "this_device": None, **status}
    nursery(page, f"""await nursery.state.set("reminderStatus", {json.dumps(whole)})
        .then(() => nursery.dispatchEvent(new Event("change")))""")


def test_the_calendar_file_is_made_without_internet_and_says_when_as_a_calendar_reads_it(
        server, reminders):
    switch_on(reminders, "19:15")
    reminders.get_by_label("Sun", exact=True).uncheck()
    save(reminders)
    reminders.locator("reminder-form").get_by_text("Saved on this phone", exact=True).wait_for()
    server.stop()
    first, second = [made_file(reminders) for _ in range(2)]
    [event] = first.walk("VEVENT")
    assert event["UID"] == second.walk("VEVENT")[0]["UID"], "the new one takes its place"
    assert event["SUMMARY"] == "A quiet moment together"
    start = event["DTSTART"].dt
    assert (start.hour, start.minute, start.weekday() != 6) == (19, 15, True)
    assert start > dt.datetime.now(dt.UTC)
    assert event["RRULE"]["BYDAY"] == ["MO", "TU", "WE", "TH", "FR", "SA"]
    [alarm] = first.walk("VALARM")
    assert (alarm["ACTION"], alarm["TRIGGER"].dt) == ("DISPLAY", dt.timedelta(0))
    assert alarm["DESCRIPTION"] == "Warm hands and a little time, if you both like."
    [zone] = first.walk("VTIMEZONE")
    assert zone["TZID"] == "Europe/Berlin"
    # what the file itself says of the clocks, for nine years, beside the zone's own data
    told, known = zone.to_tz(lookup_tzid=False), ZoneInfo("Europe/Berlin")
    noon = dt.datetime.combine(dt.date.today(), dt.time(12))
    for day in range(9 * 365):
        at = noon + dt.timedelta(days=day)
        assert at.replace(tzinfo=told).utcoffset() == at.replace(tzinfo=known).utcoffset(), at


def made_file(page) -> Calendar:
    """Press the button; return the file as a calendar reads it, which refuses what is not valid."""
    with page.expect_download() as download:
        page.get_by_role("button", name="Make the calendar file").click()
    page.locator("reminder-alarm").get_by_text("It is with your downloads.").wait_for()
    assert download.value.suggested_filename == "warm-hands.ics"
    return Calendar.from_ical(download.value.path().read_bytes())
