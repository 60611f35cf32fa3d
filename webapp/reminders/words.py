"""The words of invitations, from words.toml, in the language of each phone."""

import datetime as dt
import tomllib
import uuid
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import msgspec

from ..languages.language import speaking, translated
from ..languages.pages import offered
from ..languages.text import Words, as_words

PATH = Path(__file__).with_name("words.toml")
FEWEST, LONGEST = 12, 80


class Said(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a notification says."""

    title: Words
    fallback: Words
    together_title: Words
    together_text: Words
    test_title: Words
    test_text: Words
    resting_title: Words
    resting_text: Words
    open_once: Words
    invitations: tuple[Words, ...]

    def invitation(self, family_id: uuid.UUID, local_date: dt.date) -> str:
        """Return the evening's text: another one each day, and not the same in every family."""
        return self.invitations[(family_id.int + local_date.toordinal()) % len(self.invitations)]

    def faults(self) -> Iterator[str]:
        """Yield what keeps these words from a phone's lock screen, in whatever language."""
        if len(set(self.invitations)) < FEWEST:
            yield f"at least {FEWEST} invitations"
        for text in (self.fallback, self.resting_text, self.open_once, *self.invitations):
            if not 0 < len(text) <= LONGEST:
                yield f"1 to {LONGEST} characters: {text!r}"
            if "!" in text:
                yield f"an invitation does not shout: {text!r}"


def words(tag: str = "en") -> Said:
    """Return the words in a language, or in English where this installation has none in it."""
    return _words(offered(tag))


def said_now() -> Said:
    """Return the words in the language of the moment."""
    return translated(_written())


@cache
def _words(tag: str) -> Said:
    with speaking(tag):
        return said_now()


@cache
def _written() -> Said:
    said = msgspec.convert(tomllib.loads(PATH.read_text()), Said, dec_hook=as_words)
    for fault in said.faults():
        raise ValueError(f"{PATH.name}: {fault}")
    return said
