"""POST /api/families and what a phone may ask about its family. Answers are in API.md."""

import base64
import uuid

from flask import Blueprint, Flask, Response, current_app, g, request

from ..database import db
from ..qr import qr
from ..security import limiter
from ..wire import Refusal, body, json_answer, stamp
from . import asked
from .admission import admitted, as_uuid, found_by, identity, join_by, with_recovery_code
from .caregiver import caregivers, give_role, seal_key_of
from .device import (
    WORDS,
    Device,
    add_device,
    devices_of,
    forget_here,
    recognise,
    require_device,
    require_parent,
)
from .family import locked, project_zone, zones
from .invitation import invite, open_invitations, withdraw_invitation
from .leaving import delete_family, leave, move_out, revoke
from .recovery import new_recovery_code, recover

bp = Blueprint("families", __name__, url_prefix="/api")
bp.before_app_request(recognise)


def init(app: Flask) -> None:
    app.extensions["projections"].setdefault("family", []).append(project_zone)


@bp.post("/families")
@limiter.limit("20/minute;100/day")
def found_family() -> Response:
    wish = body(asked.Founding)
    if wish.zone not in zones():
        raise Refusal(400, "zone-unknown", "This time zone is not known here.", "zone")
    if wish.claim and not wish.family and len(wish.claim) < 16:
        # with no family id beside it, the claim alone opens the family for ten minutes
        raise Refusal(400, "invalid", "A claim alone has at least 16 characters.", "claim")
    return with_recovery_code(*found_by(wish, former=g.device))


@bp.get("/me")
def me() -> Response:
    device = require_device()
    people, phones = caregivers(device.family_id), devices_of(device.family_id)
    if device.role == "helper":
        people = [device.caregiver]
        phones = [phone for phone in phones if phone.caregiver_id == device.caregiver_id]
    invited = current_app.extensions["invited_phones"](device.family_id)
    roles = {caregiver.id: caregiver.role for caregiver in people}
    return json_answer({
        **identity(device), "role": device.role,
        "caregivers": [{"id": str(person.id), "role": person.role} for person in people],
        "devices": [{
            "id": str(phone.id), "caregiver": str(phone.caregiver_id),
            "role": roles[phone.caregiver_id], "label": phone.label,
            "created_at": stamp(phone.created_at), "last_seen_at": stamp(phone.last_seen_at),
            "invited": phone.id in invited,
        } for phone in phones],
        "vapid_public_key": current_app.config.get("VAPID_PUBLIC_KEY"),
    })


@bp.post("/invitations")
def new_invitation() -> Response:
    device = require_device()
    wish = body(asked.Inviting)
    role = device.role if wish.mine else wish.role or "member"
    if not wish.mine:
        require_parent(device)
        if role == "owner":
            _require_owner(device)
    invitation, code = invite(device.family_id, role, device.caregiver_id if wish.mine else None)
    home = current_app.config["PUBLIC_URL"] or request.host_url.rstrip("/")
    answer = {"id": str(invitation.id), "code": code, "role": role,
              "expires_at": stamp(invitation.expires_at), "qr": qr(f"{home}/join#{code}")}
    db.session.commit()
    return json_answer(answer, 201)


@bp.get("/invitations")
def invitations() -> Response:
    device = require_device()
    require_parent(device)
    return json_answer({"invitations": [
        {"id": str(one.id), "role": one.role, "expires_at": stamp(one.expires_at)}
        for one in open_invitations(device.family_id)]})


@bp.delete("/invitations/<uuid:invitation_id>")
def end_invitation(invitation_id: uuid.UUID) -> Response:
    device = require_device()
    require_parent(device)
    body(asked.Nothing)
    withdraw_invitation(device.family_id, invitation_id)
    return _done()


@bp.post("/invitations/redeem")
@limiter.limit("10/minute;60/hour")
def join() -> Response:
    return admitted(*join_by(body(asked.Joining), former=g.device))


@bp.post("/recovery")
@limiter.limit("10/minute;30/hour")
def come_back() -> Response:
    wish = body(asked.Recovering)
    phone = wish.device or asked.NewDevice()
    device, token, claim = recover(wish.code, as_uuid(phone.id), phone.label)
    if g.device and g.device is not device:
        move_out(g.device)
    return with_recovery_code(device, token, claim)


@bp.post("/recovery-code")
def another_recovery_code() -> Response:
    device = require_device()
    body(asked.Nothing)
    locked(device.family_id)
    code = new_recovery_code(device.family_id, device.caregiver_id)
    db.session.commit()
    return json_answer({"recovery_code": code}, 201)


@bp.post("/device/fork")
def fork() -> Response:
    """An installed app that came with a copy of the browser's cookie becomes a phone of its own."""
    device = require_device()
    label = body(asked.Forking).label
    return admitted(*add_device(device.caregiver, None, label))


@bp.delete("/devices/<uuid:device_id>")
def sign_out_device(device_id: uuid.UUID) -> Response:
    device = require_device()
    body(asked.Nothing)
    revoke(device, device_id)
    return _done()


@bp.put("/caregivers/<uuid:caregiver_id>/role")
def change_role(caregiver_id: uuid.UUID) -> Response:
    device = require_device()
    role = body(asked.GivingRole).role
    _require_owner(device)
    locked(device.family_id)
    give_role(device.family_id, caregiver_id, role)
    return _done()


@bp.post("/leave")
def leave_family() -> Response:
    device = require_device()
    leave(device, as_uuid(body(asked.Leaving).owner))
    return forget_here(_done())


@bp.post("/seal-key")
def seal_key() -> Response:
    """The key with which this caregiver's phones seal what they keep when they sign out."""
    device = require_device()
    body(asked.Nothing)
    locked(device.family_id)
    key = base64.b64encode(seal_key_of(device.caregiver)).decode()
    db.session.commit()
    return json_answer({"key": key})


@bp.post("/sign-out")
def sign_out() -> Response:
    """Sign this phone out; one that was taken out before is told so, and may forget too."""
    if g.device is None and g.stranger != "device-unknown":
        return forget_here(Refusal(401, g.stranger, WORDS[g.stranger]).response())
    device = require_device()
    body(asked.Nothing)
    revoke(device, device.id)
    return forget_here(_done())


@bp.delete("/family")
def end_family() -> Response:
    device = require_device()
    body(asked.Nothing)
    _require_owner(device)
    delete_family(device.family_id)
    return forget_here(_done())


def _done() -> Response:
    db.session.commit()
    return Response(status=204)


def _require_owner(device: Device) -> None:
    if device.role != "owner":
        raise Refusal(403, "owners-only", "Only someone who looks after the family may do this.")

