"""Finding a routine or a stroke, by choice and by whom it is for, and practising it."""

import pytest
from browser.players import Parent
from machines.phones import installed, until
from playwright.sync_api import expect

pytestmark = pytest.mark.in_turn


def test_a_need_and_an_age_leave_what_fits_both(server, page):
    page.goto(f"{server.url}/routines")
    titles = page.locator(".found > :visible").get_by_role("link")
    page.get_by_text("Find by age, minutes, purpose or need").click()
    page.get_by_role("radio", name="Gas and colic").check()
    expect(titles).to_have_count(2)
    expect(titles.filter(has_text="Tummy ease")).to_be_visible()
    page.get_by_role("radio", name="Under 6 weeks").check()
    expect(titles).to_have_count(1)
    expect(titles.filter(has_text="Tummy ease")).to_have_count(0)
    page.get_by_role("button", name="Show all").click()
    expect(titles).to_have_count(18)


def test_a_place_and_an_age_leave_the_strokes_that_fit_both(server, page):
    page.goto(f"{server.url}/strokes")
    names = page.locator(".names a:visible")
    page.get_by_text("Find by place, age or purpose").click()
    page.get_by_role("radio", name="Legs and feet").check()
    expect(page.locator("section h2:visible")).to_have_count(1)
    everyone = names.count()
    page.get_by_role("radio", name="Under 6 weeks").check()
    expect(page.get_by_role("link", name="Downward leg glide")).to_have_count(0)
    assert 0 < names.count() < everyone
    page.get_by_role("button", name="Show all").click()
    expect(page.locator("section h2:visible")).to_have_count(10)


def test_what_is_not_for_a_known_child_is_not_offered_and_can_be_seen(server, phone):
    parent = Parent(phone.start(), server.url)
    parent.page.goto(f"{server.url}/routines")
    titles = parent.page.locator(".found > :visible a")
    expect(titles).to_have_count(18)
    parent.child(days=20)
    parent.page.reload()
    expect(titles.filter(has_text="First touch")).to_be_visible()
    expect(titles.filter(has_text="Tummy ease")).to_have_count(0)
    young = titles.count()
    expect(parent.page.get_by_text(f"{18 - young} more are for other ages")).to_be_visible()
    parent.page.get_by_role("button", name="Show them too").click()
    expect(titles).to_have_count(18)


def test_nothing_on_the_tummy_is_offered_for_a_child_born_early(server, phone):
    parent = Parent(phone.start(), server.url)
    parent.page.goto(f"{server.url}/routines")
    titles = parent.page.locator(".found > :visible a")
    child = parent.child(days=100)
    parent.page.reload()
    expect(titles.filter(has_text="Tummy ease")).to_be_visible()
    parent.knows("""async (nursery, record) => nursery.save(
        "child", { situations: ["neonatal-care"] }, { record })""", child)
    parent.page.reload()
    expect(titles.filter(has_text="Tummy ease")).to_have_count(0)
    expect(titles.filter(has_text="Happy legs")).to_be_visible()
    parent.page.goto(f"{server.url}/strokes")
    expect(parent.page.get_by_role("link", name="Sun and moon")).to_be_hidden()


def practise(parent: Parent, link) -> None:
    until(lambda: parent.page.evaluate("!!customElements.get('routine-player')"))
    link.click()
    until(lambda: parent.is_open)
    parent.sees("step")
    expect(parent.page.get_by_text("Practice on a cushion: nothing is noted")).to_be_visible()
    parent.later(1)
    # the room sinks into the dark after a while, not before anything was read
    assert parent.page.locator("dialog[data-sunk]").count() == 0


def test_a_routine_is_practised_by_voice_without_a_network_and_not_noted(server, phone):
    parent = Parent(phone.start(), server.url)
    page = parent.page
    page.goto(server.url)
    installed(page)
    server.net.set("refuse")
    parent.open("tummy-ease")
    practise(parent, page.get_by_role("link", name="Practise on a cushion, by voice"))
    titles = page.locator("ol.steps h3").all_text_contents()
    seen = []
    while parent.phase == "step":
        if parent.title not in seen:
            seen.append(parent.title)
        parent.later(10)
    assert len(seen) == len(set(titles)) - 1, "all steps but the question"
    assert any("clockwise" in line or "tummy" in line for line in parent.spoken)
    assert parent.phase == "closing"
    assert parent.title == "Your hands know the way"
    assert not page.get_by_text("a word about it", exact=True).is_visible()
    parent.answer("close")
    until(lambda: not parent.is_open)
    assert "#" not in page.url
    assert parent.massages() == []
    assert parent.knows("async nursery => await nursery.state.get('player') ?? null") is None
    assert parent.errors == []


def test_one_stroke_is_practised_and_enough_ends_it(server, phone):
    parent = Parent(phone.start(), server.url)
    parent.page.goto(f"{server.url}/strokes/legs#l1")
    practise(parent, parent.page.get_by_role("link", name="Practise on a cushion Downward leg"))
    assert "leg glide" in parent.title
    assert parent.page.locator(".dots li").count() == 1
    parent.answer("enough")
    assert parent.phase == "closing"
    parent.answer("close")
    until(lambda: not parent.is_open)
    assert parent.massages() == []
    # a practice that was killed is not taken up again
    parent.page.goto(f"{server.url}/strokes/legs#practise-l1")
    parent.sees("step")
    parent.page.goto(f"{server.url}/routines/first-touch")
    until(lambda: parent.page.locator("dialog.player").count())
    assert not parent.is_open
