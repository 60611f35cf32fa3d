"""Where a phone can be reached: subscribe, unsubscribe, a test, and "I have shown it"."""

import datetime as dt
import logging
import uuid
from typing import Annotated

import sqlalchemy as sa
from flask import Blueprint, Response, current_app
from msgspec import Meta, Struct

from ..database import db
from ..families.device import require_device, require_parent
from ..families.family import locked
from ..languages.pages import address
from ..reminders.words import words
from ..security import limiter
from ..wire import Refusal, body
from .delivery import Delivery
from .endpoint import NotAllowed, allowed
from .message import encrypted, message
from .subscription import Subscription, point, secret, subscribe, subscription_of, unsubscribe

log = logging.getLogger(__name__)
bp = Blueprint("push", __name__, url_prefix="/api")

TEST_WAITS = dt.timedelta(minutes=5)
Key = Annotated[str, Meta(max_length=200)]


class Keys(Struct):
    p256dh: Key
    auth: Key


class Subscribing(Struct):
    endpoint: str
    keys: Keys
    application_server_key: Key | None = None
    language: Annotated[str, Meta(pattern=r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8}){0,3}$(?!\n)")] = "en"


class Shown(Struct):
    delivery: uuid.UUID


class Nothing(Struct):
    """A call without content."""


@bp.put("/push-subscription")
@limiter.limit("60/hour")
def put_subscription() -> Response:
    device = require_device()
    require_parent(device)
    wish = body(Subscribing)
    try:
        endpoint = allowed(wish.endpoint, current_app.config["PUSH_SERVICES_EXTRA"])
    except NotAllowed as refused:
        # a new push service shows here first: its users would have no reminders
        log.warning("a push endpoint is not allowed: host %s", refused.host[:100])
        raise Refusal(400, "push-endpoint-not-allowed",
                      "This browser's push service is not known here.", "endpoint") from None
    p256dh = _key(point, wish.keys.p256dh, "keys.p256dh")
    auth = _key(secret, wish.keys.auth, "keys.auth")
    ours = wish.application_server_key or current_app.config["VAPID_PUBLIC_KEY"]
    if ours not in current_app.extensions["vapid"]:
        raise Refusal(400, "push-key-unknown", "This phone subscribed with a key that is not ours.",
                      "application_server_key")
    locked(device.family_id)
    if subscribe(device, endpoint.url, p256dh, auth, wish.language, dt.datetime.now(dt.UTC),
                 ours):
        _encrypt_again(device)
    return _done()


@bp.delete("/push-subscription")
def delete_subscription() -> Response:
    device = require_device()
    body(Nothing)
    unsubscribe(device)
    return _done()


@bp.post("/push-subscription/test")
@limiter.limit("6/minute;30/day")
def test_subscription() -> Response:
    """Queue a notification for this phone, to be seen within seconds."""
    device = require_device()
    body(Nothing)
    phone = subscription_of(device)
    if phone is None:
        raise Refusal(409, "not-subscribed", "This phone does not receive invitations yet.")
    now, said = dt.datetime.now(dt.UTC), words(phone.language)
    content = message(said.test_title, said.test_text, address(phone.language, "/reminders"),
                      phone.language)
    db.session.add(Delivery(
        family_id=device.family_id, id=uuid.uuid4(), device_id=device.id, local_date=None,
        due_at=now, deadline=now + TEST_WAITS, visible_at=now, text=said.test_text,
        body=encrypted(content, phone)))
    answer = _done(202)
    current_app.extensions["reminders_wake"].set()
    return answer


@bp.post("/push-subscription/shown")
def shown() -> Response:
    """Note that this phone showed a delivery of its own; of any other nothing is said."""
    device = require_device()
    delivery_id, now = body(Shown).delivery, dt.datetime.now(dt.UTC)
    ours = db.session.execute(sa.update(Delivery).where(
        Delivery.family_id == device.family_id, Delivery.id == delivery_id,
        Delivery.device_id == device.id).values(shown_at=now))
    if ours.rowcount:
        db.session.execute(sa.update(Subscription).where(
            Subscription.family_id == device.family_id,
            Subscription.device_id == device.id).values(shown_at=now))
    return _done()


def _key(read, text: str, field: str) -> str:
    try:
        return read(text)
    except ValueError:
        raise Refusal(400, "invalid", "These keys are not a browser's.", field) from None


def _encrypt_again(device) -> None:
    # what was encrypted for the keys before cannot be read with the new ones
    db.session.execute(sa.update(Delivery).where(
        Delivery.family_id == device.family_id, Delivery.device_id == device.id,
        Delivery.outcome.is_(None), Delivery.local_date.is_not(None)).values(body=None))


def _done(status: int = 204) -> Response:
    db.session.commit()
    return Response(status=status)
