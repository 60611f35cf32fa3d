"""The recovery code: 16 letters on paper that bring a caregiver back on a new phone."""

import datetime as dt
import uuid

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from ..database import UTC, db
from ..wire import Refusal
from .caregiver import Caregiver
from .code import fingerprint, new_code, read_code, secret_of
from .device import CLAIM_HOLDS, Device, add_device, renew_token
from .family import Family, now

LETTERS = 16


class Recovery(db.Model):
    """One for each caregiver, whose id it has. A used code is remembered for a lost answer."""

    __tablename__ = "recovery"
    __table_args__ = (
        sa.ForeignKeyConstraint(["family_id", "id"], ["caregiver.family_id", "caregiver.id"],
                                ondelete="CASCADE"),
    )
    family_id: Mapped[uuid.UUID] = mapped_column(
        sa.ForeignKey("family.id", ondelete="CASCADE"), primary_key=True)
    id: Mapped[uuid.UUID] = mapped_column(sa.Uuid, primary_key=True)
    code_sha256: Mapped[str] = mapped_column(sa.String(64), unique=True)
    created_at: Mapped[dt.datetime] = mapped_column(UTC)
    used_sha256: Mapped[str | None] = mapped_column(sa.String(64), index=True)
    used_at: Mapped[dt.datetime | None] = mapped_column(UTC)
    device_id: Mapped[uuid.UUID | None] = mapped_column(sa.Uuid)


def new_recovery_code(family_id: uuid.UUID, caregiver_id: uuid.UUID,
                      claim: str | None = None) -> str:
    """Return a fresh code for the caregiver; the one before stops working.

    The same claim gives the same code again: a call that arrives twice must not make the code
    worthless that a parent wrote down.
    """
    code = new_code(LETTERS, secret_of(claim, f"recovery {family_id} {caregiver_id}"))
    recovery = db.session.get(Recovery, (family_id, caregiver_id))
    if recovery is None:
        recovery = Recovery(family_id=family_id, id=caregiver_id)
        db.session.add(recovery)
    recovery.code_sha256, recovery.created_at = fingerprint(code), now()
    db.session.flush()
    return code


def recover(code: str, wanted: uuid.UUID | None, label: str | None) -> tuple[Device, str, str]:
    """Return a new phone of the caregiver, its secret and the claim that repeats both.

    The caller makes the next code.

    The same code with the same wanted phone id may be repeated for ten minutes, when the answer
    was lost. Raises Refusal 404 `recovery-not-valid`.
    """
    mark = fingerprint(read_code(code, LETTERS) or "")
    claim = f"recover {mark}"
    recovery = _locked(Recovery.code_sha256 == mark)
    if recovery is None:
        device = _answered_before(mark, wanted)
        return device, renew_token(device, claim), claim
    caregiver = db.session.get(Caregiver, (recovery.family_id, recovery.id))
    device, token = add_device(caregiver, wanted, label, claim)
    recovery.used_sha256, recovery.used_at, recovery.device_id = mark, now(), device.id
    db.session.get(Family, recovery.family_id).left_at = None
    return device, token, claim


def _answered_before(mark: str, wanted: uuid.UUID | None) -> Device:
    recovery = _locked(Recovery.used_sha256 == mark, Recovery.device_id == wanted,
                       Recovery.used_at > now() - CLAIM_HOLDS)
    device = recovery and db.session.get(Device, (recovery.family_id, recovery.device_id))
    if device is None:
        raise Refusal(404, "recovery-not-valid", "This recovery code does not work.", "code")
    return device


def _locked(*where) -> Recovery | None:
    # two phones with the same code at once: the second finds it used
    return db.session.scalar(sa.select(Recovery).where(*where).with_for_update())
