"""Ten thousand massages on a phone without internet: read, found, changed, added to."""

import datetime as dt
import re

from browser.long_journal import fill, opened
from browser.screens import add_massage, nursery, rows
from machines.phones import until
from playwright.sync_api import Page, expect

LOOK = "(await nursery.days.between('massage', '{0}', '{0}')).map(({{ fields }}) => fields.note)"


def months_ago(months: int) -> str:
    return (dt.date.today() - dt.timedelta(days=30 * months)).isoformat()


def last_day(page: Page) -> str:
    return page.locator("massage-journal .day").last.get_attribute("data-date")


def found(page: Page, sentence: str | re.Pattern) -> list[str]:
    """Return the rows once the journal says how many it found."""
    expect(page.locator("massage-journal [data-slot=found]")).to_have_text(sentence, timeout=60_000)
    return rows(page)


def test_a_journal_of_years_is_read_on_found_in_and_changed_without_internet(server, phone):
    page = phone.start()
    page.goto(server.url + "/journal")
    fill(page)
    server.net.set("refuse")
    opened(page, server.url)
    together = page.locator("massage-journal [data-slot=together]")
    expect(together).to_have_text("Moments together: 10,000", timeout=60_000)
    assert len(rows(page)) < 60  # no more than what is read soon

    # months are scrolled through
    page.mouse.move(180, 500)
    while last_day(page) > months_ago(3):
        before = last_day(page)
        page.mouse.wheel(0, 20_000)
        until(lambda before=before: last_day(page) < before)
    dates = page.locator("massage-journal .day").evaluate_all(
        "days => days.map(day => day.dataset.date)")
    assert dates == sorted(set(dates), reverse=True)
    shown = len(rows(page))
    assert 250 < shown < 600

    # a change far down leaves everything in its place
    row = page.locator("massage-journal .massage").nth(shown - 30)
    row.get_by_role("button").click()
    page.get_by_label("A note, if you like").fill("Found again after months.")
    page.locator("massage-form").get_by_role("button", name="Save").click()
    expect(row).to_contain_text("Found again after months.")
    expect(row.get_by_role("button")).to_be_in_viewport()
    assert len(rows(page)) == shown

    # by words, child, caregiver, routine and day
    page.evaluate("scrollTo(0, 0)")
    page.get_by_text("Find", exact=True).click()
    find = page.get_by_role("search")
    words = find.get_by_label("Words of it")
    words.fill("LULLABY number 9001")
    [hit] = found(page, "Found: 1")
    assert "Hummed lullaby number 9001." in hit
    words.fill("found months")
    [hit] = found(page, "Found: 1")
    words.fill("of giraffes")
    found(page, "Nothing found. Fewer words may find more.")
    words.fill("")
    find.get_by_label("Child").select_option(label="Noa")
    find.get_by_label("With whom").select_option(label="Ben")
    find.get_by_label("Routine").select_option(label="First touch")
    find.get_by_label("From this day backwards").fill(months_ago(12))
    find.get_by_role("button", name="Show what is found").click()
    hits = found(page, re.compile("Found so far: .*"))
    assert len(hits) >= 12
    assert all("Noa" in hit and "Ben" in hit and "First touch" in hit for hit in hits)
    first = page.locator("massage-journal .day").first.get_attribute("data-date")
    assert months_ago(15) < first <= months_ago(12)
    page.get_by_role("button", name="Show all again").click()
    expect(together).to_be_visible()

    # removed, and back
    top = until(lambda: rows(page))[0]
    page.locator("massage-journal .massage").first.get_by_role("button").click()
    page.get_by_role("button", name="Remove").click()
    until(lambda: rows(page)[0] != top)
    expect(together).to_have_text("Moments together: 9,999", timeout=60_000)
    page.get_by_role("button", name="Undo").click()
    until(lambda: rows(page)[0] == top)

    # added afterwards, for one of the two children
    page.get_by_role("button", name="Add a massage").click()
    page.get_by_label("Day", exact=True).fill(months_ago(1))
    page.get_by_role("dialog").get_by_label("Noa").check()
    page.get_by_label("A note, if you like").fill("Written down a month later.")
    page.locator("massage-form").get_by_role("button", name="Save").click()
    expect(together).to_have_text("Moments together: 10,001", timeout=60_000)
    assert "Written down a month later." in nursery(page, LOOK.format(months_ago(1)))
    page.reload()
    page.get_by_text("Find", exact=True).click()
    words.fill("month later")
    [hit] = found(page, "Found: 1")
    assert "Noa" in hit and "you" in hit
    server.net.set("pass")


def test_years_that_wait_on_the_phone_alone_are_read_and_found_in_too(server, phone):
    page = phone.start()
    page.goto(server.url + "/journal")
    fill(page, 2_000, "outbox")
    server.net.set("refuse")
    opened(page, server.url)
    add_massage(page, "On top of it all.")
    until(lambda: "On top of it all." in rows(page)[0])
    expect(page.locator("massage-journal [data-slot=together]")).to_have_text(
        "Moments together: 2,001", timeout=60_000)
    assert "on this phone" not in rows(page)[0]  # where all of them are, none says so
    page.get_by_text("Find", exact=True).click()
    page.get_by_label("Words of it").fill("lullaby number 1997")
    [hit] = found(page, "Found: 1")
    assert "Mia" in hit or "Noa" in hit
    page.goto(server.url)
    expect(page.locator("together-today")).to_contain_text("Together today")
    server.net.set("pass")


# A phone that is too busy to say "not in sight" before "in sight" says both at once.
BUSY = """
  const Watching = IntersectionObserver
  window.IntersectionObserver = class extends Watching {
    constructor(tell, options) {
      const untold = []
      super((entries, watching) => {
        untold.push(...entries)
        if (!entries.at(-1).isIntersecting) return scrollTo(0, document.body.scrollHeight)
        tell(untold.splice(0), watching)
      }, options)
    }
  }
"""


def test_on_a_busy_phone_too_it_is_read_on_to_the_end(server, phone):
    page = phone.start()
    page.goto(server.url + "/journal")
    fill(page, 100)
    page.add_init_script(BUSY)
    opened(page, server.url)
    expect(page.locator("massage-journal .massage")).to_have_count(100)
