"""Admission: a phone gets its place in a family, its cookie, and the answer that says so."""

import uuid

from flask import Response

from ..database import db
from ..ledger.ledger import write_down
from ..wire import Refusal, json_answer
from . import asked
from .caregiver import Caregiver, add_caregiver
from .device import Device, add_device, claimed_device, renew_token, set_cookie
from .family import Family, forget_left_families, found, locked
from .invitation import claim_of, take
from .leaving import move_out
from .recovery import new_recovery_code


def found_by(wish: asked.Founding, former: Device | None) -> tuple[Device, str, str | None]:
    """Make a family with its first phone, or find the phone of the same call made before.

    Returns the phone, its secret and the claim that repeats both. Raises Refusal 409
    `family-known`, and 409 `already-here` for a phone that is in another family still: its
    browser threw away what the app kept, but not the cookie, and the family must not be lost too.
    """
    forget_left_families()
    claim = wish.claim and f"found {wish.claim}"
    family_id = as_uuid(wish.family)
    if claim and (device := claimed_device(claim, family_id)):
        return device, renew_token(device, claim), claim
    if former and former.family_id != family_id:
        raise Refusal(409, "already-here", "This phone is in a family already.", "family")
    if family := found(family_id or uuid.uuid4(), wish.zone):
        owner = _newcomer(family, wish, "owner")
        device, token = _settle(family, owner, wish, claim)
        write_down(family, device, "family", uuid.uuid5(family.id, "family"), {"zone": wish.zone})
        return device, token, claim
    # of two calls at once the second waited for the first, and finds its phone only now
    if claim and (device := claimed_device(claim, family_id)):
        return device, renew_token(device, claim), claim
    raise Refusal(409, "family-known", "This family is here already.", "family")


def join_by(wish: asked.Joining, former: Device | None) -> tuple[Device, str]:
    """Redeem an invitation, leaving the `former` family; the same call may be repeated.

    Returns the phone and its secret. Raises Refusal 404 for a code that does not work, 409
    `already-here` for a code of one's own family, which stays usable.
    """
    claim = wish.claim and claim_of(wish.code, wish.claim)
    if claim and (device := claimed_device(claim)):
        return device, renew_token(device, claim)
    invitation = take(wish.code)
    if former and former.family_id == invitation.family_id:
        raise Refusal(409, "already-here", "This phone is in that family already.", "code")
    family = locked(invitation.family_id)
    family.left_at = None
    same = invitation.caregiver_id and db.session.get(
        Caregiver, (family.id, invitation.caregiver_id))
    admitted = _settle(family, same or _newcomer(family, wish, invitation.role), wish, claim)
    if former:
        move_out(former)
    return admitted


def admitted(device: Device, token: str, **more: str) -> Response:
    """Commit, and answer 201 with the phone's ids and its cookie."""
    answer = {**identity(device), **more}
    db.session.commit()
    return set_cookie(json_answer(answer, 201), token)


def with_recovery_code(device: Device, token: str, claim: str | None) -> Response:
    code = new_recovery_code(device.family_id, device.caregiver_id, claim)
    return admitted(device, token, recovery_code=code)


def identity(device: Device) -> dict[str, str]:
    epoch = db.session.get(Family, device.family_id).epoch
    return {"family": str(device.family_id), "caregiver": str(device.caregiver_id),
            "device": str(device.id), "epoch": str(epoch)}


def as_uuid(text: str | None) -> uuid.UUID | None:
    return uuid.UUID(text) if text else None


def _newcomer(family: Family, wish: asked.Founding | asked.Joining, role: str) -> Caregiver:
    person = wish.caregiver or asked.NewCaregiver()
    return add_caregiver(family.id, as_uuid(person.id), role)


def _settle(family: Family, caregiver: Caregiver, wish: asked.Founding | asked.Joining,
            claim: str | None) -> tuple[Device, str]:
    person = wish.caregiver or asked.NewCaregiver()
    phone = wish.device or asked.NewDevice()
    device, token = add_device(caregiver, as_uuid(phone.id), phone.label, claim)
    # names live in the ledger: the phones learn there who came
    said = {"name": person.name, "relation": person.relation}
    said = {field: value for field, value in said.items() if value}
    if said:
        write_down(family, device, "caregiver", caregiver.id, said)
    return device, token
