"""What a helper gets and may write: enough for a massage, and nothing of the family's journal.

A helper's phone gets the children (what may be offered depends on them), the family's own routines
and zone, what the record of its own caregiver says, and whatever the helper wrote.
"""

import uuid

import sqlalchemy as sa

from ..families.device import Device
from ..languages.language import N_
from .entry import Refused
from .record import Record

SEEN = ("family", "child", "routine")
WRITTEN = ("massage", "reflection")
NOT_YOURS = N_("This is for the parents to write.")


def seen_by_helper(caregiver_id: uuid.UUID) -> sa.ColumnElement[bool]:
    """Return which records a helper gets, as a condition of a query."""
    return sa.or_(Record.kind.in_(SEEN), Record.author == caregiver_id, Record.id == caregiver_id)


def check_helper(device: Device, record: Record | None, entry: dict) -> None:
    """Raise Refused `not-yours` where a helper writes what is the parents'."""
    own_name = entry["record"] == str(device.caregiver_id) and entry["kind"] == "caregiver"
    if own_name and "routines" not in entry["fields"]:
        return
    if entry["kind"] not in WRITTEN or (record and record.author != device.caregiver_id):
        raise Refused("not-yours", "record", NOT_YOURS)
