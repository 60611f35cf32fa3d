"""A phone of a caregiver, known by a cookie that only this server makes."""

import datetime as dt
import uuid

import sqlalchemy as sa
from flask import Response, current_app, g, request
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ..database import UTC, db
from ..languages.language import N_
from ..wire import Refusal
from .caregiver import Caregiver
from .code import fingerprint, secret_of
from .family import now

COOKIE_DAYS = 400  # browsers keep no cookie longer
# Readable by our pages, and the same for everybody: where their memory was thrown away it says
# that the server may know this phone, so that no other phone has to ask.
MARK = "in-a-family"
RENEWED_AFTER = dt.timedelta(days=7)
SEEN_AFTER = dt.timedelta(minutes=1)
CLAIM_HOLDS = dt.timedelta(minutes=10)

WORDS = {
    "device-unknown": N_("This phone is not known here."),
    "device-revoked": N_("This phone has been signed out of its family."),
    "family-deleted": N_("This family has been deleted."),
}


class Device(db.Model):
    """Its secret is only in the phone's cookie; here is the secret's fingerprint."""

    __tablename__ = "device"
    __table_args__ = (
        sa.ForeignKeyConstraint(["family_id", "caregiver_id"],
                                ["caregiver.family_id", "caregiver.id"], ondelete="CASCADE"),
    )
    family_id: Mapped[uuid.UUID] = mapped_column(
        sa.ForeignKey("family.id", ondelete="CASCADE"), primary_key=True)
    id: Mapped[uuid.UUID] = mapped_column(sa.Uuid, primary_key=True)
    caregiver_id: Mapped[uuid.UUID] = mapped_column(sa.Uuid)
    label: Mapped[str | None] = mapped_column(sa.String(80))
    token_sha256: Mapped[str] = mapped_column(sa.String(64), unique=True)
    claim_sha256: Mapped[str | None] = mapped_column(sa.String(64), index=True)
    created_at: Mapped[dt.datetime] = mapped_column(UTC)
    last_seen_at: Mapped[dt.datetime] = mapped_column(UTC)
    renewed_at: Mapped[dt.datetime] = mapped_column(UTC)
    caregiver: Mapped[Caregiver] = relationship(lazy="joined", viewonly=True)

    @property
    def role(self) -> str:
        return self.caregiver.role


class Farewell(db.Model):
    """What is left of a phone that was let go: why, for its next contact."""

    __tablename__ = "farewell"
    token_sha256: Mapped[str] = mapped_column(sa.String(64), primary_key=True)
    reason: Mapped[str] = mapped_column(sa.String(20))
    at: Mapped[dt.datetime] = mapped_column(UTC, index=True)


def recognise() -> None:
    """Before every /api request: set `g.device`, or None with `g.stranger` saying why."""
    if not request.path.startswith("/api/"):
        return
    g.device, g.stranger, g.token = None, "device-unknown", request.cookies.get(_cookie_name())
    if not g.token or request.url_rule is None:
        return
    request.get_data()  # read first: a slow sender never holds a transaction open
    mark = fingerprint(g.token)
    g.device = db.session.scalar(sa.select(Device).where(Device.token_sha256 == mark))
    if g.device is None:
        farewell = db.session.get(Farewell, mark)
        g.stranger = farewell.reason if farewell else "device-unknown"


def require_device() -> Device:
    """Return the phone that calls. Raises Refusal 401 with one of the three codes of WORDS."""
    if g.device is None:
        raise Refusal(401, g.stranger, WORDS[g.stranger])
    return g.device


def require_parent(device: Device) -> None:
    """Raises Refusal 403 `not-for-helpers` for the phone of a helper."""
    if device.role == "helper":
        raise Refusal(403, "not-for-helpers", "This is for the parents to do.")


def add_device(caregiver: Caregiver, wanted: uuid.UUID | None, label: str | None,
               claim: str | None = None) -> tuple[Device, str]:
    """Add a phone for `caregiver`. Returns it with its secret, which nothing else knows."""
    if wanted is None or db.session.get(Device, (caregiver.family_id, wanted)):
        wanted = uuid.uuid4()
    device = Device(family_id=caregiver.family_id, id=wanted, caregiver_id=caregiver.id,
                    label=label, claim_sha256=fingerprint(claim) if claim else None,
                    created_at=now(), last_seen_at=now(), renewed_at=now(), token_sha256="")
    token = renew_token(device, claim)
    db.session.add(device)
    db.session.flush()
    return device, token


def phone_of(caregiver: Caregiver, wanted: uuid.UUID | None,
             label: str | None) -> tuple[Device, str]:
    """Return the caregiver's phone with the wanted id, with a new secret, or else a new phone.

    So somebody who proves twice to be this caregiver, an answer having been lost, has one phone.
    """
    known = wanted and db.session.get(Device, (caregiver.family_id, wanted))
    if known and known.caregiver_id == caregiver.id:
        return known, renew_token(known)
    return add_device(caregiver, wanted, label)


def claimed_device(claim: str, family_id: uuid.UUID | None = None) -> Device | None:
    """Return the phone made with this claim in the last ten minutes, its answer being lost."""
    query = sa.select(Device).where(Device.claim_sha256 == fingerprint(claim),
                                    Device.created_at > now() - CLAIM_HOLDS)
    if family_id is not None:
        query = query.where(Device.family_id == family_id)
    return db.session.scalar(query)


def renew_token(device: Device, claim: str | None = None) -> str:
    """Give the phone a new secret of 256 bits; the one before is worth nothing now.

    The same claim gives the same secret again: of two equal calls the first may arrive last, and
    must not lock out the phone that has long had the answer to the second.
    """
    token = secret_of(claim, f"device {device.family_id} {device.id}").hex()
    device.token_sha256 = fingerprint(token)
    return token


def say_farewell(devices: list[Device], reason: str) -> None:
    """Remove phones; each is told `reason` when it next calls."""
    for device in devices:
        db.session.merge(Farewell(token_sha256=device.token_sha256, reason=reason, at=now()))
        db.session.delete(device)
    forgotten = now() - dt.timedelta(days=COOKIE_DAYS)
    db.session.execute(sa.delete(Farewell).where(Farewell.at < forgotten))
    db.session.flush()


def devices_of(family_id: uuid.UUID, caregiver_id: uuid.UUID | None = None) -> list[Device]:
    """Return the phones of a family, or of one of its caregivers, oldest first."""
    query = sa.select(Device).where(Device.family_id == family_id)
    if caregiver_id is not None:
        query = query.where(Device.caregiver_id == caregiver_id)
    return list(db.session.scalars(query.order_by(Device.created_at, Device.id)))


def note_contact(device: Device) -> bool:
    """Note that the phone was here. Returns whether its cookie wants renewing."""
    moment, noted = now(), {}
    if moment - device.last_seen_at > SEEN_AFTER:
        noted["last_seen_at"] = moment
    if moment - device.renewed_at > RENEWED_AFTER:
        noted["renewed_at"] = moment
    if noted:  # a plain UPDATE: the phone may have been signed out a moment ago
        db.session.execute(sa.update(Device).where(
            Device.family_id == device.family_id, Device.id == device.id).values(noted))
    return "renewed_at" in noted


def set_cookie(answer: Response, token: str) -> Response:
    name = _cookie_name()
    kept = {"max_age": COOKIE_DAYS * 86_400, "secure": name.startswith("__Host-"),
            "samesite": "Lax", "path": "/"}
    answer.set_cookie(name, token, httponly=True, **kept)
    answer.set_cookie(MARK, "1", **kept)
    return answer


def forget_here(answer: Response) -> Response:
    """Let the browser drop the cookie and, from its disk too, all that the app kept.

    Chromium leaves what a page deletes from IndexedDB in its files for days; this it deletes.
    """
    answer.headers["Clear-Site-Data"] = '"storage"'
    name = _cookie_name()
    secure = name.startswith("__Host-")
    answer.delete_cookie(name, secure=secure, httponly=True, samesite="Lax", path="/")
    answer.delete_cookie(MARK, secure=secure, samesite="Lax", path="/")
    return answer


def _cookie_name() -> str:
    # a proxy that forgets to say https must not cost the cookie its protection
    at_home = request.host.partition(":")[0] in ("localhost", "127.0.0.1", "[")
    https = current_app.config["PUBLIC_URL"].startswith("https://") and not at_home
    return "__Host-device" if request.is_secure or https else "device"
