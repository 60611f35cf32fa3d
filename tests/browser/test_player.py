"""A massage by touch, by keyboard and by the clock, to its end and into the journal."""

import pytest
from browser.players import SILENT, Parent
from machines.phones import until

pytestmark = [pytest.mark.without_worker, pytest.mark.in_turn]


@pytest.fixture
def parent(server, phone):
    """A parent at a phone that knows a baby of five months and three massages."""
    parent = Parent(phone.start(), server.url)
    parent.open("bedtime-wind-down")
    parent.child(times=3)
    yield parent
    assert parent.errors == []


def test_a_massage_by_touch_to_the_end_is_in_the_journal(parent):
    parent.to_asking("bedtime-wind-down")
    parent.answer("yes")
    assert parent.title == "Resting hands"
    seen = []
    while parent.phase == "step":
        if parent.title not in seen:
            seen.append(parent.title)
        parent.later(10)
    assert parent.phase == "closing"
    titles = parent.page.locator("ol.steps h3").all_text_contents()
    assert set(seen) == {*titles[2:], "Resting hands"}
    parent.answer("close")
    until(lambda: not parent.is_open)
    massage = parent.newest()
    assert massage["outcome"] == "given"
    assert 550 < massage["seconds"] < 620
    assert len(massage["children"]) == 1
    assert len(parent.massages()) == 4
    assert parent.knows("async nursery => await nursery.state.get('player') ?? null") is None
    assert not parent.page.url.endswith("#play")


def test_worried_is_one_tap_away_all_the_time(parent):
    worried = parent.page.locator("dialog header a[href='/worried']")
    parent.to_asking("bedtime-wind-down")
    assert worried.is_visible()
    parent.answer("yes")
    assert worried.is_visible()
    parent.touch()
    assert parent.phase == "resting"
    worried.click()
    parent.page.wait_for_url("**/worried")


def test_silence_is_never_yes(parent):
    parent.to_asking("bedtime-wind-down")
    parent.later(300)
    assert parent.phase == "asking"


def test_a_touch_anywhere_is_rest_and_rest_stops_the_voice(parent):
    parent.to_first_stroke()
    parent.touch(180, 200)
    assert parent.phase == "resting"
    said = len(parent.spoken)
    parent.later(120)
    assert (parent.phase, len(parent.spoken)) == ("resting", said)
    parent.answer("go-on")
    assert parent.title == "Downward leg glide, one leg"


def test_the_sunk_screen_still_takes_a_touch_as_rest(parent):
    parent.to_first_stroke()
    parent.later(11)
    assert parent.page.locator("dialog[data-sunk]").count() == 1
    parent.touch(60, 120)
    assert parent.phase == "resting"
    assert parent.page.locator("dialog[data-sunk]").count() == 0


def test_enough_silences_the_voice_at_once_and_waits(parent):
    parent.to_first_stroke()
    parent.later(2)
    parent.stop_the_clock()
    hushed = parent.page.evaluate("hushed.length")
    parent.page.locator("[data-answer=enough]:visible").tap()
    assert parent.phase == "enough"
    assert parent.page.evaluate("hushed.length") > hushed, "at once: no time has gone by"
    before = len(parent.spoken)
    parent.later(0.4)
    assert len(parent.spoken) == before
    parent.later(5)
    assert parent.spoken[before:] == ["Wipe your hands, and pick your baby up."]
    parent.later(600)
    assert parent.phase == "enough"
    assert parent.newest()["outcome"] == "stopped", "kept although nobody touched the phone again"


def test_going_on_after_enough_makes_one_massage_not_two(parent):
    parent.to_first_stroke()
    parent.answer("enough")
    parent.answer("go-on")
    while parent.phase == "step":
        parent.later(10)
    parent.answer("close")
    until(lambda: parent.newest()["outcome"] == "given")
    assert len(parent.massages()) == 4


def test_a_time_that_was_saved_at_enough_and_then_let_go_is_not_in_the_journal(parent):
    parent.to_first_stroke()
    parent.answer("enough")
    until(lambda: len(parent.massages()) == 4)
    parent.answer("go-on")
    parent.page.clock.fast_forward(31 * 60_000)
    parent.sees("keep")
    parent.answer("not-now")
    until(lambda: not parent.is_open)
    until(lambda: len(parent.massages()) == 3)


def test_not_now_ends_kindly_and_is_logged_as_not_today(parent):
    parent.to_asking("bedtime-wind-down")
    parent.answer("not-now")
    assert (parent.phase, parent.title) == ("closing", "You asked, and listened")
    until(lambda: len(parent.massages()) == 4)
    assert parent.newest()["outcome"] == "not-today"


def test_rest_instead_of_yes_asks_once_more_and_then_ends_kindly(parent):
    parent.to_asking("bedtime-wind-down")
    parent.answer("rest")
    assert parent.phase == "resting"
    parent.answer("go-on")
    assert (parent.phase, parent.title) == ("asking", "Ask once more: now?")
    parent.answer("rest")
    assert (parent.phase, parent.title) == ("closing", "Still hands were enough")
    until(lambda: parent.newest()["outcome"] == "resting-hands")


def test_a_double_touch_and_a_touch_at_the_edge_are_slips(parent):
    parent.to_first_stroke()
    parent.later(1)
    # both taps fall where "enough" is, and "enough" is on the resting screen too
    box = parent.page.locator("[data-answer=rest]:visible").bounding_box()
    middle = (box["x"] + box["width"] * 0.9, box["y"] + box["height"] / 2)
    # a slip is quick; this machine may not be
    parent.stop_the_clock()
    parent.page.touchscreen.tap(*middle)
    parent.page.touchscreen.tap(*middle)
    assert parent.phase == "resting"
    parent.page.clock.resume()
    parent.answer("go-on")
    for x, y in ((3, 300), (357, 300), (180, 2), (180, 738)):
        parent.touch(x, y)
    assert parent.phase == "step"


def test_the_keyboard_is_enough(parent):
    press = parent.page.keyboard.press

    def tab_to(what: str) -> None:
        for _ in range(40):
            press("Tab")
            if parent.page.evaluate(f"!!document.activeElement.closest('{what}')"):
                return
        raise AssertionError(f"Tab never comes to {what}")

    parent.start("bedtime-wind-down")
    until(lambda: parent.page.locator("[data-do=well]:visible").count())
    tab_to("[data-do=well]")
    press("Enter")
    parent.sees("step")
    parent.later(0.5)
    press("ArrowRight")
    parent.sees("asking")
    tab_to("[data-answer=yes]")
    parent.later(0.5)
    press("Space")
    parent.sees("step")
    parent.later(0.5)
    press("Escape")
    parent.sees("resting")
    tab_to("[data-answer=go-on]")
    parent.later(0.5)
    press("Enter")
    parent.sees("step")
    parent.later(0.5)
    press("ArrowRight")
    assert parent.title == "Downward leg glide, one leg"
    tab_to("[data-answer=enough]")
    parent.later(0.5)
    press("Space")
    parent.sees("enough")
    tab_to("[data-answer=touch]")
    parent.later(0.5)
    press("Enter")
    parent.sees("closing")


def test_the_names_are_enough(parent):
    """Every press is found by its role and name, as a screen reader or a switch finds it."""
    def press(name: str) -> None:
        parent.later(0.5)
        parent.page.get_by_role("button", name=name, exact=True).press("Enter")

    def heading(name: str) -> None:
        parent.page.get_by_role("dialog").get_by_role("heading", name=name, exact=True).wait_for()

    parent.open("bedtime-wind-down")
    parent.page.get_by_role("link", name="Start", exact=True).first.press("Enter")
    press("All well, nothing new")
    heading("Settle")
    press("next")
    heading("May I massage you now?")
    press("yes")
    heading("Resting hands")
    said = parent.page.locator("dialog > [role=status]").inner_text()
    assert "Lay both hands" in said, "a screen reader says what the voice would"
    press("rest")
    heading("Still hands")
    press("go on")
    heading("Resting hands")
    press("pause")
    heading("Paused")
    press("go on")
    press("next")
    heading("Downward leg glide, one leg")
    press("enough")
    heading("Wipe your hands. Pick your baby up.")
    press("we are together")
    heading("You listened")
    press("a word about it")
    parent.page.get_by_role("group", name="Afterwards").get_by_label("drowsy").press("Space")
    until(lambda: parent.newest().get("state_after") == "drowsy")
    press("Done")
    until(lambda: not parent.is_open)


def test_the_voice_is_slow_quiet_and_says_each_sentence_once(parent):
    parent.to_first_stroke()
    before = len(parent.spoken)
    parent.later(30)
    said = parent.spoken[before - 1:]
    assert len(said) >= 2
    assert len(said) == len(set(said))
    assert all(words["rate"] <= 0.9 for words in parent.page.evaluate("spoken"))
    status = parent.page.locator("dialog > [role=status]").inner_text()
    assert said[-1] in status, "a screen reader hears what the voice says"


def test_the_voice_names_the_stroke_says_where_the_hands_go_and_when_to_change_sides(parent):
    parent.to_first_stroke()
    assert parent.spoken[-1] == "Downward leg glide, one leg. Hands round the top of one leg."
    while parent.title != "Downward leg glide, the other leg":
        parent.later(3)
    assert parent.spoken[-1] == (
        "Downward leg glide, the other leg. Rest your hands on the other leg.")


def test_it_goes_on_by_the_clock_where_no_voice_comes(server, phone):
    parent = Parent(phone.start(), server.url, voice=SILENT)
    parent.open("bedtime-wind-down")
    parent.child(times=3)
    parent.to_first_stroke()
    parent.later(45)
    assert parent.title != "Downward leg glide, one leg"
    assert parent.page.locator("dialog[data-sunk]").count() == 0, "lit for the new words"
    parent.later(25)
    assert parent.phase == "step"
    assert parent.errors == []


@pytest.mark.whole_browser
def test_the_screen_stays_awake_while_playing_and_may_sleep_afterwards(parent):
    parent.to_first_stroke()
    held = "wakeLocks.some(lock => !lock.released)"
    until(lambda: parent.page.evaluate(held))
    assert parent.page.evaluate(
        "navigator.locks.query().then(({ held }) => held.some(({ name, mode }) =>"
        " name === 'playing' && mode === 'shared'))"), "an update waits for this lock"
    parent.act("close")
    assert parent.phase == "closing"
    until(lambda: not parent.page.evaluate(held))
    parent.answer("close")
    until(lambda: parent.page.evaluate(
        "navigator.locks.query().then(({ held }) => held.every(({ name }) => name !== 'playing'))"))


def test_next_back_and_pause_are_labelled_and_do_what_they_say(parent):
    parent.to_first_stroke()
    for name in ("back", "pause", "next", "close"):
        assert parent.page.get_by_role("button", name=name, exact=True).is_visible()
    parent.act("next")
    second = parent.title
    parent.act("pause")
    assert parent.phase == "paused"
    parent.later(600)
    parent.act("pause")
    assert (parent.phase, parent.title) == ("step", second)
    parent.act("previous")
    assert parent.title == "Downward leg glide, one leg"


def test_the_log_adds_words_to_the_same_massage_and_keeps_feelings_apart(parent):
    parent.to_first_stroke()
    parent.answer("enough")
    parent.answer("touch")
    parent.answer("touch")
    assert parent.phase == "log"
    assert parent.page.locator("massage-log input:checked").count() == 0
    parent.page.locator("label:has([name=state_before][value=active-alert])").click()
    parent.page.locator("label:has([name=state_after][value=drowsy])").click()
    parent.choose("smiling", "reaching")
    parent.page.locator("#log-note").fill("A long look.")
    assert not parent.page.locator("[data-part=help]").is_visible()
    parent.page.locator("label:has([name=feeling][value='1'])").click()
    until(lambda: parent.page.locator("[data-part=help]").is_visible())
    until(lambda: parent.knows("async nursery => (await nursery.all('reflection')).length"))
    parent.do("done")
    until(lambda: not parent.is_open)
    massage = parent.newest()
    assert (massage["state_before"], massage["state_after"]) == ("active-alert", "drowsy")
    assert massage["cues"] == ["smiling", "reaching"]
    assert massage["note"] == "A long look."
    assert "feeling" not in massage
    assert len(parent.massages()) == 4


def test_the_first_three_massages_keep_about_half_of_the_strokes(server, phone):
    parent = Parent(phone.start(), server.url)
    parent.open("bedtime-wind-down")
    parent.child(times=1)
    parent.knows("async nursery => nursery.phone.set('heard', true)")
    parent.start("bedtime-wind-down")
    parent.do("ready")
    parent.page.locator("bedtime-check form .go").click()
    parent.sees("step")
    strokes = parent.page.locator("li.step[data-kind=stroke] h3").all_text_contents()
    kept = parent.page.locator("li.step[data-kind=stroke][data-first=yes] h3").all_text_contents()
    seen = []
    while parent.phase in ("step", "asking"):
        if parent.phase == "asking":
            parent.answer("yes")
        seen.append(parent.title)
        parent.act("next")
    assert [title for title in seen if title in strokes] == kept
    assert len(kept) < len(strokes)
