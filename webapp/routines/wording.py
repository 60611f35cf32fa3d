"""What the words of strokes and routines may not be: on screen, and for a speech engine. Pure."""

import re
from collections.abc import Iterator

NEVER = (
    # guilt and pressure
    "should", "must", "just", "simply", "easy", "easily", "perfect", "perfectly", "missed",
    "streak", "failed", "fail", "don't forget", "properly", "right way", "good mother", "guilt",
    "lazy",
    # what hands never do
    "shake", "shakes", "shaking", "pull", "pulls", "pulling", "press down", "crack",
    # promises
    "proven", "heal", "heals", "cure", "cures", "detox", "boost", "boosts", "immune",
    "regulates", "guarantee", "guarantees", "prevents", "clinically", "natural", "remedy",
    "brain", "circulation",
)
MISREAD = (     # one spelling, two sounds: a speech engine guesses
    "wind", "tear", "tears", "live", "lives", "close", "lead", "read", "bow", "wound", "desert",
    "content", "minute", "dove", "row", "sow", "refuse", "object", "present",
)
SIDES = ("left", "right")      # of whom? The voice says this leg, the other leg


def _any_of(words: tuple[str, ...]) -> re.Pattern:
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, words))})\b|!", re.I)


_NEVER, _MISREAD, _SIDES = map(_any_of, (NEVER, MISREAD, SIDES))
SPEAKABLE = re.compile(r"[A-Za-z ,.?:']+")


def unkind(text: str) -> Iterator[str]:
    """Yield what `text` may not say on any screen."""
    for words in _NEVER.findall(text.replace("’", "'")):
        yield f"says “{words}”"


def unspeakable(sentence: str) -> Iterator[str]:
    """Yield why a speech engine or a tired listener would stumble over `sentence`."""
    if not SPEAKABLE.fullmatch(sentence):
        yield "holds digits, brackets or symbols that an engine reads aloud"
    if not 4 <= len(sentence.split()) <= 12:
        yield f"has {len(sentence.split())} words, not 4 to 12"
    for word in _MISREAD.findall(sentence):
        yield f"says “{word}”, which engines misread"
    for word in _SIDES.findall(sentence):
        yield f"says “{word}” instead of this one, the other one"
