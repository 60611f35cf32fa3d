"""Sentences that a script fills with a number: one for each plural form of the language."""

from collections.abc import Iterator

from markupsafe import Markup

from .catalogue import ENGLISH, PSEUDO, catalogue
from .language import language

# a number of each form that a language has, as far as parents count
COUNTED = range(200)
TEMPLATE = Markup('<template data-words="{}"{}>{}</template>')


def plural(name: str, one: str, other: str) -> Markup:
    """Return the templates among which `words(element, name, { n })` chooses.

    The form that fits every other number has no `data-plural`.
    """
    said = catalogue(language()).ungettext
    return Markup("\n  ").join(
        TEMPLATE.format(name, Markup(' data-plural="{}"').format(form) if form != "other" else "",
                        said(one, other, number))
        for form, number in _forms(language()))


def _forms(tag: str) -> Iterator[tuple[str, int]]:
    """Yield the plural forms of CLDR, as Intl.PluralRules names them, each with such a number."""
    if tag in (ENGLISH, PSEUDO):
        yield from (("one", 1), ("other", 2))
        return
    from babel import Locale

    form_of = Locale.parse(tag, sep="-").plural_form
    found = {form_of(number): number for number in reversed(COUNTED)}
    other = found.pop("other", COUNTED[-1])     # in some languages only fractions are "other"
    yield from found.items()
    yield "other", other
