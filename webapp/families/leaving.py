"""Going away, really: a phone, a caregiver, a whole family."""

import uuid

import sqlalchemy as sa

from ..database import db
from ..ledger.record import forget_private_records
from ..wire import Refusal
from .caregiver import Caregiver, caregivers, give_role
from .device import Device, devices_of, say_farewell
from .family import Family, locked, now
from .invitation import end_open_invitations


def revoke(by: Device, device_id: uuid.UUID) -> None:
    """Sign a phone out: one's own, or anybody's for an owner.

    Raises Refusal 404 for a phone of no one here, 403 for another caregiver's.
    """
    locked(by.family_id)
    device = db.session.get(Device, (by.family_id, device_id))
    if device is None:
        raise Refusal(404, "phone-unknown", "There is no such phone in this family.")
    if by.role != "owner" and device.caregiver_id != by.caregiver_id:
        raise Refusal(403, "owners-only", "Only someone who looks after the family may do this.")
    if device.id != by.id:  # a lost phone may have made itself a way back in
        end_open_invitations(by.family_id)
    say_farewell([device], "device-revoked")


def leave(device: Device, heir: uuid.UUID | None) -> None:
    """Take a caregiver with all phones and private notes out; the last one takes the family along.

    Raises Refusal 409 `last-owner` when others stay and nobody would look after the family.
    """
    locked(device.family_id)
    others = [c for c in caregivers(device.family_id) if c.id != device.caregiver_id]
    if not others:
        return delete_family(device.family_id)
    if heir is not None and device.role == "owner":
        give_role(device.family_id, heir, "owner")
    if all(other.role != "owner" for other in others):
        raise Refusal(409, "last-owner", "Please choose who looks after the family.", "owner")
    family_id, caregiver_id = device.family_id, device.caregiver_id
    end_open_invitations(family_id)
    say_farewell(devices_of(family_id, caregiver_id), "device-revoked")
    forget_private_records(family_id, caregiver_id)
    db.session.execute(sa.delete(Caregiver).where(Caregiver.family_id == family_id,
                                                  Caregiver.id == caregiver_id))
    return None


def delete_family(family_id: uuid.UUID) -> None:
    """Delete everything a family has; what stays are its phones' fingerprints, to tell them."""
    locked(family_id)
    say_farewell(devices_of(family_id), "family-deleted")
    db.session.execute(sa.delete(Family).where(Family.id == family_id))


def move_out(device: Device) -> None:
    """Let a phone go that was admitted elsewhere just now; it keeps what it has.

    No farewell: if the answer is lost the phone still holds the old cookie, and must not be told
    to erase. A family without phones waits for its recovery code before it is forgotten.
    """
    family = locked(device.family_id)
    db.session.delete(device)
    db.session.flush()
    if not devices_of(family.id):
        family.left_at = now()
