"""The rules that every routine keeps; each yields (key, what is wrong with it). Pure."""

from collections.abc import Iterator
from itertools import pairwise
from typing import get_args

from .routine import ALWAYS, Routine, Step
from .stroke import Part
from .wording import unkind, unspeakable

Problem = tuple[str, str]

QUIET_SHARE = 0.6          # of every step, the voice is silent
LONGEST_QUIET = 6          # seconds, at least once in every step
SPOKEN_STEP = 30           # seconds, at least
MOST_SPOKEN = 22           # spoken steps in one routine
GROUPINGS = ("all", "first", "holds", "brief")
HOLDS_ONLY = ("none", "staff")        # checks after which no hand moves
IN_WORDS = ("red-flags", "staff")     # checks whose routines have no asking step
ASKING = "h6"
RITUAL = ("legs", "tummy", "chest", "arms", "face", "movements", "back")
WAKING = ("l8", "a5")      # strokes that rouse; so do all movements


def problems(routine: Routine) -> Iterator[Problem]:
    """Yield everything that is wrong with a routine, nearest to its beginning first."""
    if routine.seconds != routine.minutes * 60:
        yield "minutes", f"{routine.minutes} minutes, but the steps are {routine.seconds} seconds"
    for number, step in enumerate(routine.steps):
        yield from ((f"step[{number}].{key}", why) for key, why in of_step(step, routine))
    yield from too_short(routine)
    yield from asking(routine)
    yield from places(routine)
    yield from clothes(routine)
    yield from still(routine)
    yield from endings(routine)
    yield from sleep(routine)
    yield from order(routine)


def of_step(step: Step, routine: Routine) -> Iterator[Problem]:
    if not step.stroke.suits(routine.from_days, routine.until_days):
        yield "stroke", f"{step.stroke.slug} is not for every child from {routine.age}"
    if step.stroke.lifts and not step.wipe:
        yield "wipe", "hands are wiped before every turn or lift"
    if step.other_side and not step.stroke.sided:
        yield "other_side", f"{step.stroke.slug} has no other side"
    if step.home == "tummy" and step.area != "tummy":     # both ask for the area, not the stroke
        yield "area", ("a tummy stroke stays “tummy”: by that name emergency signs stand before "
                       "Start, and a child born early goes without")
    if step.wipe and "wipe your hands" not in step.say[0].words.lower():
        yield "say[0]", "the first words before a turn, a lift or the end are wipe your hands"
    yield from voice(step)


def voice(step: Step) -> Iterator[Problem]:
    """Yield where the voice says too much, too fast or in words that an engine stumbles over."""
    yield from timing(step)
    for number, line in enumerate(step.say):
        for why in (*unspeakable(line.words), *unkind(line.words)):
            yield f"say[{number}]", why


def timing(step: Step) -> Iterator[Problem]:
    """Yield where the voice says too much or too fast, in whatever language."""
    if step.overlaps:
        yield "say", "a sentence begins before the one ahead of it has ended"
    if step.spoken > step.seconds * (1 - QUIET_SHARE):
        yield "say", f"{step.spoken:.1f} of {step.seconds} seconds are spoken, at most 40 % may be"
    if step.silence < LONGEST_QUIET:
        yield "say", f"the longest quiet is {step.silence:.1f} seconds, under {LONGEST_QUIET}"
    if step.say and step.heard[-1].at + step.heard[-1].seconds > step.seconds:
        yield "say", "the last sentence runs over the end of the step"


def too_short(routine: Routine) -> Iterator[Problem]:
    """Yield spoken steps under 30 seconds, also as first-timers and unknown children get them."""
    if routine.steps[0].joins:
        yield "step[0].joins", "there is no step before the first"
    for only in GROUPINGS:
        for group in routine.groups(only=only):
            seconds = sum(step.seconds for step in group)
            if seconds < SPOKEN_STEP:
                yield "step", (f"“{group[0].title}” is spoken for {seconds} seconds "
                               f"({only}); spoken steps are {SPOKEN_STEP} or more")
    spoken = len(routine.groups())
    if spoken > MOST_SPOKEN:
        yield "step", f"{spoken} spoken steps, at most {MOST_SPOKEN}: let some join"


def asking(routine: Routine) -> Iterator[Problem]:
    """Yield where a hand comes before the question, or the question comes twice."""
    slugs = [step.stroke.slug for step in routine.steps]
    if routine.check in IN_WORDS:
        if ASKING in slugs:
            yield "step", "a crying or a very small baby is asked in words, not in a step"
        return
    if slugs.count(ASKING) != 1:
        yield "step", f"the routine asks {slugs.count(ASKING)} times, not once"
        return
    before = routine.steps[:slugs.index(ASKING)]
    if any(step.stroke.touches for step in before):
        yield f"step[{slugs.index(ASKING)}].stroke", "something touches before the question"
    if any(pair == (ASKING, "h1") for pair in pairwise(slugs)):
        yield "step", "the asking already rests the hands: no h1 right after it"


def places(routine: Routine) -> Iterator[Problem]:
    """Yield moving hands of which nobody knows where they are: a sore place could not be spared."""
    for number, step in enumerate(routine.steps):
        stroke = step.stroke
        if stroke.kind not in ALWAYS and not stroke.parts and step.area not in get_args(Part):
            yield f"step[{number}].area", (
                f"{step.area} is no part of the body; write one, or parts in the stroke")


def order(routine: Routine) -> Iterator[Problem]:
    """Yield what comes earlier than the ritual has it; a recipe for relief has an order of its own.

    Movements follow all that is done lying on the back; the back is last, as it takes a turn.
    """
    if "relief" in routine.purposes:
        return
    ranked = [(number, _place(step)) for number, step in enumerate(routine.steps)
              if _place(step) in RITUAL]
    for (_, before), (number, here) in pairwise(ranked):
        if RITUAL.index(here) < RITUAL.index(before):
            yield f"step[{number}].stroke", (
                f"{here} after {before}; the order is {', '.join(RITUAL)}")


def _place(step: Step) -> str:
    return "back" if step.home == "story" else step.home


def clothes(routine: Routine) -> Iterator[Problem]:
    """Yield story strokes on bare skin; with under-threes they are clothed play and no more."""
    for number, step in enumerate(routine.steps):
        if step.home == "story" and not routine.clothed:
            yield f"step[{number}].stroke", (
                f"{step.stroke.slug} is done over clothes: the routine says clothed = true")


def still(routine: Routine) -> Iterator[Problem]:
    """Yield what moves although nobody is asked how the child is."""
    for number, step in enumerate(routine.steps):
        if routine.check in HOLDS_ONLY and step.stroke.kind not in ALWAYS:
            yield f"step[{number}].stroke", (
                f"{step.stroke.slug} is no hold; without a check there are holds and pauses only")


def endings(routine: Routine) -> Iterator[Problem]:
    last = routine.steps[-1]
    if last.stroke.kind != "pause" or not last.wipe:
        yield f"step[{len(routine.steps) - 1}]", "a routine ends with a pause, hands wiped"
    closing = " ".join(line.words.lower() for step in routine.steps[-2:] for line in step.say)
    if "thank" not in closing and routine.check != "red-flags":
        yield f"step[{len(routine.steps) - 1}].say", "the closing says thank you to the child"


def sleep(routine: Routine) -> Iterator[Problem]:
    first = routine.steps[0].say[0].words
    if routine.bedtime and "sleepy" not in first:
        yield "step[0].say[0]", "at bedtime the first words are for an adult who is sleepy"
    for number, step in enumerate(routine.steps):
        if routine.bedtime and (step.stroke.slug in WAKING or step.stroke.kind == "movement"):
            yield f"step[{number}].stroke", f"{step.stroke.slug} wakes; it is not for bedtime"
    needs = [step.stroke.slug for step in routine.steps if step.stroke.only_awake]
    spoken = " ".join(line.words.lower() for step in routine.steps for line in step.say)
    if needs and "awake" not in spoken:
        yield "step", f"{needs[0]} is only for an awake child, and nobody says so"
