"""Back, face, movements and stories: where hands and limbs go, computed from all that we ship.

What would mislead a hand is refused at the start (anatomy.py); here the same places are measured
from the landmarks of the drawings themselves, and each stroke goes the way it is taught.
"""

import math
import xml.etree.ElementTree as ET
from itertools import pairwise

import pytest

from config import ROOT
from webapp.routines.drawing import drawing
from webapp.routines.library import library
from webapp.routines.path import points
from webapp.routines.stroke import days

PICTURES = [(stroke, picture) for stroke in library().strokes
            for picture in (stroke.picture, *stroke.pictures.values())]
SPRITE = ET.parse(ROOT / "static/images/drawings.svg").getroot()


def finely(path: str) -> list[tuple[float, float]]:
    passed = points(path)
    return passed[:1] + [(a[0] + (b[0] - a[0]) * i / 20, a[1] + (b[1] - a[1]) * i / 20)
                         for a, b in pairwise(passed) for i in range(1, 21)]


def touching(canvases: set[str], shapes: set[str]) -> list[tuple[str, list]]:
    return [(stroke.slug, finely(hand.path)) for stroke, picture in PICTURES
            if picture.canvas in canvases for hand in picture.hands if hand.shape in shapes]


def paths(slug: str) -> list[list[tuple[float, float]]]:
    return [points(hand.path) for hand in library().stroke(slug).picture.hands]


def eyes() -> list[tuple[float, float, float]]:
    face = next(node for node in SPRITE.iter() if node.get("id") == "face")
    circles = [tuple(float(node.get(key)) for key in ("cx", "cy", "r"))
               for node in face.iter() if node.tag.endswith("circle")]
    return [circle for circle in circles if 45 < circle[1] < 60 and circle[2] > 3]


def test_no_fingertip_is_on_the_spine():
    tips = touching({"back", "child"}, {"thumb", "fingers", "pads"})
    assert {slug for slug, _ in tips} >= {"b4", "s2", "s5", "s8"}
    for slug, passed in tips:
        assert not [at for at in passed if 47 <= at[0] <= 53 and 34 <= at[1] <= 78], slug


def test_combing_fingers_leave_the_spine_between_them():
    comb, (hand,) = library().stroke("b5").picture, library().stroke("b5").picture.hands
    assert hand.shape == "comb" and {x for x, _ in points(hand.path)} == {50}
    assert len(comb.ways) == 4
    assert all(abs(x - 50) > 3 for way in comb.ways for x, _ in points(way))


def test_no_hand_goes_over_an_eye():
    (left, right) = eyes()
    assert left[0] < 50 < right[0]
    for slug, passed in touching({"face", "gums"}, {"flat", "cup", "thumb", "fingers", "pads"}):
        for x, y, r in (left, right):
            assert min(math.dist(at, (x, y)) for at in passed) > r + 2.5, slug


def test_temples_are_passed_by_and_never_circled_or_rested_on():
    for slug, passed in touching({"face", "gums"}, {"flat", "cup", "thumb", "fingers", "pads"}):
        for temple in ((18, 44), (82, 44)):
            assert max(math.dist(at, temple) for at in passed) > 10, slug


def test_nothing_moves_or_points_at_the_soft_spot():
    faces = touching({"face", "gums"}, {"flat", "cup", "thumb", "fingers", "pads"})
    for slug, passed in faces:
        assert min(y for _, y in passed) > 18, slug
    for stroke, picture in PICTURES:
        if picture.canvas in ("front", "back", "child", "tucked", "near-arm", "corner"):
            for hand in picture.hands:
                moves = len(points(hand.path)) > 1
                if moves or hand.shape in ("thumb", "fingers", "pads"):
                    assert min(y for _, y in finely(hand.path)) > 11, stroke.slug


def test_nothing_goes_from_the_jaw_to_the_throat():
    assert max(y for path in paths("f6") for _, y in path) <= 100


def test_smiles_go_outward_and_a_little_up_and_jaw_circles_stay_at_the_hinge():
    for path in paths("f4"):
        assert abs(path[-1][0] - 50) > abs(path[0][0] - 50) + 8
    for path, hinge in zip(paths("f5"), ((20, 74), (80, 74)), strict=True):
        assert all(math.dist(at, hinge) < 6 for at in path)


def test_the_gum_is_rubbed_in_an_open_mouth_with_a_washed_finger_and_no_gel():
    stroke = library().stroke("f7")
    assert stroke.picture.canvas == "gums" and days(stroke.from_age) >= 121
    words = " ".join(stroke.cautions).lower()
    assert "wash" in words and "gel" in words and "no oil" in words


def test_arms_glide_down_or_up_as_they_are_called():
    assert all(path[-1][1] > path[0][1] + 15 for path in paths("a2"))
    assert all(path[-1][1] < path[0][1] - 15 for path in paths("a5"))
    assert all(path[-1][1] > path[0][1] + 25 for path in paths("a4"))
    assert "hair" in " ".join(library().stroke("a3").cautions)


@pytest.mark.parametrize("slug", ["b1", "b2", "b3", "b4", "b5"])
def test_back_strokes_are_for_the_awake_and_watched(slug):
    stroke = library().stroke(slug)
    assert stroke.only_awake and any("awake and watched" in line for line in stroke.cautions)


def test_palms_that_go_back_and_forth_move_in_opposite_ways():
    one, other = paths("b1")
    for (a, b), (c, d) in zip(pairwise(one), pairwise(other), strict=True):
        assert (b[0] - a[0]) * (d[0] - c[0]) < 0


def test_a_glide_to_the_feet_ends_at_a_heel_and_small_circles_take_a_side_each():
    resting, gliding = paths("b3")
    assert len(resting) == 1 and gliding[0][1] < 50 and gliding[-1][1] > 110
    assert [{x > 50 for x, _ in path} for path in paths("b4")] == [{False}, {True}]


MOVEMENTS = library().area("movements").strokes


def test_all_movements_are_there_and_none_is_forced():
    assert [stroke.slug for stroke in MOVEMENTS] == ["m1", "m2", "m3", "m4", "m5"]
    for stroke in MOVEMENTS:
        assert stroke.kind == "movement"
        assert any("never forced" in line.lower() for line in stroke.cautions), stroke.slug


def test_legs_stay_bent_and_on_their_own_side():
    legs = [(stroke.slug, points(line)) for stroke, picture in PICTURES
            for limb in picture.limbs if limb.part == "leg" for line in (limb.path, limb.to)]
    assert {slug for slug, _ in legs} == {"m2", "m3", "m5"}
    for slug, leg in legs:
        assert len({x > 50 for x, _ in leg}) == 1, slug
        assert sum(math.dist(*pair) for pair in pairwise(leg)) > 1.08 * math.dist(leg[0], leg[-1])


def test_arms_cross_in_a_hug_and_soles_meet_without_crossing():
    one, other = (points(limb.to)[-1] for limb in library().stroke("m1").picture.limbs)
    assert one[0] > other[0]
    one, other = (points(limb.to)[-1] for limb in library().stroke("m3").picture.limbs)
    assert one[0] < 50 < other[0] and other[0] - one[0] < 20


def test_a_hand_stays_with_the_limb_that_it_moves():
    for slug in ("m1", "m2", "m3", "m5"):
        stroke = library().stroke(slug)
        drawn = drawing(stroke)
        for limb in drawn.limbs:
            start, end = points(limb.way)
            near = min(drawn.hands, key=lambda hand: math.dist(points(hand.path)[0], start))
            assert math.dist(points(near.path)[0], start) < 15, slug
            assert math.dist(points(near.path)[-1], end) < 15, slug
            assert (near.cycle, near.keys) == (limb.cycle, limb.keys), slug
            assert near.returns and not near.lifts


def test_of_a_bicycle_one_leg_is_in_while_the_other_is_out():
    first, second = drawing(library().stroke("m4")).hands
    assert float(second.begin.rstrip("s")) == pytest.approx(-float(first.cycle.rstrip("s")) / 2)
    assert not first.lifts and not second.lifts


STORIES = library().area("story").strokes


def test_stories_are_told_over_clothes_to_a_child_who_is_awake_and_said_yes():
    assert [stroke.slug for stroke in STORIES] == [f"s{number}" for number in range(1, 9)]
    for stroke in STORIES:
        cautions = " ".join(stroke.cautions).lower()
        assert "over clothes" in cautions and "awake" in cautions and "yes" in cautions
        assert stroke.only_awake and stroke.picture.canvas == "child"


def test_sun_and_rain_are_clothed_play_from_seven_months_and_the_rest_is_for_older_ones():
    for stroke in STORIES:
        least = days("7 months") if stroke.slug in ("s1", "s2") else days("2 years")
        assert days(stroke.from_age) >= least
        assert ("as play" in stroke.cautions[0]) == (stroke.slug in ("s1", "s2"))
