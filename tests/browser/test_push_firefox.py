"""The whole way of an invitation in a real Firefox: subscribed by the page, encrypted, shown."""

import json
import urllib.request

import pytest
from browser.releases import ask, nursery
from machines.autopush import Autopush
from machines.phones import installed, until
from machines.server import Server

from webapp.reminders.words import words

SHOWN = """await (async () => {
  const registration = await navigator.serviceWorker.ready
  const all = await registration.getNotifications()
  return all.map(({ title, body, tag, silent, data }) => ({ title, body, tag, silent, data }))
})()"""
CLOSE_ALL = """await navigator.serviceWorker.ready.then(async registration => {
  for (const notification of await registration.getNotifications()) notification.close()
})"""
TODAY = """(await import(document.querySelector("script[type=module]").src
    .replace("app.js", "models/day.js"))).localDate(Date.now(), "Europe/Berlin")"""
WITHDRAW = """await (async () => {
  for (const { record } of await nursery.all("massage"))
    await nursery.save("massage", {}, { record, action: "withdraw" })
  const record = await nursery.fixed("reminder")
  await nursery.save("reminder", { paused_until: null }, { record })
  await nursery.sync()
})()"""


@pytest.fixture(scope="module")
def push_service():
    service = Autopush()
    yield service
    service.close()


@pytest.fixture(scope="module")
def near(tmp_path_factory, push_service):
    """A server that sends to that push service."""
    server = Server(tmp_path_factory.mktemp("near"), PUSH_SERVICES_EXTRA=push_service.origin)
    server.start()
    yield server
    server.close()


@pytest.fixture(scope="module")
def fox(firefox, near, push_service):
    return with_invitation(firefox, near, push_service)


def with_invitation(firefox, near, push_service):
    """Return a page of a new Firefox whose owner asked for the evening's invitation."""
    known = set(push_service.channels)
    page = firefox(("notifications",), **push_service.preferences).new_page()
    page.goto(f"{near.url}/reminders")
    installed(page)
    page.locator("#reminder-on").check()
    page.locator("#reminder-time").fill("18:45")
    page.locator("reminder-form button[type=submit]").click()
    page.get_by_role("button", name="Yes, on this phone").click()
    until(lambda: set(push_service.channels) - known)
    until(lambda: page.locator('reminder-phone [data-when~="on"]').first.is_visible(), 30)
    return page


@pytest.fixture
def invited(fox, near, push_service):
    """The same page, on a day of which nothing is known and with nothing on its lock screen."""
    near.net.set("pass")
    ask(fox, nursery(WITHDRAW))
    until(lambda: ask(fox, nursery("(await nursery.pending()).length === 0")), 30)
    ask(fox, CLOSE_ALL)
    push_service.acks.clear()
    return fox


def later(page, milliseconds: int) -> None:
    """Answer "later tonight" with a moment very near, and let the server know."""
    answer = {"local_date": ask(page, TODAY), "choice": "later"}
    ask(page, nursery(f"""await nursery.save("answer", {{ ...{json.dumps(answer)},
        at: new Date(Date.now() + {milliseconds}).toISOString() }}).then(() => nursery.sync())"""))
    until(lambda: ask(page, nursery("(await nursery.pending()).length === 0")))


def write_massage(page, outcome: str) -> None:
    """Write a massage of today down on this phone, as the player does."""
    when = f'{{ at: new Date().toISOString(), zone: "Europe/Berlin", local_date: {TODAY} }}'
    ask(page, nursery(f"""await nursery.save("massage", {{
        when: {when}, routine: "first-touch", seconds: 300, outcome: "{outcome}" }})"""))


def shown(page, seconds: float = 40) -> dict:
    [one] = until(lambda: ask(page, SHOWN), seconds)
    return one


def not_sent(page) -> str:
    """Return the reason why the invitation of today was not sent, once the server has one."""
    def reason():
        ask(page, nursery("await nursery.sync()"))
        last = ask(page, nursery('(await nursery.state.get("reminderStatus"))?.last'))
        return last and last["outcome"] == "not-sent" and last["reason"]
    return until(reason, 30)


def test_an_invitation_reaches_firefox(invited, push_service):
    later(invited, 2_000)
    one = shown(invited)
    assert one["title"] == words().title
    assert one["body"] in words().invitations
    assert (one["tag"], one["silent"]) == ("invitation", True)
    assert one["data"]["url"] == f"/tonight#{one['data']['delivery']}"
    assert push_service.complaints == []
    assert [ack["code"] for ack in until(lambda: push_service.acks)] == [100]


@pytest.mark.in_turn
def test_later_tonight_takes_the_place_of_the_one_before(invited, push_service):
    later(invited, 1_000)
    first = shown(invited)
    later(invited, 1_000)
    until(lambda: len(push_service.acks) == 2, 40)
    again = until(lambda: shown(invited)["data"]["at"] > first["data"]["at"] and shown(invited))
    assert again["data"]["delivery"] == first["data"]["delivery"]


def test_a_phone_that_knows_of_a_massage_says_so_kindly_instead(invited, near):
    later(invited, 8_000)
    near.net.set("refuse")
    write_massage(invited, "given")
    one = shown(invited)
    assert (one["title"], one["body"]) == (words().together_title, words().together_text)
    assert one["tag"] == "invitation"


@pytest.mark.parametrize(("outcome", "reason"), [
    ("resting-hands", "together"), ("not-today", "not-today")])
def test_what_the_server_knows_of_is_not_sent(invited, push_service, outcome, reason):
    later(invited, 5_000)
    write_massage(invited, outcome)
    assert not_sent(invited) == reason
    assert (push_service.acks, ask(invited, SHOWN)) == ([], [])


@pytest.mark.in_turn
def test_paused_before_its_moment_it_is_not_sent(invited, push_service):
    later(invited, 5_000)
    ask(invited, nursery("""await nursery.save("reminder", { paused_until: "asked" },
        { record: await nursery.fixed("reminder") })"""))
    assert not_sent(invited) == "paused"
    assert (push_service.acks, ask(invited, SHOWN)) == ([], [])


def test_a_test_arrives_at_once(invited):
    invited.locator('[data-act="test"]').click()
    assert shown(invited, 30)["title"] == words().test_title


@pytest.mark.in_turn
def test_after_the_server_s_key_was_replaced_it_rings_on(invited, near, push_service):
    near.stop()
    instance = near.folder / "instance"
    (instance / "vapid.pem").rename(instance / "vapid-2026.pem")
    near.back()
    later(invited, 2_000)
    assert shown(invited)["title"] == words().title
    assert push_service.complaints == []


@pytest.mark.in_turn
def test_the_page_says_why_and_which_phones_are_invited(invited, near):
    later(invited, 5_000)
    write_massage(invited, "given")
    assert not_sent(invited) == "together"
    code = ask(invited, nursery("(await nursery.call('POST', '/api/invitations', {})).code"))
    joining = urllib.request.Request(
        f"{near.url}/api/invitations/redeem", json.dumps({"code": code}).encode(),
        {"Content-Type": "application/json", "Sec-Fetch-Site": "same-origin"})
    assert urllib.request.urlopen(joining).status == 201
    invited.reload()
    last = invited.locator("reminder-last")
    last.get_by_text("Not sent: you already had your time, at").wait_for()
    phones = invited.locator("reminder-phones li")
    until(lambda: phones.count() == 2)
    assert [row.locator("small").text_content() for row in phones.all()] == [
        "invited", "not invited"]


@pytest.mark.in_turn
def test_a_phone_that_is_out_of_the_family_gives_its_subscription_up(
        firefox, near, push_service):
    others = set(push_service.channels)
    page = with_invitation(firefox, near, push_service)
    cookies = page.context.cookies()
    ask(page, nursery('await nursery.call("DELETE", "/api/family", {})'))
    page.context.add_cookies(cookies)  # as on a phone that did not delete it itself
    page.reload()
    until(lambda: set(push_service.channels) == others, 30)
