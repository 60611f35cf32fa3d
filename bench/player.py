"""The player in real time: how soon it speaks, how late a step changes, what it costs.

Takes a quarter of an hour: the longest routine is played once, on a phone six times slower.
"""

from itertools import pairwise
from statistics import median

from playwright.sync_api import Page, sync_playwright

from bench.report import line
from bench.running import temporary_server

SLOWER = 6                  # times, than this machine
MOST_LATE = 250             # milliseconds
SKIPPED = 2                 # steps at the beginning, which are not waited for
IDLE_PERIOD = 30            # seconds over which the processors' time is taken
# A voice that begins at once, and a note of when each sentence came and each new step was seen.
WATCH = """
  window.spoken = []
  window.steps = []
  Object.defineProperty(window, "speechSynthesis", { value: {
    getVoices: () => [], cancel() {},
    speak(utterance) {
      if (!utterance.text.trim()) return
      spoken.push(performance.now())
      utterance.dispatchEvent(new Event("start"))
    }
  } })
  addEventListener("pointerdown", () => { window.tappedAt = performance.now() }, { capture: true })
  addEventListener("DOMContentLoaded", () => {
    new MutationObserver(() => {
      const title = document.querySelector(".scene[data-when=step]:not([hidden]) h2")?.textContent
      if (title && title !== steps.at(-1)?.title) steps.push({ title, at: performance.now() })
    }).observe(document.body, { childList: true, subtree: true, characterData: true })
  })
"""
WRITTEN = """[...document.querySelectorAll("li.step")].map(step =>
  ({ title: step.querySelector("h3").textContent, seconds: Number(step.dataset.seconds) }))"""


def measure() -> None:
    from browser.players import Parent
    from machines.phones import CHROMIUM, TOUCH, until

    with temporary_server() as server, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM)
        page = browser.new_context(**TOUCH).new_page()
        page.add_init_script(WATCH)
        line("Start until the first word, median of 7",
             median(first_word(page, server.url) for _ in range(7)), "ms", 1000)
        page.goto(f"{server.url}/routines/full-body")
        parent = Parent.__new__(Parent)
        parent.page, parent.url = page, server.url
        until(lambda: page.evaluate("!!customElements.get('routine-player')"))
        parent.child(times=3)
        begin(page)
        line("processor while playing, all of the browser's processes",
             load(browser, page), "%")
        page.context.new_cdp_session(page).send(
            "Emulation.setCPUThrottlingRate", {"rate": SLOWER})
        page.locator("dialog[data-phase=closing]").wait_for(timeout=20 * 60_000)
        late = lateness(page.evaluate("steps"), page.evaluate(WRITTEN))
        line("steps whose change was timed", len(late), "", 20, least=True)
        line(f"latest change of a step, {SLOWER} times slower", max(late), "ms", MOST_LATE)
        line("median", median(late), "ms")
        browser.close()


def first_word(page: Page, url: str) -> float:
    """Milliseconds from the tap on Start to the first word, where no check comes between."""
    page.goto(f"{url}/routines/just-hold")
    page.wait_for_timeout(1500)
    page.locator("routine-player > a.go").first.tap()
    page.locator("dialog[data-phase=step]").wait_for()
    page.wait_for_timeout(1500)
    spoken, tapped = page.evaluate("[spoken[0], tappedAt]")
    page.locator("dialog [data-act=close]").click()
    page.wait_for_timeout(500)
    page.locator("dialog [data-answer]:visible").last.click()
    return spoken - tapped


def begin(page: Page) -> None:
    page.locator("routine-player > a.go").first.tap()
    for button in ("looked", "well"):
        page.locator(f"dialog [data-do={button}]:visible").click()
    page.locator("dialog [data-act=next]:visible").click()
    page.wait_for_timeout(500)
    page.locator("dialog [data-answer=yes]:visible").tap()


def load(browser, page: Page) -> float:
    """Per cent of one processor that all of the browser's processes take."""
    session = browser.new_browser_cdp_session()

    def seconds() -> float:
        return sum(process["cpuTime"] for process
                   in session.send("SystemInfo.getProcessInfo")["processInfo"])

    before = seconds()
    page.wait_for_timeout(IDLE_PERIOD * 1000)
    return (seconds() - before) / IDLE_PERIOD * 100


def lateness(seen: list[dict], written: list[dict]) -> list[float]:
    """Milliseconds by which each step outlasted its seconds, for steps as they are written."""
    seconds = {step["title"]: step["seconds"] for step in written}
    once = [title for title in seconds if [one["title"] for one in written].count(title) == 1]
    return [(after["at"] - step["at"]) - seconds[step["title"]] * 1000
            for step, after in pairwise(seen[SKIPPED:]) if step["title"] in once]
