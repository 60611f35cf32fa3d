"""Ten thousand massages on a phone without internet, on a processor four times slower.

Once as a family on the server has them, once as they wait on a phone that never met a server; and
ten massages beside them, for what the years cost on a machine that is slow or busy itself.
"""

from statistics import median

from playwright.sync_api import Page, expect, sync_playwright

from bench.report import line
from bench.running import temporary_server

MASSAGES, FEW = 10_000, 10
SLOWER = 4                   # times, than this machine
FIRST_CONTENT = 1_000        # milliseconds
LONG_TASK = 200              # milliseconds
OPENINGS = 3
MONTHS_AGO = 600             # massages to scroll past: more than half a year
# Notes tasks over 50 ms, and the moment at which what the phone knows is first painted.
WATCH = """
  window.tasks = []
  new PerformanceObserver(list => tasks.push(...list.getEntries().map(entry => entry.duration)))
    .observe({ type: "longtask", buffered: true })
  const isThere = () => document.querySelector("massage-journal .massage")
    || document.querySelector("together-today [data-slot=line]")?.textContent.includes(" · ")
  new MutationObserver((_, watching) => {
    if (!isThere()) return
    watching.disconnect()
    requestAnimationFrame(() => setTimeout(() => {
      window.contentAt = performance.now()
      console.debug("content")
    }))
  }).observe(document, { childList: true, subtree: true, characterData: true })
"""
# What one engine does in a second is another one's half a minute: for comparing machines.
LOOP = """() => {
  const began = performance.now()
  let sum = 0
  for (let n = 0; n < 50_000_000; n++) sum = (sum + n * n) % 1_000_003
  return sum < 0 ? 0 : performance.now() - began
}"""


def measure() -> None:
    from browser.long_journal import fill
    from browser.releases import ready
    from machines.phones import ChromiumPhone, installed

    with temporary_server() as server, sync_playwright() as playwright:
        phones = {("records", FEW): "for comparison", ("records", MASSAGES): "known to the server",
                  ("outbox", MASSAGES): "on this phone alone"}
        for (store, count), name in phones.items():
            phone = ChromiumPhone(playwright)
            phones[store, count] = phone, name
            page = phone.start()
            page.goto(server.url + "/journal")
            installed(page)
            ready(page)
            if count == FEW:
                line("this machine: fifty million steps of a loop", page.evaluate(LOOP), "ms")
            fill(page, count, store)
            page.add_init_script(WATCH)
        server.stop()
        for (_, count), (phone, name) in phones.items():
            page = phone.context.pages[0]
            page.context.new_cdp_session(page).send(
                "Emulation.setCPUThrottlingRate", {"rate": SLOWER})
            print(f"  {count:,} massages, {name}")
            measure_openings(page, server.url, count)
            if count == MASSAGES:
                measure_journal(page)
            phone.close()


def measure_openings(page: Page, url: str, count: int) -> None:
    for path, name in (("/", "Today"), ("/journal", "Journal")):
        seen = [opening(page, url + path, count) for _ in range(OPENINGS)]
        content, longest = zip(*seen, strict=True)
        line(f"{name}: first content, median of {OPENINGS}", median(content), "ms", FIRST_CONTENT)
        line(f"{name}: longest task, median of {OPENINGS}", median(longest), "ms", LONG_TASK)


def measure_journal(page: Page) -> None:
    page.evaluate("tasks.length = 0")
    scroll_to_months_ago(page)
    line("scrolled to months ago: longest task", longest_task(page), "ms", LONG_TASK)
    page.evaluate("scrollTo(0, 0)")
    page.get_by_text("Find", exact=True).click()
    page.evaluate("tasks.length = 0")
    page.evaluate("window.beganAt = performance.now()")
    page.get_by_label("Words of it").fill(f"lullaby number {MASSAGES - 3}")
    expect(page.locator("massage-journal [data-slot=found]")).to_have_text(
        "Found: 1", timeout=300_000)
    line("one note of all found, its pause for typing included",
         page.evaluate("performance.now() - beganAt"), "ms")
    line("meanwhile: longest task", longest_task(page), "ms", LONG_TASK)


def opening(page: Page, url: str, count: int) -> tuple[float, float]:
    """Return the milliseconds until what the phone knows is there, and of the longest task."""
    page.goto("about:blank")
    # to ask the page from outside would take a tenth of the second that is measured
    with page.expect_console_message(lambda message: message.text == "content", timeout=60_000):
        page.goto(url, wait_until="commit")
    if url.endswith("/journal"):  # counting them is a part of it
        expect(page.locator("massage-journal [data-slot=together]")).to_contain_text(
            f"{count:,}", timeout=300_000)
    page.wait_for_timeout(1_000)
    return page.evaluate("contentAt"), longest_task(page)


def longest_task(page: Page) -> float:
    page.wait_for_timeout(200)  # its end is told a little later
    return page.evaluate("Math.max(0, ...tasks)")


def scroll_to_months_ago(page: Page) -> None:
    page.mouse.move(180, 500)
    while page.locator("massage-journal .massage").count() < MONTHS_AGO:
        page.mouse.wheel(0, 1_500)
        page.wait_for_timeout(100)
