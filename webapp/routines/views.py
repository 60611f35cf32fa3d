"""The pages of routines and strokes. All are shells: the same for everyone, complete as HTML."""

from collections.abc import Iterator

from flask import Flask, render_template

from ..languages.language import speaking
from ..release import IMMUTABLE, File, Release, Shell, content_type, led
from .checks import IN_WORDS
from .drawing import drawing
from .forms import RoutineForm
from .library import Library, library
from .pace import least
from .routine import Routine
from .stroke import Stroke

# Where a family looks for something that fits: (value, from day, until day).
AGES = (
    ("newborn", 0, 42), ("first-months", 42, 91), ("half-year", 91, 213),
    ("crawling", 213, 365), ("small", 365, 1095), ("child", 1095, 2922),
)
MINUTES = (("3", 0, 3), ("5", 4, 6), ("10", 7, 10), ("15", 11, 60))


def shells() -> Iterator[Shell]:
    known = library()
    yield Shell("/routines", "routines/routines.html", choices(known))
    yield Shell("/routines/new", "routines/new.html", {
        "known": known, "draw": drawing, "Form": RoutineForm,
        "copied": [one for one in known.routines if one.check not in IN_WORDS]})
    yield Shell("/routines/own", "routines/own.html", {"known": known})
    for routine in known.routines:
        yield Shell(f"/routines/{routine.slug}", "routines/routine.html",
                    {"routine": routine, "draw": drawing, "known": known, "least": least(routine)})
    yield Shell("/strokes", "strokes/strokes.html", catalogue(known))
    for area in known.areas:
        yield Shell(f"/strokes/{area.slug}", "strokes/area.html",
                    {"area": area, "draw": drawing, "known": known})


def files(app: Flask, release: Release) -> Iterator[File]:
    """Make the player's room: one file for all routines, where it would be a third of each."""
    for language in app.config["LANGUAGES"]:
        with app.test_request_context(), speaking(language):
            room = render_template("routines/_player.html")
        url = f"/release/{release.digest}/room/{language}.html"
        yield File(url, led(room, language).encode(), content_type(url), IMMUTABLE,
                   language=language)


def choices(known: Library) -> dict:
    """Return the routines and, for each filter, the values under which something is found."""
    found = {routine.slug: marks(routine) for routine in known.routines}
    return {"routines": known.routines, "marks": found, "offered": every(found),
            "known": known, "draw": drawing}


def catalogue(known: Library) -> dict:
    """Return the strokes by area, and what the filters know each by."""
    found = {stroke.slug: [f"area-{area.slug}", *stroke.purposes, *ages(stroke)]
             for area in known.areas for stroke in area.strokes}
    places = [(f"area-{area.slug}", area.title) for area in known.areas]
    return {"known": known, "marks": found, "offered": every(found), "places": places}


def every(found: dict[str, list[str]]) -> set[str]:
    return {mark for marked in found.values() for mark in marked}


def marks(routine: Routine) -> list[str]:
    """Return what the filters know a routine by: "relief", "need-sleep", "age-small" …"""
    minutes = next(name for name, low, high in MINUTES if low <= routine.minutes <= high)
    needs = [f"need-{need.replace(' ', '-')}" for need in routine.helps]
    return [*routine.purposes, *needs, f"minutes-{minutes}", *ages(routine)]


def ages(item: Routine | Stroke) -> list[str]:
    return [f"age-{name}" for name, first, end in AGES
            if item.from_days < end and first < item.until_days]
