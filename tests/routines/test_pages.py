"""The pages of routines and strokes as a browser gets them."""

import re

import pytest

from webapp.routines.library import library
from webapp.routines.views import marks, shells

pytestmark = pytest.mark.sqlite_only

ROUTINES = library().routines
PATHS = [shell.path for shell in shells()]


@pytest.fixture
def read(client):
    return lambda path: client.get(path).get_data(as_text=True)


@pytest.mark.parametrize("path", PATHS)
def test_a_page_is_complete_and_keeps_to_the_content_policy(read, path):
    html = read(path)
    assert "</html>" in html
    assert " style=" not in html
    assert "<style" not in html
    assert not re.search(r"<script(?![^>]* src=)", html)
    assert html.count("<h1") == 1
    for drawn in re.findall(r'<svg class="drawing"[^>]*>', html):
        assert 'role="img"' in drawn
        assert re.search(r'aria-label="[^"]{20,}"', drawn)


@pytest.mark.parametrize("routine", ROUTINES, ids=lambda noun: noun.slug)
def test_a_routine_reads_to_the_end_without_script(read, routine):
    html = read(f"/routines/{routine.slug}")
    assert f'routine="{routine.slug}"' in html
    assert f'data-needs="{routine.check}"' in html
    assert 'href="#play"' in html
    steps = re.findall(r'<li class="step" [^>]*data-stroke="([^"]+)"[^>]*>', html)
    assert steps == [step.stroke.slug for step in routine.steps]
    seconds = re.findall(r'<li class="step" [^>]*data-seconds="(\d+)"', html)
    assert sum(map(int, seconds)) == routine.minutes * 60
    for line in routine.cautions:
        assert line in html


def test_a_fussy_evening_shows_the_red_flags_before_start(read):
    html = read("/routines/fussy-evening")
    assert html.index("red-flags") < html.index('href="#play"')
    assert 'href="/worried"' in html


def test_the_other_leg_is_drawn_on_the_other_side(read):
    assert read("/routines/bedtime-wind-down").count("matrix(-1 0 0 1 100 0)") == 1


def test_every_stroke_has_its_place_in_the_catalogue(read):
    for area in library().areas:
        html = read(f"/strokes/{area.slug}")
        for stroke in area.strokes:
            assert f'id="{stroke.slug}"' in html
            assert all(caution in html for caution in stroke.cautions)


def test_where_motion_is_not_wanted_there_are_hands_to_show_instead(read):
    html = read("/routines/bedtime-wind-down")
    assert html.count('<g class="moving"') == html.count('<g class="still"') > 10


def test_every_filter_finds_something(read):
    offered = set(re.findall(r'<input type="radio" name="\w+" value="([^"]+)"', read("/routines")))
    found = {mark for routine in ROUTINES for mark in marks(routine)}
    assert offered == found
    assert "age-newborn" in marks(library().routine("first-touch"))
    assert "age-newborn" not in marks(library().routine("bedtime-wind-down"))


def test_every_filter_of_the_catalogue_finds_a_stroke_and_every_stroke_is_found(read):
    html = read("/strokes")
    offered = set(re.findall(r'<input type="radio" name="\w+" value="([^"]+)"', html))
    marked = re.findall(r'<li data-marks="([^"]+)"', html)
    assert len(marked) == len(library().strokes)
    assert offered == {mark for marks in marked for mark in marks.split()}


@pytest.mark.parametrize("slug", ["fussy-evening", "tummy-ease", "full-body"])
def test_emergency_signs_stand_before_a_routine_for_crying_or_for_the_tummy(read, slug):
    html = read(f"/routines/{slug}")
    assert 0 < html.index("First: any of these?") < html.index('href="#play"')
    assert "green or" in html.lower()
