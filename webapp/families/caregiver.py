"""A caregiver: on the server an id and a role; names live in the ledger."""

import datetime as dt
import secrets
import uuid

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from ..database import UTC, db
from ..wire import Refusal
from .family import now


class Caregiver(db.Model):
    """`role` is `owner`, `member`, or `helper`, who sees only what was chosen for helping.

    `seal_key` are the 32 bytes with which their phones seal what they could not send before
    signing out: a phone that is signed out has not got it, and the next one asks for it.
    """

    __tablename__ = "caregiver"
    family_id: Mapped[uuid.UUID] = mapped_column(
        sa.ForeignKey("family.id", ondelete="CASCADE"), primary_key=True)
    id: Mapped[uuid.UUID] = mapped_column(sa.Uuid, primary_key=True)
    role: Mapped[str] = mapped_column(sa.String(10))
    created_at: Mapped[dt.datetime] = mapped_column(UTC)
    seal_key: Mapped[bytes | None] = mapped_column(sa.LargeBinary(32))


def add_caregiver(family_id: uuid.UUID, wanted: uuid.UUID | None, role: str) -> Caregiver:
    """Add a caregiver under the wanted id; under a new one where that is somebody else's."""
    if wanted is None or db.session.get(Caregiver, (family_id, wanted)):
        wanted = uuid.uuid4()
    caregiver = Caregiver(family_id=family_id, id=wanted, role=role, created_at=now())
    db.session.add(caregiver)
    db.session.flush()
    return caregiver


def caregivers(family_id: uuid.UUID) -> list[Caregiver]:
    """Return the family's caregivers, the first to come first."""
    query = sa.select(Caregiver).where(Caregiver.family_id == family_id)
    return list(db.session.scalars(query.order_by(Caregiver.created_at, Caregiver.id)))


def seal_key_of(caregiver: Caregiver) -> bytes:
    """Return the caregiver's key, made when it is first asked for. The family must be locked."""
    caregiver.seal_key = caregiver.seal_key or secrets.token_bytes(32)
    return caregiver.seal_key


def give_role(family_id: uuid.UUID, caregiver_id: uuid.UUID, role: str) -> None:
    """Change a role. Raises Refusal 404 for a stranger, 409 `last-owner` for the only owner."""
    everyone = {caregiver.id: caregiver for caregiver in caregivers(family_id)}
    if caregiver_id not in everyone:
        raise Refusal(404, "caregiver-unknown", "This person is not in the family.")
    if everyone[caregiver_id].role == "helper":
        # a helper's phones have passed by what they may not see, and would never get it
        raise Refusal(409, "helper-stays", "Please invite this person again, as a caregiver.",
                      "role")
    others_own = any(c.role == "owner" for c in everyone.values() if c.id != caregiver_id)
    if role != "owner" and not others_own:
        raise Refusal(409, "last-owner", "A family needs someone who looks after it.", "role")
    everyone[caregiver_id].role = role
