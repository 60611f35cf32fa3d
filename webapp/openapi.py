"""/api/openapi.json: the wire contract for programs, from the Structs that check the calls."""

import re
from typing import Annotated, Any

import msgspec
from flask import Blueprint, Flask, Response, current_app
from msgspec import Meta, Struct

from .families import asked
from .ledger.entry import KIND
from .ledger.kinds import KINDS, Instant
from .ledger.views import Sync
from .push.views import Shown, Subscribing
from .wire import json_answer

bp = Blueprint("openapi", __name__, url_prefix="/api")
Id = asked.Id


class Problem(Struct):
    code: str
    message: Annotated[str, Meta(description="A sentence for a parent.")]
    field: str | None = None


class Error(Struct):
    error: Problem


class Entry(Struct):
    """What a phone wrote down; each is judged by itself. `fields` as the schema of its kind."""

    id: Id
    record: Id
    kind: Annotated[str, Meta(pattern=f"^{KIND.pattern}$")]
    action: Annotated[str, Meta(pattern="^(put|withdraw|restore)$")]
    recorded_at: Instant
    fields: dict[str, Any] = {}


class Record(Struct):
    kind: str
    record: Id
    number: int
    withdrawn: bool
    fields: dict[str, Any]
    stamps: dict[str, Instant]


class Refused(Struct):
    id: Id | None
    code: str
    message: str
    field: str | None = None


class Synced(Struct):
    epoch: Id
    cursor: int
    accepted: list[Id]
    refused: list[Refused]
    records: list[Record]
    reminder_status: dict[str, Any]
    more: bool


class Admitted(Struct):
    """With it comes the cookie. `recovery_code`: only from `/families` and `/recovery`."""

    family: Id
    caregiver: Id
    device: Id
    epoch: Id
    recovery_code: str | None = None


class Person(Struct):
    id: Id
    role: asked.AnyRole


class Phone(Struct):
    id: Id
    caregiver: Id
    role: asked.AnyRole
    label: str | None
    created_at: Instant
    last_seen_at: Instant
    invited: bool


class Me(Struct):
    family: Id
    caregiver: Id
    device: Id
    epoch: Id
    role: asked.AnyRole
    caregivers: list[Person]
    devices: list[Phone]
    vapid_public_key: str | None


class Invitation(Struct):
    id: Id
    role: asked.AnyRole
    expires_at: Instant


class NewInvitation(Invitation):
    """`qr`: the dark modules of the link's QR code as rows of 0 and 1."""

    code: str
    qr: list[str]


class Invitations(Struct):
    invitations: list[Invitation]


class RecoveryCode(Struct):
    recovery_code: str


class SealKey(Struct):
    """`key`: 32 bytes in base64, for AES-GCM."""

    key: str


class PasskeyOptions(Struct):
    """As WebAuthn's PublicKeyCredentialCreationOptionsJSON or …RequestOptionsJSON."""

    options: dict[str, Any]


class Passkey(Struct):
    id: Id
    created_at: Instant
    used_at: Instant | None


class Passkeys(Struct):
    passkeys: list[Passkey]


# each call: what it asks, the status of its answer, what it answers
CALLS: dict[str, tuple[type[Struct] | None, int, type[Struct] | None]] = {
    "families.found_family": (asked.Founding, 201, Admitted),
    "families.me": (None, 200, Me),
    "families.new_invitation": (asked.Inviting, 201, NewInvitation),
    "families.invitations": (None, 200, Invitations),
    "families.end_invitation": (asked.Nothing, 204, None),
    "families.join": (asked.Joining, 201, Admitted),
    "families.come_back": (asked.Recovering, 201, Admitted),
    "families.another_recovery_code": (asked.Nothing, 201, RecoveryCode),
    "families.fork": (asked.Forking, 201, Admitted),
    "families.sign_out_device": (asked.Nothing, 204, None),
    "families.change_role": (asked.GivingRole, 204, None),
    "families.leave_family": (asked.Leaving, 204, None),
    "families.seal_key": (asked.Nothing, 200, SealKey),
    "families.sign_out": (asked.Nothing, 204, None),
    "families.end_family": (asked.Nothing, 204, None),
    "passkeys.options": (asked.Nothing, 200, PasskeyOptions),
    "passkeys.new_passkey": (asked.Registering, 201, Passkey),
    "passkeys.passkeys": (None, 200, Passkeys),
    "passkeys.end_passkey": (asked.Nothing, 204, None),
    "passkeys.sign_in_options": (asked.Nothing, 200, PasskeyOptions),
    "passkeys.come_back": (asked.SigningIn, 201, Admitted),
    "ledger.sync": (Sync, 200, Synced),
    "push.put_subscription": (Subscribing, 204, None),
    "push.delete_subscription": (asked.Nothing, 204, None),
    "push.test_subscription": (asked.Nothing, 202, None),
    "push.shown": (Shown, 204, None),
    "openapi.openapi": (None, 200, None),
}


@bp.get("/openapi.json")
def openapi() -> Response:
    return json_answer(document(current_app))


def document(app: Flask) -> dict:
    """Return the OpenAPI 3.1 document of every call under /api."""
    structs = {struct for call in CALLS.values() for struct in call[::2] if struct}
    structs = sorted({*structs, *KINDS.values(), Entry, Error}, key=lambda struct: struct.__name__)
    refs, schemas = msgspec.json.schema_components(
        structs, schema_hook=lambda kind: kind.schema,
        ref_template="#/components/schemas/{name}")
    ref_of = dict(zip(structs, refs, strict=True))
    paths: dict[str, dict] = {}
    for rule in app.url_map.iter_rules():
        if rule.endpoint in CALLS:
            path = re.sub(r"<uuid:(\w+)>", r"{\1}", rule.rule)
            for method in rule.methods - {"HEAD", "OPTIONS"}:
                paths.setdefault(path, {})[method.lower()] = _operation(rule, ref_of)
    return {"openapi": "3.1.0", "info": {"title": "Warm Hands", "version": "1"},
            "paths": paths, "components": {"schemas": schemas}}


def _operation(rule, ref_of: dict) -> dict:
    asks, status, answers = CALLS[rule.endpoint]
    good: dict = {"description": "Done."}
    if answers:
        good["content"] = {"application/json": {"schema": ref_of[answers]}}
    operation = {
        "operationId": rule.endpoint.rpartition(".")[2],
        "parameters": [{"name": name, "in": "path", "required": True,
                        "schema": {"type": "string", "format": "uuid"}}
                       for name in sorted(rule.arguments)],
        "responses": {str(status): good, "default": {
            "description": "Why not.",
            "content": {"application/json": {"schema": ref_of[Error]}}}},
    }
    if asks:
        operation["requestBody"] = {
            "required": True, "content": {"application/json": {"schema": ref_of[asks]}}}
    return operation
