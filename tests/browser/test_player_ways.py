"""The player as this parent wants it: its pace, its sounds, a picture, and who it was."""

import pytest
from browser.players import Parent
from machines.phones import until

# What reaches the loudspeaker is heard on the way: `loudness()` is its root mean square.
EARS = """
  window.ears = []
  const connect = AudioNode.prototype.connect
  AudioNode.prototype.connect = function (to, ...rest) {
    if (to !== this.context.destination) return connect.call(this, to, ...rest)
    const ear = new AnalyserNode(this.context, { fftSize: 2048 })
    ears.push(ear)
    connect.call(ear, to)
    return connect.call(this, ear)
  }
  window.loudness = () => Math.max(0, ...ears.map(ear => {
    const air = new Float32Array(ear.fftSize)
    ear.getFloatTimeDomainData(air)
    return Math.sqrt(air.reduce((sum, sample) => sum + sample * sample, 0) / air.length)
  }))
  addEventListener("pointerdown", () => {
    window.touchedAt = Math.max(0, ...ears.map(ear => ear.context.currentTime))
  }, { capture: true })
"""
SILENT_AFTER = """async () => {
  const turns = new MessageChannel()
  const turn = () => new Promise(resolve => {
    turns.port1.onmessage = resolve
    turns.port2.postMessage(0)
  })
  while (loudness() > 1e-5) await turn()
  return Math.max(...ears.map(ear => ear.context.currentTime)) - touchedAt
}"""

pytestmark = [pytest.mark.without_worker, pytest.mark.in_turn]


@pytest.fixture
def parent(server, phone):
    """A parent at a phone that knows a baby of five months and three massages."""
    parent = Parent(phone.start(), server.url)
    parent.page.add_init_script(EARS)
    parent.open("bedtime-wind-down")
    parent.child(times=3)
    yield parent
    assert parent.errors == []


def choose(parent: Parent, **values: str) -> None:
    """Choose on the Settings page, as a parent does; a switch is turned over."""
    parent.page.goto(f"{parent.url}/settings")
    for name, value in values.items():
        chosen = f"[name={name}]" + (f"[value={value}]" if value != "turned" else "")
        parent.page.locator(f"settings-form {chosen}").click()
    until(lambda: parent.page.get_by_text("Saved on this phone", exact=True).is_visible())


def test_a_slower_pace_gives_every_stroke_more_time(parent):
    choose(parent, pace="slower")
    parent.to_first_stroke()
    parent.later(50)
    assert parent.title == "Downward leg glide, one leg"
    parent.later(3)
    assert parent.title != "Downward leg glide, one leg"


def test_three_minutes_have_a_beginning_both_legs_and_an_end(parent):
    parent.open("bedtime-wind-down")
    parent.page.get_by_role("link", name="I have three minutes").click()
    until(lambda: parent.page.locator("[data-do=well]:visible").count())
    parent.do("well")
    parent.sees("step")
    seen = []
    while parent.phase in ("step", "asking"):
        if parent.phase == "asking":
            parent.answer("yes")
        if parent.title not in seen:
            seen.append(parent.title)
        parent.later(10)
    assert seen == ["Settle", "Resting hands", "Downward leg glide, one leg",
                    "Downward leg glide, the other leg", "Good night"]
    until(lambda: parent.newest()["outcome"] == "given")
    assert 120 < parent.newest()["seconds"] <= 185


def test_a_routine_of_three_minutes_has_no_shorter_one(parent):
    parent.open("first-touch")
    assert parent.page.locator("[href='#three-minutes']").count() == 0


def test_the_picture_comes_on_request_is_no_touch_and_goes_with_the_step(parent):
    parent.to_first_stroke()
    drawing = parent.page.locator("dialog .sketch svg")
    assert drawing.count() == 0, "never on by itself in the dark"
    parent.act("drawing")
    assert parent.phase == "step"
    assert drawing.is_visible()
    assert drawing.get_attribute("aria-label")
    button = parent.page.get_by_role("button", name="picture", exact=True)
    assert button.get_attribute("aria-pressed") == "true"
    answers = parent.page.locator(".scene[data-when=step] .answers").bounding_box()
    assert answers["height"] >= 740 * 0.48, "the answers keep half of the screen"
    parent.act("drawing")
    assert drawing.count() == 0
    parent.act("drawing")
    parent.act("next")
    assert drawing.count() == 0
    assert button.get_attribute("aria-pressed") == "false"


def test_a_sound_beneath_is_off_until_chosen_and_is_heard_when_it_is(parent):
    choose(parent, chime="turned")
    parent.to_first_stroke()
    assert parent.page.evaluate("ears.length") == 0, "all off is all off"
    choose(parent, background="rain")
    until(lambda: parent.page.evaluate("loudness()") > 0.001)


def test_rain_goes_along_is_gone_at_enough_within_300_ms_and_fades_at_the_end(parent):
    choose(parent, chime="turned", background="rain")
    parent.to_first_stroke()
    until(lambda: parent.page.evaluate("loudness()") > 0.004)
    parent.answer("rest")
    assert parent.page.evaluate("loudness()") > 0.001, "it goes on while the hands rest"
    parent.later(0.5)
    parent.page.locator("[data-answer=enough]:visible").tap()
    assert parent.page.evaluate(SILENT_AFTER) < 0.3
    assert parent.phase == "enough"
    parent.answer("go-on")
    until(lambda: parent.page.evaluate("loudness()") > 0.004)
    parent.act("close")
    assert parent.phase == "closing"
    assert parent.page.evaluate("loudness()") > 0.0005, "it fades, it does not stop"
    until(lambda: parent.page.evaluate("loudness()") < 1e-5)


@pytest.mark.parametrize("sound", ["heartbeat", "hum"])
def test_the_other_sounds_are_heard_too(parent, sound):
    choose(parent, background=sound)
    until(lambda: parent.page.evaluate("loudness()") > 0.001)


def test_a_pause_is_silent_and_so_is_a_hidden_page(parent):
    choose(parent, chime="turned", background="hum")
    parent.to_first_stroke()
    until(lambda: parent.page.evaluate("loudness()") > 0.004)
    parent.act("pause")
    until(lambda: parent.page.evaluate("loudness()") < 1e-5)
    parent.act("pause")
    until(lambda: parent.page.evaluate("loudness()") > 0.004)
    parent.page.evaluate("""() => {
      Object.defineProperty(document, "visibilityState", { value: "hidden", configurable: true })
      document.dispatchEvent(new Event("visibilitychange"))
    }""")
    until(lambda: parent.page.evaluate("loudness()") < 1e-5)


def test_who_it_was_is_asked_only_where_there_are_several(parent):
    def to_the_log() -> None:
        parent.to_first_stroke()
        parent.answer("enough")
        parent.answer("touch")
        parent.answer("touch")

    givers = parent.page.locator("massage-log [data-part=givers]")
    to_the_log()
    assert not givers.is_visible()
    father = parent.knows("""async nursery => {
      await nursery.save("caregiver", { relation: "mother" }, { record: nursery.ids.caregiver })
      return (await nursery.save("caregiver", { relation: "father" })).record
    }""")
    to_the_log()
    until(givers.is_visible)
    assert givers.get_by_label("you").is_checked()
    givers.get_by_label("Father").click()
    until(lambda: parent.newest()["caregiver"] == father)


def test_a_low_evening_is_met_with_help_once_and_nothing_of_it_is_counted(parent):
    def feel(how: str) -> bool:
        parent.to_first_stroke()
        parent.answer("enough")
        parent.answer("touch")
        parent.answer("touch")
        parent.page.locator(f"label:has([name=feeling][value='{how}'])").click()
        until(lambda: parent.page.get_by_text("Saved on this phone.").last.is_visible())
        shown = parent.page.locator("[data-part=help]").is_visible()
        parent.do("done")
        until(lambda: not parent.is_open)
        return shown

    assert feel("1")
    assert not feel("2")
    assert not feel("4")
