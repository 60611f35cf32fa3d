"""Where hands go on the drawn baby, computed from the paths of all that we ship.

The baby's right is on the left of the screen: up their right, across, down their left is
clockwise as one faces the baby.
"""

import math
from itertools import pairwise

import msgspec
import pytest

from webapp.routines.anatomy import misleading, swept
from webapp.routines.drawing import drawing
from webapp.routines.library import library
from webapp.routines.path import points, turns_clockwise
from webapp.routines.stroke import days

AREAS = {stroke.slug: area.slug for area in library().areas for stroke in area.strokes}
TUMMY = library().area("tummy").strokes
RIBS, NAVEL, HEEL, TOES = 56, (50, 67), 80, 50

every_stroke = pytest.mark.parametrize("stroke", library().strokes, ids=lambda noun: noun.slug)
tummy_strokes = pytest.mark.parametrize("stroke", TUMMY, ids=lambda noun: noun.slug)


def paths(slug: str) -> list[str]:
    return [hand.path for hand in library().stroke(slug).picture.hands]


def ends(slug: str) -> list[tuple]:
    return [(points(path)[0], points(path)[-1]) for path in paths(slug)]


def with_path(stroke, path: str, number: int = 0):
    hands = list(stroke.picture.hands)
    hands[number] = msgspec.structs.replace(hands[number], path=path)
    return msgspec.structs.replace(
        stroke, picture=msgspec.structs.replace(stroke.picture, hands=tuple(hands)))


def backwards(path: str) -> str:
    return "M" + " L".join(f"{x:.2f} {y:.2f}" for x, y in reversed(points(path)))


@every_stroke
def test_no_drawing_leads_a_hand_astray(stroke):
    assert list(misleading(stroke, AREAS[stroke.slug])) == []


def test_all_that_is_taught_of_the_tummy_is_there_between_legs_and_chest():
    assert [stroke.slug for stroke in TUMMY] == [f"t{number}" for number in range(1, 9)]
    order = [area.slug for area in library().areas]
    assert order.index("legs") < order.index("tummy") < order.index("chest")


@pytest.mark.parametrize("slug", ["t4", "t8"])
def test_circles_on_the_tummy_turn_clockwise_round_the_navel(slug):
    assert all(turns_clockwise(path) for path in paths(slug))
    assert swept(points(paths(slug)[0])) == pytest.approx(360, abs=5)


def test_the_moon_follows_from_ten_to_five_and_is_gone_when_the_sun_comes_by():
    (sun, moon), stroke = drawing(library().stroke("t4")).hands, library().stroke("t4")
    (x0, y0), (x1, y1) = ends("t4")[1]
    assert x0 < 50 and y0 < 68 and x1 > 50 and y1 > 68
    assert moon.lifts and not sun.lifts
    assert stroke.picture.hands[1].seconds < stroke.seconds


def test_i_love_you_is_down_the_left_across_and_down_and_up_across_and_down():
    i, love, you = (points(path) for path in paths("t5"))
    assert {x for x, _ in i} == {i[0][0]} and i[0][0] > 55 and i[-1][1] > i[0][1]
    assert love[0][0] < 45 and love[-1][0] > 55 and love[-1][1] > love[0][1] + 10
    assert you[0][0] < 45 and you[0][1] > 70 and you[-1][0] > 55 and you[-1][1] > 70
    assert min(y for _, y in you) < 60
    assert all(turns_clockwise(path) for path in paths("t5")[1:])


def test_fingers_walk_from_the_babys_right_to_their_left():
    (start, end), = ends("t6")
    assert start[0] < 45 and end[0] > 55


def test_the_water_wheel_scoops_down_and_thumbs_slide_outward():
    for start, end in ends("t1") + ends("t2"):
        assert end[1] > start[1] + 8 and start[1] >= RIBS
    for start, end in ends("t3"):
        assert abs(end[0] - 50) > abs(start[0] - 50) > 6


def test_knees_come_up_apart_and_are_never_let_go():
    hands = drawing(library().stroke("t7")).hands
    for (start, end), hand in zip(ends("t7"), hands, strict=True):
        assert end[1] < start[1] and abs(end[0] - 50) > 10
        assert not hand.lifts and hand.keys[0] == "0;1;1;0"


@tummy_strokes
def test_every_tummy_stroke_carries_its_conditions(stroke):
    cautions = " ".join(stroke.cautions)
    for word in ("navel", "soft", "45 minutes", "diarrhoea", "Born early", "team has said yes"):
        assert word in cautions, word
    assert not stroke.sided       # a mirror would turn it the other way


@pytest.mark.parametrize(("slug", "number"), [
    ("t1", 0), ("t4", 0), ("t4", 1), ("t5", 0), ("t5", 1), ("t5", 2), ("t6", 0), ("t8", 0)])
def test_a_tummy_path_drawn_backwards_is_found(slug, number):
    stroke = library().stroke(slug)
    wrong = with_path(stroke, backwards(stroke.picture.hands[number].path), number)
    assert [key for key, _ in misleading(wrong, "tummy")] == [f"picture.hands[{number}].path"]


@pytest.mark.parametrize(("slug", "path", "why"), [
    ("t8", "M50 70 A9 9 0 1 1 50.1 70", "ribs"),
    ("t6", "M38 66 L62 66", "navel"),
    ("t3", "M47 67 L38 67", "navel"),
    ("t5", "M39 58 L39 75", "clock"),
])
def test_a_path_above_the_ribs_over_the_navel_or_down_the_wrong_side_is_found(slug, path, why):
    wrong = with_path(library().stroke(slug), path)
    assert any(why in found for _, found in misleading(wrong, "tummy"))


def test_the_navel_is_kept_free_on_every_page_and_a_tummy_stroke_has_no_mirror():
    over = with_path(library().stroke("t3"), "M50 67 L38 67")
    assert any("navel" in why for _, why in misleading(over, "legs"))
    sided = msgspec.structs.replace(library().stroke("t8"), sided=True)
    assert ("sided", "its mirror would go round the tummy the wrong way") in list(
        misleading(sided, "tummy"))


def test_legs_glide_down_or_up_as_they_are_called_and_hips_stay_apart():
    for slug in ("l1", "l2", "l9"):
        assert all(end[1] > start[1] + 8 for start, end in ends(slug)), slug
    assert all(end[1] < start[1] - 15 for start, end in ends("l8"))
    for slug in ("l1", "l2", "l8", "l9"):
        assert all(x > 55 for path in paths(slug) for x, _ in points(path)), slug


def test_feet_are_stroked_to_the_toes_below_and_to_the_ankle_above():
    for start, end in ends("l3"):
        assert start[1] > HEEL and end[1] < TOES
    for start, end in ends("l6"):              # the top of the foot lies with its toes below
        assert start[1] > HEEL and end[1] < TOES
    assert all(math.dist(*pair) < 1 for pair in ends("l7"))


def test_toes_are_rolled_from_the_big_one_to_the_little_one():
    starts = [start[0] for start, _ in ends("l4")]
    assert len(starts) == 5 and starts == sorted(starts)
    assert all(end[1] < start[1] for start, end in ends("l4"))


def test_the_book_opens_outward_and_meets_again_and_the_butterfly_crosses():
    for path in paths("c1"):
        passed = [x for x, _ in points(path)]
        widest = max(abs(x - 50) for x in passed)
        assert widest > 15 and abs(passed[0] - 50) < 8 > abs(passed[-1] - 50)
    for start, end in ends("c2"):
        assert (start[0] - 50) * (end[0] - 50) < 0 and end[1] < start[1]


def test_a_hand_with_several_ways_is_one_hand_at_rest():
    for slug in ("t5", "l4"):
        hands = drawing(library().stroke(slug)).hands
        assert [hand.again for hand in hands] == [False] + [True] * (len(hands) - 1)


def test_a_hand_that_returns_in_its_turn_lifts_when_it_is_back():
    first, second = drawing(library().stroke("c2")).hands
    assert first.lifts and first.keys[0] == "0;0;1;0;0"
    times = [float(time) for time in first.keys[1].split(";")]
    assert all(b > a for a, b in pairwise(times))
    assert float(second.begin.rstrip("s")) < 0


def test_a_press_has_no_arrow():
    assert drawing(library().stroke("l5")).ways == ()
    assert len(drawing(library().stroke("l3")).ways) == 2


@pytest.mark.parametrize("slug", ["c2", "l9", "t6"])
def test_what_is_for_later_is_not_for_a_newborn(slug):
    assert days(library().stroke(slug).from_age) >= 91


def test_what_wakes_is_left_out_at_bedtime():
    assert any("bedtime" in caution for caution in library().stroke("l8").cautions)
    for routine in library().routines:
        if routine.bedtime:
            assert "l8" not in {step.stroke.slug for step in routine.steps}
