"""/api/passkeys: making, listing and removing one's passkeys, and coming back with one."""

import uuid

from flask import Blueprint, Response, g

from ..database import db
from ..security import limiter
from ..wire import body, json_answer, stamp
from . import asked
from .admission import admitted, as_uuid
from .device import require_device
from .family import locked
from .leaving import move_out
from .passkey import (
    Passkey,
    add_passkey,
    creation_options,
    passkeys_of,
    remove_passkey,
    request_options,
    sign_in,
)

bp = Blueprint("passkeys", __name__, url_prefix="/api/passkeys")


@bp.post("/options")
@limiter.limit("30/minute")
def options() -> Response:
    device = require_device()
    body(asked.Nothing)
    return _asked(creation_options(device.caregiver))


@bp.post("")
def new_passkey() -> Response:
    device = require_device()
    wish = body(asked.Registering)
    locked(device.family_id)
    made = _on_the_wire(add_passkey(device.caregiver, wish.credential))
    db.session.commit()
    return json_answer(made, 201)


@bp.get("")
def passkeys() -> Response:
    device = require_device()
    return json_answer({"passkeys": [_on_the_wire(one) for one in passkeys_of(device.caregiver)]})


@bp.delete("/<uuid:passkey_id>")
def end_passkey(passkey_id: uuid.UUID) -> Response:
    device = require_device()
    body(asked.Nothing)
    remove_passkey(device.caregiver, passkey_id)
    db.session.commit()
    return Response(status=204)


@bp.post("/sign-in/options")
@limiter.limit("30/minute")
def sign_in_options() -> Response:
    body(asked.Nothing)
    return _asked(request_options())


@bp.post("/sign-in")
@limiter.limit("10/minute;60/hour")
def come_back() -> Response:
    wish = body(asked.SigningIn)
    phone = wish.device or asked.NewDevice()
    device, token = sign_in(wish.credential, as_uuid(phone.id), phone.label)
    if g.device and g.device is not device:
        move_out(g.device)
    return admitted(device, token)


def _asked(options: dict) -> Response:
    db.session.commit()
    return json_answer({"options": options})


def _on_the_wire(passkey: Passkey) -> dict:
    return {"id": str(passkey.id), "created_at": stamp(passkey.created_at),
            "used_at": passkey.used_at and stamp(passkey.used_at)}
