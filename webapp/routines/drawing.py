"""From a stroke's data to its drawing: a baby, and hands that move at the true pace. Pure.

Every hand has a timeline of its own: it fades in where its path begins, glides, fades out at
the end and stays away while the other hand has its turn; a hand that `stays` waits at the end
instead. A path that ends where it began never lifts.
"""

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass

from .path import heading, points
from .stroke import Hand, Limb, Picture, Stroke

FADE = 0.2             # seconds for a hand to land, and to lift: 0.4 s of rest between two strokes
EVEN, EASED = "0 0 1 1", ".4 0 .6 1"
VIEWS = {              # the part of a figure's canvas that is shown: x, y, width, height
    "front": "-4 -3 108 140", "tucked": "-4 -9 108 134", "folded": "-4 -3 108 140",
    "back": "-4 -3 108 140", "face": "-14 -6 128 128", "sole": "-32 -14 124 120",
    "palm": "-22 2 124 120", "chest": "-12 -8 124 124", "forearm": "-12 -14 130 120",
    "skin": "-12 -8 124 124", "over-arm": "-4 -3 108 140", "no-legs": "-4 -3 108 140",
    "instep": "-32 -2 124 120",
    "near-arm": "26 -3 78 90", "hand-back": "-22 2 124 120", "gums": "-14 -6 128 128",
    "no-arms": "-4 -3 108 140", "corner": "-4 -3 108 140", "no-leg": "-4 -3 108 140",
    "child": "-8 -12 116 129",
    "cot": "-8 -12 116 164", "moon": "-4 2 118 118", "self": "-12 0 124 110",
}
WIDTHS = {            # where the mirror is twice as far as its middle: canvases not 100 wide
    "sole": 60, "instep": 60, "palm": 80, "hand-back": 80, "near-arm": 130,
}
THICK = {"arm": 10.5, "leg": 14.5}


@dataclass(frozen=True)
class MovingHand:
    """A hand of the drawing and, unless it rests, the numbers of its animation."""

    shape: str
    place: str           # the transform that turns, sizes and mirrors it
    at: str              # where it rests, or begins: "x y"
    path: str            # empty for a hand that rests
    lifts: bool = False
    returns: bool = False
    again: bool = False  # a later way of a hand that is drawn already: at rest there is but one
    cycle: str = ""      # seconds of one whole round, both hands
    begin: str = ""      # seconds; negative: the animation is already under way
    landed: str = ""     # the fractions of the cycle at which it has landed, arrives, lifts
    arrives: str = ""
    leaves: str = ""
    gone: str = ""

    @property
    def keys(self) -> tuple[str, str, str]:
        """What SMIL calls key points, key times and key splines."""
        if not self.lifts:
            return "0;1;1;0", "0;.25;.75;1", f"{EASED};{EVEN};{EASED}"
        if self.returns:
            middle = _fraction((float(self.landed) + float(self.arrives)) / 2)
            return ("0;0;1;0;0", f"0;{self.landed};{middle};{self.arrives};1",
                    f"{EVEN};{EASED};{EASED};{EVEN}")
        return "0;0;1;1", f"0;{self.landed};{self.arrives};1", f"{EVEN};{EASED};{EVEN}"


@dataclass(frozen=True)
class MovingLimb:
    """A limb that bends from one line to another and back, with its hand or foot at the end."""

    shape: str           # "fist" or "foot"
    turn: str
    thick: float
    path: str
    to: str
    at: str              # where it ends as it lies
    way: str             # of its end
    cycle: str
    keys: tuple[str, str, str]


@dataclass(frozen=True)
class Drawing:
    """What the template needs."""

    figure: str
    view: str
    words: str
    hands: tuple[MovingHand, ...]
    limbs: tuple[MovingLimb, ...]
    ways: tuple[str, ...]        # paths: where the hands go
    tips: tuple[str, ...]        # the arrowheads at their ends
    glows: tuple[str, ...]       # "x y" of hands that rest and breathe
    mirror: str = ""             # the transform that shows the other leg or arm


def drawing(stroke: Stroke, area: str = "", *, other_side: bool = False) -> Drawing:
    """Return the drawing of `stroke`, as it is done on `area`."""
    picture = stroke.drawn_on(area)
    hands = tuple(_moving(hand, number, picture, stroke.seconds)
                  for number, hand in enumerate(picture.hands))
    ways = picture.ways or [hand.path for hand in hands if hand.path and _reaches(hand.path)]
    width = WIDTHS.get(picture.canvas, 100)
    return Drawing(
        picture.canvas, VIEWS[picture.canvas], picture.described, hands,
        tuple(_bending(limb, stroke.seconds) for limb in picture.limbs),
        tuple(ways), tuple(map(_arrowhead, ways)),
        tuple(hand.at for hand in hands if not hand.path),
        f"matrix(-1 0 0 1 {width} 0)" if other_side else "")


def undrawable(stroke: Stroke) -> Iterator[tuple[str, str]]:
    """Yield (key, why) for what cannot be drawn."""
    for key, picture in stroke.drawn.items():
        yield from ((f"{key}.{at}", why) for at, why in _unbending(picture))
        for number, hand in enumerate(picture.hands):
            try:
                resting = len(points(hand.path)) == 1
            except ValueError as error:
                yield f"{key}.hands[{number}].path", str(error)
                continue
            if picture.rhythm == "still" and not resting:
                yield f"{key}.rhythm", "is still, but a hand has a path to follow"
        if picture.rhythm != "still" and not picture.hands:
            yield f"{key}.hands", "there is no hand to move"


def _moving(hand: Hand, number: int, picture: Picture, seconds: float) -> MovingHand:
    passed = points(hand.path)
    mirror = -1 if hand.side == "left" else 1
    size = "" if hand.size == mirror == 1 else f" scale({mirror * hand.size:g} {hand.size:g})"
    place = (f"rotate({hand.turn:g})" if hand.turn else "") + size
    at = f"{passed[0][0]:g} {passed[0][1]:g}"
    if len(passed) == 1:
        return MovingHand(hand.shape, place.strip(), at, "")
    taking_turns = [one for one in picture.hands if len(points(one.path)) > 1]
    slots = len(taking_turns) if picture.rhythm == "in turn" else 1
    slot = seconds + 2 * FADE
    cycle = slot * slots
    seconds = hand.seconds or seconds
    leaves = cycle - FADE if hand.stays else seconds + FADE
    later = hand.after + (taking_turns.index(hand) * slot if slots > 1 else 0)
    in_touch = math.dist(passed[0], passed[-1]) < .5 or (hand.returns and slots == 1)
    return MovingHand(
        hand.shape, place.strip(), at, hand.path, lifts=not in_touch, returns=hand.returns,
        again=any((one.side, one.shape) == (hand.side, hand.shape)
                  for one in picture.hands[:number]),
        cycle=f"{cycle:.3g}s", begin=f"{later - cycle:.3g}s" if later else "0s",
        landed=_fraction(FADE / cycle), arrives=_fraction((seconds + FADE) / cycle),
        leaves=_fraction(leaves / cycle), gone=_fraction((leaves + FADE) / cycle))


def _bending(limb: Limb, seconds: float) -> MovingLimb:
    """Return the limb with the timeline of a hand that returns, so that the two stay together."""
    (x, y), (x1, y1) = points(limb.path)[-1], points(limb.to)[-1]
    shape = "fist" if limb.part == "arm" else "foot"
    held = MovingHand(shape, "", "", "", returns=True)
    return MovingLimb(
        shape, f"rotate({limb.turn:g})" if limb.turn else "", THICK[limb.part], limb.path, limb.to,
        f"{x:g} {y:g}", f"M{x:g} {y:g}L{x1:g} {y1:g}", f"{seconds + 2 * FADE:.3g}s", held.keys)


def _unbending(picture: Picture) -> Iterator[tuple[str, str]]:
    """Yield (key, why) for limbs and ways that no browser could draw."""
    for number, limb in enumerate(picture.limbs):
        try:
            points(limb.path), points(limb.to)
        except ValueError as error:
            yield f"limbs[{number}].path", str(error)
        if re.sub(r"[^A-Z]", "", limb.path) != re.sub(r"[^A-Z]", "", limb.to):
            yield f"limbs[{number}].to", "has other letters than path: nothing bends between them"
    for number, way in enumerate(picture.ways):
        try:
            points(way)
        except ValueError as error:
            yield f"ways[{number}]", str(error)


def _reaches(path: str) -> bool:
    """Whether `path` leads anywhere: a thumb that presses and lifts has no arrow."""
    passed = points(path)
    return max(math.dist(passed[0], point) for point in passed) > 2


def _arrowhead(path: str) -> str:
    """Return a small open arrowhead at the end of `path`."""
    x, y = points(path)[-1]
    back = math.radians(heading(path) + 180)
    wings = [(x + 4 * math.cos(back + angle), y + 4 * math.sin(back + angle))
             for angle in (-.5, .5)]
    (x0, y0), (x1, y1) = wings
    return f"M{x0:.3g} {y0:.3g}L{x:g} {y:g}L{x1:.3g} {y1:.3g}"


def _fraction(share: float) -> str:
    return f"{share:.3f}".rstrip("0").rstrip(".").lstrip("0") or "0"
