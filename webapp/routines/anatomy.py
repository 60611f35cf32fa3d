"""Where on the drawn baby a hand may not go. Pure.

Directions are the baby's own. On the canvas of the front their right is on the left of the
screen, so that up their right, across and down their left is clockwise as one faces the baby.
"""

import math
from collections.abc import Iterator
from itertools import pairwise

from .path import Point, points
from .stroke import Picture, Stroke

FRONTS = ("front", "no-legs", "over-arm")     # canvases on which the bare tummy is seen
FINGERTIPS = ("thumb", "fingers", "pads")     # shapes that touch with the point that is led
NAVEL, NAVEL_RADIUS, RIBS, MIDDLE = (50, 67), 6, 56, 8


def misleading(stroke: Stroke, area: str) -> Iterator[tuple[str, str]]:
    """Yield (key, why) for what would lead a hand astray. The paths can be read."""
    if area == "tummy" and stroke.sided:
        yield "sided", "its mirror would go round the tummy the wrong way"
    pictures = {"picture": (stroke.picture, area),
                **{f"pictures.{at}": (picture, at) for at, picture in stroke.pictures.items()}}
    for key, (picture, at) in pictures.items():
        for hand, why in _astray(picture, at):
            yield f"{key}.hands[{hand}].path", why


def swept(passed: list[Point], centre: Point = NAVEL) -> float:
    """Return the degrees that a path goes round `centre`; clockwise on the screen counts up."""
    angles = [math.atan2(y - centre[1], x - centre[0]) for x, y in passed]
    return math.degrees(sum(math.remainder(b - a, math.tau) for a, b in pairwise(angles)))


def _astray(picture: Picture, area: str) -> Iterator[tuple[int, str]]:
    if picture.canvas not in FRONTS:
        return
    for number, hand in enumerate(picture.hands):
        passed = _finely(points(hand.path))
        if hand.shape in FINGERTIPS and min(math.dist(p, NAVEL) for p in passed) < NAVEL_RADIUS:
            yield number, "brings fingertips or thumbs over the navel"
        if area != "tummy" or hand.shape == "shin":
            continue
        if min(y for _, y in passed) < RIBS:
            yield number, f"goes above the ribs, which end at y {RIBS}"
        if swept(passed) < -1 and not _down_the_middle(passed):
            yield number, "goes against the clock round the navel, as one faces the baby"


def _down_the_middle(passed: list[Point]) -> bool:
    return (all(b[1] >= a[1] for a, b in pairwise(passed))
            and all(abs(x - NAVEL[0]) <= MIDDLE for x, _ in passed))


def _finely(passed: list[Point]) -> list[Point]:
    """Return the points with more of them along straight lines."""
    return [passed[0], *((a[0] + (b[0] - a[0]) * i / 16, a[1] + (b[1] - a[1]) * i / 16)
                         for a, b in pairwise(passed) for i in range(1, 17))]
