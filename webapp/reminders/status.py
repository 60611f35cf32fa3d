"""What a phone may know about its family's invitation, sent along with every sync."""

import datetime as dt

import sqlalchemy as sa

from ..database import db
from ..push.delivery import Delivery
from ..push.subscription import subscription_of
from ..wire import stamp
from .fading import fading
from .projection import FamilyReminder


def reminder_status(device, now: dt.datetime) -> dict:
    """Return `{next_due_at, fading, last: {local_date, outcome, reason}, this_device}` (API.md)."""
    reminder = db.session.get(FamilyReminder, device.family_id)
    phone = subscription_of(device)
    return {
        "next_due_at": _stamp(_next(device, reminder, now)),
        "fading": reminder and fading(reminder),
        "last": _last(device, reminder),
        "this_device": phone and {"accepted_at": _stamp(phone.accepted_at),
                                  "shown_at": _stamp(phone.shown_at)},
    }


def _next(device, reminder: FamilyReminder | None, now: dt.datetime) -> dt.datetime | None:
    # tonight's is planned already in its last ten minutes, or was put off until later
    planned = db.session.scalar(_of_phone(device).where(
        Delivery.outcome.is_(None), Delivery.due_at > now).order_by(Delivery.due_at).limit(1))
    if planned or reminder is None:
        return planned and planned.due_at
    return None if fading(reminder) == "stopped" else reminder.next_due_at


def _last(device, reminder: FamilyReminder | None) -> dict | None:
    delivery = db.session.scalar(_of_phone(device).where(
        Delivery.outcome.is_not(None)).order_by(Delivery.local_date.desc()).limit(1))
    of_family = reminder and reminder.last_local_date
    if delivery and not (of_family and of_family > delivery.local_date):
        return _said(delivery.local_date, delivery.outcome, delivery.reason)
    if of_family:
        return _said(of_family, reminder.last_outcome, reminder.last_reason)
    return None


def _said(local_date: dt.date, outcome: str, reason: str | None) -> dict:
    return {"local_date": str(local_date), "outcome": outcome, "reason": reason}


def _of_phone(device) -> sa.Select:
    return sa.select(Delivery).where(
        Delivery.family_id == device.family_id, Delivery.device_id == device.id,
        Delivery.local_date.is_not(None))


def _stamp(moment: dt.datetime | None) -> str | None:
    return moment and stamp(moment)
