"""Empties the queue: claims, looks again whether it is still wanted, sends, and says what came."""

import datetime as dt
import logging
import random
import uuid
from collections.abc import Callable
from dataclasses import dataclass

import sqlalchemy as sa
from flask import current_app

from ..database import db
from ..massages.day import MassageDay
from ..reminders.fading import REST_AFTER, note_invitations
from ..reminders.obstacle import NOT_TODAY, device_obstacle, obstacle
from ..reminders.projection import FIELDS, FamilyReminder, fields_of
from ..reminders.round import invitation
from .delivery import FAREWELL, Claim, Delivery, claim, finish, finish_delivered
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
    deadline: dt.datetime
    attempts: int


def deliver_due(sender: Sender, clock: Callable[[], dt.datetime]) -> int:
    """Send a batch of what is due. Returns how many rows that were; 0 when nothing is left."""
    now = clock()
    claimed = claim(now)
    if claimed is None:
        db.session.commit()
        return 0
    parcels, count = [], 0
    for row in _claimed(claimed):
        count += 1
        parcel = _pack(row, now)
        if isinstance(parcel, Parcel):
            parcels.append(parcel)
        else:
            finish(row.family_id, row.id, claimed.token, body=None, **parcel)
    # from here on no transaction is open: a push service may take its time
    db.session.commit()
    answers = sender.send([parcel.letter for parcel in parcels])
    for parcel, answer in zip(parcels, answers, strict=True):
        if not is_taken(answer):
            _settle(parcel, answer, claimed.token, clock())
    _settle_delivered(claimed, clock())
    db.session.commit()
    return count


def _claimed(claimed: Claim) -> list[sa.Row]:
    """Return the claimed rows with all that may have changed since they were planned.

    Plain columns: in the due minute an object a row would cost more than the sending.
    """
    ours = sa.and_(MassageDay.family_id == Delivery.family_id,
                   MassageDay.local_date == Delivery.local_date)
    not_today = MassageDay.outcome == NOT_TODAY
    given = sa.or_(MassageDay.outcome != NOT_TODAY, MassageDay.outcome.is_(None))
    phone = sa.and_(Subscription.family_id == Delivery.family_id,
                    Subscription.device_id == Delivery.device_id)
    return db.session.execute(
        sa.select(Delivery.family_id, Delivery.id, Delivery.device_id, Delivery.local_date,
                  Delivery.deadline, Delivery.attempts, Delivery.text, Delivery.body,
                  Delivery.reason, Subscription.endpoint, Subscription.p256dh, Subscription.auth,
                  Subscription.language, Subscription.key,
                  FamilyReminder.silence, FamilyReminder.unopened, FIELDS,
                  sa.exists().where(ours, given).label("given"),
                  sa.exists().where(ours, not_today).label("not_today"))
        .outerjoin(Subscription, phone)
        .outerjoin(FamilyReminder, FamilyReminder.family_id == Delivery.family_id)
        .where(claimed.rows)).all()


def _pack(row: sa.Row, now: dt.datetime) -> Parcel | dict:
    """Return what is to be sent, or what became of the row without sending."""
    if row.deadline <= now:
        return {"outcome": "dropped", "reason": "too-late"}
    if row.endpoint is None:
        return {"outcome": "gone", "reason": "not-subscribed"}
    reason = row.local_date and _obstacle(row)
    if reason:
        return {"outcome": "not-sent", "reason": reason}
    try:
        endpoint = allowed(row.endpoint, current_app.config["PUSH_SERVICES_EXTRA"])
        body = row.body or encrypted(
            invitation(row.id, row.text, row.language, row.reason), row)
    except (NotAllowed, Unusable) as error:
        log.error("an invitation of family %s cannot be sent: %s", row.family_id,
                  type(error).__name__)
        return {"outcome": "refused", "reason": "subscription"}
    # a test is asked for with the phone in the hand
    kind, urgency = ("invitation", "high") if row.local_date else ("test", "normal")
    letter = Letter(endpoint, body, max(1, int((row.deadline - now).total_seconds())),
                    topic(row.family_id, kind), urgency, row.key)
    return Parcel(letter, row.family_id, row.id, row.device_id, row.deadline, row.attempts)


def _obstacle(row: sa.Row) -> str | None:
    if row.unopened is None:
        return "off"
    if row.reason == FAREWELL and row.unopened < REST_AFTER:
        return "opened"  # since it was planned: nothing rests, and tonight somebody was here
    outcomes = ["given"] * row.given + [NOT_TODAY] * row.not_today
    fields = fields_of(row.fields)
    return (obstacle(row.silence, fields.get("paused_until"), row.local_date, outcomes)
            or device_obstacle(fields.get("devices"), row.device_id))


def _settle_delivered(claimed: Claim, now: dt.datetime) -> None:
    """Write what is left of a claim down as delivered, with what follows for phones and families.

    What went wrong is settled before, and what another worker took over is not ours any more.
    """
    phones = sa.select(Delivery.family_id, Delivery.device_id).where(claimed.rows)
    db.session.execute(
        sa.update(Subscription).execution_options(synchronize_session=False)
        .where(sa.tuple_(Subscription.family_id, Subscription.device_id).in_(phones),
               # it may have subscribed anew meanwhile
               Subscription.created_at <= claimed.at)
        .values(accepted_at=now))
    dates = sa.select(Delivery.local_date).where(claimed.rows).distinct()
    for local_date in db.session.scalars(dates).all():
        if local_date:
            note_invitations(sa.select(Delivery.family_id).where(
                claimed.rows, Delivery.local_date == local_date), local_date)
    finish_delivered(claimed)


def _settle(parcel: Parcel, answer: Answer, token: uuid.UUID, now: dt.datetime) -> None:
    """Write what became of a parcel that no push service took."""
    values = verdict(answer, parcel.attempts, parcel.deadline, now)
    if values["outcome"]:
        values["body"] = None
    if values["outcome"] == "refused":
        # our keys or our bug: the phone is innocent and keeps its subscription
        log.error("the push service %s answered %s: see VAPID_SUBJECT and VAPID_PRIVATE_KEY",
                  parcel.letter.endpoint.host, answer.status)
    finish(parcel.family_id, parcel.delivery_id, token, **values)
    if values["outcome"] == "gone":
        db.session.execute(sa.delete(Subscription).where(
            Subscription.family_id == parcel.family_id,
            Subscription.device_id == parcel.device_id,
            Subscription.endpoint == parcel.letter.endpoint.url))


def is_taken(answer: Answer) -> bool:
    return answer.status is not None and 200 <= answer.status < 300


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
    if is_taken(answer):
        return {"outcome": "delivered", "reason": None}
    if status in (404, 410):
        return {"outcome": "gone", "reason": f"http-{status}"}
    return {"outcome": "refused", "reason": f"http-{status}"}
