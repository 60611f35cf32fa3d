"""The table `reminder`: what the ledger says about a family's invitation, ready for the round."""

import datetime as dt
import json
import uuid
from functools import lru_cache

import sqlalchemy as sa
import tzdata
from sqlalchemy.orm import Mapped, mapped_column

from ..database import UTC, db
from ..ledger.record import Record
from ..push.delivery import FAREWELL, Delivery
from .reminder import Reminder, reminder_of

ZONE_RULES = tzdata.IANA_VERSION


class FamilyReminder(db.Model):
    """One row a family. `next_due_at` is a cache of the schedule, null while nothing is due.

    `silence` says why there is no invitation at all: "off", "set-aside", "faded", "unreadable".
    `zone_rules` is the release of the time zones that it was computed with. For fading.py:
    `seen_on` and `invited_on` are the last local dates on which a phone was here and on which
    one was invited; `unopened` counts invitations that nobody opened, in a row.
    """

    __tablename__ = "reminder"
    __table_args__ = (sa.Index("ix_reminder_due", "next_due_at", "family_id"),
                      {"sqlite_with_rowid": False})  # a round reads and writes it by family
    family_id: Mapped[uuid.UUID] = mapped_column(
        sa.ForeignKey("family.id", ondelete="CASCADE"), primary_key=True)
    fields: Mapped[dict] = mapped_column(sa.JSON)
    zone: Mapped[str] = mapped_column(sa.String(64))
    silence: Mapped[str | None] = mapped_column(sa.String(20))
    next_due_at: Mapped[dt.datetime | None] = mapped_column(UTC)
    last_local_date: Mapped[dt.date | None]
    last_outcome: Mapped[str | None] = mapped_column(sa.String(20))
    last_reason: Mapped[str | None] = mapped_column(sa.String(40))
    zone_rules: Mapped[str | None] = mapped_column(sa.String(20))
    seen_on: Mapped[dt.date | None]
    invited_on: Mapped[dt.date | None]
    unopened: Mapped[int] = mapped_column(default=0)

    def schedule(self) -> Reminder:
        """Raises ValueError for what is not a schedule."""
        return reminder_of(self.fields, self.zone)

    def set_next(self, after: dt.datetime) -> None:
        """Compute when the next invitation is due, by the time zones' rules of today."""
        self.next_due_at, self.zone_rules = None, ZONE_RULES
        if self.silence:
            return
        try:
            due = self.schedule().next_due(after)
        except (ValueError, OverflowError):  # each field was checked; the time may be absent
            self.silence = "unreadable"
        else:
            self.next_due_at = due and due.due_at


# As text, for fields_of(): in the due minute most families have the same.
FIELDS = sa.cast(FamilyReminder.fields, sa.Text).label("fields")


@lru_cache(maxsize=4096)
def fields_of(text: str) -> dict:
    """Return the fields of a reminder, as FIELDS has them. Only to be read: others share them."""
    return json.loads(text)


def project_reminder(family, record: Record, before: dict | None) -> None:
    """Follow a change of the reminder, the family's zone or its children."""
    refresh(family, dt.datetime.now(dt.UTC), is_asked_for=record.kind == "reminder")


def refresh(family, now: dt.datetime, is_asked_for: bool = False) -> None:
    """Write the row of `family` anew; what is planned but not due yet is planned again.

    `is_asked_for`: somebody set the invitation itself, so one that has faded is back.
    """
    record = db.session.get(Record, (family.id, uuid.uuid5(family.id, "reminder")))
    if record is None:
        return
    row = db.session.get(FamilyReminder, family.id)
    if row is None:
        row = FamilyReminder(family_id=family.id, unopened=0)
        db.session.add(row)
    if is_asked_for:
        row.unopened = 0
    has_faded = row.silence == "faded" and not is_asked_for
    row.fields, row.zone = record.fields, family.zone
    row.silence = _silence(record) or ("faded" if has_faded else None)
    row.set_next(now)
    # "later tonight" has a reason, and stays as it was asked for
    db.session.execute(sa.delete(Delivery).where(
        Delivery.family_id == family.id, Delivery.local_date.is_not(None),
        Delivery.outcome.is_(None), Delivery.due_at > now,
        sa.or_(Delivery.reason.is_(None), Delivery.reason == FAREWELL)))


def _silence(reminder: Record) -> str | None:
    if reminder.withdrawn or not reminder.fields.get("on"):
        return "off"
    children = db.session.scalars(sa.select(Record).where(
        Record.family_id == reminder.family_id, Record.kind == "child",
        Record.withdrawn.is_(False))).all()
    # a family whose children are all set aside is left in peace, and asked nothing
    return "set-aside" if children and all(map(_is_aside, children)) else None


def _is_aside(child: Record) -> bool:
    return child.fields.get("set_aside") is True
