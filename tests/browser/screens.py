"""What a parent does on the pages: short names for taps, and what the phone then knows."""

from machines.phones import until
from playwright.sync_api import Page

NURSERY = """(async () => {
  const release = document.querySelector('script[type="module"]').src.split("/static/")[0]
  const { openNursery } = await import(release + "/static/js/nursery/nursery.js")
  const nursery = await openNursery()
  return (ASK)
})()"""


def nursery(page: Page, ask: str):
    """Return what the page's own nursery answers to `ask`, a JavaScript expression that may load
    modules from `release`, too."""
    session = page.context.new_cdp_session(page)
    answer = session.send("Runtime.evaluate", {
        "expression": NURSERY.replace("ASK", ask), "awaitPromise": True, "returnByValue": True})
    session.detach()
    assert "exceptionDetails" not in answer, answer["exceptionDetails"]
    return answer["result"].get("value")


def enlarge(page: Page, percent: int) -> None:
    """Make the letters so large, as the phone's own setting does. The browser takes the new size
    up with its next frame: what is measured before is still small."""
    page.evaluate("""percent => {
      document.documentElement.style.fontSize = `${percent}%`
      return new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))
    }""", percent)


def keep_a_copy(server, page: Page) -> None:
    """Make the family on the server from the Family page."""
    page.goto(server.url + "/family")
    page.get_by_role("button", name="Keep a copy").click()
    page.get_by_role("button", name="I have kept it").click()


def invite(server, page: Page) -> str:
    """Return the code of a new invitation, as the page shows it."""
    page.goto(server.url + "/family")
    page.get_by_role("button", name="Invite a phone").click()
    code = page.locator("family-invite .code")
    until(lambda: code.text_content())
    return code.text_content()


def join(server, page: Page, code: str) -> None:
    """Join by the link that an invitation shares."""
    page.goto(f"{server.url}/join#{code}")
    page.get_by_role("button", name="Join").click()
    page.get_by_role("heading", name="You are in").wait_for(timeout=40_000)


def sign_out(server, page: Page) -> None:
    """Sign out on the phone of `page`, with nothing on it that waits; ends on Today."""
    page.goto(server.url + "/family")
    page.get_by_text("Recovery code, leaving, deleting").click()
    page.get_by_role("button", name="Sign out on this phone").click()
    page.get_by_role("button", name="Sign out", exact=True).click()
    page.wait_for_url(server.url + "/", timeout=40_000)


def add_massage(page: Page, note: str = "", outcome: str = "A massage") -> None:
    """Write a massage down afterwards, on the Journal page."""
    page.get_by_role("button", name="Add a massage").click()
    page.get_by_label(outcome, exact=True).check()
    page.get_by_label("A note, if you like").fill(note)
    page.locator("massage-form").get_by_role("button", name="Save").click()
    page.locator("massage-form dialog[aria-labelledby]").wait_for(state="hidden")


def line(page: Page) -> str:
    """Return what the page says about where everything is."""
    return page.locator("sync-line [data-slot=text]").text_content()


def rows(page: Page) -> list[str]:
    """Return the journal's massages, newest first, those too that are not scrolled to yet."""
    return page.locator("massage-journal .massage").all_text_contents()


def read_on(page: Page) -> int:
    """Scroll to the end of what the journal shows so far. Returns how many massages that is."""
    page.evaluate("scrollTo(0, document.documentElement.scrollHeight)")
    return len(rows(page))


def synced(page: Page) -> bool:
    """Sync now, as opening the app again does. Returns whether nothing waits any more."""
    return nursery(page, "(await nursery.sync({ isUrgent: true })).waiting") == 0
