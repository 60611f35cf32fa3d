"""The pages of Learn, and Worried?."""

from collections.abc import Iterator

from ..release import Shell
from .page import help_by_country, pages


def shells() -> Iterator[Shell]:
    yield Shell("/learn", "learn/learn.html", {"pages": pages()})
    for slug, page in pages().items():
        yield Shell(f"/learn/{slug}", "learn/page.html", {"page": page, "help": help_by_country()})
    yield Shell("/worried", "learn/worried.html", {"help": help_by_country()})
