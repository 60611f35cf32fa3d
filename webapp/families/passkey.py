"""A passkey: brings a caregiver back on a new phone with a finger or a face instead of a code.

WebAuthn Level 3 (W3C), through py_webauthn. It always asks who holds the phone (user
verification), so that a found one opens nothing.
"""

import datetime as dt
import uuid
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

import sqlalchemy as sa
import webauthn
from flask import current_app
from sqlalchemy.orm import Mapped, mapped_column
from webauthn.helpers import base64url_to_bytes, options_to_json_dict, parse_client_data_json
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from ..database import UTC, db, insert
from ..wire import Refusal
from .caregiver import Caregiver
from .code import fingerprint
from .device import Device, phone_of
from .family import locked, now

LASTS = dt.timedelta(minutes=10)
SIGN_IN = "sign-in"
NAME = "Warm Hands"


class Passkey(db.Model):
    """One key of a caregiver; its secret half never leaves the parent's own devices."""

    __tablename__ = "passkey"
    __table_args__ = (
        sa.ForeignKeyConstraint(["family_id", "caregiver_id"],
                                ["caregiver.family_id", "caregiver.id"], ondelete="CASCADE"),
    )
    family_id: Mapped[uuid.UUID] = mapped_column(
        sa.ForeignKey("family.id", ondelete="CASCADE"), primary_key=True)
    id: Mapped[uuid.UUID] = mapped_column(sa.Uuid, primary_key=True)
    caregiver_id: Mapped[uuid.UUID] = mapped_column(sa.Uuid)
    credential_id: Mapped[bytes] = mapped_column(sa.LargeBinary(1023), unique=True)
    public_key: Mapped[bytes] = mapped_column(sa.LargeBinary)
    sign_count: Mapped[int] = mapped_column(sa.BigInteger)
    created_at: Mapped[dt.datetime] = mapped_column(UTC)
    used_at: Mapped[dt.datetime | None] = mapped_column(UTC)


class Challenge(db.Model):
    """What one phone was asked to sign, good once; `purpose` says for what."""

    __tablename__ = "passkey_challenge"
    sha256: Mapped[str] = mapped_column(sa.String(64), primary_key=True)
    purpose: Mapped[str] = mapped_column(sa.String(100))
    expires_at: Mapped[dt.datetime] = mapped_column(UTC, index=True)


def creation_options(caregiver: Caregiver) -> dict:
    """Return what a browser wants for `navigator.credentials.create`, as JSON.

    The passkey is named after the app: a name that the parent wrote is put in on the phone.
    """
    known = [PublicKeyCredentialDescriptor(id=passkey.credential_id)
             for passkey in passkeys_of(caregiver)]
    options = webauthn.generate_registration_options(
        rp_id=_host(), rp_name=NAME, user_id=caregiver.id.bytes, user_name=NAME,
        challenge=_new_challenge(_registering(caregiver)), exclude_credentials=known,
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.REQUIRED,
            user_verification=UserVerificationRequirement.REQUIRED))
    return options_to_json_dict(options)


def request_options() -> dict:
    """Return what a browser wants for `navigator.credentials.get`, as JSON; any passkey will do."""
    return options_to_json_dict(webauthn.generate_authentication_options(
        rp_id=_host(), challenge=_new_challenge(SIGN_IN),
        user_verification=UserVerificationRequirement.REQUIRED))


def add_passkey(caregiver: Caregiver, credential: dict) -> Passkey:
    """Keep a new passkey. Raises Refusal 400 where it does not prove what it says, 409 where it
    is known already."""
    challenge = _taken(credential, _registering(caregiver))
    proof = _proven(webauthn.verify_registration_response, credential, challenge)
    new = insert(Passkey).values(
        family_id=caregiver.family_id, id=uuid.uuid4(), caregiver_id=caregiver.id,
        credential_id=proof.credential_id, public_key=proof.credential_public_key,
        sign_count=proof.sign_count, created_at=now())
    made = db.session.execute(new.on_conflict_do_nothing().returning(Passkey.id)).scalar()
    if made is None:
        raise Refusal(409, "passkey-known", "This passkey is known here already.", "credential")
    return db.session.get(Passkey, (caregiver.family_id, made))


def sign_in(credential: dict, wanted: uuid.UUID | None,
            label: str | None) -> tuple[Device, str]:
    """Return a phone of the passkey's caregiver, and its secret.

    Raises Refusal 404 `passkey-unknown`, 400 where the passkey does not prove what it says.
    """
    challenge = _taken(credential, SIGN_IN)
    passkey = _found(credential)
    family = locked(passkey.family_id)
    proof = _proven(webauthn.verify_authentication_response, credential, challenge,
                    credential_public_key=passkey.public_key,
                    credential_current_sign_count=passkey.sign_count)
    passkey.sign_count, passkey.used_at = proof.new_sign_count, now()
    family.left_at = None
    caregiver = db.session.get(Caregiver, (passkey.family_id, passkey.caregiver_id))
    return phone_of(caregiver, wanted, label)


def passkeys_of(caregiver: Caregiver) -> list[Passkey]:
    """Return the caregiver's passkeys, the oldest first."""
    query = sa.select(Passkey).where(Passkey.family_id == caregiver.family_id,
                                     Passkey.caregiver_id == caregiver.id)
    return list(db.session.scalars(query.order_by(Passkey.created_at, Passkey.id)))


def remove_passkey(caregiver: Caregiver, passkey_id: uuid.UUID) -> None:
    """Raises Refusal 404 where this caregiver has no such passkey."""
    passkey = db.session.get(Passkey, (caregiver.family_id, passkey_id))
    if passkey is None or passkey.caregiver_id != caregiver.id:
        raise Refusal(404, "passkey-unknown", "There is no such passkey.")
    db.session.delete(passkey)


def _found(credential: dict) -> Passkey:
    credential_id = _read(lambda: base64url_to_bytes(credential["rawId"]))
    passkey = db.session.scalar(sa.select(Passkey).where(Passkey.credential_id == credential_id))
    if passkey is None:
        raise Refusal(404, "passkey-unknown", "This passkey is of no family here.", "credential")
    return passkey


def _proven(verify: Callable, credential: dict, challenge: bytes, **more: Any) -> Any:
    return _read(lambda: verify(
        credential=credential, expected_challenge=challenge, expected_rp_id=_host(),
        expected_origin=current_app.config["PUBLIC_URL"], require_user_verification=True, **more))


def _read(reading: Callable[[], Any]) -> Any:
    try:
        return reading()
    except Exception as error:  # the library's, CBOR's, cryptography's: all mean the same here
        raise Refusal(400, "passkey-not-valid", "This passkey could not be read.",
                      "credential") from error


def _new_challenge(purpose: str) -> bytes:
    challenge = webauthn.helpers.generate_challenge()
    db.session.execute(sa.delete(Challenge).where(Challenge.expires_at < now()))
    db.session.add(Challenge(sha256=fingerprint(challenge.hex()), purpose=purpose,
                             expires_at=now() + LASTS))
    return challenge


def _taken(credential: dict, purpose: str) -> bytes:
    """Use up the challenge that the credential answers. Raises Refusal 400 where it is not ours."""
    challenge = _read(lambda: parse_client_data_json(
        base64url_to_bytes(credential["response"]["clientDataJSON"])).challenge)
    use = sa.delete(Challenge).where(
        Challenge.sha256 == fingerprint(challenge.hex()), Challenge.purpose == purpose,
        Challenge.expires_at > now())
    if not db.session.execute(use.returning(Challenge.sha256)).first():
        raise Refusal(400, "passkey-too-late", "That took too long. Please try once more.",
                      "credential")
    return challenge


def _registering(caregiver: Caregiver) -> str:
    return f"register {caregiver.family_id} {caregiver.id}"


def _host() -> str:
    return urlsplit(current_app.config["PUBLIC_URL"]).hostname
