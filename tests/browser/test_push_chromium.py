"""Whatever a push carries, Chromium's worker shows exactly one quiet notification."""

import json
import os

import pytest
from browser.screens import keep_a_copy, nursery, sign_out
from machines.phones import WorkerControl, installed, until

from webapp.reminders.words import words

DELIVERY = "0c1d2e3f-0000-4000-8000-00000000000a"
SHOWN = """async () => {
  const registration = await navigator.serviceWorker.ready
  const all = await registration.getNotifications()
  return all.map(({ title, body, tag, silent, data, actions }) =>
    ({ title, body, tag, silent, data, actions: actions.map(({ action }) => action) }))
}"""


def message(**changes) -> str:
    notification = {"title": "A quiet moment", "body": "If you both like.", "lang": "en",
                    "navigate": f"/tonight#{DELIVERY}", "tag": "invitation", "silent": True}
    return json.dumps({"web_push": 8030, "notification": {**notification, **changes}})


HOSTILE = [
    "", " ", "x", "<!doctype html><title>Sign in</title>", "null", "[]", "5", '"text"', "{}",
    '{"notification": null}', '{"notification": 5}', '{"notification": []}', '{"title": "old"}',
    '{"data": {"title": "an old schema", "url": "/"}}', '{"web_push": "8030"', "\x00\x01\x02",
    "🤲" * 900, "[" * 3000, message(title=""), message(title=None), message(title={"a": 1}),
    message(body=["x"]), message(lang=5), message(lang="no such language"), message(dir="sideways"),
    message(tag="another"), message(silent=False, renotify=True, vibrate=[200]),
    message(navigate="https://evil.example/x"), message(navigate="javascript:alert(1)"),
    message(navigate="http://["), message(navigate=5), message(navigate="//evil.example"),
    message(actions="x", icon=5, badge={}), message(title="t" * 3000),
    message(requireInteraction=True, timestamp="x", image="data:,x", data={"url": "//evil"}),
]

pytestmark = [pytest.mark.whole_browser, pytest.mark.in_turn]


@pytest.fixture
def page(server, new_phone, desk):
    """Today on a phone that allows notifications, everything kept."""
    phone = new_phone(env={**os.environ, "DBUS_SESSION_BUS_ADDRESS": desk.address})
    page = phone.start()
    phone.grant(page, server.url, "notifications")
    page.goto(server.url)
    installed(page)
    return page


@pytest.fixture
def push(page, server, desk):
    """Delivers a push and returns the one notification that is on the screen then."""
    worker = WorkerControl(page, server.url)

    def deliver(payload: str) -> dict:
        before = desk.count
        worker.push(payload)
        until(lambda: desk.count > before, 30)
        [shown] = page.evaluate(SHOWN)
        assert desk.count == before + 1
        return shown

    deliver.worker = worker
    return deliver


def test_every_push_shows_one_quiet_notification_of_ours(push, server):
    server.stop()
    for payload in HOSTILE:
        shown, about = push(payload), repr(payload[:80])
        assert 0 < len(shown["title"]) <= 100, about
        assert (shown["tag"], shown["silent"]) == ("invitation", True), about
        assert shown["data"]["url"].startswith("/tonight"), about


def test_what_cannot_be_read_is_an_invitation_in_our_own_words(push):
    shown = push("<html>not ours</html>")
    assert (shown["title"], shown["body"]) == (words().title, words().fallback)


def test_an_invitation_replaces_the_one_before_it(push, desk):
    for number in range(5):
        assert push(message(body=f"Evening {number}"))["body"] == f"Evening {number}"
    assert len(desk.shown) == 1


def test_its_buttons_are_the_choices_that_fit(push):
    shown = push(message())
    assert shown["data"]["url"] == f"/tonight#{DELIVERY}"
    assert shown["actions"] in (["later", "not-this-evening"],
                                ["begin", "later", "not-this-evening"])


def test_a_worker_that_was_stopped_shows_it_too(push, server):
    push.worker.stop()
    server.net.set("hang")
    assert push(message())["title"] == "A quiet moment"


@pytest.mark.parametrize("outcome", ["given", "not-today"])
def test_after_a_massage_that_only_this_phone_knows_it_says_so_kindly(
        page, push, server, outcome):
    server.stop()
    fields = {"routine": "first-touch", "seconds": 60, "outcome": outcome}
    now = "await import(`${release}/static/js/models/day.js`).then(day => day.when(Date.now()))"
    nursery(page, f"await nursery.save('massage', {{ ...{json.dumps(fields)}, when: {now} }})")
    push.worker.stop()
    shown = push(message())
    assert (shown["title"], shown["body"]) == (words().together_title, words().together_text)
    assert (shown["data"]["url"], shown["actions"]) == ("/", [])


def test_a_test_is_shown_as_it_is_also_after_a_massage(push):
    shown = push(message(title="Reminders reach this phone", navigate="/reminders"))
    assert (shown["title"], shown["data"]["url"]) == ("Reminders reach this phone", "/reminders")


def test_an_invitation_that_is_on_the_screen_leaves_with_the_family(push, page, desk, server):
    keep_a_copy(server, page)
    push(message())
    assert len(desk.shown) == 1
    sign_out(server, page)
    until(lambda: not desk.shown, 20)
