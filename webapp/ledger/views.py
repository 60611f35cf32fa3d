"""POST /api/sync: a phone gives what it wrote down and gets what it does not know yet."""

import uuid
from typing import Annotated, Any

from flask import Blueprint, Response, current_app, g
from msgspec import Meta, Struct

from ..database import db
from ..families.asked import Id
from ..families.device import note_contact, require_device, set_cookie
from ..families.family import Family, locked
from ..wire import body, json_answer
from .ledger import page_past, take_in

bp = Blueprint("ledger", __name__, url_prefix="/api")


class Sync(Struct):
    """`cursor` is 0 at first, then what the last answer said. Each entry is judged by itself.

    Where the answer's epoch is another one than `epoch`, no entry was taken: offer them again.
    """

    cursor: Annotated[int, Meta(ge=0, le=2**53)]
    entries: Annotated[list[Any], Meta(max_length=200, extra_json_schema={
        "items": {"$ref": "#/components/schemas/Entry"}})]
    epoch: Id | None = None


@bp.post("/sync")
def sync() -> Response:
    device = require_device()
    asked = body(Sync)
    family = locked(device.family_id)
    is_of_this_history = _is_of_this_history(family, asked)
    # what was sent to another history may have been long on its way, and its phone will offer
    # it again with the stamps it knows: taken now, it would get a later one
    verdicts = take_in(family, device, asked.entries if is_of_this_history else [])
    g.accepted = len(verdicts.accepted)
    records, cursor, more = page_past(family, device, asked.cursor if is_of_this_history else 0)
    renew = note_contact(device)
    answer = json_answer({
        "epoch": str(family.epoch), "cursor": cursor,
        "accepted": verdicts.accepted, "refused": verdicts.refused, "records": records,
        "reminder_status": current_app.extensions["reminder_status"](device), "more": more,
    })
    db.session.commit()
    return set_cookie(answer, g.token) if renew else answer


def _is_of_this_history(family: Family, asked: Sync) -> bool:
    """Return whether a phone knows the history that this database has.

    A cursor ahead of us means that this database was put back to an earlier day. Its history
    is a new one from here on, so that every phone offers again what it holds.
    """
    if asked.epoch is not None and uuid.UUID(asked.epoch) != family.epoch:
        return False
    if asked.cursor > family.counter:
        family.epoch = uuid.uuid4()
        return False
    return True
