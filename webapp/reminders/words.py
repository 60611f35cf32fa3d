"""The words of invitations, one set a language, from words.toml."""

import datetime as dt
import tomllib
import uuid
from dataclasses import dataclass
from functools import cache
from pathlib import Path

PATH = Path(__file__).with_name("words.toml")
LONGEST = 80


@dataclass(frozen=True)
class Words:
    """What a notification says."""

    title: str
    fallback: str
    together_title: str
    together_text: str
    test_title: str
    test_text: str
    resting_title: str
    resting_text: str
    open_once: str
    invitations: tuple[str, ...]

    def __post_init__(self):
        if len(self.invitations) < 12:
            raise ValueError(f"{PATH.name}: at least 12 invitations")
        for text in (self.fallback, self.resting_text, self.open_once, *self.invitations):
            if not 0 < len(text) <= LONGEST:
                raise ValueError(f"{PATH.name}: 1 to {LONGEST} characters: {text!r}")

    def invitation(self, family_id: uuid.UUID, local_date: dt.date) -> str:
        """Return the evening's text: another one each day, and not the same in every family."""
        return self.invitations[(family_id.int + local_date.toordinal()) % len(self.invitations)]


def words(language: str = "en") -> Words:
    """Return the words in `language`, or in English where there are none in it."""
    every = _all()
    return every.get(language) or every.get(language.partition("-")[0]) or every["en"]


@cache
def _all() -> dict[str, Words]:
    tables = tomllib.loads(PATH.read_text())
    return {language: Words(**{**table, "invitations": tuple(table["invitations"])})
            for language, table in tables.items()}
