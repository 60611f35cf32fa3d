"""The player on phones that are killed, put aside, or in which parts are missing or broken."""

import random
from datetime import datetime

import pytest
from browser.players import Parent
from machines import LONG
from machines.phones import until

KILLS = 50 if LONG else 4

MISSING = """
  for (const name of ["speechSynthesis", "SpeechSynthesisUtterance", "AudioContext",
                      "BroadcastChannel"])
    Object.defineProperty(window, name, { value: undefined })
  for (const name of ["wakeLock", "locks", "vibrate", "storage", "permissions"])
    Object.defineProperty(navigator, name, { value: undefined })
"""
REFUSING = """
  const refuse = () => { throw new DOMException("not here", "NotAllowedError") }
  const reject = async () => refuse()
  Object.defineProperty(window, "speechSynthesis", {
    value: { getVoices: refuse, speak: refuse, cancel: refuse } })
  window.AudioContext = class { constructor() { refuse() } }
  WakeLock.prototype.request = reject
  LockManager.prototype.request = reject
  LockManager.prototype.query = reject
  Navigator.prototype.vibrate = refuse
  for (const name of ["estimate", "persist", "persisted"]) StorageManager.prototype[name] = reject
"""
HANGING = """
  const hang = () => new Promise(() => {})
  Object.defineProperty(window, "speechSynthesis", {
    value: { getVoices: () => [], speak() {}, cancel() {} } })
  AudioContext.prototype.resume = AudioContext.prototype.close = hang
  WakeLock.prototype.request = hang
  LockManager.prototype.request = hang
  LockManager.prototype.query = hang
  for (const name of ["estimate", "persist", "persisted"]) StorageManager.prototype[name] = hang
"""

pytestmark = [pytest.mark.without_worker, pytest.mark.in_turn]


@pytest.mark.parametrize("calls", [
    pytest.param(MISSING, id="missing", marks=pytest.mark.long),
    pytest.param(REFUSING, id="refusing", marks=pytest.mark.long),
    pytest.param(HANGING, id="hanging"),
])
def test_a_massage_ends_in_the_journal_whatever_the_browser_lacks(server, phone, calls):
    parent = Parent(phone.start(), server.url, voice=calls)
    parent.open("bedtime-wind-down")
    parent.child(times=3)
    parent.knows("""async nursery => {
      await nursery.phone.set("background", "rain")
      await nursery.phone.set("buzz", true)
    }""")
    parent.start("bedtime-wind-down")
    until(lambda: parent.page.locator("[data-do=well]:visible").count() or parent.later(1))
    parent.do("well")
    parent.sees("step")
    parent.act("next")
    parent.answer("yes")
    while parent.phase == "step":
        parent.later(10)
    assert parent.phase == "closing"
    until(lambda: len(parent.massages()) == 4)
    assert parent.newest()["outcome"] == "given"
    parent.answer("close")
    until(lambda: not parent.is_open)
    assert parent.errors == []


def test_killed_at_any_moment_it_goes_on_where_it_was(server, phone):
    """A browser that is killed saves nothing on its way out: only what was kept before counts."""
    chance = random.Random(20261127)
    parent = Parent(phone.start(), server.url, at=datetime.now())
    parent.open("full-body")
    parent.child(times=3)
    parent.start("full-body")
    for answer in ("looked", "well"):
        until(parent.page.locator(f"[data-do={answer}]:visible").count)
        parent.do(answer)
    parent.sees("step")
    parent.act("next")
    parent.answer("yes")
    for kill in range(KILLS):
        for _ in range(chance.randrange(3)):
            parent.act(chance.choice(["next", "previous", "next"]))
        parent.later(chance.uniform(0.3, 15))
        before = place(parent)
        phone.kill()
        parent = Parent(phone.start(), server.url,
                        at=datetime.fromtimestamp(before["seenAt"] / 1000 + chance.uniform(1, 20)))
        parent.page.goto(f"{server.url}/routines/just-hold")
        parent.page.wait_for_url("**/routines/full-body#play")
        parent.page.locator("dialog.player[open][data-phase]").wait_for()
        after = place(parent)
        assert (after["phase"], after["index"]) == (before["phase"], before["index"]), kill
        assert parent.spoken == [], "it never speaks unasked"
        # the present step lost what was played since it was last kept, and gained nothing
        assert before["spent"] - 6_000 <= after["spent"] <= before["spent"] + 2_000, kill
        assert parent.errors == []
    assert len(parent.massages()) == 3, "nothing is written down twice, or before its end"


def place(parent: Parent) -> dict:
    """Where the phone would go on: phase and step, and the milliseconds the step has had."""
    return parent.knows("""async nursery => {
      const { phase, index, spent, since, seenAt } = await nursery.state.get("player")
      return { phase, index, seenAt, spent: spent + (since === null ? 0 : seenAt - since) }
    }""")


def test_seven_minutes_in_a_pocket_are_not_part_of_the_massage(server, phone):
    parent = Parent(phone.start(), server.url)
    parent.open("bedtime-wind-down")
    parent.child(times=3)
    parent.to_first_stroke()
    parent.later(10)
    said = len(parent.spoken)
    parent.page.clock.fast_forward(7 * 60 * 1000)     # no timer ran meanwhile, as in a frozen page
    parent.later(1)
    assert (parent.phase, parent.title) == ("resting", "Still hands")
    assert len(parent.spoken) == said, "it never speaks unasked"
    parent.answer("go-on")
    assert parent.title == "Downward leg glide, one leg"
    parent.answer("enough")
    until(lambda: parent.newest()["outcome"] == "stopped")
    assert parent.newest()["seconds"] < 120
    assert parent.errors == []


def test_a_clock_that_jumps_neither_skips_nor_stops_anything(server, phone):
    parent = Parent(phone.start(), server.url, at=datetime.now())
    parent.open("bedtime-wind-down")
    parent.child(times=3)
    parent.to_first_stroke()
    parent.later(5)
    parent.page.clock.set_system_time(datetime.fromtimestamp(datetime.now().timestamp() - 3600))
    parent.later(5)
    assert (parent.phase, parent.title) == ("step", "Downward leg glide, one leg")
    parent.later(40)
    assert parent.phase == "step"
    assert parent.title != "Downward leg glide, one leg"
    assert parent.errors == []
