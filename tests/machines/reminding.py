"""A family with a reminder and phones that subscribed, and a worker whose clock a test sets."""

import datetime as dt
import uuid
from zoneinfo import ZoneInfo

import time_machine

from machines.push_service import Browser, PushService
from machines.writing import entry, joined, sync
from webapp.push.sender import Sender
from webapp.reminders.round import SPREAD_SECONDS
from webapp.reminders.worker import work_once

BERLIN = ZoneInfo("Europe/Berlin")


def berlin(clock: str, day: int = 21) -> dt.datetime:
    """Return a moment of November 2026 on Berlin's clocks."""
    hour, minute = map(int, clock.split(":"))
    return dt.datetime(2026, 11, day, hour, minute, tzinfo=BERLIN).astimezone(dt.UTC)


def fixed(family: str, kind: str) -> str:
    return str(uuid.uuid5(uuid.UUID(family), kind))


class Evening:
    """One family in Berlin, invited at 18:45 unless told otherwise; `at()` moves the clock."""

    def __init__(self, app, phone, service: PushService | None):
        self.app, self.new_phone, self.service = app, phone, service
        self.phone = phone()
        with time_machine.travel(berlin("12:00"), tick=False):
            self.family = self.phone.family()["family"]

    def remind(self, at: str = "12:00", day: int = 21, **fields) -> None:
        wish = {"on": True, "time": "18:45", "weekdays": [1, 2, 3, 4, 5, 6, 7], **fields}
        self.write("reminder", wish, at, day, record=fixed(self.family, "reminder"))

    def write(self, kind: str, fields: dict, at: str, day: int = 21, phone=None, **more) -> str:
        """Sync one entry written at that moment. Returns its record."""
        moment = berlin(at, day)
        with time_machine.travel(moment, tick=False):
            one = entry(kind, fields, recorded_at=iso(moment), **more)
            answer = sync(phone or self.phone, [one])
        assert answer["refused"] == [], answer["refused"]
        return one["record"]

    def massage(self, at: str, day: int = 21, outcome: str = "given", phone=None) -> str:
        moment = berlin(at, day)
        local = (moment.astimezone(BERLIN) - dt.timedelta(hours=4)).date()
        return self.write("massage", {
            "when": {"at": iso(moment), "zone": "Europe/Berlin", "local_date": str(local)},
            "routine": "first-touch", "seconds": 300, "outcome": outcome}, at, day, phone)

    def subscribe(self, phone=None, *script) -> Browser:
        browser = self.service.browser(*script)
        with time_machine.travel(berlin("12:00", 1), tick=False):
            answer = (phone or self.phone).put("/api/push-subscription", browser.subscription())
        assert answer.status_code == 204, answer.text
        return browser

    def second_phone(self):
        other = self.new_phone()
        joined(self.phone, other)
        return other

    def status(self, at: str, day: int = 21, phone=None) -> dict:
        with time_machine.travel(berlin(at, day), tick=False):
            return sync(phone or self.phone, [])["reminder_status"]

    def at(self, clock: str, day: int = 21, patience: float = 5) -> None:
        """Let a worker look in the middle of this minute until nothing is left to do."""
        moment = berlin(clock, day) + dt.timedelta(seconds=SPREAD_SECONDS)
        with Sender(self.app.extensions["vapid"], self.app.config["VAPID_SUBJECT"],
                    patience) as sender:
            while work_once(self.app, sender, moment):
                pass


def iso(moment: dt.datetime) -> str:
    return moment.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%S.000Z")
