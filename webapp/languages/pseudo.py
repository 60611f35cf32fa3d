"""A made-up language: English with accents, a third longer. What it leaves plain is hard-coded.

Nothing is stored: whoever adds a text has added it here.
"""

import re

from babel.support import NullTranslations

# placeholders of both kinds, per cent signs, markup and addresses stay as they are
KEPT = re.compile(r"(\{\w+\}|%\(\w+\)[sd]|%%|&\w+;|<[^>]+>|https?://\S+)")
VOWELS = re.compile(r"[aeiouAEIOU]")
ACCENTED = str.maketrans("aeiouAEIOUcnCNsSyY", "áéíóúÁÉÍÓÚçñÇÑšŠýÝ")


class Pseudo(NullTranslations):
    """Translates into it whatever it is asked; spoken, it has as many words as English."""

    def ugettext(self, message: str) -> str:
        return pseudo(message)

    def ungettext(self, singular: str, plural: str, num: int) -> str:
        return pseudo(singular if num == 1 else plural)

    def upgettext(self, context: str, message: str) -> str:
        return pseudo(message)

    def unpgettext(self, context: str, singular: str, plural: str, num: int) -> str:
        return self.ungettext(singular, plural, num)


def pseudo(text: str) -> str:
    """Return `text` with every vowel twice and accents on the letters."""
    parts = KEPT.split(text)
    parts[::2] = (VOWELS.sub(_twice, part).translate(ACCENTED) for part in parts[::2])
    return "".join(parts)


def _twice(vowel: re.Match) -> str:
    return vowel[0] + vowel[0].lower()
