"""Every text there is, as a catalogue: of templates, code and content files."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from pathlib import Path

import msgspec
from babel import Locale
from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.pofile import read_po, write_po

from config import ROOT

from .catalogue import ENGLISH, path_of
from .text import Words

SOURCES = (("templates", "**.*", "jinja2.ext:babel_extract"), ("webapp", "**.py", "python"))
OPTIONS = {"**.html": {"trim_blocks": "true", "lstrip_blocks": "true", "silent": "false"}}
# by name, which of its arguments are texts
KEYWORDS = {**DEFAULT_KEYWORDS, "_l": None, "N_": None, "plural": (2, 3), "Refusal": (3,)}


def every_text() -> Catalog:
    """Return all that parents read or hear, each text with the files that say it."""
    found = Catalog(project="Warm Hands", charset="utf-8")
    for folder, names, method in SOURCES:
        for name, line, text, comments, context in extract_from_dir(
                ROOT / folder, [(names, method)], OPTIONS, KEYWORDS):
            found.add(text, None, [(f"{folder}/{name}", line)], auto_comments=comments,
                      context=context)
    for name, content in _content():
        for text in texts_in(content):
            found.add(str(text), None, [(name, 0)])
    return found


def texts_in(content: object) -> Iterator[Words]:
    """Yield the texts in the content of a file, in their order."""
    match content:
        case Words():
            yield from [content] if content else []
        case tuple():
            for part in content:
                yield from texts_in(part)
        case dict():
            yield from texts_in(tuple(content.values()))
        case msgspec.Struct():
            yield from texts_in(tuple(getattr(content, name)
                                      for name in content.__struct_fields__))
        case _ if is_dataclass(content):
            yield from texts_in(tuple(getattr(content, field.name) for field in fields(content)))


def _content() -> Iterator[tuple[str, object]]:
    from ..learning.page import help_by_country, pages
    from ..reminders.words import words
    from ..routines.library import library
    from ..today.views import notes

    yield from ((f"strokes/{area.slug}.toml", area) for area in library().areas)
    yield from ((f"routines/{routine.slug}.toml", routine) for routine in library().routines)
    yield from ((f"learning/{slug}.toml", page) for slug, page in pages().items())
    yield "learning/countries.toml", help_by_country()
    yield "today/to-know.toml", notes()
    yield "reminders/words.toml", words(ENGLISH)


def written(tag: str) -> Catalog:
    """Read the catalogue of a language as its translators wrote it, or begin an empty one.

    Raises babel.UnknownLocaleError for a tag that is no language.
    """
    path, locale = path_of(tag), str(Locale.parse(tag, sep="-"))
    if not path.exists():
        return Catalog(locale=locale, project="Warm Hands", charset="utf-8")
    with path.open("rb") as file:
        return read_po(file, locale=locale, abort_invalid=True)


def update(tag: str) -> Path:
    """Write the catalogue of a language, or bring it up to date. Returns where it is."""
    catalogue = written(tag)
    catalogue.update(every_text())
    path_of(tag).parent.mkdir(exist_ok=True)
    with path_of(tag).open("wb") as file:
        write_po(file, catalogue, width=100)
    return path_of(tag)
