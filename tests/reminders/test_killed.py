"""Workers that are killed anywhere between the round and the last word about a delivery."""

import datetime as dt
import itertools
import os
import signal
import threading
import traceback

import sqlalchemy as sa
import time_machine
from machines import LONG
from machines.reminding import Evening, berlin
from machines.writing import sync

from webapp.database import db
from webapp.push.delivery import LEASE
from webapp.push.sender import Sender
from webapp.reminders.worker import work_once

WORKERS = 4
EVERY = 1 if LONG else 5   # steps; others each day


class Dying(Sender):
    """Sends as always, and is killed before or after it."""

    def __init__(self, app, step):
        super().__init__(app.extensions["vapid"], app.config["VAPID_SUBJECT"])
        self.step = step

    def send(self, letters):
        self.step()
        answers = super().send(letters)
        self.step()
        return answers


def killed_at(app, moment, number: int) -> bool:
    """Let a process work until its step of that number, and kill it there. False: it had fewer.

    A step is a statement to the database, a commit, the moment before sending and the one after.
    """
    with app.app_context():
        db.engine.dispose()
    child = os.fork()
    if child:
        _, status = os.waitpid(child, 0)
        assert os.WIFSIGNALED(status) or os.WEXITSTATUS(status) == 0
        return os.WIFSIGNALED(status)
    try:
        steps = itertools.count(1)

        def step(*_anything) -> None:
            if next(steps) == number:
                os.kill(os.getpid(), signal.SIGKILL)

        with app.app_context():
            sa.event.listen(db.engine, "before_cursor_execute", step)
            sa.event.listen(db.engine, "commit", step)
        with Dying(app, step) as sender:
            while work_once(app, sender, moment):
                pass
        os._exit(0)
    except BaseException:
        traceback.print_exc()
        os._exit(1)


def work_together(app, moment) -> None:
    """Let four workers side by side look until nothing is left."""
    start = threading.Barrier(WORKERS)

    def run():
        with Sender(app.extensions["vapid"], app.config["VAPID_SUBJECT"]) as sender:
            start.wait(30)
            while work_once(app, sender, moment):
                pass

    threads = [threading.Thread(target=run) for _ in range(WORKERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)


def test_killed_at_any_step_nobody_is_missed_and_nobody_notices_two(app, phone, service):
    app.config["PUSH_SERVICES_EXTRA"] = [service.origin]
    evenings = [Evening(app, phone, service) for _ in range(2)]
    browsers = [evenings[0].subscribe(evenings[0].second_phone())]
    for one in evenings:
        browsers.append(one.subscribe())
        one.remind(day=1)

    twice = 0
    numbers = itertools.count(1 + dt.date.today().toordinal() % EVERY, EVERY)
    for days, number in enumerate(numbers, start=1):
        evening = berlin("18:46", 1) + dt.timedelta(days=days)
        with time_machine.travel(evening - dt.timedelta(hours=9), tick=False):
            for one in evenings:
                sync(one.phone, [])
        service.arrivals.clear()
        was_killed = killed_at(app, evening, number)
        work_together(app, evening + LEASE)
        work_together(app, evening + dt.timedelta(hours=3))
        for arrivals in map(service.read_by, browsers):
            assert arrivals, f"somebody was missed when it was killed at step {number}"
            assert len(arrivals) <= 2
            # once more only as the same invitation, which takes its own place on the phone
            assert len({arrival.headers["topic"] for arrival in arrivals}) == 1
            assert len({arrival.content["notification"]["navigate"] for arrival in arrivals}) == 1
            twice += len(arrivals) - 1
        if not was_killed:
            break
    assert number > 12, "its steps are not seen"
    # sent again is only what was sent and not yet written down
    assert twice < number * len(browsers) / 2
