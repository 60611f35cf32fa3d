"""What a translation has to keep, so that it is as safe and as calm as the English."""

import re
from collections.abc import Iterator

from babel.messages.catalog import Catalog, Message

from .catalogue import catalogue
from .extraction import every_text, written
from .language import speaking
from .pseudo import KEPT

NUMBER = re.compile(r"\d+")


def faults(tag: str) -> Iterator[str]:
    """Yield what keeps a language from parents, with the English text that it is about."""
    known = written(tag)
    for text in every_text():
        if text.id:
            yield from (f"{why}: {text.id!r}" for why in of_text(text, known))
    catalogue.cache_clear()
    with speaking(tag):
        yield from of_voice()
        yield from of_reminders()


def of_text(text: Message, known: Catalog) -> Iterator[str]:
    """Yield what is wrong with the translation of one text."""
    translation = known.get(text.id, text.context)
    forms = _forms(translation)
    if not forms or translation.fuzzy or not all(forms):
        yield "not translated yet"
        return
    if text.pluralizable and len(forms) != known.num_plurals:
        yield f"{len(forms)} plural forms, not {known.num_plurals}"
    english = text.id[-1] if text.pluralizable else text.id
    for number, form in enumerate(forms):
        # “one more minute” needs no number
        spelt_out = text.pluralizable and number == 0 and _kept(form) < _kept(english)
        if _kept(form) != _kept(english) and not spelt_out:
            yield f"has {sorted(_kept(form))}, not {sorted(_kept(english))}"
        if not text.pluralizable and _numbers(form) != _numbers(english):
            yield f"has the numbers {_numbers(form)}, not {_numbers(english)}"
        if "!" in form:
            yield "shouts"


def of_voice() -> Iterator[str]:
    """Yield where the voice, in the language of the moment, has not enough time or no quiet."""
    from ..routines.checks import timing
    from ..routines.library import library

    for routine in library().routines:
        for number, step in enumerate(routine.steps):
            yield from (f"{why}: routines/{routine.slug}.toml, step[{number}].{key}"
                        for key, why in timing(step))


def of_reminders() -> Iterator[str]:
    """Yield what keeps an invitation, in the language of the moment, from a lock screen."""
    from ..reminders.words import said_now

    yield from (f"{fault}: reminders/words.toml" for fault in said_now().faults())


def _forms(translation: Message | None) -> tuple[str, ...]:
    if translation is None:
        return ()
    said = translation.string
    return said if isinstance(said, tuple) else (said,)


def _kept(text: str) -> set[str]:
    return set(KEPT.findall(text))


def _numbers(text: str) -> list[str]:
    return sorted(NUMBER.findall(KEPT.sub("", text)))
