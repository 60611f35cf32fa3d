"""Whether reminders are healthy, in plain words for whoever runs the installation."""

import datetime as dt
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

import sqlalchemy as sa

from ..database import db
from ..push.delivery import Delivery
from ..push.subscription import Subscription
from .projection import FamilyReminder

LATE = dt.timedelta(minutes=2)     # a worker looks every few seconds
A_DAY = dt.timedelta(days=1)
OURS = ("http-400", "http-401", "http-403", "http-413")     # our key, our claims or our message


class Finding(NamedTuple):
    """One sentence, and whether it is good news."""

    is_well: bool
    words: str


def findings(now: dt.datetime) -> list[Finding]:
    """Return what there is to say at `now`; needs an app context. Counts only, nobody's name."""
    return [*_waiting(now), *_yesterday(now), *_phones(now)]


def lately(now: dt.datetime) -> sa.ColumnElement[bool]:
    """Whether a delivery is an invitation of the last 24 hours, and no test."""
    return sa.and_(Delivery.local_date.is_not(None), Delivery.due_at > now - A_DAY)


def last_day(now: dt.datetime) -> list[sa.Row]:
    """Return what became of those: (outcome, reason, how many); without an outcome they wait."""
    return db.session.execute(
        sa.select(Delivery.outcome, Delivery.reason, sa.func.count()).where(lately(now))
        .group_by(Delivery.outcome, Delivery.reason)).all()


def _waiting(now: dt.datetime) -> Iterator[Finding]:
    unplanned = _count(sa.select(FamilyReminder).where(FamilyReminder.next_due_at < now - LATE))
    unsent = _count(sa.select(Delivery).where(
        Delivery.outcome.is_(None), Delivery.visible_at < now - LATE))
    if unplanned or unsent:
        yield Finding(False, f"Their time has come: {unplanned} not planned, {unsent} not sent. "
                             "Is a worker running (`run` or `work`)?")
    else:
        yield Finding(True, "Nothing that is due waits.")


def _yesterday(now: dt.datetime) -> Iterator[Finding]:
    outcomes = Counter()
    for outcome, reason, count in last_day(now):
        outcomes[outcome] += count
        if reason in OURS:
            yield Finding(False, f"Refused with {reason.removeprefix('http-')}: {count}. Push "
                                 "services do not take our key, our address or our message: see "
                                 "VAPID_PRIVATE_KEY and VAPID_SUBJECT in docs/hosting.md.")
        if reason == "too-late":
            yield Finding(False, f"Dropped, as no worker came before their time was over: {count}.")
        if reason == "push-service-busy":
            yield Finding(False, f"Dropped, as a push service did not answer in time: {count}. "
                                 "If it stays so, look at the way out to the internet.")
    yield Finding(True, f"Last 24 hours: {outcomes['delivered']} delivered, "
                        f"{outcomes['not-sent']} left out for the family's own reasons, "
                        f"{outcomes['gone']} to phones that are gone.")


def _phones(now: dt.datetime) -> Iterator[Finding]:
    phones = _count(sa.select(Subscription))
    with_reminder = _count(sa.select(FamilyReminder).where(FamilyReminder.silence.is_(None)))
    yield Finding(True, f"Families with a reminder: {with_reminder}. Invited phones: {phones}.")
    unreadable = _count(sa.select(FamilyReminder).where(FamilyReminder.silence == "unreadable"))
    if unreadable:
        yield Finding(False, f"Reminders that cannot be read, and stay silent: {unreadable}.")


def _count(rows: sa.Select) -> int:
    return db.session.scalar(sa.select(sa.func.count()).select_from(rows.subquery()))
