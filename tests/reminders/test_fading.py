"""Invitations that nobody opens become fewer, say so once, and rest until they are asked for."""

import datetime as dt
import uuid

import pytest
import sqlalchemy as sa
from machines.reminding import berlin, fixed

from webapp.database import db, writing
from webapp.push.subscription import Subscription
from webapp.reminders.words import words

DAYS = range(1, 28)


@pytest.fixture
def invited(evening, service):
    """A family whose phone subscribed on 1 November, and was not opened since."""
    browser = evening.subscribe()
    evening.remind(day=1)
    return Invited(evening, service, browser)


class Invited:
    def __init__(self, evening, service, browser):
        self.evening, self.service, self.browser = evening, service, browser

    def days(self, first: int, last: int) -> list[int]:
        """Let these evenings pass; return those on which a notification came."""
        came = []
        for day in range(first, last + 1):
            before = len(self.arrivals)
            self.evening.at("18:45", day)
            came += [day] * (len(self.arrivals) - before)
        return came

    @property
    def arrivals(self) -> list:
        return self.service.read_by(self.browser)

    @property
    def last_title(self) -> str:
        return self.arrivals[-1].content["notification"]["title"]


def test_after_three_every_other_day_and_after_five_they_rest_and_say_so_once(invited):
    assert invited.days(2, 4) == [2, 3, 4]
    assert invited.days(5, 9) == [6, 8]
    assert invited.last_title == words().title
    assert invited.days(10, 10) == [10]
    farewell = invited.arrivals[-1].content["notification"]
    assert (farewell["title"], farewell["body"]) == (words().resting_title, words().resting_text)
    assert farewell["navigate"].endswith("/reminders")
    assert invited.days(11, 27) == []
    assert invited.evening.status("21:00", 27) | {"this_device": None} == {
        "next_due_at": None, "fading": "stopped", "this_device": None,
        "last": {"local_date": "2026-11-11", "outcome": "not-sent", "reason": "faded"}}


def test_the_day_between_two_says_why_it_was_left_out(invited):
    invited.days(2, 5)
    assert invited.evening.status("21:00", 5)["last"] == {
        "local_date": "2026-11-05", "outcome": "not-sent", "reason": "fading"}


def test_an_open_app_on_that_evening_brings_them_back_to_every_day(invited):
    assert invited.days(2, 6) == [2, 3, 4, 6]
    assert invited.evening.status("22:00", 6)["fading"] is None
    assert invited.days(7, 12) == [7, 8, 9, 11]


def test_an_app_opened_before_the_hour_is_one_that_was_opened_that_day(invited):
    for day in range(2, 9):
        invited.evening.status("09:00", day)
        assert invited.days(day, day) == [day]
    assert invited.evening.status("09:00", 9)["fading"] is None


def test_what_rests_is_back_when_it_is_asked_for_and_not_before(invited):
    invited.days(2, 10)
    evening = invited.evening
    assert evening.status("09:00", 12)["fading"] == "stopped"
    evening.write("child", {"name": "Mira"}, "09:00", 12)
    evening.massage("10:00", 12)
    assert invited.days(12, 14) == []
    evening.write("reminder", {"paused_until": None}, "09:00", 15,
                  record=fixed(evening.family, "reminder"))
    assert evening.status("09:01", 15)["fading"] is None
    assert invited.days(15, 17) == [15, 16, 17]


def test_asked_for_before_they_have_rested_there_is_no_farewell(invited):
    invited.days(2, 8)
    invited.evening.at("18:37", 10)
    invited.evening.write("reminder", {"time": "19:30"}, "18:40", 10,
                          record=fixed(invited.evening.family, "reminder"))
    invited.evening.at("19:30", 10)
    assert invited.last_title == words().title


def test_an_app_opened_after_the_farewell_was_planned_leaves_it_unsaid(invited):
    invited.days(2, 8)
    invited.evening.at("18:37", 10)
    invited.evening.status("18:40", 10)
    assert invited.days(10, 10) == []
    assert invited.evening.status("21:00", 10)["last"]["reason"] == "opened"
    assert invited.days(11, 11) == [11]
    assert invited.last_title == words().title


def test_two_phones_of_a_family_are_one_invitation(evening, service):
    first, other = evening.subscribe(), evening.second_phone()
    evening.subscribe(other)
    evening.remind(day=1)
    for day in (2, 3):
        evening.at("18:45", day)
    evening.at("18:45", 4)
    assert len(service.read_by(first)) == 3


def test_what_never_left_us_is_not_counted_as_unopened(evening, service):
    browser = evening.subscribe(None, *[403] * 9)
    evening.remind(day=1)
    for day in range(2, 13):
        evening.at("18:45", day)
    assert len(service.read_by(browser)) == 2
    assert evening.status("21:00", 12)["last"]["outcome"] == "delivered"


def test_a_phone_is_not_left_out_for_a_massage_that_another_wrote_down(evening, service):
    evening.subscribe()
    other = evening.second_phone()
    evening.remind(day=1)
    for day in range(2, 12):
        evening.at("18:45", day)
        evening.massage("20:00", day, phone=other)
    assert len(service.arrivals) == 10


def test_a_phone_that_was_not_opened_for_weeks_is_asked_once_and_then_let_be(evening, service, app):
    other = evening.second_phone()
    evening.remind()
    silent, living = evening.subscribe(), evening.subscribe(other)
    _confirmed(app, evening.phone, 52)
    evening.at("18:45", 22)
    assert service.read_by(silent)[-1].content["notification"]["body"] in words().invitations
    _confirmed(app, evening.phone, 54)
    evening.at("18:45", 23)
    assert service.read_by(silent)[-1].content["notification"]["body"] == words().open_once
    assert service.read_by(living)[-1].content["notification"]["body"] in words().invitations
    _confirmed(app, evening.phone, 60)
    evening.at("18:45", 24)
    assert (len(service.read_by(silent)), len(service.read_by(living))) == (2, 3)
    evening.status("21:00", 24, phone=other)
    evening.phone.put("/api/push-subscription", silent.subscription())
    evening.at("18:45", 25)
    assert len(service.read_by(silent)) == 3


def _confirmed(app, phone, days: int) -> None:
    """Put back the moment when the app was last opened on `phone`, to `days` before 22 November."""
    with app.app_context(), writing():
        db.session.execute(sa.update(Subscription).where(
            Subscription.device_id == uuid.UUID(phone.me["device"]))
            .values(confirmed_at=berlin("18:00", 22) - dt.timedelta(days=days)))
        db.session.commit()
