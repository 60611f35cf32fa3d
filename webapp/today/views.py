"""The first page: a card for each evening routine; the phone picks one by the child's age."""

from collections.abc import Iterator

from ..release import Shell
from ..routines.library import Library, Routine, library

# In the order in which they are offered: the first one that fits the child's age.
EVENING = ("bedtime-wind-down-young", "bedtime-wind-down", "bedtime-wind-down-older")
FIRST = "first-touch"


def shells() -> Iterator[Shell]:
    yield Shell("/", "today/today.html", tonight(library()))


def tonight(known: Library) -> dict:
    """Return the routine for a child we know nothing about, and the evening ones by age."""
    by_slug: dict[str, Routine] = {routine.slug: routine for routine in known.routines}
    return {
        "routines": [(routine.slug, routine.title) for routine in known.routines],
        "first": by_slug[FIRST],
        "evening": [by_slug[slug] for slug in EVENING if slug in by_slug],
    }
