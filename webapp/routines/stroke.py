"""A stroke: one hold, stroke, movement or pause, as its TOML table has it. Pure."""

import math
from typing import Annotated, Literal

import msgspec

from ..languages.text import Words

Kind = Literal["hold", "stroke", "movement", "pause"]
Purpose = Literal["interaction", "stimulation", "relief", "relaxation"]

# What a parent can name as sore; a stroke on such a place is left out.
Part = Literal["legs", "tummy", "chest", "arms", "face", "back"]

Age = Annotated[str, msgspec.Meta(pattern=r"^(birth|[1-9][0-9]? (week|month|year)s?)$")]

DAYS = {"week": 7, "month": 30.4375, "year": 365.25}


class Written(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A table of a content file: every key is known, and needed unless it has a default."""


class Line(msgspec.Struct, frozen=True, array_like=True, forbid_unknown_fields=True):
    """A spoken sentence: seconds from the start of its step, and the words."""

    at: float
    words: Words

    @property
    def seconds(self) -> float:
        """How long the slowest voice we allow for (110 words a minute) needs."""
        return len(self.words.split()) * 60 / 110


class Hand(Written, kw_only=True):
    """One of the grown-up's hands in a drawing and the path (SVG, canvas units) of its palm.

    `turn` in degrees clockwise from fingers-up; a path of one point is a hand that rests.
    """

    side: Literal["left", "right"]
    shape: Literal["flat", "cup", "thumb", "fingers", "pads", "shin", "comb"]
    path: str
    turn: float = 0
    size: float = 1
    stays: bool = False      # waits at the end of its path while the other hand moves
    returns: bool = False    # comes back along its path before it lifts; a leg is never let go
    seconds: float = 0       # of its own way, where that is not as long as the stroke
    after: float = 0         # seconds that it sets out later than the other hand


class Limb(Written, kw_only=True):
    """An arm or leg that is moved: its line from the joint, as it lies and where it is brought.

    `turn` in degrees clockwise from a hand, or a foot, that hangs down.
    """

    part: Literal["arm", "leg"]
    path: str
    to: str
    turn: float = 0


class Picture(Written, kw_only=True):
    """What is drawn and the same in words, for those who cannot see it."""

    canvas: Literal["front", "tucked", "folded", "back", "face", "sole", "palm", "chest",
                    "skin", "over-arm", "no-legs", "instep", "forearm", "cot", "moon", "self",
                    "near-arm", "hand-back", "gums", "no-arms", "corner", "no-leg", "child"]
    limbs: tuple[Limb, ...] = ()
    hands: tuple[Hand, ...] = ()
    ways: tuple[str, ...] = ()      # shown instead of the paths of the hands
    rhythm: Literal["still", "together", "in turn"] = "still"
    described: Words


class Stroke(Written, kw_only=True):
    """A single technique, its limits and its words."""

    slug: str
    name: Words
    tradition: Words = ""    # the name under which teachers know it
    kind: Kind
    picture: Picture
    pictures: dict[str, Picture] = {}     # others, by the area of the body where it is done
    pressure: Literal["still", "smoothing", "gentle and firm"]
    seconds: float           # of one repetition
    repetitions: Words       # in words: "three to six pairs"
    usual: int               # seconds as a step of its own
    from_age: Age
    until_age: Age = ""
    purposes: tuple[Purpose, ...]
    how: tuple[Words, ...]
    cautions: tuple[Words, ...] = ()
    watch: Words = ""
    say: tuple[Line, ...]
    only_awake: bool = False
    sided: bool = False      # done on one leg or arm, then on the other
    lifts: bool = False      # turns or lifts the baby: hands are wiped before
    parts: tuple[Part, ...] = ()     # of the body that it touches, where that is not its area
    optional: bool = False   # in none of our routines: to practise, and for a family's own

    @property
    def touches(self) -> bool:
        return self.kind != "pause"

    @property
    def from_days(self) -> int:
        """The first day of age (corrected if preterm) for which it is meant."""
        return days(self.from_age)

    @property
    def until_days(self) -> float:
        """The day of age from which it is no longer meant; infinite where there is none."""
        return days(self.until_age) if self.until_age else math.inf

    def suits(self, from_days: int, until_days: int) -> bool:
        """Whether every child of that span of ages may have it."""
        return self.from_days <= from_days and until_days <= self.until_days

    @property
    def drawn(self) -> dict[str, Picture]:
        """Every picture by its key in the file: "picture", "pictures.back" …"""
        return {"picture": self.picture,
                **{f"pictures.{area}": picture for area, picture in self.pictures.items()}}

    def drawn_on(self, area: str) -> Picture:
        return self.pictures.get(area, self.picture)


class Area(Written, kw_only=True):
    """A part of the catalogue: one page of strokes."""

    slug: str
    title: Words
    intro: Words
    position: int
    strokes: tuple[Stroke, ...] = msgspec.field(name="stroke")


def days(age: str) -> int:
    """Return "birth", "6 weeks", "3 months" or "2 years" as days."""
    if age == "birth":
        return 0
    count, unit = age.split()
    return round(int(count) * DAYS[unit.removesuffix("s")])
