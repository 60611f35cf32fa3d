"""The journal's page; what it shows comes from the phone."""

from collections.abc import Iterator

from ..release import Shell
from ..routines.library import library
from .forms import MassageForm


def shells() -> Iterator[Shell]:
    routines = [(routine.slug, routine.title) for routine in library().routines]
    yield Shell("/journal", "journal/journal.html", {"routines": routines, "Form": MassageForm})
