"""Where a phone can be reached, and with which keys: one a phone, one phone an endpoint."""

import base64
import binascii
import datetime as dt
import re
import uuid

import sqlalchemy as sa
from cryptography.hazmat.primitives.asymmetric import ec
from sqlalchemy.orm import Mapped, mapped_column

from ..database import UTC, db, insert


class Subscription(db.Model):
    """`accepted_at`: a push service last took something; `shown_at`: the phone last showed it."""

    __tablename__ = "push_subscription"
    __table_args__ = (
        sa.ForeignKeyConstraint(["family_id", "device_id"], ["device.family_id", "device.id"],
                                ondelete="CASCADE"),
    )
    family_id: Mapped[uuid.UUID] = mapped_column(sa.Uuid, primary_key=True)
    device_id: Mapped[uuid.UUID] = mapped_column(sa.Uuid, primary_key=True)
    endpoint: Mapped[str] = mapped_column(sa.String(2048), unique=True)
    p256dh: Mapped[str] = mapped_column(sa.String(100))
    auth: Mapped[str] = mapped_column(sa.String(30))
    language: Mapped[str] = mapped_column(sa.String(35))
    created_at: Mapped[dt.datetime] = mapped_column(UTC)
    accepted_at: Mapped[dt.datetime | None] = mapped_column(UTC)
    shown_at: Mapped[dt.datetime | None] = mapped_column(UTC)


def subscribe(device, endpoint: str, p256dh: str, auth: str, language: str,
              now: dt.datetime) -> bool:
    """Keep where `device` is reached now. Returns whether that is news.

    An endpoint belongs to one phone: a phone that changed hands takes it along.
    """
    ours = sa.and_(Subscription.family_id == device.family_id,
                   Subscription.device_id == device.id)
    db.session.execute(sa.delete(Subscription).where(
        Subscription.endpoint == endpoint, sa.not_(ours)))
    before = subscription_of(device)
    fields = {"endpoint": endpoint, "p256dh": p256dh, "auth": auth, "language": language}
    if before and all(getattr(before, name) == value for name, value in fields.items()):
        return False
    # another key or endpoint: what is known of the old one says nothing about this one
    fields |= {"created_at": now, "accepted_at": None, "shown_at": None}
    new = insert(Subscription).values(family_id=device.family_id, device_id=device.id, **fields)
    db.session.execute(new.on_conflict_do_update(
        index_elements=["family_id", "device_id"], set_=fields))
    return True


def unsubscribe(device) -> None:
    db.session.execute(sa.delete(Subscription).where(
        Subscription.family_id == device.family_id, Subscription.device_id == device.id))


def subscription_of(device) -> Subscription | None:
    return db.session.get(Subscription, (device.family_id, device.id))


def point(text: str) -> str:
    """Return a browser's public key in plain base64url. Raises ValueError off the curve."""
    key = _decoded(text, 65)
    ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), key)
    return _encoded(key)


def secret(text: str) -> str:
    """Return a browser's 16 bytes of `auth` in plain base64url. Raises ValueError."""
    return _encoded(_decoded(text, 16))


def _decoded(text: str, length: int) -> bytes:
    if not re.fullmatch(r"[A-Za-z0-9_-]{1,120}={0,2}", text):
        raise ValueError("not base64url")
    bare = text.rstrip("=")
    try:
        content = base64.urlsafe_b64decode(bare + "=" * (-len(bare) % 4))
    except binascii.Error:
        raise ValueError("not base64url") from None
    if len(content) != length:
        raise ValueError(f"{len(content)} bytes instead of {length}")
    return content


def _encoded(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode()
