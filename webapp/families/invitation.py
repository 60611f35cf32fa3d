"""An invitation: 8 letters, 15 minutes, one use; the way another phone joins."""

import datetime as dt
import uuid

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from ..database import UTC, db, insert
from ..wire import Refusal
from .code import fingerprint, new_code, read_code
from .family import now

LETTERS = 8
LASTS = dt.timedelta(minutes=15)


class Invitation(db.Model):
    """Only the fingerprint of the code is kept. `used_at` is set by whoever comes first."""

    __tablename__ = "invitation"
    family_id: Mapped[uuid.UUID] = mapped_column(
        sa.ForeignKey("family.id", ondelete="CASCADE"), primary_key=True)
    id: Mapped[uuid.UUID] = mapped_column(sa.Uuid, primary_key=True)
    code_sha256: Mapped[str] = mapped_column(sa.String(64), unique=True)
    role: Mapped[str] = mapped_column(sa.String(10))
    # for another phone of this person; null: for somebody else
    caregiver_id: Mapped[uuid.UUID | None] = mapped_column(sa.Uuid)
    created_at: Mapped[dt.datetime] = mapped_column(UTC)
    expires_at: Mapped[dt.datetime] = mapped_column(UTC)
    used_at: Mapped[dt.datetime | None] = mapped_column(UTC)


def invite(family_id: uuid.UUID, role: str,
           caregiver_id: uuid.UUID | None = None) -> tuple[Invitation, str]:
    """Make an invitation: for the caregiver's next phone, or for somebody else.

    Returns it with its code, which is shown once.
    """
    forget_old_invitations(family_id)
    while True:  # another open invitation with these letters: 1 in 10¹², but an error is worse
        code = new_code(LETTERS)
        new = insert(Invitation).values(
            family_id=family_id, id=uuid.uuid4(), role=role, code_sha256=fingerprint(code),
            caregiver_id=caregiver_id, created_at=now(), expires_at=now() + LASTS)
        made = db.session.execute(new.on_conflict_do_nothing().returning(Invitation.id)).scalar()
        if made:
            return db.session.get(Invitation, (family_id, made)), code


def open_invitations(family_id: uuid.UUID) -> list[Invitation]:
    """Return what can still be used, the newest first."""
    query = sa.select(Invitation).where(Invitation.family_id == family_id, *_open())
    return list(db.session.scalars(query.order_by(Invitation.created_at.desc())))


def withdraw_invitation(family_id: uuid.UUID, invitation_id: uuid.UUID) -> None:
    """Raises Refusal 404 where the family has no such invitation."""
    invitation = db.session.get(Invitation, (family_id, invitation_id))
    if invitation is None:
        raise Refusal(404, "invitation-unknown", "There is no such invitation.")
    db.session.delete(invitation)


def take(code: str) -> sa.Row:
    """Use an invitation up: of several at once one wins. Returns its `family_id`, `role` and
    `caregiver_id`.

    Raises Refusal 404 `invitation-not-valid`, the same for unknown, used and too late.
    """
    letters = read_code(code, LETTERS)
    use = sa.update(Invitation).where(Invitation.code_sha256 == fingerprint(letters or ""),
                                      *_open())
    taken = use.values(used_at=now()).returning(Invitation.family_id, Invitation.role,
                                                Invitation.caregiver_id)
    row = db.session.execute(taken.execution_options(synchronize_session=False)).first()
    if row is None:
        raise Refusal(404, "invitation-not-valid",
                      "This code does not work any more. Please ask for a new one.", "code")
    return row


def claim_of(code: str, claim: str) -> str:
    """Return the claim of a redemption: only with the same code it repeats the same joining."""
    return f"join {read_code(code, LETTERS)} {claim}"


def end_open_invitations(family_id: uuid.UUID) -> None:
    """Delete whatever could still be used: who made an invitation is not kept."""
    db.session.execute(sa.delete(Invitation).where(Invitation.family_id == family_id, *_open()))


def forget_old_invitations(family_id: uuid.UUID) -> None:
    old = sa.and_(Invitation.family_id == family_id,
                  Invitation.expires_at < now() - dt.timedelta(days=1))
    db.session.execute(sa.delete(Invitation).where(old))


def _open() -> tuple:
    return Invitation.used_at.is_(None), Invitation.expires_at > now()
