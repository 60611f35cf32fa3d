"""A parent at the player: what they do on the screen, and what the phone knows afterwards."""

from datetime import UTC, date, datetime, timedelta

from machines.phones import until
from playwright.sync_api import Page

# A voice that says at once that it began; what it would say is in `spoken`.
VOICE = """
  window.spoken = []
  window.hushed = []
  Object.defineProperty(window, "speechSynthesis", { value: {
    getVoices: () => [],
    speak(utterance) {
      if (!utterance.text.trim()) return
      const { text, rate, lang } = utterance
      spoken.push({ text, rate, lang, at: performance.now() })
      utterance.dispatchEvent(new Event("start"))
    },
    cancel() { hushed.push(performance.now()) }
  } })
"""
SILENT = """
  Object.defineProperty(window, "speechSynthesis", { value: {
    getVoices: () => [], speak() {}, cancel() {}
  } })
"""
LOCKS = """
  window.wakeLocks = []
  const request = navigator.wakeLock?.request.bind(navigator.wakeLock)
  if (request) navigator.wakeLock.request = async type => {
    const lock = await request(type)
    wakeLocks.push(lock)
    return lock
  }
"""
NURSERY = """async argument => {
  const { src } = document.querySelector("script[type=module]")
  const [, , digest] = new URL(src).pathname.split("/")
  const { openNursery } = await import(`/release/${digest}/static/js/nursery/nursery.js`)
  return (ACT)(await openNursery(), argument)
}"""


class Parent:
    """Opens routines on `page` and answers; time is moved, never waited for."""

    def __init__(self, page: Page, url: str, voice: str = VOICE, at=None):
        self.page, self.url = page, url
        self.errors: list[str] = []
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.add_init_script(voice)
        page.add_init_script(LOCKS)
        page.clock.install(time=at)

    def open(self, routine: str, play: bool = False) -> None:
        self.page.goto(f"{self.url}/routines/{routine}{'#play' if play else ''}")
        until(lambda: self.page.evaluate("!!customElements.get('routine-player')"))

    def start(self, routine: str) -> None:
        self.open(routine)
        self.page.locator("routine-player > a.go").first.click()
        until(lambda: self.page.locator("dialog.player[open]").count())

    def knows(self, act: str, argument=None):
        """Run `act`, a function of the nursery, on the phone."""
        return self.page.evaluate(NURSERY.replace("ACT", act), argument)

    def child(self, days: int = 150, times: int = 0, **fields) -> str:
        """Make a child of that age known, with massages before; return its id."""
        born = (date.today() - timedelta(days=days)).isoformat()
        return self.knows("""async (nursery, { fields, times }) => {
          const { record } = await nursery.save("child", fields)
          for (let i = 1; i <= times; i++) {
            const at = new Date(Date.now() - i * 86_400_000).toISOString()
            await nursery.save("massage", {
              when: { at, zone: "Europe/Berlin", local_date: at.slice(0, 10) }, seconds: 300,
              routine: "first-touch", outcome: "given", children: [record] })
          }
          return record
        }""", {"fields": {"asked": True, "birth_date": born, "situations": [], **fields},
               "times": times})

    def massages(self) -> list[dict]:
        return self.knows("async nursery => nursery.all('massage')")

    def newest(self) -> dict:
        return max((massage["fields"] for massage in self.massages()),
                   key=lambda fields: fields["when"]["at"])

    def do(self, name: str) -> None:
        """Press a button of the check, the questions or the log."""
        self.page.locator(f"dialog [data-do={name}]:visible").click()

    def choose(self, *values: str) -> None:
        for value in values:
            self.page.locator(f"dialog label:visible:has([value='{value}'])").click()

    def answer(self, name: str) -> None:
        self.later(0.5)
        self.page.locator(f"dialog [data-answer={name}]:visible").tap()

    def act(self, name: str) -> None:
        self.later(0.5)
        self.page.locator(f"dialog [data-act={name}]:visible").click()

    def touch(self, x: int = 180, y: int = 200) -> None:
        self.later(0.5)
        self.page.touchscreen.tap(x, y)

    def later(self, seconds: float) -> None:
        """Let time go by: longer waits as a busy phone sees them, its timers once a second."""
        while seconds > 2:
            self.page.clock.fast_forward(1000)
            seconds -= 1
        self.page.clock.run_for(int(seconds * 1000))

    def stop_the_clock(self) -> None:
        now = self.page.evaluate("Date.now()") / 1000
        self.page.clock.pause_at(datetime.fromtimestamp(now + 1, UTC))

    @property
    def phase(self) -> str:
        return self.page.locator("dialog.player").get_attribute("data-phase")

    @property
    def is_open(self) -> bool:
        return self.page.locator("dialog.player[open]").count() == 1

    @property
    def title(self) -> str:
        return self.page.locator("dialog h2:visible").first.inner_text()

    @property
    def spoken(self) -> list[str]:
        return [words["text"] for words in self.page.evaluate("spoken")]

    def sees(self, phase: str) -> None:
        until(lambda: self.phase == phase)

    def to_asking(self, routine: str) -> None:
        """From the routine's page to the question, for a known child after three massages."""
        self.start(routine)
        until(lambda: self.page.locator("[data-do=well]:visible").count())
        self.do("well")
        self.sees("step")
        self.act("next")
        self.sees("asking")

    def to_first_stroke(self, routine: str = "bedtime-wind-down") -> None:
        self.to_asking(routine)
        self.answer("yes")
        self.act("next")
        until(lambda: self.title == "Downward leg glide, one leg")
