"""A page as a reader has it: its words, and how hard they are. Pure."""

import re
from html.parser import HTMLParser


class Text(HTMLParser):
    """The words of a page without its tags, styles and scripts; with its `labels` if asked."""

    LABELS = ("aria-label", "title", "placeholder", "alt", "content")

    def __init__(self, html: str, labels: bool = False):
        super().__init__()
        self._parts, self._inside, self._labels = [], "", labels
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self._inside = tag
        if self._labels:
            self._parts += [value or "" for name, value in attrs if name in self.LABELS]

    def handle_data(self, data):
        if self._inside not in ("script", "style"):
            self._parts.append(data)

    @property
    def text(self) -> str:
        return " ".join(" ".join(self._parts).split())


def grade(sentences: list[str]) -> float:
    """Return the school year in which these can be read, after Flesch and Kincaid."""
    words = [word for sentence in sentences for word in words_of(sentence)]
    syllables = sum(map(syllables_of, words))
    return .39 * len(words) / len(sentences) + 11.8 * syllables / len(words) - 15.59


def sentences_of(text: str) -> list[str]:
    parts = re.split(r"(?:(?<=[.?])|(?<=[.?][”’)]))\s+", text)
    return [part for part in parts if words_of(part)]


def words_of(text: str) -> list[str]:
    return re.findall(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*", text)


def syllables_of(word: str) -> int:
    """Estimate: groups of vowels, less an e that is silent at the end."""
    word = word.lower()
    count = len(re.findall(r"[aeiouyäöüç]+", word))
    if re.search(r"[^aeiouyl]e$|[^aeiouytd]ed$|[^aeiouyscxzgh]es$", word):
        count -= 1
    return max(count, 1)
