"""Where on the drawn baby a hand may not go. Pure.

Directions are the baby's own. On the canvas of the front their right is on the left of the
screen, so that up their right, across and down their left is clockwise as one faces the baby.
"""

import math
from collections.abc import Iterator
from itertools import pairwise

from .path import Point, points
from .stroke import Hand, Stroke

FRONTS = ("front", "no-legs", "over-arm")     # canvases on which the bare tummy is seen
FINGERTIPS = ("thumb", "fingers", "pads")     # shapes that touch with the point that is led
NAVEL, NAVEL_RADIUS, RIBS, MIDDLE = (50, 67), 6, 56, 8

BACKS = ("back", "child")                     # canvases on which the spine is seen
SPINE, NECK, LOINS = 50, 34, 78               # its x, and the y where it begins and ends
FACES = ("face", "gums")
EYES, TEMPLES, CHIN = ((35.5, 52.5), (64.5, 52.5)), ((18, 44), (82, 44)), 104
SOFT_SPOT = {**dict.fromkeys(FACES, ((50, 6), 12)),          # its middle and how far it reaches
             **dict.fromkeys((*FRONTS, *BACKS, "tucked", "folded", "near-arm", "no-arms",
                              "corner", "no-leg"), ((50, 3), 8))}


def misleading(stroke: Stroke, area: str) -> Iterator[tuple[str, str]]:
    """Yield (key, why) for what would lead a hand astray. The paths can be read."""
    if area == "tummy" and stroke.sided:
        yield "sided", "its mirror would go round the tummy the wrong way"
    for key, picture in stroke.drawn.items():
        at = key.partition(".")[2] or area
        for number, hand in enumerate(picture.hands):
            passed = _finely(points(hand.path))
            for why in (*_on_the_front(hand, passed, picture.canvas, at),
                        *_on_the_back(hand, passed, picture.canvas),
                        *_on_the_head(hand, passed, picture.canvas)):
                yield f"{key}.hands[{number}].path", why
        for number, limb in enumerate(picture.limbs):
            if limb.part == "leg":
                yield from ((f"{key}.limbs[{number}].{end}", why) for end in ("path", "to")
                            for why in _of_a_leg(points(getattr(limb, end))))


def swept(passed: list[Point], centre: Point = NAVEL) -> float:
    """Return the degrees that a path goes round `centre`; clockwise on the screen counts up."""
    angles = [math.atan2(y - centre[1], x - centre[0]) for x, y in passed]
    return math.degrees(sum(math.remainder(b - a, math.tau) for a, b in pairwise(angles)))


def _on_the_front(hand: Hand, passed: list[Point], canvas: str, area: str) -> Iterator[str]:
    if canvas not in FRONTS:
        return
    if hand.shape in FINGERTIPS and _reaches(passed, NAVEL, NAVEL_RADIUS):
        yield "brings fingertips or thumbs over the navel"
    if area != "tummy" or hand.shape == "shin":
        return
    if min(y for _, y in passed) < RIBS:
        yield f"goes above the ribs, which end at y {RIBS}"
    if swept(passed) < -1 and not _down_the_middle(passed):
        yield "goes against the clock round the navel, as one faces the baby"


def _on_the_back(hand: Hand, passed: list[Point], canvas: str) -> Iterator[str]:
    if canvas in BACKS and hand.shape in FINGERTIPS and any(
            abs(x - SPINE) <= 3 and NECK <= y <= LOINS for x, y in passed):
        yield "brings fingertips onto the spine"


def _on_the_head(hand: Hand, passed: list[Point], canvas: str) -> Iterator[str]:
    """A still, cupping hand may lie on the crown; nothing glides or presses there."""
    if canvas in SOFT_SPOT and (hand.shape in FINGERTIPS or len(passed) > 1) and _reaches(
            passed, *SOFT_SPOT[canvas]):
        yield "goes over the soft spot of the head"
    if canvas not in FACES:
        return
    if any(_reaches(passed, eye, 8) for eye in EYES):
        yield "goes over an eye"
    if any(all(math.dist(point, temple) < 10 for point in passed) for temple in TEMPLES):
        yield "stays on a temple, where hands only glide by"
    if max(y for _, y in passed) > CHIN:
        yield f"goes below the chin onto the throat, at y {CHIN}"


def _of_a_leg(passed: list[Point]) -> Iterator[str]:
    """Hips stay bent and apart: no leg is drawn straight, or across the middle."""
    long = sum(math.dist(a, b) for a, b in pairwise(passed))
    if long < 1.08 * math.dist(passed[0], passed[-1]):
        yield "is a straight leg: hips and knees stay bent"
    if len({x > SPINE for x, _ in passed}) > 1:
        yield "crosses the middle: legs stay apart"


def _reaches(passed: list[Point], place: Point, radius: float) -> bool:
    return min(math.dist(point, place) for point in passed) < radius


def _down_the_middle(passed: list[Point]) -> bool:
    return (all(b[1] >= a[1] for a, b in pairwise(passed))
            and all(abs(x - NAVEL[0]) <= MIDDLE for x, _ in passed))


def _finely(passed: list[Point]) -> list[Point]:
    """Return the points with more of them along straight lines."""
    return [passed[0], *((a[0] + (b[0] - a[0]) * i / 16, a[1] + (b[1] - a[1]) * i / 16)
                         for a, b in pairwise(passed) for i in range(1, 17))]
