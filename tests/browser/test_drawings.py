"""Every drawing is drawn in every browser, and its hands are seen to move."""

from collections.abc import Callable

import pytest
from machines import every
from machines.phones import until

from webapp.routines.library import library

pytestmark = pytest.mark.in_turn

AREAS = [area.slug for area in library().areas]
# Figure and hands come from another file: until that is there they have no size.
UNDRAWN = """(() => {
  const seen = [...document.querySelectorAll(".drawing use")].filter(use => use.checkVisibility())
  return seen.length ? seen.filter(use => !(use.getBBox().width > 0)).length : "none"
})()"""
# Hands that lift come and go; one that never comes is a drawing without a hand. Twenty seconds of
# every drawing are looked through.
NEVER_SEEN = """(() => {
  const hands = new Set(document.querySelectorAll(".drawing .moving:has(> animate)"))
  for (let second = 0; second < 20; second += 0.25) {
    for (const drawing of document.querySelectorAll(".drawing")) drawing.setCurrentTime(second)
    for (const hand of hands) if (getComputedStyle(hand).opacity > 0.9) hands.delete(hand)
  }
  return hands.size
})()"""


def test_firefox_draws_every_stroke_without_a_complaint(server, firefox):
    draws_without_complaint(server, firefox().new_page())


@pytest.mark.browser_context_args(service_workers="allow")
def test_chromium_draws_every_stroke_without_a_complaint(server, new_context):
    page = new_context().new_page()
    page.emulate_media(reduced_motion="no-preference")
    draws_without_complaint(server, page)


def test_webkit_draws_every_stroke(server, webkit):
    draws_all(server, webkit.get, webkit.js)


def draws_without_complaint(server, page) -> None:
    complaints = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda message: complaints.append(message.text))
    draws_all(server, page.goto, page.evaluate)
    assert complaints == []


def draws_all(server, go: Callable[[str], object], ask: Callable[[str], object]) -> None:
    for area in every(3, AREAS):
        go(f"{server.url}/strokes/{area}")
        until(lambda: ask("document.readyState") == "complete")
        until(lambda: ask(UNDRAWN) == 0)
        assert ask(NEVER_SEEN) == 0, area
