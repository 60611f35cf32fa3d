"""Less time: what a step may shrink to, and three minutes of a longer routine."""

import pytest
from msgspec.structs import replace

from webapp.routines.checks import voice
from webapp.routines.library import library
from webapp.routines.pace import BRIEF, RESTING, brief, least, scaled

ROUTINES = library().routines
BRIEF_ONES = [routine for routine in ROUTINES if routine.has_brief]
every_routine = pytest.mark.parametrize("routine", ROUTINES, ids=lambda noun: noun.slug)
every_brief = pytest.mark.parametrize("routine", BRIEF_ONES, ids=lambda noun: noun.slug)


@every_routine
def test_a_shorter_step_still_leaves_the_quiet_it_must(routine):
    for step, seconds in zip(routine.steps, least(routine), strict=True):
        assert 0.7 * step.seconds <= seconds <= step.seconds
        shrunk = scaled(step, seconds / step.seconds)
        assert shrunk.seconds == seconds
        assert list(voice(shrunk)) == [], step.title


@every_routine
@pytest.mark.parametrize("only", ["all", "first", "brief", "holds"])
def test_no_shorter_spoken_step_is_under_half_a_minute(routine, only):
    shortest = {id(step): seconds
                for step, seconds in zip(routine.steps, least(routine), strict=True)}
    for group in routine.groups(only=only):
        assert sum(shortest[id(step)] for step in group) >= 30, group[0].title


def test_every_routine_at_bedtime_has_three_minutes():
    assert {routine.slug for routine in BRIEF_ONES} >= {
        routine.slug for routine in ROUTINES if routine.bedtime}


@every_brief
def test_three_minutes_ask_and_end_as_ever_and_are_three_minutes(routine):
    kept = [(step, seconds) for step, seconds in zip(routine.steps, least(routine), strict=True)
            if step.brief]
    asks = [step for step, _ in kept if step.stroke.slug == "h6"]
    assert len(asks) == 1
    assert kept[0][0] is routine.steps[0] and kept[-1][0] is routine.steps[-1]
    assert any(step.stroke.kind == "stroke" for step, _ in kept)
    total = sum(seconds for step, seconds in kept if step not in asks) + RESTING
    assert 90 <= total <= BRIEF


def test_one_leg_alone_is_refused():
    routine = library().routine("happy-legs")
    steps = tuple(step for step in routine.steps)
    lopsided = next(number for number, step in enumerate(steps)
                    if step.other_side and step.brief)
    changed = (*steps[:lopsided], _without_brief(steps[lopsided]), *steps[lopsided + 1:])
    problems = list(brief(replace(routine, steps=changed)))
    assert (f"step[{lopsided}].brief", "both sides are kept, or none") in problems


def test_an_ending_that_is_left_out_is_refused():
    routine = library().routine("full-body")
    changed = (*routine.steps[:-1], _without_brief(routine.steps[-1]))
    keys = [key for key, _ in brief(replace(routine, steps=changed))]
    assert f"step[{len(changed) - 1}].brief" in keys


def _without_brief(step):
    from dataclasses import replace as changed

    return changed(step, brief=False)
