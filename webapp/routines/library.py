"""All strokes and routines: read once, checked, and refused whole if anything is wrong."""

import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

import msgspec

from ..languages.catalogue import ENGLISH
from ..languages.language import language, translated
from ..languages.text import as_words
from .anatomy import misleading
from .checks import problems
from .drawing import undrawable
from .pace import brief
from .routine import Opening, Routine, Step, WrittenRoutine
from .stroke import Area, Stroke, Written
from .wording import unkind

TONES = ("light", "tan", "brown", "dark")
CONTENT = Path(__file__).parent / "content"


class ContentError(Exception):
    """A content file that cannot be used: its name, the key and the reason."""

    def __init__(self, path: Path, key: str, why: str):
        super().__init__(f"{path.parent.name}/{path.name}: {key}: {why}")


@dataclass(frozen=True)
class Library:
    """What the family can choose from. Areas and routines are in the order of the pages."""

    areas: tuple[Area, ...]
    routines: tuple[Routine, ...]

    @cached_property
    def strokes(self) -> tuple[Stroke, ...]:
        return tuple(stroke for area in self.areas for stroke in area.strokes)

    def stroke(self, slug: str) -> Stroke:
        return next(stroke for stroke in self.strokes if stroke.slug == slug)

    def routine(self, slug: str) -> Routine:
        return next(routine for routine in self.routines if routine.slug == slug)

    def tone(self, item: Area | Routine) -> str:
        """Return the skin tone of an item's drawings where the parent chose none: all in turn."""
        items = self.routines if item in self.routines else self.areas
        return TONES[items.index(item) % len(TONES)]

    def area(self, slug: str) -> Area:
        return next(area for area in self.areas if area.slug == slug)


def library() -> Library:
    """Return the library of this release, in the language of the moment.

    Raises ContentError naming file and key.
    """
    return _library(language())


@cache
def _library(tag: str) -> Library:
    return load(CONTENT) if tag == ENGLISH else translated(_library(ENGLISH))


def load(folder: Path) -> Library:
    """Read and check `folder`/strokes/*.toml and `folder`/routines/*.toml."""
    areas, strokes = [], {}
    for area, path in _each(folder / "strokes", Area, _check_area):
        areas.append(area)
        for number, stroke in enumerate(area.strokes):
            if stroke.slug in strokes:
                raise ContentError(path, f"stroke[{number}].slug", "another stroke has the same")
            strokes[stroke.slug] = (stroke, area.slug)
    routines = []
    for written, path in _each(folder / "routines", WrittenRoutine, _check_words):
        routine = _assembled(written, path, strokes)
        for key, why in (*problems(routine), *brief(routine)):
            raise ContentError(path, key, why)
        routines.append(routine)
    _check_use(folder / "strokes", areas, routines)
    by_position = {"key": lambda noun: noun.position}
    return Library(tuple(sorted(areas, **by_position)), tuple(sorted(routines, **by_position)))


def _each(
    folder: Path, kind: type[Written], check: Callable[[Path, Written], None]
) -> Iterator[tuple]:
    for path in sorted(folder.glob("*.toml")):
        noun = _parsed(path, kind)
        if noun.slug != path.stem:
            raise ContentError(path, "slug", f"is “{noun.slug}”, unlike the name of the file")
        check(path, noun)
        yield noun, path


def _parsed(path: Path, kind: type[Written]) -> Written:
    try:
        return msgspec.convert(tomllib.loads(path.read_text()), kind, dec_hook=as_words)
    except tomllib.TOMLDecodeError as error:
        raise ContentError(path, "the file", str(error)) from error
    except msgspec.ValidationError as error:
        why, _, key = str(error).partition(" - at `$")
        raise ContentError(path, key.strip("`.") or "the file", why) from error


def _check_area(path: Path, area: Area) -> None:
    _check_words(path, area)
    for number, stroke in enumerate(area.strokes):
        for check in (undrawable(stroke), misleading(stroke, area.slug)):
            for key, why in check:
                raise ContentError(path, f"stroke[{number}].{key}", why)


def _check_use(folder: Path, areas: list[Area], routines: list[Routine]) -> None:
    """A stroke that no routine uses may be forgotten, so it has to say that it is meant so."""
    used = {step.stroke.slug for routine in routines for step in routine.steps}
    for area in areas:
        for number, stroke in enumerate(area.strokes):
            if stroke.optional == (stroke.slug in used):
                why = "a routine uses it" if stroke.optional else "no routine uses it: write true"
                path = folder / f"{area.slug}.toml"
                raise ContentError(path, f"stroke[{number}].optional", why)


def _check_words(path: Path, noun: Written) -> None:
    for key, text in _texts(msgspec.to_builtins(noun, enc_hook=str)):
        for why in unkind(text.replace("Just hold", "")):     # the name of a button
            raise ContentError(path, key, why)


def _texts(tree: object, key: str = "") -> Iterator[tuple[str, str]]:
    match tree:
        case str():
            yield key, tree
        case dict():
            for name, branch in tree.items():
                if name == "slug":
                    continue
                yield from _texts(branch, f"{key}.{name}".lstrip("."))
        case list() | tuple():
            for number, branch in enumerate(tree):
                yield from _texts(branch, f"{key}[{number}]")


def _assembled(written: WrittenRoutine, path: Path, strokes: dict) -> Routine:
    steps = []
    for number, step in enumerate(written.step):
        if step.stroke not in strokes:
            raise ContentError(path, f"step[{number}].stroke", f"there is no “{step.stroke}”")
        steps.append(Step.of(step, *strokes[step.stroke]))
    if written.cover not in strokes:
        raise ContentError(path, "cover", f"there is no stroke “{written.cover}”")
    opening = {name: getattr(written, name) for name in Opening.__struct_fields__}
    return Routine(**opening, steps=tuple(steps))
