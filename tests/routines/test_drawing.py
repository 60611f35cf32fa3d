"""Drawings: hands go where anatomy says, at the true pace, and are described in words."""

import math
import re
import xml.etree.ElementTree as ET
from itertools import pairwise

import pytest

from config import ROOT
from webapp.routines.drawing import VIEWS, drawing
from webapp.routines.library import library
from webapp.routines.path import heading, points, turns_clockwise

STROKES = library().strokes
every_stroke = pytest.mark.parametrize("stroke", STROKES, ids=lambda noun: noun.slug)

SPRITE = ET.parse(ROOT / "static/images/drawings.svg").getroot()
IDS = {node.get("id") for node in SPRITE.iter() if node.get("id")}

# Where something is on the canvas of the front: the baby's head is up, their right is screen left.
HIP, ANKLE, NAVEL = 82, 112, (50, 67)


def travelled(slug: str) -> list[list[tuple[float, float]]]:
    return [points(hand.path) for hand in library().stroke(slug).picture.hands
            if len(points(hand.path)) > 1]


def test_the_leg_glide_goes_from_hip_to_ankle_with_both_hands_in_turn():
    picture = library().stroke("l1").picture
    assert picture.rhythm == "in turn"
    for path in travelled("l1"):
        assert path[0][1] >= HIP and path[-1][1] >= ANKLE
        assert all(b[1] >= a[1] for a, b in pairwise(path))


def test_the_sole_is_stroked_from_heel_to_toes():
    assert all(path[0][1] > 80 and path[-1][1] < 50 for path in travelled("l3"))


def test_brow_and_forehead_strokes_go_outward_and_never_over_the_eyes():
    for path in travelled("f1") + travelled("f2"):
        assert abs(path[-1][0] - 50) > abs(path[0][0] - 50)
        assert max(y for _, y in path) <= 44


def test_back_glides_go_from_neck_to_bottom():
    for path in travelled("b2") + travelled("b5"):
        assert path[-1][1] - path[0][1] > 30


def test_the_closing_sweep_stays_at_the_sides():
    assert all(abs(x - NAVEL[0]) > 10 for path in travelled("h7") for x, _ in path)


def test_clockwise_is_as_seen_on_the_screen():
    up_across_down = "M40 75 L40 63 Q40 58 50 58 Q60 58 60 63 L60 75"
    assert turns_clockwise(up_across_down)
    assert turns_clockwise("M50 76.5 A9.5 9.5 0 1 1 50.1 76.5")
    assert not turns_clockwise("M60 75 L60 63 Q60 58 50 58 Q40 58 40 63 L40 75")


def test_an_arc_goes_round_its_centre():
    passed = points("M50 76.5 A9.5 9.5 0 1 1 50.1 76.5")
    assert all(math.dist(point, (50.05, 67)) == pytest.approx(9.5, abs=.1) for point in passed)
    assert passed[3][0] < 50       # begins at six o'clock, toward nine


def test_a_path_ends_in_its_direction():
    assert heading("M0 0 L0 10") == pytest.approx(90)


@every_stroke
def test_each_drawing_has_its_figure_its_hands_and_its_words(stroke):
    for area in ("", *stroke.pictures):
        drawn = drawing(stroke, area)
        assert drawn.figure in IDS or drawn.figure == "self"
        assert {hand.shape for hand in drawn.hands} <= IDS
        assert drawn.view == VIEWS[drawn.figure]
        assert len(drawn.words) > 20 and drawn.words.endswith(".")


@every_stroke
def test_hands_move_at_the_true_pace_with_a_rest_between(stroke):
    if stroke.picture.rhythm == "still":
        return
    moving = [hand for hand in drawing(stroke).hands if hand.path]
    own = [hand.seconds for hand in stroke.picture.hands if len(points(hand.path)) > 1]
    turns = len(moving) if stroke.picture.rhythm == "in turn" else 1
    for hand, of_its_own in zip(moving, own, strict=True):
        cycle = float(hand.cycle.rstrip("s"))
        assert cycle == pytest.approx(turns * (stroke.seconds + .4), rel=.01)
        glide = (float(hand.arrives) - float(hand.landed)) * cycle
        assert glide == pytest.approx(of_its_own or stroke.seconds, rel=.02)


def test_of_two_hands_in_turn_one_begins_when_the_other_has_arrived():
    first, second = drawing(library().stroke("l1")).hands
    assert first.begin == "0s"
    assert float(second.begin.rstrip("s")) == pytest.approx(-float(first.cycle.rstrip("s")) / 2)


def test_the_other_leg_is_the_mirror_of_the_first():
    assert drawing(library().stroke("l1"), other_side=True).mirror == "matrix(-1 0 0 1 100 0)"
    assert drawing(library().stroke("l1")).mirror == ""


def test_eyes_are_open_and_there_is_no_pillow():
    words = " ".join(stroke.picture.described for stroke in STROKES
                     if stroke.picture.canvas in ("front", "back", "tucked", "folded", "chest"))
    assert "asleep" not in words and "pillow" not in words
    for canvas in ("front", "tucked", "folded", "back", "chest", "forearm"):
        assert all("awake" in stroke.picture.described for stroke in STROKES
                   if stroke.picture.canvas == canvas)


def test_the_sprite_has_no_colour_of_its_own():
    for node in SPRITE.iter():
        assert node.get("style") is None
        for paint in (node.get("fill"), node.get("stroke")):
            assert paint in (None, "none") or paint.startswith("var(--"), ET.tostring(node)


@every_stroke
def test_moments_are_numbers_that_every_browser_reads(stroke):
    """SVG knows ".5", "0" and "1"; a browser that meets "1." may leave the whole motion out."""
    for picture in (drawing(stroke, area) for area in ("", *stroke.pictures)):
        for hand in (hand for hand in picture.hands if hand.path):
            moments = (hand.landed, hand.arrives, hand.leaves, hand.gone,
                       *hand.keys[1].split(";"))
            assert all(re.fullmatch(r"0|1|\.\d+", moment) for moment in moments), moments
