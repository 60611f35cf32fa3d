"""Empties the queue: claims, looks again whether it is still wanted, sends, and says what came."""

import datetime as dt
import logging
import random
import uuid
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass

import sqlalchemy as sa
from flask import current_app

from ..database import db
from ..massages.day import MassageDay
from ..reminders.fading import REST_AFTER, note_invitations
from ..reminders.obstacle import NOT_TODAY, device_obstacle, obstacle
from ..reminders.projection import FamilyReminder
from ..reminders.round import invitation
from .delivery import FAREWELL, Delivery, claim, finish
from .endpoint import NotAllowed, allowed
from .message import Unusable, encrypted, topic
from .sender import Answer, Letter, Sender
from .subscription import Subscription

log = logging.getLogger(__name__)

FIRST_RETRY = 30
BUSY = (406, 408, 425, 429)  # 406 is how Microsoft's service once said 429


@dataclass(frozen=True)
class Parcel:
    """A letter with what is needed to settle its row, so that sending needs no database."""

    letter: Letter
    family_id: uuid.UUID
    delivery_id: uuid.UUID
    device_id: uuid.UUID
    local_date: dt.date | None
    deadline: dt.datetime
    attempts: int


def deliver_due(sender: Sender, clock: Callable[[], dt.datetime]) -> int:
    """Send a batch of what is due. Returns how many rows that were; 0 when nothing is left."""
    now = clock()
    token = claim(now)
    if token is None:
        db.session.commit()
        return 0
    parcels, count = [], 0
    for row in _claimed(token):
        count += 1
        parcel = _pack(row, now)
        if isinstance(parcel, Parcel):
            parcels.append(parcel)
        else:
            finish(row.Delivery.family_id, row.Delivery.id, token, body=None, **parcel)
    # from here on no transaction is open: a push service may take its time
    db.session.commit()
    answers = sender.send([parcel.letter for parcel in parcels])
    invited = defaultdict(set)
    for parcel, answer in zip(parcels, answers, strict=True):
        if _settle(parcel, answer, token, clock()) and parcel.local_date:
            invited[parcel.local_date].add(parcel.family_id)
    for local_date, families in invited.items():
        note_invitations(families, local_date)
    db.session.commit()
    return count


def _claimed(token: uuid.UUID) -> list[sa.Row]:
    """Return the claimed rows with all that may have changed since they were planned."""
    ours = sa.and_(MassageDay.family_id == Delivery.family_id,
                   MassageDay.local_date == Delivery.local_date)
    not_today = MassageDay.outcome == NOT_TODAY
    given = sa.or_(MassageDay.outcome != NOT_TODAY, MassageDay.outcome.is_(None))
    phone = sa.and_(Subscription.family_id == Delivery.family_id,
                    Subscription.device_id == Delivery.device_id)
    return db.session.execute(
        sa.select(Delivery, Subscription, FamilyReminder,
                  sa.exists().where(ours, given).label("given"),
                  sa.exists().where(ours, not_today).label("not_today"))
        .outerjoin(Subscription, phone)
        .outerjoin(FamilyReminder, FamilyReminder.family_id == Delivery.family_id)
        .where(Delivery.lease == token)).all()


def _pack(row: sa.Row, now: dt.datetime) -> Parcel | dict:
    """Return what is to be sent, or what became of the row without sending."""
    delivery, phone = row.Delivery, row.Subscription
    if delivery.deadline <= now:
        return {"outcome": "dropped", "reason": "too-late"}
    if phone is None:
        return {"outcome": "gone", "reason": "not-subscribed"}
    reason = delivery.local_date and _obstacle(row)
    if reason:
        return {"outcome": "not-sent", "reason": reason}
    try:
        endpoint = allowed(phone.endpoint, current_app.config["PUSH_SERVICES_EXTRA"])
        body = delivery.body or encrypted(
            invitation(delivery.id, delivery.text, phone.language, delivery.reason), phone)
    except (NotAllowed, Unusable) as error:
        log.error("an invitation of family %s cannot be sent: %s", delivery.family_id,
                  type(error).__name__)
        return {"outcome": "refused", "reason": "subscription"}
    kind = "invitation" if delivery.local_date else "test"
    letter = Letter(endpoint, body, max(1, int((delivery.deadline - now).total_seconds())),
                    topic(delivery.family_id, kind), phone.key)
    return Parcel(letter, delivery.family_id, delivery.id, delivery.device_id,
                  delivery.local_date, delivery.deadline, delivery.attempts)


def _obstacle(row: sa.Row) -> str | None:
    outcomes = ["given"] * row.given + [NOT_TODAY] * row.not_today
    reminder = row.FamilyReminder
    if row.Delivery.reason == FAREWELL and reminder and reminder.unopened < REST_AFTER:
        return "opened"  # since it was planned: nothing rests, and tonight somebody was here
    return (obstacle(reminder, row.Delivery.local_date, outcomes)
            or device_obstacle(reminder, row.Delivery.device_id))


def _settle(parcel: Parcel, answer: Answer, token: uuid.UUID, now: dt.datetime) -> bool:
    """Write what became of a parcel. Returns whether it is delivered, and ours to say so."""
    values = verdict(answer, parcel.attempts, parcel.deadline, now)
    if values["outcome"]:
        values["body"] = None
    if values["outcome"] == "refused":
        # our keys or our bug: the phone is innocent and keeps its subscription
        log.error("the push service %s answered %s: see VAPID_SUBJECT and VAPID_PRIVATE_KEY",
                  parcel.letter.endpoint.host, answer.status)
    ours = finish(parcel.family_id, parcel.delivery_id, token, **values)
    phone = sa.and_(Subscription.family_id == parcel.family_id,
                    Subscription.device_id == parcel.device_id,
                    # it may have subscribed anew meanwhile
                    Subscription.endpoint == parcel.letter.endpoint.url)
    if values["outcome"] == "delivered" and ours:
        db.session.execute(sa.update(Subscription).where(phone).values(accepted_at=now))
    if values["outcome"] == "gone":
        db.session.execute(sa.delete(Subscription).where(phone))
    return ours and values["outcome"] == "delivered"


def verdict(answer: Answer, attempts: int, deadline: dt.datetime, now: dt.datetime) -> dict:
    """Return what an answer means for a delivery: an outcome, or when to try again."""
    status = answer.status
    if status is None or status in BUSY or status >= 500:
        # a first pause of half a minute, doubled each time, never all at the same moment
        pause = FIRST_RETRY * 2 ** (attempts - 1) + random.uniform(0, 10)
        again = now + dt.timedelta(seconds=min(86_400, max(pause, answer.retry_after or 0)))
        if again < deadline:
            return {"outcome": None, "reason": "waiting", "visible_at": again}
        return {"outcome": "dropped", "reason": "push-service-busy"}
    if 200 <= status < 300:
        return {"outcome": "delivered", "reason": None}
    if status in (404, 410):
        return {"outcome": "gone", "reason": f"http-{status}"}
    return {"outcome": "refused", "reason": f"http-{status}"}
