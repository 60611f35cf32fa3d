"""Ten thousand massages on a phone without internet, on a processor four times slower.

Once as a family on the server has them, once as they wait on a phone that never met a server; and
ten massages beside them, for what the years cost on a machine that is slow or busy itself.
Each page is opened by its address, in a browser that was started this second and in one that runs,
and as a tap on the bar below opens it.
"""

import contextlib
import itertools
import time
from collections.abc import Iterator
from statistics import median

from playwright.sync_api import Page, expect, sync_playwright

from bench.bare_browser import PAINTED, BareBrowser
from bench.report import line
from bench.running import temporary_server

MASSAGES, FEW = 10_000, 10
SLOWER = 4                   # times, than this machine
FIRST_CONTENT = 1_000        # milliseconds
LONG_TASK = 200              # milliseconds
OPENINGS = 7
MONTHS_AGO = 600             # massages to scroll past: more than half a year
PAGES = {"Today": "/", "Journal": "/journal"}
# Notes tasks over 50 ms, and the moment at which what the phone knows is first painted.
WATCH = """
  window.tasks = []
  window.contentAt = null
  new PerformanceObserver(list => tasks.push(...list.getEntries().map(entry => entry.duration)))
    .observe({ type: "longtask", buffered: true })
  const isThere = () => document.querySelector("massage-journal .massage")
    || document.querySelector("together-today [data-slot=line]")?.textContent.includes(" · ")
  new MutationObserver((_, watching) => {
    if (!isThere()) return
    watching.disconnect()
    requestAnimationFrame(() => setTimeout(() => { window.contentAt = performance.now() }))
  }).observe(document, { childList: true, subtree: true, characterData: true })
"""
# Whether a page is through with its work; counting all massages is a part of the journal's.
IS_DONE = """count => Boolean(window.contentAt) && (location.pathname !== "/journal"
  || document.querySelector("massage-journal [data-slot=together]").textContent.includes(count))"""
# Resolves with the milliseconds from now until one massage was found. Asked from outside, again and
# again, a slow page takes four times as long.
FOUND = """() => new Promise(found => {
  const began = performance.now()
  const journal = document.querySelector("massage-journal")
  const looking = new MutationObserver(() => {
    if (journal.querySelector("[data-slot=found]").textContent !== "Found: 1") return
    looking.disconnect()
    found(performance.now() - began)
  })
  looking.observe(journal, { childList: true, subtree: true, characterData: true })
})"""
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
            phone.close()
        server.stop()
        for (_, count), (phone, name) in phones.items():
            print(f"  {count:,} massages, {name}")
            measure_openings(phone.profile, server.url, f"{count:,}")
            if count == MASSAGES:
                measure_journal(phone, server.url)


def measure_openings(profile: str, url: str, count: str) -> None:
    started, running, tapped = ({name: [] for name in PAGES} for _ in range(3))
    for _ in range(OPENINGS + 1):
        for name, path in PAGES.items():
            with watching(profile) as browser:
                time.sleep(1)  # for the browser's own start
                started[name].append(opening(browser, count, "Page.navigate", url=url + path))
    with watching(profile) as browser:
        for _ in range(OPENINGS + 1):
            for name, path in PAGES.items():
                browser.tell("Page.navigate", url="about:blank")
                running[name].append(opening(browser, count, "Page.navigate", url=url + path))
            for name, path in PAGES.items():  # from the other page
                tap = f"document.querySelector('nav.tabs a[href=\"{path}\"]').click()"
                tapped[name].append(opening(browser, count, "Runtime.evaluate", expression=tap))
    ways = {"in a browser just started": started, "in one that runs": running, "by a tap": tapped}
    for (how, seen), name in itertools.product(ways.items(), PAGES):
        paint, content, longest = zip(*seen[name][1:], strict=True)  # the first warms up
        of = f"{name}, {how}: "
        line(of + "first paint", median(paint), "ms")
        line(of + "first content", median(content), "ms", FIRST_CONTENT)
        line(of + "longest task", median(longest), "ms", LONG_TASK)


@contextlib.contextmanager
def watching(profile: str) -> Iterator[BareBrowser]:
    with contextlib.closing(BareBrowser(profile)) as browser:
        browser.tell("Page.addScriptToEvaluateOnNewDocument", source=WATCH)
        yield browser


def opening(browser: BareBrowser, count: str, *how: str, **way: str) -> tuple[float, float, float]:
    """Return the milliseconds until words are there, until what the phone knows is, and of the
    longest task."""
    from machines.phones import until

    browser.slow_down(SLOWER)
    browser.tell(*how, **way)
    time.sleep(3)  # to ask the page meanwhile would slow it
    until(lambda: browser.ask(f"({IS_DONE})({count!r})"), seconds=300, every=1)
    browser.slow_down(1)
    return tuple(browser.ask(f"[{PAINTED}, contentAt, Math.max(0, ...tasks)]"))


def measure_journal(phone, url: str) -> None:
    page = phone.start()
    page.add_init_script(WATCH)
    page.goto(url + "/journal")
    expect(page.locator("massage-journal [data-slot=together]")).to_contain_text(
        f"{MASSAGES:,}", timeout=60_000)
    page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    page.evaluate("tasks.length = 0")
    scroll_to_months_ago(page)
    line("scrolled to months ago: longest task", longest_task(page), "ms", LONG_TASK)
    page.evaluate("scrollTo(0, 0)")
    page.get_by_text("Find", exact=True).click()
    page.evaluate("tasks.length = 0")
    page.evaluate(f"void (window.found = ({FOUND})())")
    page.get_by_label("Words of it").fill(f"lullaby number {MASSAGES - 3}")
    line("one note of all found, its pause for typing included", page.evaluate("found"), "ms")
    line("meanwhile: longest task", longest_task(page), "ms", LONG_TASK)
    phone.close()


def longest_task(page: Page) -> float:
    page.wait_for_timeout(200)  # its end is told a little later
    return page.evaluate("Math.max(0, ...tasks)")


def scroll_to_months_ago(page: Page) -> None:
    page.mouse.move(180, 500)
    while page.locator("massage-journal .massage").count() < MONTHS_AGO:
        page.mouse.wheel(0, 1_500)
        page.wait_for_timeout(100)
