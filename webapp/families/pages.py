"""The pages around the family: people and phones, joining, coming back."""

from collections.abc import Iterator

from ..release import Shell
from ..routines.library import library
from . import forms

ALWAYS = "just-hold"  # for every helper, whatever the parents choose


def shells() -> Iterator[Shell]:
    routines = [(one.slug, one.title) for one in library().routines if one.slug != ALWAYS]
    yield Shell("/family", "family/family.html", {"forms": forms, "routines": routines})
    yield Shell("/join", "family/join.html", {"forms": forms})
    yield Shell("/recover", "family/recover.html", {"forms": forms})
