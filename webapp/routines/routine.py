"""A routine: ordered steps, their seconds and their spoken words. Pure."""

from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from ..languages.text import Words
from .stroke import Age, Line, Picture, Purpose, Stroke, Written, days

ALWAYS = ("hold", "pause")     # what a child is offered about whom nothing is known
NOWHERE = ("holds", "held")    # areas that are no part of the body


class WrittenStep(Written, kw_only=True):
    """A step as its file has it; what is left out comes from the stroke."""

    stroke: str
    seconds: int
    title: Words = ""
    area: str = ""
    say: tuple[Line, ...] = ()
    watch: Words = ""
    joins: bool = False      # spoken as one with the step before it
    other_side: bool = False     # the leg or arm that has waited: the drawing is mirrored
    first: bool = False      # a stroke that stays in the first three times
    wipe: bool = False       # hands are wiped before it
    brief: bool = False      # kept where a parent has three minutes


class Opening(Written, kw_only=True):
    """All of a routine but its steps."""

    slug: str
    title: Words
    summary: Words
    cover: str               # the stroke whose picture stands for it
    position: int
    minutes: int
    purposes: tuple[Purpose, ...]
    helps: tuple[Literal["gas and colic", "constipation", "teething", "stuffy nose",
                         "growing pains", "fussy evening", "sleep", "bonding"], ...]
    from_age: Age
    until_age: Age
    age: Words               # the same in words
    check: Literal["check", "red-flags", "staff", "none"]
    bedtime: bool = False
    clothed: bool = False
    note: Words
    have_ready: tuple[Words, ...]
    cautions: tuple[Words, ...]

    def __post_init__(self):
        if self.from_days >= self.until_days:
            raise ValueError(f"from {self.from_age} until {self.until_age} leaves no child")

    @property
    def from_days(self) -> int:
        """The first day of age (corrected if preterm) for which it is meant."""
        return days(self.from_age)

    @property
    def until_days(self) -> int:
        """The day of age from which it is no longer meant."""
        return days(self.until_age)


class WrittenRoutine(Opening, kw_only=True):
    """A routine as its file has it."""

    step: tuple[WrittenStep, ...]


@dataclass(frozen=True)
class Step:
    """A stroke for some seconds, with everything said and shown meanwhile."""

    stroke: Stroke
    seconds: int
    title: Words
    area: str
    say: tuple[Line, ...]
    watch: Words
    joins: bool
    other_side: bool
    first: bool
    wipe: bool
    brief: bool
    home: str                # the page of the catalogue that its stroke is on

    @classmethod
    def of(cls, written: WrittenStep, stroke: Stroke, home: str) -> "Step":
        return cls(
            stroke, written.seconds, written.title or stroke.name, written.area or home,
            written.say or stroke.say, written.watch or stroke.watch, written.joins,
            written.other_side, written.first or stroke.kind in ALWAYS, written.wipe,
            written.brief, home)

    @property
    def picture(self) -> Picture:
        return self.stroke.drawn_on(self.area)

    @property
    def named(self) -> bool:
        """Whether the voice names it as it begins: a new place or movement of the hands."""
        return not self.joins and self.stroke.kind not in ALWAYS

    @property
    def heard(self) -> tuple[Line, ...]:
        """What the voice says: its sentences, the name of the stroke before the first."""
        if not self.named or not self.say:
            return self.say
        first, *others = self.say
        return Line(first.at, f"{self.title}. {first.words}"), *others

    @property
    def spoken(self) -> float:
        """Seconds of voice."""
        return sum(line.seconds for line in self.heard)

    @property
    def silence(self) -> float:
        """Seconds of the longest quiet in it."""
        ends = [0.0, *(line.at + line.seconds for line in self.heard)]
        starts = [*(line.at for line in self.say), float(self.seconds)]
        return max(start - end for end, start in zip(ends, starts, strict=True))

    @property
    def overlaps(self) -> bool:
        """Whether a sentence begins before the one ahead of it has ended."""
        return any(a.at + a.seconds > b.at for a, b in pairwise(self.heard))


class Routine(Opening, kw_only=True):
    """A routine with its steps, ready to be shown and played."""

    steps: tuple[Step, ...]

    @property
    def seconds(self) -> int:
        return sum(step.seconds for step in self.steps)

    @property
    def has_brief(self) -> bool:
        """Whether a parent may have three minutes of it."""
        return any(step.brief for step in self.steps)

    @property
    def areas(self) -> tuple[str, ...]:
        """What it is about: "holds" where they are half of it, and the parts of the body."""
        held = sum(step.seconds for step in self.steps if step.area in NOWHERE)
        visited = dict.fromkeys(step.area for step in self.steps if step.stroke.touches)
        body = tuple(area for area in visited if area not in NOWHERE)
        return ("holds", *body) if held * 2 >= self.seconds else body

    def groups(self, *, only: str = "all") -> list[list[Step]]:
        """Return the steps as the voice takes them: each with those that join it.

        `only` is "all", "first" (what the first three times keep), "brief" or "holds".
        """
        kept = {"all": lambda step: True, "first": lambda step: step.first,
                "brief": lambda step: step.brief,
                "holds": lambda step: step.stroke.kind in ALWAYS}[only]
        groups: list[list[Step]] = []
        for step in filter(kept, self.steps):
            if step.joins and groups:
                groups[-1].append(step)
            else:
                groups.append([step])
        return groups
