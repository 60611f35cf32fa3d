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
from ..push.delivery import Delivery
from ..push.message import Unusable, encrypted, message
from ..push.subscription import Subscription
from .obstacle import device_obstacle, obstacle
from .projection import FamilyReminder
from .reminder import Occurrence
from .words import words

log = logging.getLogger(__name__)

# Encrypting takes most of the work, and needs no clock: so it is done before the minute.
AHEAD = dt.timedelta(minutes=10)
BATCH = 100
LONGEST_WINDOW = dt.timedelta(hours=3)


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
        _plan(evening, reason, phones[family_id])
    db.session.commit()
    return len(claimed)


def delivery_url(delivery_id: uuid.UUID) -> str:
    """Return where an invitation leads: the three choices."""
    return f"{current_app.config['PUBLIC_URL']}/tonight#{delivery_id}"


def invitation(delivery_id: uuid.UUID, text: str, language: str) -> bytes:
    return message(words(language).title, text, delivery_url(delivery_id), language)


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
    return Evening(reminder, occurrence)


def _reason_against(evening: Evening, outcomes: list, now: dt.datetime) -> str | None:
    occurrence = evening.occurrence
    if occurrence.deadline <= occurrence.due_at:
        return "quiet-hours"
    if occurrence.deadline <= now:
        return "too-late"
    return obstacle(evening.reminder, occurrence.local_date, outcomes)


def _plan(evening: Evening, reason: str | None, phones: list[Subscription]) -> None:
    reminder, local_date = evening.reminder, evening.occurrence.local_date
    invited = [phone for phone in phones if not device_obstacle(reminder, phone.device_id)]
    reason = reason or (None if invited else "no-phone")
    if reason:
        outcome = "dropped" if reason == "too-late" else "not-sent"
        _note(reminder, local_date, outcome, reason)
        return
    rows = [_delivery(evening.occurrence, phone) for phone in invited]
    made = db.session.execute(insert(Delivery).values(rows).on_conflict_do_nothing(
        index_elements=["family_id", "local_date", "device_id"]))
    if made.rowcount:  # none where this evening was planned, or answered, before
        _note(reminder, local_date, "planned", None)


def _note(reminder: FamilyReminder, local_date: dt.date, outcome: str, reason: str | None) -> None:
    reminder.last_local_date, reminder.last_outcome = local_date, outcome
    reminder.last_reason = reason


def _delivery(occurrence: Occurrence, phone: Subscription) -> dict:
    delivery_id = uuid.uuid4()
    text = words(phone.language).invitation(phone.family_id, occurrence.local_date)
    row = {
        "family_id": phone.family_id, "id": delivery_id, "device_id": phone.device_id,
        "local_date": occurrence.local_date, "due_at": occurrence.due_at,
        "deadline": occurrence.deadline, "visible_at": occurrence.due_at, "attempts": 0,
        "text": text, "body": None, "outcome": None, "reason": None,
    }
    try:
        row["body"] = encrypted(invitation(delivery_id, text, phone.language), phone)
    except Unusable as error:
        log.error("a subscription of family %s has unusable keys: %s", phone.family_id, error)
        row.update(visible_at=None, outcome="refused", reason="keys")
    return row


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
