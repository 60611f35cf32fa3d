"""Points along an SVG path of absolute M, L, Q, C and A, in the path's own units. Pure."""

import math
import re
from collections.abc import Callable
from itertools import pairwise

Point = tuple[float, float]

SIZES = {"M": 2, "L": 2, "Q": 4, "C": 6, "A": 7}
PIECES = 24            # points for each curved segment: enough to see where a hand is going


def points(path: str) -> list[Point]:
    """Return the points that `path` passes. Raises ValueError where it cannot be read."""
    if not re.fullmatch(r"M[\d\s.,\-MLQCA]+", path):
        raise ValueError(f"a path begins with M and knows only M, L, Q, C and A: “{path}”")
    found: list[Point] = []
    for letter, text in re.findall(r"([MLQCA])([^MLQCA]*)", path):
        numbers = [float(number) for number in re.findall(r"-?\d*\.?\d+", text)]
        size = SIZES[letter]
        if not numbers or len(numbers) % size:
            raise ValueError(f"{letter} takes {size} numbers at a time: “{letter}{text}”")
        for i in range(0, len(numbers), size):
            found += _segment(letter, found[-1] if found else None, numbers[i:i + size])
    return found


def heading(path: str) -> float:
    """Return the direction in which `path` ends: degrees clockwise from rightward."""
    (x0, y0), (x1, y1) = _apart(points(path))
    return math.degrees(math.atan2(y1 - y0, x1 - x0))


def turns_clockwise(path: str) -> bool:
    """Whether `path` goes round clockwise as it is seen on the screen."""
    passed = points(path)
    around = zip(passed, passed[1:] + passed[:1], strict=True)
    return sum(x0 * y1 - x1 * y0 for (x0, y0), (x1, y1) in around) > 0


def _apart(passed: list[Point]) -> tuple[Point, Point]:
    end = passed[-1]
    return next(point for point in reversed(passed[:-1]) if math.dist(point, end) > .5), end


def _segment(letter: str, start: Point | None, n: list[float]) -> list[Point]:
    match letter:
        case "M" | "L":
            return [(n[0], n[1])]
        case "Q":
            return _sampled(lambda t: _mix([start, (n[0], n[1]), (n[2], n[3])], t))
        case "C":
            return _sampled(
                lambda t: _mix([start, (n[0], n[1]), (n[2], n[3]), (n[4], n[5])], t))
        case _:
            return _sampled(_arc(start, *n))


def _sampled(at: Callable[[float], Point]) -> list[Point]:
    return [at(i / PIECES) for i in range(1, PIECES + 1)]


def _mix(control: list[Point], t: float) -> Point:
    """De Casteljau's construction."""
    while len(control) > 1:
        control = [(a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t)
                   for a, b in pairwise(control)]
    return control[0]


def _arc(start: Point, r: float, ry: float, _tilt: float, large: float, sweep: float,
         x: float, y: float) -> Callable[[float], Point]:
    """Return the arc of a circle, from SVG's end points to its centre."""
    if r != ry:
        raise ValueError("only arcs of a circle can be drawn")
    dx, dy = x - start[0], y - start[1]
    apart = math.hypot(dx, dy)
    r = max(r, apart / 2)
    height = math.sqrt(r * r - apart * apart / 4) * (1 if bool(large) == bool(sweep) else -1)
    cx = start[0] + dx / 2 + height * dy / apart
    cy = start[1] + dy / 2 - height * dx / apart
    first = math.atan2(start[1] - cy, start[0] - cx)
    last = math.atan2(y - cy, x - cx)
    if sweep and last <= first:
        last += math.tau
    if not sweep and last >= first:
        last -= math.tau
    return lambda t: (cx + r * math.cos(first + (last - first) * t),
                      cy + r * math.sin(first + (last - first) * t))
