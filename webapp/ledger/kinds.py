"""The fields of each kind of record that we know, and what they may hold (API.md).

Every field may be left out: an entry says only what changed. Fields that may be taken back allow
None. Text that only phones read may be sealed.
"""

import datetime as dt
import re
from typing import Annotated, ClassVar, Literal

from msgspec import UNSET, Meta, Struct

from ..families.family import zones
from ..wire import instant


class Sealed(Struct, forbid_unknown_fields=True):
    """A text that only the family's phones can read."""

    sealed: str


class Instant(str):
    """RFC 3339 UTC with milliseconds and Z."""

    schema: ClassVar[dict] = {"type": "string", "format": "date-time"}

    def __new__(cls, text: str):
        if not re.fullmatch(r"[0-9:T-]+\.[0-9]{3}Z", text):
            raise ValueError("a time looks like 2026-11-21T18:45:00.000Z")
        instant(text)
        return super().__new__(cls, text)


class Zone(str):
    """The name of a time zone that the server can reckon with."""

    schema: ClassVar[dict] = {"type": "string", "examples": ["Europe/Berlin"]}

    def __new__(cls, text: str):
        if text not in zones():
            raise ValueError("a time zone is not known")
        return super().__new__(cls, text)


class Until(str):
    """A date, or `asked`: until somebody asks for it again."""

    schema: ClassVar[dict] = {"type": "string", "examples": ["2026-11-30", "asked"]}

    def __new__(cls, text: str):
        if text != "asked" and str(dt.date.fromisoformat(text)) != text:
            raise ValueError("a date looks like 2026-11-30")
        return super().__new__(cls, text)


END = "$(?!\n)"  # a bare $ would let a line break through
Id = Annotated[str, Meta(pattern="^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}" + END)]
Slug = Annotated[str, Meta(pattern="^[a-z0-9]+(-[a-z0-9]+)*" + END, max_length=60)]
Slugs = Annotated[list[Slug], Meta(max_length=60)]
Clock = Annotated[str, Meta(pattern="^([01][0-9]|2[0-3]):[0-5][0-9]" + END)]
Date = dt.date
Note = Annotated[str, Meta(max_length=2000)]
Short = Annotated[str, Meta(max_length=80)]
State = Literal["deep-sleep", "light-sleep", "drowsy", "quiet-alert", "active-alert", "crying"]
Situation = Literal["preterm", "neonatal-care", "hip", "heart", "bone", "skin", "bleeding",
                    "seizure", "surgery", "device", "other"]


class When(Struct):
    """A moment, and the family's day it belongs to, which begins at 04:00; never rewritten."""

    at: Instant
    zone: Annotated[str, Meta(pattern="^[A-Za-z0-9_+/-]{1,64}" + END)]
    local_date: Date


class Massage(Struct):
    when: When = UNSET
    routine: Slug | Sealed = UNSET
    children: Annotated[list[Id], Meta(max_length=20)] | None = None
    caregiver: Id | Sealed | None = None
    seconds: Annotated[int, Meta(ge=0, le=14_400)] = UNSET
    outcome: Literal["given", "resting-hands", "stopped", "not-today"] = UNSET
    state_before: State | Sealed | None = None
    state_after: State | Sealed | None = None
    cues: Slugs | None = None
    helped: Slugs | None = None
    oil: Short | Sealed | None = None
    note: Note | Sealed | None = None


class Reflection(Struct):
    """Returned only to the caregiver who wrote it."""

    massage: Id | Sealed = UNSET
    feeling: Annotated[int, Meta(ge=1, le=5)] | None = None
    note: Note | Sealed | None = None


class Answer(Struct):
    """What a parent answered to an invitation."""

    local_date: Date = UNSET
    delivery: Id | None = None
    choice: Literal["begin", "later", "not-this-evening"] = UNSET
    at: Instant | None = None


class Cleared(Struct):
    what: Slug
    on: Date


class Child(Struct):
    name: Short | Sealed | None = None
    birth_date: Date | Sealed | None = None
    due_date: Date | Sealed | None = None
    situations: Annotated[list[Situation], Meta(max_length=11)] | None = None
    asked: bool = UNSET
    cleared: Annotated[list[Cleared], Meta(max_length=60)] | None = None
    set_aside: bool = UNSET


class Step(Struct):
    stroke: Slug
    seconds: Annotated[int, Meta(ge=5, le=1800)]


class Routine(Struct):
    title: Short | Sealed = UNSET
    steps: Annotated[list[Step], Meta(min_length=1, max_length=60)] = UNSET


class Reminder(Struct):
    """One for each family. `devices`: the phones that are invited; absent means all."""

    on: bool = UNSET
    time: Clock = UNSET
    weekdays: Annotated[list[Annotated[int, Meta(ge=1, le=7)]], Meta(max_length=7)] = UNSET
    routine: Slug | None = None
    window_minutes: Annotated[int, Meta(ge=15, le=180)] = UNSET
    quiet_from: Clock = UNSET
    quiet_to: Clock = UNSET
    paused_until: Until | None = None
    devices: Annotated[list[Id], Meta(max_length=100)] | None = None


class Caregiver(Struct):
    """`routines`: of a helper, those that the parents chose: slugs and record ids."""

    name: Short | Sealed | None = None
    relation: Slug | Sealed | None = None
    routines: Slugs | None = None


class Family(Struct):
    zone: Zone = UNSET


KINDS: dict[str, type[Struct]] = {
    "massage": Massage, "reflection": Reflection, "answer": Answer, "child": Child,
    "routine": Routine, "reminder": Reminder, "caregiver": Caregiver, "family": Family,
}
