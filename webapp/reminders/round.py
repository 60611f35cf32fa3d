"""The round: turns reminders about to fall due into deliveries, once, in one transaction."""

import datetime as dt
import logging
import uuid
from collections import defaultdict
from dataclasses import dataclass

import sqlalchemy as sa
from flask import current_app

from ..database import db, insert
from ..massages.day import MassageDay
from ..push.delivery import FAREWELL, Delivery
from ..push.message import Unusable, encrypted, message
from ..push.subscription import Subscription
from .fading import RESTING, is_left_out, says_farewell
from .obstacle import device_obstacle, obstacle
from .projection import ZONE_RULES, FamilyReminder
from .reminder import Occurrence, reminder_of
from .words import words

log = logging.getLogger(__name__)

# Encrypting takes most of the work, and needs no clock: so it is done before the minute.
AHEAD = dt.timedelta(minutes=10)
BATCH = 200
LONGEST_WINDOW = dt.timedelta(hours=3)
# Half the country asks for 19:00. Neither push services nor we need all of it in one second.
SPREAD_SECONDS = 30


@dataclass
class Evening:
    """One family's reminder whose time has come: a row of it, and what is to be written there."""

    reminder: sa.Row
    occurrence: Occurrence | None = None
    next_due_at: dt.datetime | None = None
    silence: str | None = None
    last: tuple[dt.date | None, str | None, str | None] = (None, None, None)

    @property
    def family_id(self) -> uuid.UUID:
        return self.reminder.family_id

    @property
    def local_date(self) -> dt.date:
        return self.occurrence.local_date

    def note(self, outcome: str, reason: str | None = None) -> None:
        self.last = self.local_date, outcome, reason


def plan_round(now: dt.datetime, limit: int = BATCH) -> int:
    """Plan what falls due within ten minutes of `now`. Returns how many reminders that were."""
    evenings = [_evening(reminder, now) for reminder in _claimed(now, limit)]
    due = [evening for evening in evenings if evening.occurrence]
    outcomes, phones, planned = _outcomes(due), _phones(due), _planned(due)
    rows = []
    for evening in due:
        reason = _reason_against(evening, outcomes[evening.family_id, evening.local_date], now)
        rows += _plan(evening, reason, phones[evening.family_id], planned, now)
    # one statement each for all families: a round has ten minutes, and perhaps a million of them
    if rows:
        db.session.execute(insert(Delivery.__table__).on_conflict_do_nothing(
            index_elements=["family_id", "local_date", "device_id"]), rows)
    _write(evenings)
    db.session.commit()
    return len(evenings)


def follow_zone_rules(now: dt.datetime, limit: int = 1000) -> int:
    """Compute anew what was computed with other rules of time zones. Returns how many that were.

    What an earlier release of the rules put later than it is now would come too late by itself.
    """
    rows = db.session.scalars(
        sa.select(FamilyReminder)
        .where(FamilyReminder.zone_rules.is_distinct_from(ZONE_RULES))
        .limit(limit).with_for_update(skip_locked=True)).all()
    for reminder in rows:
        reminder.set_next(now)
    db.session.commit()
    return len(rows)


def invitation(delivery_id: uuid.UUID, text: str, language: str, reason: str | None) -> bytes:
    """Return the message of an invitation, which leads to the three choices; or of the farewell."""
    said, home = words(language), current_app.config["PUBLIC_URL"]
    if reason == FAREWELL:
        return message(said.resting_title, text, f"{home}/reminders", language)
    return message(said.title, text, f"{home}/tonight#{delivery_id}", language)


def _claimed(now: dt.datetime, limit: int) -> list[sa.Row]:
    row = FamilyReminder
    return db.session.execute(
        sa.select(row.family_id, row.fields, row.zone, row.next_due_at, row.unopened,
                  row.invited_on, row.last_local_date, row.last_outcome, row.last_reason)
        .where(row.next_due_at <= now + AHEAD).order_by(row.next_due_at).limit(limit)
        .with_for_update(skip_locked=True)).all()


def _evening(row: sa.Row, now: dt.datetime) -> Evening:
    """Return what falls due, with the reminder's next time. Without an occurrence it waits on."""
    due_at = row.next_due_at
    evening = Evening(row, last=(row.last_local_date, row.last_outcome, row.last_reason))
    try:
        schedule = reminder_of(row.fields, row.zone)
        moments = schedule.moments(due_at - dt.timedelta(microseconds=1))
        local_date, moment = next(moments, (None, None))
        if moment != due_at:  # the time zone's rules have changed
            evening.next_due_at = moment
            return evening
        evening.occurrence = Occurrence(local_date, due_at, schedule.deadline(due_at))
        if due_at < now - LONGEST_WINDOW:
            # after a long stop the evenings that are over are passed in one step
            moments = schedule.moments(now - LONGEST_WINDOW)
        following = next(moments, None)
    except (ValueError, OverflowError):  # a zone that is no longer known: this family only
        log.error("the reminder of family %s has no schedule", row.family_id)
        evening.occurrence, evening.silence = None, "unreadable"
        return evening
    if row.unopened >= RESTING:
        evening.silence = "faded"
    else:
        evening.next_due_at = following and following[1]
    return evening


def _write(evenings: list[Evening]) -> None:
    if not evenings:
        return
    rows = FamilyReminder.__table__
    update = sa.update(rows).where(rows.c.family_id == sa.bindparam("of")).values(
        {name: sa.bindparam(f"new_{name}") for name in (
            "next_due_at", "silence", "last_local_date", "last_outcome", "last_reason")})
    db.session.execute(update, [{
        "of": evening.family_id, "new_next_due_at": evening.next_due_at,
        "new_silence": evening.silence, "new_last_local_date": evening.last[0],
        "new_last_outcome": evening.last[1], "new_last_reason": evening.last[2],
    } for evening in evenings])


def _reason_against(evening: Evening, outcomes: list, now: dt.datetime) -> str | None:
    occurrence, reminder = evening.occurrence, evening.reminder
    if occurrence.deadline <= occurrence.due_at:
        return "quiet-hours"
    if occurrence.deadline <= now:
        return "too-late"
    reason = obstacle(evening.silence, reminder.fields.get("paused_until"),
                      occurrence.local_date, outcomes)
    if reason is None and is_left_out(reminder, occurrence.local_date):
        return "fading"
    return reason


def _plan(evening: Evening, reason: str | None, phones: list[Subscription],
          planned: set[tuple], now: dt.datetime) -> list[dict]:
    """Return the deliveries of an evening, or none with the reason noted."""
    invited = [phone for phone in phones
               if not device_obstacle(evening.reminder.fields.get("devices"), phone.device_id)
               and not phone.is_stale(now)]
    reason = reason or (None if invited else "no-phone")
    if reason:
        evening.note("dropped" if reason == "too-late" else "not-sent", reason)
        return []
    # what was planned, or answered, before stays as it is
    fresh = [phone for phone in invited
             if (phone.family_id, evening.local_date, phone.device_id) not in planned]
    if fresh:
        evening.note("planned")
    return [_delivery(evening, phone, now) for phone in fresh]


def _delivery(evening: Evening, phone: Subscription, now: dt.datetime) -> dict:
    delivery_id, occurrence = uuid.uuid4(), evening.occurrence
    reason = FAREWELL if says_farewell(evening.reminder) else None
    text = _text(phone, occurrence.local_date, reason, now)
    spread = dt.timedelta(seconds=phone.family_id.int % SPREAD_SECONDS)
    row = {
        "family_id": phone.family_id, "id": delivery_id, "device_id": phone.device_id,
        "local_date": occurrence.local_date, "due_at": occurrence.due_at,
        "deadline": occurrence.deadline, "visible_at": occurrence.due_at + spread, "attempts": 0,
        "text": text, "body": None, "outcome": None, "reason": reason,
    }
    try:
        row["body"] = encrypted(invitation(delivery_id, text, phone.language, reason), phone)
    except Unusable as error:
        log.error("a subscription of family %s has unusable keys: %s", phone.family_id, error)
        row.update(visible_at=None, outcome="refused", reason="keys")
    return row


def _text(phone: Subscription, local_date: dt.date, reason: str | None, now: dt.datetime) -> str:
    said = words(phone.language)
    if reason == FAREWELL:
        return said.resting_text
    if phone.is_nearly_stale(now):
        return said.open_once
    return said.invitation(phone.family_id, local_date)


def _planned(evenings: list[Evening]) -> set[tuple[uuid.UUID, dt.date, uuid.UUID]]:
    query = sa.select(Delivery.family_id, Delivery.local_date, Delivery.device_id)
    return {tuple(row) for row in db.session.execute(_of(evenings, query, Delivery))}


def _outcomes(evenings: list[Evening]) -> dict[tuple[uuid.UUID, dt.date], list]:
    found = defaultdict(list)
    query = sa.select(MassageDay.family_id, MassageDay.local_date, MassageDay.outcome)
    for family_id, local_date, outcome in db.session.execute(_of(evenings, query, MassageDay)):
        found[family_id, local_date].append(outcome)
    return found


def _of(evenings: list[Evening], query: sa.Select, model: type) -> sa.Select:
    return query.where(model.family_id.in_({evening.family_id for evening in evenings}),
                       model.local_date.in_({evening.local_date for evening in evenings}))


def _phones(evenings: list[Evening]) -> dict[uuid.UUID, list[Subscription]]:
    found = defaultdict(list)
    families = {evening.family_id for evening in evenings}
    query = sa.select(Subscription).where(Subscription.family_id.in_(families))
    for phone in db.session.scalars(query.order_by(Subscription.device_id)):
        found[phone.family_id].append(phone)
    return found
