"""The pages around the family: people and phones, joining, coming back."""

from collections.abc import Iterator

from ..release import Shell
from . import forms


def shells() -> Iterator[Shell]:
    yield Shell("/family", "family/family.html", {"forms": forms})
    yield Shell("/join", "family/join.html", {"forms": forms})
    yield Shell("/recover", "family/recover.html", {"forms": forms})
