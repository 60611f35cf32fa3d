"""The worker: rounds and deliveries until it is told to stop. Any number may run side by side."""

import datetime as dt
import logging
import threading
import time

import sqlalchemy as sa
from flask import Flask

from ..database import db, writing
from ..push.delivery import prune
from ..push.sender import Sender
from ..push.sending import deliver_due
from .round import follow_zone_rules, plan_round

log = logging.getLogger(__name__)

EVERY = 5.0  # seconds between two looks at the clock
TIDIED_EVERY = dt.timedelta(days=1)


def work(app: Flask, stop: threading.Event, once: bool = False) -> None:
    """Plan and send what is due until `stop` is set; with `once`, until nothing is left.

    `app.extensions["reminders_wake"]` makes it look at once: a parent waits for a test.
    """
    wake = app.extensions["reminders_wake"]
    tidied_at = dt.datetime.min.replace(tzinfo=dt.UTC)
    with Sender(app.extensions["vapid"], app.config["VAPID_SUBJECT"]) as sender:
        while not stop.is_set():
            try:
                if work_once(app, sender):
                    continue
                if clock() - tidied_at > TIDIED_EVERY:
                    _tidy(app)
                    tidied_at = clock()
            except sa.exc.SQLAlchemyError as error:
                # the database is away or busy; what it says may quote what it was to store
                log.error("the reminder worker goes on after %s", type(error).__name__)
                if once:
                    raise
            except Exception:
                # one bad row must not end all reminders; the rest of the queue goes on
                log.exception("the reminder worker goes on after a bug of ours")
                if once:
                    raise
            if once:
                return
            _wait(wake, stop)


def work_once(app: Flask, sender: Sender, now: dt.datetime | None = None) -> int:
    """Do one round and one batch. Returns how much there was: 0 when nothing is left."""
    moment = clock if now is None else lambda: now
    with app.app_context(), writing():
        planned = plan_round(moment())
    with app.app_context(), writing():
        return planned + deliver_due(sender, moment)


def clock() -> dt.datetime:
    return dt.datetime.now(dt.UTC)


def _tidy(app: Flask) -> None:
    """Forget what is long over, and follow new rules of time zones: a new release brought them."""
    with app.app_context(), writing():
        prune(clock())
        db.session.commit()
    while True:
        with app.app_context(), writing():
            if not follow_zone_rules(clock()):
                return


def _wait(wake: threading.Event, stop: threading.Event) -> None:
    until = time.monotonic() + EVERY
    while not stop.is_set() and time.monotonic() < until:
        if wake.wait(0.5):
            wake.clear()
            return
