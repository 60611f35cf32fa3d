"""Every screen of the player, for eyes in the dark and for a screen reader."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from browser.players import Parent
from machines.phones import until

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"]}

pytestmark = [pytest.mark.without_worker, pytest.mark.in_turn]


@pytest.fixture
def parent(server, phone):
    parent = Parent(phone.start(), server.url)
    # axe looks at what has come to rest
    parent.page.emulate_media(reduced_motion="reduce")
    yield parent
    assert parent.errors == []


def looks_right(parent: Parent, screen: str) -> None:
    """Check the screen with axe, its width, and that nothing to press is small."""
    results = Axe().run(parent.page, context="dialog.player", options=RULES).response
    found = [(rule["id"], [node["html"][:120] for node in rule["nodes"]])
             for rule in results["violations"]]
    assert not found, f"{screen}: {found}"
    assert parent.page.evaluate(
        "document.querySelector('dialog').scrollWidth <= innerWidth"), screen
    small = parent.page.evaluate("""() => [...document.querySelectorAll("dialog :is(button, a)")]
      .filter(one => one.checkVisibility())
      .map(one => [one.innerText, one.getBoundingClientRect()])
      .filter(([, { width, height }]) => width < 48 || height < 48).map(([text]) => text)""")
    assert not small, f"{screen}: too small to press: {small}"


def test_the_screens_before_a_massage(parent):
    parent.start("bedtime-wind-down")
    until(lambda: parent.page.locator("#first-birth:visible").count())
    looks_right(parent, "questions")
    parent.page.locator("label:has([name=early][value=both])").click()
    parent.page.locator("label:has([name=cleared])").click()
    looks_right(parent, "questions, born early")
    parent.do("skip")
    looks_right(parent, "ready")
    parent.do("ready")
    looks_right(parent, "can you hear me")
    parent.do("unheard")
    looks_right(parent, "without a voice")
    parent.do("heard")
    parent.choose("ill", "sore", "cold")
    looks_right(parent, "check")
    parent.page.locator("bedtime-check form .go:visible").click()
    looks_right(parent, "red flags")
    parent.do("none")
    looks_right(parent, "advice")
    parent.do("leave")
    until(lambda: not parent.is_open)
    parent.open("bedtime-wind-down")
    parent.child(times=3)
    parent.start("bedtime-wind-down")
    until(lambda: parent.page.locator("[data-do=well]:visible").count())
    looks_right(parent, "quick check")
    parent.do("different")
    parent.choose("doze")
    parent.page.locator("bedtime-check form .go:visible").click()
    looks_right(parent, "cot")


def test_the_screens_of_a_massage(parent):
    parent.open("bedtime-wind-down")
    parent.child(times=3)
    parent.to_asking("bedtime-wind-down")
    looks_right(parent, "asking")
    parent.answer("yes")
    parent.act("next")
    looks_right(parent, "step")
    sizes = parent.page.evaluate("""() => ["h2", "[data-slot=line]"].map(one => parseFloat(
      getComputedStyle(document.querySelector(`.scene[data-when=step] ${one}`)).fontSize))""")
    assert sizes[0] >= 36 and sizes[1] >= 24
    answers = parent.page.locator(".scene[data-when=step] .answers").bounding_box()
    assert answers["height"] >= 740 * 0.48, "three answers fill half the screen"
    parent.act("drawing")
    looks_right(parent, "step with its picture")
    parent.answer("rest")
    looks_right(parent, "resting")
    parent.answer("go-on")
    parent.act("pause")
    looks_right(parent, "paused")
    parent.answer("enough")
    looks_right(parent, "enough")
    parent.act("crying")
    looks_right(parent, "crying")
    parent.act("back")
    parent.answer("touch")
    looks_right(parent, "closing")
    parent.answer("touch")
    looks_right(parent, "log")


def test_the_words_have_seven_to_one_on_the_dark_however_dim(parent):
    parent.open("bedtime-wind-down")
    parent.child(times=3)
    parent.to_first_stroke()
    for brightness in ("dim", "normal", "bright"):
        parent.knows("(nursery, chosen) => nursery.phone.set('brightness', chosen)", brightness)
        parent.page.reload()        # and the massage goes on
        parent.page.locator(f"dialog.player[open][data-brightness={brightness}]").wait_for()
        parent.sees("step")
        ratios = contrasts(parent)
        assert ratios and all(ratio >= 7 for _, ratio in ratios), (brightness, ratios)


def contrasts(parent) -> list:
    """Return every text on the screen with its contrast."""
    return parent.page.evaluate("""() => {
      const light = color => {
        const [r, g, b] = color.match(/[\\d.]+/g).slice(0, 3).map(part => {
          const share = part / 255
          return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
        })
        return 0.2126 * r + 0.7152 * g + 0.0722 * b
      }
      const behind = one => {
        for (; one; one = one.parentElement) {
          const { backgroundColor } = getComputedStyle(one)
          if (!/^rgba.*, 0\\)$/.test(backgroundColor)) return light(backgroundColor)
        }
      }
      return [...document.querySelectorAll("dialog :is(h2, p, span)")]
        .filter(one => one.checkVisibility() && one.innerText.trim())
        .map(one => [one.innerText,
          (light(getComputedStyle(one).color) + 0.05) / (behind(one) + 0.05)])
    }""")


def test_nothing_is_lost_with_letters_twice_as_large(parent):
    # before the page is laid out, as the phone's own setting is
    parent.page.add_init_script("""addEventListener("DOMContentLoaded",
      () => { document.documentElement.style.fontSize = "200%" })""")
    parent.open("bedtime-wind-down")
    parent.child(times=3)
    parent.to_asking("bedtime-wind-down")
    parent.answer("yes")
    out_of_reach = parent.page.evaluate("""() =>
      [...document.querySelectorAll("dialog [data-answer]")]
        .filter(one => one.checkVisibility() && one.getBoundingClientRect().bottom > innerHeight)
        .map(one => one.innerText)""")
    assert out_of_reach == []
    wide = parent.page.evaluate("""() => [...document.querySelectorAll("dialog *")]
      .filter(one => one.checkVisibility() && one.getBoundingClientRect().right > innerWidth)
      .map(one => one.outerHTML.slice(0, 80))""")
    assert wide == []
    parent.answer("enough")
    assert parent.phase == "enough"


def test_the_screens_of_practice_and_those_before_the_tummy_and_in_the_unit(parent):
    parent.open("tummy-ease")
    parent.child(times=3)
    parent.start("tummy-ease")
    until(lambda: parent.page.locator("[data-do=looked]:visible").count())
    looks_right(parent, "red flags before the tummy")
    parent.page.goto(f"{parent.url}/strokes/legs#practise-l1")
    parent.sees("step")
    looks_right(parent, "practice")
    parent.answer("enough")
    looks_right(parent, "end of practice")
    parent.start("hand-hug-in-the-unit")
    until(lambda: parent.page.locator("[data-when=staff]:visible").count())
    looks_right(parent, "the staff's yes")
