"""The rules that no stroke and no routine may break, over all that we ship."""

import msgspec
import pytest

from webapp.routines.checks import problems
from webapp.routines.library import library
from webapp.routines.stroke import days
from webapp.routines.wording import unkind, unspeakable

ROUTINES = library().routines
STROKES = library().strokes

every_routine = pytest.mark.parametrize("routine", ROUTINES, ids=lambda noun: noun.slug)
every_stroke = pytest.mark.parametrize("stroke", STROKES, ids=lambda noun: noun.slug)
bedtimes = pytest.mark.parametrize(
    "routine", [one for one in ROUTINES if one.bedtime], ids=lambda noun: noun.slug)


def test_the_first_routines_are_there():
    assert {routine.slug for routine in ROUTINES} >= {
        "first-touch", "bedtime-wind-down", "bedtime-wind-down-young",
        "bedtime-wind-down-older", "fussy-evening", "just-hold"}


@every_routine
def test_a_routine_keeps_every_rule(routine):
    assert list(problems(routine)) == []


@every_routine
def test_steps_fill_the_stated_minutes_and_the_voice_is_mostly_silent(routine):
    assert sum(step.seconds for step in routine.steps) == routine.minutes * 60
    for step in routine.steps:
        assert step.spoken <= step.seconds * 0.4, step.title
        assert step.silence >= 6, step.title


@every_routine
@pytest.mark.parametrize("only", ["all", "first", "brief", "holds"])
def test_it_is_spoken_in_groups_of_half_a_minute_or_more(routine, only):
    for group in routine.groups(only=only):
        assert sum(step.seconds for step in group) >= 30, group[0].title


@every_routine
def test_one_can_hear_every_few_steps_that_it_may_end(routine):
    waits = 0
    for step in routine.steps:
        words = " ".join(line.words for line in step.say).lower()
        waits = 0 if any(exit in words for exit in ("stop", "ask:", "wipe your")) else waits + 1
        assert waits <= 6, step.title


@every_routine
def test_nobody_is_touched_before_they_were_asked(routine):
    if routine.check == "red-flags":
        return
    asked = next(number for number, step in enumerate(routine.steps)
                 if any(line.words.startswith("Ask") for line in step.say))
    assert not any(step.stroke.touches for step in routine.steps[:asked])
    assert (routine.steps[asked].stroke.slug == "h6") == (routine.check != "staff")


@every_routine
def test_hands_are_wiped_before_each_turn_and_lift_and_at_the_end(routine):
    wiped = [step for step in routine.steps if step.stroke.lifts] + [routine.steps[-1]]
    for step in wiped:
        assert step.wipe
        assert step.say[0].words.lower().startswith("wipe your hands")


@every_routine
def test_a_child_nobody_knows_is_offered_holds_that_stand_by_themselves(routine):
    held = [step.stroke.kind for group in routine.groups(only="holds") for step in group]
    assert set(held) <= {"hold", "pause"}
    assert "hold" in held


@bedtimes
def test_bedtime_first_thinks_of_an_adult_who_is_sleepy(routine):
    assert "sleepy" in routine.steps[0].say[0].words
    assert any("sleepy" in caution for caution in routine.cautions)


def test_bedtime_comes_in_three_and_leaves_no_age_between():
    spans = sorted((one.from_days, one.until_days) for one in ROUTINES if one.bedtime)
    assert spans == [(42, 91), (91, 730), (730, 2922)]


def test_bigger_children_keep_their_clothes_on_and_are_not_put_into_a_cot():
    older = library().routine("bedtime-wind-down-older")
    assert older.clothed
    assert not any("cot" in line.words.split() for step in older.steps for line in step.say)


def test_a_fussy_evening_begins_with_the_adult_and_stands_behind_the_red_flags():
    fussy = library().routine("fussy-evening")
    assert fussy.check == "red-flags"
    assert fussy.steps[0].stroke.slug == "settle"
    assert any("cot" in caution and "step out" in caution for caution in fussy.cautions)


def test_just_hold_is_holds_and_nothing_else():
    assert {step.stroke.kind for step in library().routine("just-hold").steps} <= {"hold", "pause"}


@every_routine
def test_no_back_stroke_without_a_word_about_being_awake(routine):
    if any(step.stroke.only_awake for step in routine.steps):
        said = " ".join(line.words for step in routine.steps for line in step.say).lower()
        assert "awake" in said
    assert not any(step.stroke.only_awake for step in routine.steps
                   if step.stroke.kind in ("hold", "pause"))


def test_every_stroke_of_the_back_is_only_for_an_awake_child():
    for stroke in library().area("back").strokes:
        assert stroke.only_awake
        assert any("awake" in caution for caution in stroke.cautions), stroke.slug


@every_stroke
def test_the_words_of_a_stroke_are_kind_and_can_be_spoken(stroke):
    for line in stroke.say:
        assert not list(unspeakable(line.words))
        assert not list(unkind(line.words))
    assert msgspec.to_builtins(stroke, enc_hook=str)


@every_stroke
def test_below_three_months_nobody_is_offered_what_is_for_later(stroke):
    if stroke.slug in ("c2", "m1", "m3", "b4", "f4", "f5", "f6"):
        assert days(stroke.from_age) >= 91
    if stroke.slug.startswith("t") and stroke.slug[1:].isdigit():
        assert any("navel" in caution for caution in stroke.cautions)


@every_stroke
def test_a_hold_is_still_and_a_pause_moves_nobody(stroke):
    if stroke.kind in ("hold", "pause") and stroke.slug != "h6":
        assert stroke.pressure == "still"
        assert stroke.picture.rhythm == "still"


@pytest.mark.parametrize("words", [
    "You must do this", "It is easy!", "Just rub", "This cures colic", "Gently pull the leg",
    "shake it", "a natural remedy", "You missed a day", "Don’t forget",
])
def test_words_of_guilt_promise_or_force_are_found(words):
    assert list(unkind(words))


@pytest.mark.parametrize("words", [
    "Rub for 5 seconds now please", "Stroke the left leg slowly", "Let the wind come out now",
    "Hold still", "Do this (gently) and then wait", "Hold your baby close to you now",
])
def test_words_that_an_engine_misreads_are_found(words):
    assert list(unspeakable(words))


@pytest.mark.parametrize(("age", "in_days"), [
    ("birth", 0), ("6 weeks", 42), ("3 months", 91), ("7 months", 213), ("2 years", 730)])
def test_ages_are_counted_in_days(age, in_days):
    assert days(age) == in_days


TUMMIES = [one for one in ROUTINES if "tummy" in one.areas]


@pytest.mark.parametrize("routine", TUMMIES, ids=lambda noun: noun.slug)
def test_tummy_strokes_wait_for_the_team_the_navel_and_the_feed(routine):
    said = " ".join(routine.cautions)
    assert "Born early, or ever in neonatal care: only when your baby’s own team" in said
    assert all(words in said for words in ("navel", "45 minutes", "diarrhoea"))
    assert routine.from_days >= 42


def test_a_routine_for_a_hard_day_first_thinks_of_an_adult_who_may_doze():
    hard = library().routine("in-arms")
    assert "doze, cot first" in hard.steps[0].say[0].words
    assert hard.steps[0].stroke.kind == "pause"


NEEDS = {"gas and colic", "constipation", "teething", "stuffy nose", "growing pains",
         "fussy evening", "sleep", "bonding"}


def test_every_need_leads_to_a_routine():
    assert {need for routine in ROUTINES for need in routine.helps} == NEEDS


@every_routine
def test_the_body_is_visited_in_the_order_of_the_ritual(routine):
    """Legs, tummy, chest, arms, face, movements, back; a recipe for relief has its own order."""
    if "relief" in routine.purposes:
        return
    order = ["legs", "tummy", "chest", "arms", "face", "movements", "back"]
    visited = [order.index("back" if step.home == "story" else step.home)
               for step in routine.steps if step.home in (*order, "story")]
    assert visited == sorted(visited)


@bedtimes
def test_nothing_that_wakes_is_done_at_bedtime(routine):
    assert not {step.stroke.slug for step in routine.steps} & {"l8", "a5"}
    assert not any(step.stroke.kind == "movement" for step in routine.steps)


@every_routine
def test_nobody_is_told_more_than_twenty_two_things(routine):
    assert len(routine.groups()) <= 22


def test_a_routine_that_tells_more_is_refused():
    ours = library().routine("our-time")
    told = [msgspec.structs.replace(ours, steps=ours.steps + ours.steps[:1] * count)
            for count in (22 - len(ours.groups()), 23 - len(ours.groups()))]
    assert [any("at most 22" in why for _, why in problems(one)) for one in told] == [False, True]


@every_routine
def test_stories_are_told_over_clothes(routine):
    assert routine.clothed or not any(step.home == "story" for step in routine.steps)


@every_routine
def test_half_the_strokes_are_enough_for_the_first_three_times(routine):
    strokes = [step for step in routine.steps if step.stroke.kind in ("stroke", "movement")]
    if len(strokes) > 2:
        assert sum(step.first for step in strokes) <= (len(strokes) + 1) / 2


@every_routine
def test_the_closing_thanks_the_child(routine):
    said = " ".join(line.words.lower() for step in routine.steps[-2:] for line in step.say)
    assert "thank" in said or routine.check == "red-flags"


def test_below_three_months_our_time_has_none_of_what_is_for_later():
    ours = {step.stroke.slug for step in library().routine("our-time").steps}
    assert not ours & {"c2", "m1", "m3"}


def test_the_gums_are_touched_only_when_the_mouth_is_offered():
    teething = library().routine("face-and-teething")
    assert any("only if the mouth is offered" in caution for caution in teething.cautions)
    assert any("fever" in caution for caution in teething.cautions)
