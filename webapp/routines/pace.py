"""A routine for less time: how far each step may shrink, and what three minutes hold. Pure."""

from collections.abc import Iterator
from dataclasses import replace

from .checks import ASKING, GROUPINGS, SPOKEN_STEP, Problem, timing
from .routine import Routine, Step
from .stroke import Line

SHORTEST = 70              # per cent of the written seconds; asked for by the setting “shorter”
BRIEF = 180                # seconds that a parent has who says “I have three minutes”
RESTING = 20               # seconds that the hands rest after the yes, as the player has it


def least(routine: Routine) -> list[int]:
    """Return for each step the fewest seconds in which its voice still keeps the rules.

    Sentences move with the step, so that “now the other side” stays in its middle. No spoken step
    shrinks below 30 seconds, also where only some of its joined steps are offered.
    """
    groups = [group for only in GROUPINGS for group in routine.groups(only=only)]
    return [_least(step, groups) for step in routine.steps]


def _least(step: Step, groups: list[list[Step]]) -> int:
    mine = [group for group in groups if any(one is step for one in group)]
    shortest = min(sum(one.seconds for one in group) for group in mine)
    for percent in range(max(SHORTEST, -(-100 * SPOKEN_STEP // shortest)), 100):
        shrunk = scaled(step, percent / 100)
        if not any(timing(shrunk)):
            return shrunk.seconds
    return step.seconds


def scaled(step: Step, factor: float) -> Step:
    """Return the step as it is played when its seconds are multiplied."""
    seconds = -int(-step.seconds * factor // 1)
    stretch = seconds / step.seconds
    say = tuple(Line(line.at * stretch, line.words) for line in step.say)
    return replace(step, seconds=seconds, say=say)


def brief(routine: Routine) -> Iterator[Problem]:
    """Yield what is wrong with the three minutes of a routine. It may have none."""
    kept = [step for step in routine.steps if step.brief]
    if not kept:
        return
    if routine.seconds <= BRIEF:
        yield "step", "a routine of three minutes or less has no brief form"
    seconds = sum(RESTING if step.stroke.slug == ASKING else shortest
                  for step, shortest in zip(routine.steps, least(routine), strict=True)
                  if step.brief)
    if not BRIEF / 2 <= seconds <= BRIEF:
        yield "step", f"its brief steps last {seconds} seconds or more, not 90 to {BRIEF}"
    for number in (0, len(routine.steps) - 1):
        if not routine.steps[number].brief:
            yield f"step[{number}].brief", "the first and the last step are kept"
    for number, step in enumerate(routine.steps):
        yield from ((f"step[{number}].brief", why) for why in _brief_step(step, number, routine))


def _brief_step(step: Step, number: int, routine: Routine) -> Iterator[str]:
    before = routine.steps[:number]
    if step.stroke.slug == ASKING and not step.brief:
        yield "the question is kept"
    if step.brief and not step.first:
        yield "what the first three times leave out is not brief"
    first_sides = [one for one in before if step.other_side and one.stroke == step.stroke]
    if any(one.brief != step.brief for one in first_sides[-1:]):
        yield "both sides are kept, or none"
