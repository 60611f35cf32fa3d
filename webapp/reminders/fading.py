"""Invitations that nobody opens become fewer, say so once, and end until the family asks again.

*Unopened*: no answer, no massage and no start of the app on that local date. All three reach us
with a sync, so each of them shows as one.
"""

import datetime as dt
import uuid

import sqlalchemy as sa

from ..database import db
from ..massages.massage import local_date
from .projection import FamilyReminder

FEWER_AFTER = 3     # unopened ones in a row; from then on every other day
REST_AFTER = 5      # the next one says that they rest
RESTING = REST_AFTER + 1
EVERY_OTHER_DAY = dt.timedelta(days=2)


def fading(reminder: FamilyReminder) -> str | None:
    """Return "every-other-day" or "stopped", or None while invitations are opened."""
    if reminder.unopened >= RESTING:
        return "stopped"
    return "every-other-day" if reminder.unopened >= FEWER_AFTER else None


def is_left_out(reminder: FamilyReminder, today: dt.date) -> bool:
    """Return whether `today` is the day between two, as nobody opened the last ones."""
    lately = reminder.invited_on and today - reminder.invited_on < EVERY_OTHER_DAY
    return bool(lately) and reminder.unopened >= FEWER_AFTER


def says_farewell(reminder: FamilyReminder) -> bool:
    """Return whether the next invitation is the one that says that they rest."""
    return reminder.unopened == REST_AFTER


def note_opening(family_id: uuid.UUID, now: dt.datetime) -> None:
    """Note that a phone of the family was here. What has ended begins only when it is asked for."""
    reminder = db.session.get(FamilyReminder, family_id)
    if reminder is None:
        return
    reminder.seen_on = local_date(now, reminder.zone)
    if reminder.unopened < RESTING:
        reminder.unopened = 0


def note_invitations(families: sa.Select, evening: dt.date) -> None:
    """Count the invitation of that local date for `families`, a query of ids, once for each.

    Only what a push service took counts: a fault of ours must not end anybody's invitations.
    """
    row = FamilyReminder
    was_seen = sa.and_(row.seen_on.is_not(None), row.seen_on == evening)
    db.session.execute(
        sa.update(row).execution_options(synchronize_session=False)
        .where(row.family_id.in_(families),
               sa.or_(row.invited_on.is_(None), row.invited_on < evening))
        .values(invited_on=evening,
                unopened=sa.case((was_seen, row.unopened), else_=row.unopened + 1)))
