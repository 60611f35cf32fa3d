"""Every word can be read: by night in a dark room, by day at the window."""

import re

import pytest

from config import ROOT
from webapp.routines.library import TONES

TOKENS = (ROOT / "static/css/tokens.css").read_text()
BEHIND = ("paper", "surface", "raised")
BEFORE = ("ink", "muted", "glow", "rose", "sage")


def colours(selector: str) -> dict[str, str]:
    """The plain colours that the first rule of `selector` sets."""
    rule = TOKENS.split(selector, 1)[1].split("{", 1)[1].split("}", 1)[0]
    return dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", rule))


NIGHT = colours(":root")
DAY = colours(':root[data-theme="day"]')


def luminance(colour: str) -> float:
    """Relative luminance as WCAG 2 defines it."""
    parts = [int(colour[i:i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    dark, light = sorted([luminance(one), luminance(other)])
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("text", ["ink", "muted"])
def test_at_night_words_on_paper_stand_out_seven_to_one(text):
    assert contrast(NIGHT[text], NIGHT["paper"]) >= 7


@pytest.mark.parametrize("behind", BEHIND)
@pytest.mark.parametrize("text", BEFORE)
@pytest.mark.parametrize("palette", [NIGHT, DAY], ids=["night", "day"])
def test_every_pair_of_text_and_ground_is_readable(palette, text, behind):
    assert contrast(palette[text], palette[behind]) >= 4.5


@pytest.mark.parametrize("palette", [NIGHT, DAY], ids=["night", "day"])
def test_the_word_on_the_large_button_is_readable(palette):
    assert contrast(palette["on-glow"], palette["glow"]) >= 4.5


@pytest.mark.parametrize("palette", [NIGHT, DAY], ids=["night", "day"])
def test_one_can_see_where_to_write(palette):
    assert contrast(palette["edge"], palette["paper"]) >= 3
    assert contrast(palette["edge"], palette["surface"]) >= 3


@pytest.mark.parametrize("tone", TONES)
def test_child_and_hands_have_an_outline_in_every_skin_tone(tone):
    palettes = [NIGHT, DAY] if tone == "light" else [colours(f':root[data-tone="{tone}"]')]
    for palette in palettes:
        assert contrast(palette["skin-line"], palette["skin"]) >= 3
        assert contrast(palette["hand-line"], palette["hand"]) >= 3
        assert palette["hand"] != palette["skin"]


def test_the_phones_day_and_the_chosen_day_are_the_same():
    chosen, phones = re.findall(r"color-scheme: light;\s*(.*?)\}", TOKENS, re.S)
    assert chosen.split() == phones.split()


def test_the_bar_of_the_phone_has_the_colour_of_the_paper():
    base = (ROOT / "templates/base.html").read_text()
    script = (ROOT / "static/js/theme.js").read_text()
    for paper in (NIGHT["paper"], DAY["paper"]):
        assert paper in base
        assert paper in script
