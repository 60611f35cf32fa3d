"""Why a family is not invited this evening: asked by the round, and again before sending."""

import datetime as dt
import uuid
from collections.abc import Collection

from .projection import FamilyReminder

NOT_TODAY = "not-today"


def obstacle(reminder: FamilyReminder | None, local_date: dt.date,
             outcomes: Collection[str | None]) -> str | None:
    """Return what speaks against inviting on `local_date`, or None.

    `outcomes` are those of the family's massages on that date: after any of them, also "the
    baby said not today", nobody is invited any more.
    """
    if reminder is None or reminder.silence:
        return reminder.silence if reminder else "off"
    if any(outcome != NOT_TODAY for outcome in outcomes):
        return "together"
    if outcomes:
        return NOT_TODAY
    if reminder.schedule().is_paused_on(local_date):
        return "paused"
    return None


def device_obstacle(reminder: FamilyReminder, device_id: uuid.UUID) -> str | None:
    """Return what speaks against inviting this phone, or None."""
    return None if reminder.invites(device_id) else "not-invited"
