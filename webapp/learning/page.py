"""A page of Learn, read from its file: what it says, where that comes from, how sure it is."""

from functools import cache
from pathlib import Path
from typing import Literal

import msgspec

from ..languages.language import translated
from ..languages.text import Words, as_words

CONTENT = Path(__file__).parent / "content"


class State(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One of the six states: its name, how it looks, what one can do."""

    name: Words
    looks: Words
    do: Words
    best: bool = False


Grade = Literal["good", "some", "limited", "belief"]
Voice = Literal["klaus", "iltf", "advice", "miles", "storm"]


class Claim(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What is claimed, how sure that is, and where that comes from.

    `said` names the source documents that claim it, `source` what stands behind its grade, and
    `but` what the grade alone would hide. templates/learn/_claim.html has their words.
    """

    says: Words
    grade: Grade
    source: Words
    but: Words = ""
    said: tuple[Voice, ...] = ()


class Call(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Somebody to call: the number as one reads it and as the phone dials it."""

    name: Words
    number: str
    dial: str = ""
    when: Words = ""

    @property
    def href(self) -> str:
        return self.dial or "tel:" + "".join(c for c in self.number if c.isdigit() or c == "+")


class Link(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A page to go on to."""

    to: str
    says: Words


class Section(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A part of a page. `include` names a partial that is the same everywhere, such as `fever`."""

    title: Words = ""
    text: tuple[Words, ...] = ()
    include: str = ""
    signs: tuple[Words, ...] = ()
    yes: tuple[Words, ...] = ()
    no: tuple[Words, ...] = ()
    states: tuple[State, ...] = ()
    claims: tuple[Claim, ...] = ()
    calls: tuple[Call, ...] = ()
    links: tuple[Link, ...] = ()
    note: Words = ""


class Page(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename="kebab"):
    """A page of Learn as its file has it.

    `group` is its heading in Learn, `checked` the month in which we last looked.
    """

    title: Words
    summary: Words
    icon: str
    order: int
    checked: Words
    section: tuple[Section, ...]
    sources: tuple[Words, ...] = ()
    group: Literal["tonight", "ages", "hard", "known"] = "known"


class Country(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    name: Words
    call: tuple[Call, ...]


class Help(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Whom to call, by country; the first list is for a shaking hand."""

    checked: Words
    emergency: tuple[Call, ...]
    country: tuple[Country, ...]


def pages() -> dict[str, Page]:
    """Return every page by its slug, in reading order and in the language of the moment.

    Raises ValueError naming a bad file.
    """
    return translated(_pages())


def help_by_country() -> Help:
    """Return whom to call, in the language of the moment.

    Raises ValueError naming the file when it cannot be read.
    """
    return translated(_help())


@cache
def _pages() -> dict[str, Page]:
    found = {path.stem: _read(path, Page) for path in sorted(CONTENT.glob("*.toml"))}
    return dict(sorted(found.items(), key=lambda each: each[1].order))


@cache
def _help() -> Help:
    return _read(CONTENT / "help" / "countries.toml", Help)


def _read(path: Path, kind: type):
    try:
        return msgspec.toml.decode(path.read_bytes(), type=kind, dec_hook=as_words)
    except msgspec.DecodeError as error:
        raise ValueError(f"{path.name}: {error}") from error
