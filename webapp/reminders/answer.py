"""What a parent answered to an invitation, and what follows for this phone's delivery."""

import datetime as dt
import uuid

import sqlalchemy as sa

from ..database import db
from ..ledger.entry import Entry
from ..massages.massage import local_date
from ..push.delivery import Delivery
from ..push.subscription import Subscription
from ..wire import instant
from .projection import FamilyReminder
from .reminder import DAY
from .words import words


def project_answer(family, record, before: dict | None) -> None:
    """Follow an answer that a phone sent, perhaps long after it was given."""
    if not record.withdrawn:
        take_answer(family, record, dt.datetime.now(dt.UTC))


def take_answer(family, record, now: dt.datetime) -> None:
    """Bring tonight's delivery again later, or not at all; only tonight's answers matter."""
    fields, tonight = record.fields, local_date(now, family.zone)
    if fields.get("local_date") != str(tonight) or fields.get("choice") == "begin":
        return
    device_id = _who_answered(record)
    if fields.get("choice") == "not-this-evening":
        # also before the round: the row of this evening is then taken, and the round finds it so
        _write(family.id, device_id, tonight, due_at=now, deadline=now, visible_at=None,
               outcome="not-sent", reason="not-this-evening")
    if fields.get("choice") == "later" and fields.get("at"):
        _bring_again(family, device_id, tonight, instant(fields["at"]), now)


def _bring_again(family, device_id: uuid.UUID, tonight: dt.date, at: dt.datetime,
                 now: dt.datetime) -> None:
    reminder = db.session.get(FamilyReminder, family.id)
    if reminder is None or reminder.silence or not now < at < now + DAY:
        return  # also far beyond: at the end of the calendar a zone has no date
    if local_date(at, family.zone) != tonight:
        return
    later = reminder.schedule().later(tonight, at)
    _write(family.id, device_id, tonight, due_at=at, deadline=later.deadline, visible_at=at,
           outcome=None, reason="later")


def _write(family_id: uuid.UUID, device_id: uuid.UUID | None, tonight: dt.date, **values) -> None:
    """Change this phone's delivery of tonight. It stays one row: it is the same invitation."""
    delivery = db.session.scalar(sa.select(Delivery).where(
        Delivery.family_id == family_id, Delivery.local_date == tonight,
        Delivery.device_id == device_id).with_for_update())
    if delivery is None:
        phone = db.session.get(Subscription, (family_id, device_id))
        if phone is None:
            return
        delivery = Delivery(family_id=family_id, id=uuid.uuid4(), device_id=device_id,
                            local_date=tonight,
                            text=words(phone.language).invitation(family_id, tonight))
        db.session.add(delivery)
    delivery.lease, delivery.body, delivery.attempts = None, None, 0
    for name, value in values.items():
        setattr(delivery, name, value)


def _who_answered(record) -> uuid.UUID | None:
    return db.session.scalar(
        sa.select(Entry.device_id)
        .where(Entry.family_id == record.family_id, Entry.record_id == record.id)
        .order_by(Entry.received_at.desc()).limit(1))
