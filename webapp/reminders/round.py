"""The round: turns reminders about to fall due into deliveries, once, in one transaction."""

import datetime as dt
import logging
import uuid
from collections import defaultdict
from dataclasses import dataclass, field
from functools import lru_cache

import sqlalchemy as sa

from ..database import db, insert
from ..languages.pages import address
from ..massages.day import MassageDay
from ..push.delivery import FAREWELL, Delivery
from ..push.message import Unusable, encrypted, message
from ..push.subscription import Subscription, is_nearly_stale, is_stale
from .fading import RESTING, is_left_out, says_farewell
from .obstacle import device_obstacle, obstacle
from .projection import FIELDS, ZONE_RULES, FamilyReminder, fields_of
from .reminder import Occurrence, reminder_of
from .words import words

log = logging.getLogger(__name__)

# Encrypting takes most of the work, and needs no clock: so it is done before the minute.
AHEAD = dt.timedelta(minutes=10)
BATCH = 500
LONGEST_WINDOW = dt.timedelta(hours=3)
# Half the country asks for 19:00. Neither push services nor we need all of it in one second.
SPREAD_SECONDS = 30


@dataclass
class Evening:
    """One family's reminder whose time has come: a row of it, and what is to be written there."""

    reminder: sa.Row
    fields: dict = field(default_factory=dict)
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
    said, leads = words(language), "/reminders" if reason == FAREWELL else f"/tonight#{delivery_id}"
    title = said.resting_title if reason == FAREWELL else said.title
    return message(title, text, address(language, leads), language)


def _claimed(now: dt.datetime, limit: int) -> list[sa.Row]:
    row = FamilyReminder
    return db.session.execute(
        sa.select(row.family_id, FIELDS, row.zone, row.next_due_at, row.unopened,
                  row.invited_on, row.last_local_date, row.last_outcome, row.last_reason)
        .where(row.next_due_at <= now + AHEAD)
        # in the order of their indexes, so that a batch touches few pages of each
        .order_by(row.next_due_at, row.family_id).limit(limit)
        .with_for_update(skip_locked=True)).all()


def _evening(row: sa.Row, now: dt.datetime) -> Evening:
    """Return what falls due, with the reminder's next time. Without an occurrence it waits on."""
    evening = Evening(row, last=(row.last_local_date, row.last_outcome, row.last_reason))
    # after a long stop the evenings that are over are passed in one step
    since = max(row.next_due_at, now - LONGEST_WINDOW)
    try:
        evening.fields = fields_of(row.fields)
        evening.occurrence, following = _times(row.fields, row.zone, row.next_due_at, since)
    except (ValueError, OverflowError):  # a zone that is no longer known: this family only
        log.error("the reminder of family %s has no schedule", row.family_id)
        evening.silence = "unreadable"
        return evening
    if evening.occurrence and row.unopened >= RESTING:
        evening.silence = "faded"
    else:
        evening.next_due_at = following
    return evening


@lru_cache(maxsize=4096)
def _times(fields: str, zone: str, due_at: dt.datetime,
           since: dt.datetime) -> tuple[Occurrence | None, dt.datetime | None]:
    """Return what is due at `due_at`, and when the next is after `since`.

    Kept, because families share their evenings: thousands ask for the same minute. Without an
    occurrence the zone's rules have changed, and the moment is the right one.
    """
    schedule = reminder_of(fields_of(fields), zone)
    moments = schedule.moments(due_at - dt.timedelta(microseconds=1))
    local_date, moment = next(moments, (None, None))
    if moment != due_at:
        return None, moment
    if since > due_at:
        moments = schedule.moments(since)
    following = next(moments, None)
    return (Occurrence(local_date, due_at, schedule.deadline(due_at)),
            following and following[1])


def _write(evenings: list[Evening]) -> None:
    """Write all evenings down: those that changed alike, which is most of them, at once."""
    alike = defaultdict(list)
    for evening in evenings:
        alike[evening.next_due_at, evening.silence, *evening.last].append(evening.family_id)
    for values, families in alike.items():
        next_due_at, silence, local_date, outcome, reason = values
        db.session.execute(
            sa.update(FamilyReminder).execution_options(synchronize_session=False)
            .where(FamilyReminder.family_id.in_(families))
            .values(next_due_at=next_due_at, silence=silence, last_local_date=local_date,
                    last_outcome=outcome, last_reason=reason))


def _reason_against(evening: Evening, outcomes: list, now: dt.datetime) -> str | None:
    occurrence, fields = evening.occurrence, evening.fields
    if occurrence.deadline <= occurrence.due_at:
        return "quiet-hours"
    if occurrence.deadline <= now:
        return "too-late"
    reason = obstacle(evening.silence, fields.get("paused_until"),
                      occurrence.local_date, outcomes)
    if reason is None and is_left_out(evening.reminder, occurrence.local_date):
        return "fading"
    return reason


def _plan(evening: Evening, reason: str | None, phones: list[sa.Row],
          planned: set[tuple], now: dt.datetime) -> list[dict]:
    """Return the deliveries of an evening, or none with the reason noted."""
    invited = [phone for phone in phones
               if not device_obstacle(evening.fields.get("devices"), phone.device_id)
               and not is_stale(phone, now)]
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


def _delivery(evening: Evening, phone: sa.Row, now: dt.datetime) -> dict:
    delivery_id, occurrence = uuid.uuid4(), evening.occurrence
    reason = FAREWELL if says_farewell(evening.reminder) else None
    text = _text(phone, occurrence.local_date, reason, now)
    # its first bits, so that families sent in one batch lie together in the database
    spread = dt.timedelta(seconds=phone.family_id.int * SPREAD_SECONDS >> 128)
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


def _text(phone: sa.Row, local_date: dt.date, reason: str | None, now: dt.datetime) -> str:
    said = words(phone.language)
    if reason == FAREWELL:
        return said.resting_text
    if is_nearly_stale(phone, now):
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


def _phones(evenings: list[Evening]) -> dict[uuid.UUID, list[sa.Row]]:
    found = defaultdict(list)
    families = {evening.family_id for evening in evenings}
    phone = Subscription
    query = sa.select(phone.family_id, phone.device_id, phone.p256dh, phone.auth, phone.language,
                      phone.created_at, phone.confirmed_at).where(phone.family_id.in_(families))
    for row in db.session.execute(query.order_by(phone.device_id)):
        found[row.family_id].append(row)
    return found
