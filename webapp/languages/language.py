"""The language of the moment, and texts in it. English is what the source says."""

import dataclasses
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TypeVar

import msgspec

from .catalogue import ENGLISH, catalogue
from .text import Words

_spoken: ContextVar[str] = ContextVar("spoken", default=ENGLISH)
Content = TypeVar("Content")


def language() -> str:
    """Return the language of the moment, as a BCP 47 tag."""
    return _spoken.get()


@contextmanager
def speaking(tag: str) -> Iterator[None]:
    """Make `tag` the language of the moment."""
    before = _spoken.set(tag)
    try:
        yield
    finally:
        _spoken.reset(before)


def gettext(text: str) -> str:
    """Return `text` in the language of the moment."""
    return catalogue(language()).ugettext(text)


def N_(text: str) -> str:
    """Mark a text for the catalogue that is translated later, when it is shown."""
    return text


def translated(content: Content) -> Content:
    """Return a copy of `content` with every text of it in the language of the moment."""
    if language() == ENGLISH:
        return content
    match content:
        case Words():
            return Words(gettext(content)) if content else content
        case tuple():
            return tuple(map(translated, content))
        case dict():
            return {key: translated(value) for key, value in content.items()}
        case msgspec.Struct():
            names = content.__struct_fields__
            return msgspec.structs.replace(content, **_translated(content, names))
    if dataclasses.is_dataclass(content):
        names = [field.name for field in dataclasses.fields(content)]
        return dataclasses.replace(content, **_translated(content, names))
    return content


def _translated(content: object, names: list[str] | tuple[str, ...]) -> dict:
    return {name: translated(getattr(content, name)) for name in names}
