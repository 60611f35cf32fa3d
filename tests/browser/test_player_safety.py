"""Who is offered what: nothing known, ill, an adult who may not hold, a massage cut short."""

from datetime import datetime, timedelta

import pytest
from browser.players import Parent
from machines.phones import until

STILL = ("hold", "pause")

pytestmark = [pytest.mark.without_worker, pytest.mark.in_turn]


@pytest.fixture
def parent(server, phone):
    parent = Parent(phone.start(), server.url)
    yield parent
    assert parent.errors == []


def offered(parent: Parent) -> list[dict]:
    """What the player is going to offer, as the page's steps know it."""
    return parent.knows("""async nursery => {
      const { steps } = await nursery.state.get("player")
      return steps.map(({ id }) => ({ ...document.getElementById(id).dataset }))
    }""")


def check_of(parent: Parent, *answers: str) -> None:
    """Answer the whole check of a first massage."""
    parent.do("ready")
    if parent.page.locator("[data-do=heard]:visible").count():
        parent.do("heard")
    parent.choose(*answers)
    parent.page.locator("bedtime-check form .go:visible").click()


def say_what_is_different(parent: Parent, *answers: str) -> None:
    """Answer the short check of a family that has done this three times."""
    until(lambda: parent.page.locator("[data-do=different]:visible").count())
    parent.do("different")
    parent.choose(*answers)
    parent.page.locator("bedtime-check form .go:visible").click()


def answer_first_questions(parent: Parent, early: str = "no", *situations: str) -> None:
    born = (datetime.now() - timedelta(days=150)).strftime("%Y-%m-%d")
    parent.page.fill("#first-birth", born)
    parent.page.locator(f"label:has([name=early][value='{early}'])").click()
    parent.choose(*(situations or ("none",)))


def test_two_taps_from_a_cold_install_reach_a_hold(server, parent):
    parent.page.goto(server.url)
    parent.page.get_by_role("link", name="Just hold").click()
    until(lambda: parent.page.locator("dialog.player[open]").count())
    parent.sees("step")
    parent.later(31)
    parent.sees("asking")
    assert parent.title == "May I hold you now?"
    parent.answer("yes")
    assert parent.title == "Resting hands"
    assert all(step["kind"] in STILL for step in offered(parent))


def test_a_child_nobody_told_about_has_holds_only(parent):
    parent.start("bedtime-wind-down")
    until(lambda: parent.page.locator("#first-birth:visible").count())
    parent.page.locator("first-questions .go").click()
    assert "birth date" in parent.page.locator("first-questions .error").inner_text()
    parent.do("skip")
    check_of(parent)
    parent.sees("step")
    steps = offered(parent)
    assert steps and all(step["kind"] in STILL for step in steps)
    assert parent.knows("async nursery => (await nursery.all('child')).length") == 0


def test_the_first_use_questions_are_asked_once_and_kept_with_the_child(parent):
    parent.start("bedtime-wind-down")
    until(lambda: parent.page.locator("#first-birth:visible").count())
    answer_first_questions(parent)
    parent.page.locator("first-questions .go").click()
    check_of(parent)
    parent.sees("step")
    assert any(step["kind"] == "stroke" for step in offered(parent))
    [child] = parent.knows("async nursery => nursery.all('child')")
    assert child["fields"]["asked"] is True
    parent.act("close")
    parent.answer("close")
    until(lambda: not parent.is_open)
    parent.start("bedtime-wind-down")
    until(lambda: parent.page.locator("[data-do=ready]:visible").count())


def test_a_listed_condition_means_holds_until_the_team_said_yes(parent):
    parent.open("bedtime-wind-down")
    parent.child(situations=["heart"], times=3)
    parent.to_asking("bedtime-wind-down")
    assert all(step["kind"] in STILL for step in offered(parent))


def test_the_team_s_yes_is_kept_with_its_day(parent):
    parent.start("bedtime-wind-down")
    until(lambda: parent.page.locator("#first-birth:visible").count())
    answer_first_questions(parent, "neonatal-care", "skin")
    parent.page.locator("label:has([name=cleared])").click()
    day = datetime.now().strftime("%Y-%m-%d")
    parent.page.fill("#first-cleared", day)
    parent.page.locator("first-questions .go").click()
    check_of(parent)
    parent.sees("step")
    [child] = parent.knows("async nursery => nursery.all('child')")
    assert child["fields"]["cleared"] == [
        {"what": "neonatal-care", "on": day}, {"what": "skin", "on": day}]
    steps = offered(parent)
    assert any(step["kind"] == "stroke" for step in steps)
    assert all(step["area"] != "tummy" for step in steps)


@pytest.mark.parametrize("answer", ["doze", "angry", "drink"])
def test_an_adult_who_may_not_hold_is_never_offered_a_hold(parent, answer):
    parent.open("bedtime-wind-down")
    parent.child()
    parent.start("bedtime-wind-down")
    until(lambda: parent.page.locator("[data-do=ready]:visible").count())
    check_of(parent, answer)
    assert parent.title == "You first"
    visible = parent.page.locator("dialog").inner_text().lower()
    assert "cot" in visible
    assert "hold" not in visible
    parent.do("leave")
    until(lambda: not parent.is_open)


@pytest.mark.parametrize("answers", [("vaccine",), ("new",), ("sore", "legs")])
def test_the_hands_rest_away_from_a_place_that_is_sore_or_new(parent, answers):
    parent.open("bedtime-wind-down")
    parent.child(times=3)
    parent.start("bedtime-wind-down")
    say_what_is_different(parent, *answers)
    parent.do("go")
    parent.sees("step")
    parent.act("next")
    parent.answer("yes")
    assert parent.title == "Resting hands"
    words = parent.page.locator("dialog [data-slot=line]").inner_text()
    assert "away from any sore place" in words
    assert "thighs" not in words
    assert not [said for said in parent.spoken if "thighs" in said]


def test_a_child_who_has_outgrown_the_routine_has_its_holds_and_the_way_to_others(parent):
    parent.open("first-touch")
    parent.child(days=1000, times=3)
    parent.start("first-touch")
    until(lambda: parent.page.locator("[data-do=well]:visible").count())
    parent.do("well")
    line = parent.page.locator("dialog [data-for=outgrown]:visible")
    until(line.count)
    assert line.locator("a[href='/routines']").is_visible()
    parent.do("go")
    parent.sees("step")
    assert all(step["kind"] in STILL for step in offered(parent))


def test_a_family_whose_only_child_is_set_aside_is_asked_nothing(parent):
    parent.open("bedtime-wind-down")
    parent.child(set_aside=True)
    parent.start("bedtime-wind-down")
    parent.sees("step")
    assert parent.page.locator("dialog form:visible").count() == 0
    assert all(step["kind"] in STILL for step in offered(parent))
    assert parent.knows("async nursery => (await nursery.state.get('player')).child") is None


def test_an_adult_who_may_doze_can_say_so_where_no_check_is_made(parent):
    parent.open("just-hold", play=True)
    parent.sees("step")
    parent.act("next")
    parent.sees("asking")
    parent.act("unsafe")
    until(lambda: parent.title == "You first")
    assert parent.page.locator("dialog [data-answer]:visible").count() == 0


def test_ill_comes_to_the_red_flags_and_then_to_holds_and_invitations_rest(parent):
    parent.open("bedtime-wind-down")
    parent.child(times=3)
    parent.knows("""async nursery => nursery.save("reminder",
      { on: true, time: "19:00", weekdays: [1, 2, 3, 4, 5, 6, 7] },
      { record: await nursery.fixed("reminder") })""")
    parent.start("bedtime-wind-down")
    say_what_is_different(parent, "ill")
    assert parent.page.locator("dialog .red-flags:visible").count() == 1
    assert parent.page.locator("dialog a[href='/worried']:visible").count() >= 1
    parent.do("none")
    parent.sees("step")
    assert all(step["kind"] in STILL for step in offered(parent))
    until(lambda: parent.knows(
        "async nursery => (await nursery.one('reminder')).fields.paused_until") == "asked")


def test_a_fussy_evening_has_one_look_at_the_red_flags_instead_of_the_check(parent):
    parent.start("fussy-evening")
    until(lambda: parent.page.locator("[data-do=none]:visible").count())
    assert parent.page.locator("dialog .red-flags:visible").count() == 1
    parent.do("none")
    parent.sees("step")
    assert all(step["kind"] in STILL for step in offered(parent))


def test_a_killed_browser_reopens_at_the_same_step_silent(server, phone):
    now = datetime.now()
    parent = Parent(phone.start(), server.url, at=now)
    parent.open("bedtime-wind-down")
    parent.child(times=3)
    parent.to_first_stroke()
    parent.later(12)
    seen = parent.knows("async nursery => (await nursery.state.get('player')).seenAt")
    phone.kill()

    def come_back(seconds: float) -> Parent:
        at = datetime.fromtimestamp(seen / 1000 + seconds)
        parent = Parent(phone.start(), server.url, at=at)
        parent.page.goto(f"{server.url}/routines/first-touch")  # on any routine's page
        parent.page.wait_for_url("**/routines/bedtime-wind-down#play")
        until(lambda: parent.is_open and parent.phase)
        return parent

    parent = come_back(9)
    assert (parent.phase, parent.title) == ("step", "Downward leg glide, one leg")
    assert parent.spoken == [], "it never speaks unasked"
    seen = parent.knows("async nursery => (await nursery.state.get('player')).seenAt")
    phone.kill()

    parent = come_back(7 * 60)
    assert (parent.phase, parent.title) == ("resting", "Still hands")
    assert parent.spoken == []
    parent.answer("go-on")
    assert parent.title == "Downward leg glide, one leg"
    assert parent.spoken != []
    seen = parent.knows("async nursery => (await nursery.state.get('player')).seenAt")
    phone.kill()

    parent = come_back(40 * 60)
    assert (parent.phase, parent.title) == ("keep", "That was your time. Keep it?")
    parent.answer("yes")
    until(lambda: parent.newest()["outcome"] == "stopped")
    assert parent.newest()["seconds"] < 120, "time away does not count"
    assert len(parent.massages()) == 4


def test_only_one_window_plays(server, phone):
    parent = Parent(phone.start(), server.url)
    parent.open("bedtime-wind-down")
    parent.child(times=3)
    parent.to_first_stroke()
    other = Parent(phone.context.new_page(), server.url)
    other.start("first-touch")
    until(lambda: other.title == "Already playing")
    other.answer("take-over")
    other.page.wait_for_url("**/routines/bedtime-wind-down#play")
    until(lambda: other.title == "Downward leg glide, one leg")
    until(lambda: parent.title == "Already playing")
    held = parent.page.evaluate(
        "navigator.locks.query().then(({ held }) => held.map(({ name }) => name))")
    assert (held.count("player"), held.count("playing")) == (1, 1), "the old window lets go"


def test_closing_the_window_that_does_not_play_leaves_the_other_s_place_alone(server, phone):
    parent = Parent(phone.start(), server.url)
    parent.open("bedtime-wind-down")
    parent.child(times=3)
    parent.to_first_stroke()
    place = "async nursery => (await nursery.state.get('player'))?.massage ?? null"
    until(lambda: parent.knows(place))
    other = Parent(phone.context.new_page(), server.url)
    other.start("first-touch")
    until(lambda: other.title == "Already playing")
    other.answer("close")
    until(lambda: not other.is_open)
    assert other.knows(place)
    assert parent.phase == "step"


def test_playing_here_before_the_other_window_began_comes_to_the_check(server, phone):
    parent = Parent(phone.start(), server.url)
    parent.open("bedtime-wind-down")
    parent.child(times=3)
    parent.start("bedtime-wind-down")
    until(lambda: parent.page.locator("[data-do=well]:visible").count())
    other = Parent(phone.context.new_page(), server.url)
    other.start("first-touch")
    until(lambda: other.title == "Already playing")
    other.answer("take-over")
    until(lambda: other.page.locator("[data-do=well]:visible").count())
    assert other.phase == "check"


def test_it_plays_although_the_phone_s_storage_does_not_answer(server, phone):
    page = phone.start()
    page.add_init_script("indexedDB.open = () => new EventTarget()")
    parent = Parent(page, server.url)
    parent.open("just-hold", play=True)
    until(lambda: parent.is_open and parent.phase == "step")
    parent.act("next")
    parent.answer("yes")
    while parent.phase == "step":
        parent.later(20)
    assert parent.phase == "closing"
    until(lambda: "not in the journal" in parent.page.locator("dialog").inner_text())
    assert parent.errors == []


def test_storage_that_stops_answering_after_it_opened_does_not_end_in_the_dark(server, phone):
    parent = Parent(phone.start(), server.url)
    parent.open("bedtime-wind-down")
    until(parent.page.locator("dialog[data-hand]").count)
    parent.page.evaluate("""() => {
      IDBDatabase.prototype.transaction = () => { throw new DOMException("gone", "UnknownError") }
    }""")
    parent.page.locator("routine-player > a.go").first.click()
    until(lambda: parent.page.locator("#first-birth:visible").count())
    answer_first_questions(parent)
    parent.page.locator("first-questions .go").click()
    until(lambda: parent.page.locator("[data-do=ready]:visible").count())
    check_of(parent)
    parent.sees("step")
    parent.act("next")
    parent.answer("yes")
    parent.act("next")
    assert parent.title == "Downward leg glide, one leg", "the answers are gone by in memory"
    assert parent.errors == []


def test_the_emergency_signs_come_before_strokes_on_the_tummy(parent):
    parent.open("tummy-ease")
    parent.child(times=3)
    parent.start("tummy-ease")
    until(lambda: parent.page.locator("[data-do=looked]:visible").count())
    assert parent.title == "First look: any of these?"
    assert "green or" in parent.page.locator("dialog").inner_text().lower()
    assert not parent.page.locator("[data-do=none]").is_visible()
    assert parent.page.locator("dialog section a[href='/worried']:visible").count() == 1
    parent.do("looked")
    parent.do("well")
    parent.sees("asking")
    assert any(step["area"] == "tummy" for step in offered(parent))


def test_worried_is_one_tap_from_today_and_from_the_ending(parent):
    parent.page.goto(parent.url)
    parent.page.locator("a[href='/worried']:visible").first.click()
    parent.page.wait_for_url("**/worried")
    parent.open("first-touch")
    parent.child(times=3)
    parent.to_asking("first-touch")
    parent.answer("not-now")
    parent.sees("closing")
    parent.page.locator("dialog a[href='/worried']:visible").click()
    parent.page.wait_for_url("**/worried")


def test_in_the_unit_nothing_begins_without_the_staff_s_yes_for_today(parent):
    parent.open("hand-hug-in-the-unit")
    parent.child(days=10, situations=["neonatal-care"], times=3)
    parent.start("hand-hug-in-the-unit")
    until(lambda: parent.title == "Has the staff said yes for today?")
    parent.do("leave")
    until(lambda: not parent.is_open)
    assert len(parent.massages()) == 3
    parent.start("hand-hug-in-the-unit")
    until(lambda: parent.title == "Has the staff said yes for today?")
    parent.do("well")
    parent.sees("step")
    steps = offered(parent)
    assert all(step["kind"] in STILL for step in steps)
    assert [step["stroke"] for step in steps] == ["settle", "settle", "h2", "h2", "h2", "thanks"]


def test_sore_legs_are_spared_by_the_last_sweep_too(parent):
    parent.open("happy-legs")
    parent.child(days=100, times=3)
    parent.start("happy-legs")
    say_what_is_different(parent, "sore", "legs")
    parent.do("go")
    until(lambda: parent.phase in ("step", "asking"))
    assert all(step["kind"] in STILL for step in offered(parent))
