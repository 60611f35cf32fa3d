"""The first page: what it may offer, and when; the phone, which knows the child, chooses."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Literal

import msgspec

from ..languages.language import translated
from ..languages.text import Words, as_words
from ..release import Shell
from ..routines.library import Library, Routine, library

TO_KNOW = Path(__file__).parent / "content" / "to-know.toml"
# What is offered by itself and when, best first. What is in neither list is offered to a family
# that chooses it often; what is in NOT_OFFERED has a link of its own, or needs the staff of a unit.
ANYTIME = ("first-touch", "in-arms")
TIMES = {
    "evening": ("bedtime-wind-down-young", "bedtime-wind-down", "bedtime-wind-down-older",
                "weather-on-my-back"),
    "day": ("happy-legs", "on-the-move", "our-time", "full-body", "weather-on-my-back"),
    "any": ANYTIME,
}
NOT_OFFERED = ("just-hold", "fussy-evening", "hand-hug-in-the-unit")

Group = Literal["newborn", "young", "baby", "crawler", "toddler", "child",
                "expecting", "early", "team", "unknown"]


class Note(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename={"groups": "for"}):
    """One short thing to know: whom it is for, and the page of Learn that says more."""

    groups: tuple[Group, ...]
    title: Words
    says: Words
    page: str


class Notes(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    note: tuple[Note, ...]


def shells() -> Iterator[Shell]:
    yield Shell("/", "today/today.html", {**tonight(library()), "notes": notes()},
                is_everywhere=True)


def notes() -> tuple[Note, ...]:
    """Return what there is to know, in the language of the moment.

    Raises msgspec.DecodeError when it cannot be read.
    """
    return translated(_notes())


@cache
def _notes() -> tuple[Note, ...]:
    return msgspec.toml.decode(TO_KNOW.read_bytes(), type=Notes, dec_hook=as_words).note


def tonight(known: Library) -> dict:
    """Return the routine for a child we know nothing about, and all that may be offered."""
    offered = sorted((routine for routine in known.routines if routine.slug not in NOT_OFFERED),
                     key=_rank)
    return {
        "routines": [(routine.slug, routine.title) for routine in known.routines],
        "first": known.routine(ANYTIME[0]),
        "hold": known.routine("just-hold"),
        "offered": [(routine, times(routine)) for routine in offered],
    }


def times(routine: Routine) -> list[str]:
    """Return when a routine is offered by itself."""
    return [time for time, slugs in TIMES.items() if routine.slug in slugs]


def _rank(routine: Routine) -> int:
    listed = [slug for slugs in TIMES.values() for slug in slugs]
    return listed.index(routine.slug) if routine.slug in listed else len(listed)
