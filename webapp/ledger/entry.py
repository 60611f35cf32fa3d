"""An entry: something a phone wrote down once and for all, checked where it arrives."""

import datetime as dt
import json
import re
import uuid
from typing import Any

import msgspec
import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from ..database import UTC, db
from ..languages.language import N_
from .kinds import KINDS, Instant

MAX_BYTES = 64 * 1024
ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
KIND = re.compile(r"[a-z][a-z0-9_-]{0,39}")
ACTIONS = ("put", "withdraw", "restore")
# `withdrawn` has a stamp of its own among the fields; `__proto__` is no name for a phone's field
TAKEN_NAMES = ("withdrawn", "__proto__")
TOO_LONG = N_("This is too long to be kept.")
# records that a family has once, under the id that all its phones can work out
ONCE = ("family", "reminder")


class Entry(db.Model):
    """`content` is the whole entry as it came, fields unknown to us included."""

    __tablename__ = "entry"
    family_id: Mapped[uuid.UUID] = mapped_column(
        sa.ForeignKey("family.id", ondelete="CASCADE"), primary_key=True)
    id: Mapped[uuid.UUID] = mapped_column(sa.Uuid, primary_key=True)
    record_id: Mapped[uuid.UUID] = mapped_column(sa.Uuid)
    caregiver_id: Mapped[uuid.UUID] = mapped_column(sa.Uuid)
    device_id: Mapped[uuid.UUID] = mapped_column(sa.Uuid)
    received_at: Mapped[dt.datetime] = mapped_column(UTC)
    content: Mapped[dict] = mapped_column(sa.JSON)


class Refused(Exception):
    """Why one entry stays with its phone: a code, the field, and words for a parent."""

    def __init__(self, code: str, field: str | None = None, message: str = ""):
        super().__init__(code)
        self.code, self.field = code, field
        self.message = message or N_("A detail of this is written in a way that cannot be kept.")


def id_of(thing: Any) -> str | None:
    """Return the id of what may be an entry, or None where it has no usable one."""
    wanted = thing.get("id") if isinstance(thing, dict) else None
    return wanted if isinstance(wanted, str) and ID.fullmatch(wanted) else None


def check(entry: dict, family_id: uuid.UUID) -> None:
    """Raise Refused for an entry (with a usable id) whose known parts are not as API.md says."""
    if not _matches(ID, entry.get("record")):
        raise Refused("invalid", "record")
    if not _matches(KIND, entry.get("kind")):
        raise Refused("invalid", "kind")
    if entry.get("action") not in ACTIONS:
        raise Refused("invalid", "action")
    _check_time(entry.get("recorded_at"))
    fields = entry.get("fields", None if entry["action"] == "put" else {})
    if not isinstance(fields, dict):
        raise Refused("invalid", "fields")
    if entry["kind"] in ONCE and entry["record"] != str(uuid.uuid5(family_id, entry["kind"])):
        raise Refused("not-the-one", "record")
    if size_of(entry) > MAX_BYTES:
        raise Refused("too-large", "fields", TOO_LONG)
    _check_fields(entry["kind"], fields)


def size_of(value: Any) -> int:
    """Return how many bytes `value` takes as JSON."""
    return len(json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode())


def _check_fields(kind: str, fields: dict) -> None:
    for name in fields:
        if name in TAKEN_NAMES or not 0 < len(name) <= 80:
            raise Refused("invalid", f"fields.{name[:80]}")
    if kind not in KINDS:
        return
    try:
        msgspec.convert(fields, KINDS[kind], dec_hook=_read)
    except msgspec.ValidationError as error:
        # the last one: the words before it may quote what the phone sent
        _, found, path = str(error).rpartition(" - at `$")
        raise Refused("invalid", "fields" + (path.rstrip("`") if found else "")) from None


def _read(kind: type, value: Any) -> Any:
    # msgspec asks us about our own kinds of text: Instant, Zone, Until
    if not isinstance(value, str):
        raise ValueError("a text is wanted")
    return kind(value)


def _check_time(text: Any) -> None:
    try:
        _read(Instant, text)
    except ValueError:
        raise Refused("invalid", "recorded_at") from None


def _matches(pattern: re.Pattern, text: Any) -> bool:
    return isinstance(text, str) and bool(pattern.fullmatch(text))
