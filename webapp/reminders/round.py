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
from .reminder import Occurrence
from .words import words

log = logging.getLogger(__name__)

# Encrypting takes most of the work, and needs no clock: so it is done before the minute.
AHEAD = dt.timedelta(minutes=10)
BATCH = 100
LONGEST_WINDOW = dt.timedelta(hours=3)
# Half the country asks for 19:00. Neither push services nor we need all of it in one second.
SPREAD_SECONDS = 30


@dataclass(frozen=True)
class Evening:
    """One family's reminder that was claimed, with the occurrence that falls due."""

    reminder: FamilyReminder
    occurrence: Occurrence


def plan_round(now: dt.datetime, limit: int = BATCH) -> int:
    """Plan what falls due within ten minutes of `now`. Returns how many reminders that were."""
    claimed = db.session.scalars(
        sa.select(FamilyReminder).where(FamilyReminder.next_due_at <= now + AHEAD)
        .order_by(FamilyReminder.next_due_at).limit(limit)
        .with_for_update(skip_locked=True)).all()
    evenings = [evening for reminder in claimed if (evening := _evening(reminder, now))]
    outcomes, phones = _outcomes(evenings), _phones(evenings)
    for evening in evenings:
        family_id = evening.reminder.family_id
        reason = _reason_against(evening, outcomes[family_id, evening.occurrence.local_date], now)
        _plan(evening, reason, phones[family_id], now)
    db.session.commit()
    return len(claimed)


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


def _evening(reminder: FamilyReminder, now: dt.datetime) -> Evening | None:
    """Return what falls due, having moved the reminder on to its next time."""
    due_at = reminder.next_due_at
    try:
        schedule = reminder.schedule()
        occurrence = schedule.next_due(due_at - dt.timedelta(microseconds=1))
        # after a long stop the evenings that are over are passed in one step
        following = schedule.next_due(max(due_at, now - LONGEST_WINDOW))
    except (ValueError, OverflowError):  # a zone that is no longer known: this family only
        log.error("the reminder of family %s has no schedule", reminder.family_id)
        reminder.silence, reminder.next_due_at = "unreadable", None
        return None
    if occurrence is None or occurrence.due_at != due_at:  # the time zone's rules have changed
        reminder.next_due_at = occurrence and occurrence.due_at
        return None
    reminder.next_due_at = following and following.due_at
    if reminder.unopened >= RESTING:
        reminder.silence, reminder.next_due_at = "faded", None
    return Evening(reminder, occurrence)


def _reason_against(evening: Evening, outcomes: list, now: dt.datetime) -> str | None:
    occurrence = evening.occurrence
    if occurrence.deadline <= occurrence.due_at:
        return "quiet-hours"
    if occurrence.deadline <= now:
        return "too-late"
    reason = obstacle(evening.reminder, occurrence.local_date, outcomes)
    if reason is None and is_left_out(evening.reminder, occurrence.local_date):
        return "fading"
    return reason


def _plan(evening: Evening, reason: str | None, phones: list[Subscription],
          now: dt.datetime) -> None:
    reminder, local_date = evening.reminder, evening.occurrence.local_date
    invited = [phone for phone in phones
               if not device_obstacle(reminder, phone.device_id) and not phone.is_stale(now)]
    reason = reason or (None if invited else "no-phone")
    if reason:
        outcome = "dropped" if reason == "too-late" else "not-sent"
        _note(reminder, local_date, outcome, reason)
        return
    rows = [_delivery(evening, phone, now) for phone in invited]
    made = db.session.execute(insert(Delivery).values(rows).on_conflict_do_nothing(
        index_elements=["family_id", "local_date", "device_id"]))
    if made.rowcount:  # none where this evening was planned, or answered, before
        _note(reminder, local_date, "planned", None)


def _note(reminder: FamilyReminder, local_date: dt.date, outcome: str, reason: str | None) -> None:
    reminder.last_local_date, reminder.last_outcome = local_date, outcome
    reminder.last_reason = reason


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


def _outcomes(evenings: list[Evening]) -> dict[tuple[uuid.UUID, dt.date], list]:
    found = defaultdict(list)
    families = {evening.reminder.family_id for evening in evenings}
    dates = {evening.occurrence.local_date for evening in evenings}
    query = sa.select(MassageDay.family_id, MassageDay.local_date, MassageDay.outcome).where(
        MassageDay.family_id.in_(families), MassageDay.local_date.in_(dates))
    for family_id, local_date, outcome in db.session.execute(query):
        found[family_id, local_date].append(outcome)
    return found


def _phones(evenings: list[Evening]) -> dict[uuid.UUID, list[Subscription]]:
    found = defaultdict(list)
    families = {evening.reminder.family_id for evening in evenings}
    query = sa.select(Subscription).where(Subscription.family_id.in_(families))
    for phone in db.session.scalars(query.order_by(Subscription.device_id)):
        found[phone.family_id].append(phone)
    return found
