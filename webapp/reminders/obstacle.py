"""Why a family is not invited this evening: asked by the round, and again before sending."""

import datetime as dt
import uuid
from collections.abc import Collection

from .reminder import is_paused_on

NOT_TODAY = "not-today"


def obstacle(silence: str | None, paused_until: str | None, local_date: dt.date,
             outcomes: Collection[str | None]) -> str | None:
    """Return what speaks against inviting on `local_date`, or None.

    `silence` and `paused_until` are of the family's reminder. `outcomes` are those of the
    family's massages on that date: after any of them, also "the baby said not today", nobody is
    invited any more.
    """
    if silence:
        return silence
    if any(outcome != NOT_TODAY for outcome in outcomes):
        return "together"
    if outcomes:
        return NOT_TODAY
    return "paused" if is_paused_on(paused_until, local_date) else None


def device_obstacle(devices: list[str] | None, device_id: uuid.UUID) -> str | None:
    """Return what speaks against inviting this phone, or None; without `devices` all are."""
    return None if devices is None or str(device_id) in devices else "not-invited"
