"""The worker that sends: several of them, one that dies, one that is told to stop."""

import datetime as dt
import threading

import pytest
import sqlalchemy as sa
from machines.reminding import Evening, berlin

from webapp.database import db, writing
from webapp.push.delivery import Delivery, claim, finish
from webapp.push.sender import Sender
from webapp.reminders.round import SPREAD_SECONDS, plan_round
from webapp.reminders.worker import work, work_once


def test_two_workers_side_by_side_send_each_invitation_once(app, phone, service):
    app.config["PUSH_SERVICES_EXTRA"] = [service.origin]
    evenings = [Evening(app, phone, service) for _ in range(25)]
    browsers = [one.subscribe() for one in evenings]
    for one in evenings:
        one.remind()
    start = threading.Barrier(4)

    def run():
        with Sender(app.extensions["vapid"], app.config["VAPID_SUBJECT"]) as sender:
            start.wait(30)
            for clock in ("18:36", "18:46"):
                while work_once(app, sender, berlin(clock)):
                    pass

    threads = [threading.Thread(target=run) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert [len(service.read_by(browser)) for browser in browsers] == [1] * 25


def test_a_worker_that_died_is_followed_by_another_and_its_late_word_is_ignored(
        evening, service, app):
    evening.subscribe()
    evening.remind()
    with app.app_context(), writing():
        plan_round(berlin("18:45"))
        dead = claim(berlin("18:45") + dt.timedelta(seconds=SPREAD_SECONDS))
        db.session.commit()
        [row] = db.session.scalars(sa.select(Delivery).where(dead.rows))
        key = row.family_id, row.id
    evening.at("18:45")
    assert service.requests == []
    evening.at("18:48")
    assert len(service.arrivals) == 1
    with app.app_context(), writing():
        assert finish(*key, dead.token, outcome="refused") is False
        db.session.commit()
    said = evening.status("21:30", 21)["last"]
    assert (said["local_date"], said["outcome"], said["reason"]) == (
        "2026-11-21", "delivered", None)


def test_one_family_without_a_schedule_does_not_stop_the_others(evening, service, app, phone):
    from webapp.reminders.projection import FamilyReminder

    other = Evening(app, phone, service)
    for one in (evening, other):
        one.subscribe()
        one.remind()
    with app.app_context(), writing():
        row = db.session.scalar(sa.select(FamilyReminder).order_by(FamilyReminder.family_id))
        row.zone = "Atlantis/Poseidonis"
        db.session.commit()
    evening.at("18:45")
    assert len(service.arrivals) == 1


@pytest.mark.sqlite_only
def test_the_worker_stops_when_it_is_told_to(app):
    stop = threading.Event()
    thread = threading.Thread(target=work, args=(app, stop))
    thread.start()
    stop.set()
    thread.join(5)
    assert not thread.is_alive()


@pytest.mark.sqlite_only
def test_work_once_ends_by_itself(app):
    work(app, threading.Event(), once=True)


def test_old_deliveries_are_forgotten_after_a_month(evening, service, app):
    from webapp.push.delivery import prune

    evening.subscribe()
    evening.remind()
    evening.at("18:45")
    with app.app_context(), writing():
        for days, left in ((29, 1), (31, 0)):
            prune(berlin("20:15") + dt.timedelta(days=days))
            assert len(db.session.scalars(sa.select(Delivery)).all()) == left
        db.session.commit()
