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

# Push services and browsers give up what is not opened for months, without telling anybody.
STALE_AFTER = dt.timedelta(days=60)
WARNED_BEFORE = dt.timedelta(days=7)


class Subscription(db.Model):
    """`accepted_at`: a push service last took something; `shown_at`: the phone last showed it.

    `key`: our public key that it subscribed with; null is the one we have now. `confirmed_at`:
    the app was last opened on this phone, and still had this subscription.
    """

    __tablename__ = "push_subscription"
    __table_args__ = (
        sa.ForeignKeyConstraint(["family_id", "device_id"], ["device.family_id", "device.id"],
                                ondelete="CASCADE"),
        {"sqlite_with_rowid": False},  # a round reads it by family
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
    key: Mapped[str | None] = mapped_column(sa.String(100))
    confirmed_at: Mapped[dt.datetime | None] = mapped_column(UTC)


def subscribe(device, endpoint: str, p256dh: str, auth: str, language: str,
              now: dt.datetime, key: str | None = None) -> bool:
    """Keep where `device` is reached now. Returns whether that is news.

    An endpoint belongs to one phone: a phone that changed hands takes it along.
    """
    ours = sa.and_(Subscription.family_id == device.family_id,
                   Subscription.device_id == device.id)
    db.session.execute(sa.delete(Subscription).where(
        Subscription.endpoint == endpoint, sa.not_(ours)))
    before = subscription_of(device)
    fields = {"endpoint": endpoint, "p256dh": p256dh, "auth": auth, "language": language,
              "key": key}
    if before and all(getattr(before, name) == value for name, value in fields.items()):
        before.confirmed_at = now
        return False
    # another key or endpoint: what is known of the old one says nothing about this one
    fields |= {"created_at": now, "confirmed_at": now, "accepted_at": None, "shown_at": None}
    new = insert(Subscription).values(family_id=device.family_id, device_id=device.id, **fields)
    db.session.execute(new.on_conflict_do_update(
        index_elements=["family_id", "device_id"], set_=fields))
    return True


def unsubscribe(device) -> None:
    db.session.execute(sa.delete(Subscription).where(
        Subscription.family_id == device.family_id, Subscription.device_id == device.id))


def subscription_of(device) -> Subscription | None:
    return db.session.get(Subscription, (device.family_id, device.id))


def is_stale(phone: Subscription | sa.Row, now: dt.datetime) -> bool:
    """Return whether nobody has opened the app on this phone for so long that we give up."""
    return _unopened_for(phone, now) >= STALE_AFTER


def is_nearly_stale(phone: Subscription | sa.Row, now: dt.datetime) -> bool:
    return _unopened_for(phone, now) >= STALE_AFTER - WARNED_BEFORE


def point(text: str) -> str:
    """Return a browser's public key in plain base64url. Raises ValueError off the curve."""
    key = decoded(text, 65)
    ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), key)
    return _encoded(key)


def secret(text: str) -> str:
    """Return a browser's 16 bytes of `auth` in plain base64url. Raises ValueError."""
    return _encoded(decoded(text, 16))


def decoded(text: str, length: int) -> bytes:
    """Read base64url, with or without its padding. Raises ValueError for another length."""
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


def _unopened_for(phone: Subscription | sa.Row, now: dt.datetime) -> dt.timedelta:
    return now - (phone.confirmed_at or phone.created_at)


def _encoded(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode()
