"""The texts of one language: a catalogue in `translations/`, or made up for the tests."""

from functools import cache
from io import BytesIO
from pathlib import Path

from babel.support import NullTranslations, Translations

from config import ROOT

from .pseudo import Pseudo

FOLDER = ROOT / "translations"
ENGLISH = "en"
# the customary tag of a made-up language, longer and accented: for tests, never for parents
PSEUDO = "en-XA"


def path_of(tag: str) -> Path:
    """Return where the catalogue of a language is kept."""
    return FOLDER / f"{tag}.po"


@cache
def catalogue(tag: str) -> NullTranslations:
    """Return the texts in a language. Raises LookupError where it has no catalogue.

    A catalogue is read as translators write it: there is no compiled file to forget.
    """
    if tag == ENGLISH:
        return NullTranslations()
    return Pseudo() if tag == PSEUDO else _read(tag)


def _read(tag: str) -> Translations:
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    if not path_of(tag).exists():
        raise LookupError(f"no translations/{tag}.po: see docs/translating.md")
    with path_of(tag).open("rb") as file:
        written = read_po(file, locale=tag.replace("-", "_"))
    compiled = BytesIO()
    write_mo(compiled, written)
    compiled.seek(0)
    return Translations(compiled)
