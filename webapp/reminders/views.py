"""Connects reminders to the ledger and to sync; what a phone calls is in push/views.py."""

import datetime as dt
import threading
import uuid

import sqlalchemy as sa
from flask import Flask

from ..database import db
from ..languages.language import language
from ..push.subscription import Subscription
from .answer import project_answer
from .fading import note_opening
from .obstacle import device_obstacle
from .projection import FamilyReminder, project_reminder
from .status import reminder_status
from .words import words


def init(app: Flask) -> None:
    """Follow the ledger, answer every sync, and lend templates the words of invitations."""
    projections = app.extensions["projections"]
    for kind in ("reminder", "family", "child"):
        projections.setdefault(kind, []).append(project_reminder)
    projections.setdefault("answer", []).append(project_answer)
    app.extensions["reminder_status"] = on_sync
    app.extensions["invited_phones"] = invited_phones
    app.extensions["reminders_wake"] = threading.Event()
    app.jinja_env.globals["reminder_words"] = lambda: words(language())


def invited_phones(family_id: uuid.UUID) -> set[uuid.UUID]:
    """Return the phones of a family to which invitations go, whenever there is one."""
    phones = db.session.scalars(
        sa.select(Subscription.device_id).where(Subscription.family_id == family_id))
    reminder = db.session.get(FamilyReminder, family_id)
    devices = reminder and reminder.fields.get("devices")
    return {phone for phone in phones if not device_obstacle(devices, phone)}


def on_sync(device) -> dict:
    """A phone is here: somebody opened the app. Returns what it may know of the invitation."""
    now = dt.datetime.now(dt.UTC)
    note_opening(device.family_id, now)
    return reminder_status(device, now)
