"""The whole way of an invitation in a real Firefox: subscribed by the page, encrypted, shown."""

import pytest
from machines.autopush import Autopush
from machines.phones import installed, until
from machines.server import Server

from webapp.reminders.words import words

SHOWN = """async () => {
  const registration = await navigator.serviceWorker.ready
  const all = await registration.getNotifications()
  return all.map(({ title, body, tag, silent, data }) => ({ title, body, tag, silent, data }))
}"""

@pytest.fixture
def push_service():
    service = Autopush()
    yield service
    service.close()


@pytest.fixture
def near(tmp_path, push_service):
    """A server that sends to that push service."""
    server = Server(tmp_path, PUSH_SERVICES_EXTRA=push_service.origin)
    server.start()
    yield server
    server.close()


@pytest.fixture
def invited(near, push_service, firefox):
    """A page of a Firefox whose owner asked for the evening's invitation."""
    page = firefox(("notifications",), **push_service.preferences).new_page()
    page.goto(f"{near.url}/reminders")
    installed(page)
    page.locator("#reminder-on").check()
    page.locator("#reminder-time").fill("18:45")
    page.locator("reminder-form button[type=submit]").click()
    page.get_by_role("button", name="Yes, on this phone").click()
    until(lambda: push_service.channels)
    until(lambda: page.locator('reminder-phone [data-when~="on"]').first.is_visible(), 30)
    return page


def later(page, milliseconds: int) -> None:
    """Answer "later tonight" with a moment very near, and let the server know."""
    page.evaluate("""async milliseconds => {
      const folder = document.querySelector('script[src*="/js/elements/"]').src.split("elements")[0]
      const { openNursery } = await import(`${folder}nursery/nursery.js`)
      const { localDate } = await import(`${folder}models/day.js`)
      const nursery = await openNursery()
      const at = Date.now() + milliseconds
      await nursery.save("answer", {
        local_date: localDate(at, "Europe/Berlin"), choice: "later", at: new Date(at).toISOString()
      })
      await nursery.sync()
    }""", milliseconds)
    until(lambda: page.evaluate("""async () => {
      const folder = document.querySelector('script[src*="/js/elements/"]').src.split("elements")[0]
      const { openNursery } = await import(`${folder}nursery/nursery.js`)
      return (await (await openNursery()).pending()).length === 0
    }"""))


def massage(page) -> None:
    """Write a massage down on this phone, as the player does."""
    page.evaluate("""async () => {
      const folder = document.querySelector('script[src*="/js/elements/"]').src.split("elements")[0]
      const { openNursery } = await import(`${folder}nursery/nursery.js`)
      const { when } = await import(`${folder}models/day.js`)
      const nursery = await openNursery()
      await nursery.save("massage", {
        when: when(Date.now()), routine: "first-touch", seconds: 300, outcome: "given"
      })
    }""")


def test_an_invitation_reaches_firefox(invited, push_service):
    later(invited, 2_000)
    [shown] = until(lambda: invited.evaluate(SHOWN), 40)
    assert shown["title"] == words().title
    assert shown["body"] in words().invitations
    assert (shown["tag"], shown["silent"]) == ("invitation", True)
    assert shown["data"]["url"] == f"/tonight#{shown['data']['delivery']}"
    assert push_service.complaints == []
    assert [ack["code"] for ack in until(lambda: push_service.acks)] == [100]


def test_a_phone_that_knows_of_a_massage_says_so_kindly_instead(invited, near, push_service):
    later(invited, 8_000)
    near.net.set("refuse")
    massage(invited)
    [shown] = until(lambda: invited.evaluate(SHOWN), 40)
    assert (shown["title"], shown["body"]) == (words().together_title, words().together_text)
    assert shown["tag"] == "invitation"


def test_a_test_arrives_at_once(invited, near):
    invited.locator('[data-act="test"]').click()
    [shown] = until(lambda: invited.evaluate(SHOWN), 30)
    assert shown["title"] == words().test_title


def test_a_phone_that_is_out_of_the_family_gives_its_subscription_up(invited, push_service):
    cookies = invited.context.cookies()
    invited.evaluate("""async () => {
      const folder = document.querySelector('script[src*="/js/elements/"]').src.split("elements")[0]
      const { openNursery } = await import(`${folder}nursery/nursery.js`)
      await (await openNursery()).call("DELETE", "/api/family", {})
    }""")
    invited.context.add_cookies(cookies)  # as on a phone that did not delete it itself
    invited.reload()
    until(lambda: not push_service.channels, 30)
