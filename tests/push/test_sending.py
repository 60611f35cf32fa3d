"""What a push service answers, and what follows: nobody is forgotten by mistake."""

import datetime as dt
import logging
import time
import uuid
from email.utils import format_datetime
from types import SimpleNamespace

import pytest
import sqlalchemy as sa
from machines.push_service import PushService
from machines.reminding import Evening, berlin

from webapp.database import db, reading
from webapp.push.endpoint import allowed
from webapp.push.message import encrypted, topic
from webapp.push.sender import Answer, Letter, Sender
from webapp.push.sending import verdict
from webapp.push.subscription import Subscription

NOW = dt.datetime(2026, 11, 21, 18, tzinfo=dt.UTC)
SOON = NOW + dt.timedelta(minutes=90)


def subscribed(app) -> int:
    with app.app_context(), reading():
        return db.session.scalar(sa.select(sa.func.count()).select_from(Subscription))


def outcome(evening, at="21:30") -> tuple:
    last = evening.status(at)["last"]
    return last["outcome"], last["reason"]


def test_the_message_is_declarative_and_says_the_same_everywhere(evening, service):
    browser = evening.subscribe()
    evening.remind()
    evening.at("18:45")
    [arrival] = service.read_by(browser)
    notification = arrival.content["notification"]
    assert (arrival.content["web_push"], arrival.content["mutable"]) == (8030, True)
    assert notification.keys() == {"title", "body", "navigate", "lang", "dir", "tag", "silent",
                                   "mutable"}
    assert (notification["tag"], notification["silent"], notification["mutable"]) == (
        "invitation", True, True)
    assert notification["navigate"].startswith("http://localhost/tonight#")
    assert notification["lang"] == "en"
    assert service.complaints == []


@pytest.mark.parametrize("status", [404, 410])
def test_a_subscription_that_is_gone_is_forgotten_and_no_other(evening, service, app, status):
    other = evening.second_phone()
    kept = evening.subscribe(other)
    evening.subscribe(None, status)
    evening.remind()
    evening.at("18:45")
    assert subscribed(app) == 1
    assert len(service.read_by(kept)) == 1
    assert outcome(evening) == ("gone", f"http-{status}")


@pytest.mark.parametrize("status", [400, 401, 403, 413, 302, 307])
def test_a_refusal_is_our_fault_so_the_phone_is_kept_and_an_alarm_is_raised(
        evening, service, app, status, caplog):
    browser = evening.subscribe(None, (status, {"Location": f"{service.origin}/elsewhere"}))
    evening.remind()
    with caplog.at_level(logging.ERROR):
        evening.at("18:45")
    evening.at("18:50")
    assert subscribed(app) == 1
    assert outcome(evening) == ("refused", f"http-{status}")
    assert len(service.requests) == 1
    assert f"answered {status}" in caplog.text
    assert browser.endpoint.rpartition("/")[2] not in caplog.text


@pytest.mark.parametrize("trouble", [429, 500, 503, 406])
def test_a_busy_service_is_asked_again_within_the_window(evening, service, app, trouble):
    browser = evening.subscribe(None, trouble)
    evening.remind()
    evening.at("18:45")
    assert service.read_by(browser) == []
    evening.at("18:46")
    assert len(service.read_by(browser)) == 1
    assert outcome(evening) == ("delivered", None)


def test_a_busy_service_is_left_alone_as_long_as_it_asks(evening, service):
    browser = evening.subscribe(None, (429, {"Retry-After": "600"}))
    evening.remind()
    for clock in ("18:45", "18:50", "18:54"):
        evening.at(clock)
    assert len(service.requests) == 1
    evening.at("18:55")
    assert len(service.read_by(browser)) == 1


def test_a_service_that_asks_for_more_than_the_window_ends_the_evening(evening, service, app):
    evening.subscribe(None, (503, {"Retry-After": "99999999"}))
    evening.remind()
    evening.at("18:45")
    assert outcome(evening) == ("dropped", "push-service-busy")
    assert subscribed(app) == 1


def test_a_service_that_never_answers_holds_nobody_up(evening, service, app, phone):
    stuck = PushService()
    app.config["PUSH_SERVICES_EXTRA"].append(stuck.origin)
    other = Evening(app, phone, stuck)
    other.subscribe(None, "hang", "hang")
    browser = evening.subscribe()
    for one in (evening, other):
        one.remind()
    began = time.monotonic()
    evening.at("18:45", patience=0.5)
    assert time.monotonic() - began < 5
    assert len(service.read_by(browser)) == 1
    assert subscribed(app) == 2
    assert other.status("18:46")["last"]["outcome"] == "planned"
    stuck.close()


def test_a_slow_service_is_waited_for_and_one_that_talks_nonsense_is_tried_again(
        evening, service, app):
    slow = evening.subscribe(None, "slow")
    confused = evening.subscribe(evening.second_phone(), "garbage")
    evening.remind()
    evening.at("18:45")
    assert (len(service.read_by(slow)), len(service.read_by(confused))) == (1, 0)
    assert subscribed(app) == 2
    evening.at("18:47")
    assert (len(service.read_by(slow)), len(service.read_by(confused))) == (1, 1)


def test_a_service_that_is_not_there_is_tried_again(evening, app):
    gone = PushService()
    gone.close()
    app.config["PUSH_SERVICES_EXTRA"].append(gone.origin)
    answer = evening.phone.put("/api/push-subscription", gone.browser().subscription())
    assert answer.status_code == 204
    evening.remind()
    evening.at("18:45")
    assert evening.status("18:46")["last"]["outcome"] == "planned"
    evening.at("20:15")
    assert outcome(evening) == ("dropped", "too-late")
    assert subscribed(app) == 1


def test_two_services_each_get_a_signature_of_their_own(evening, service, app):
    second = PushService()
    app.config["PUSH_SERVICES_EXTRA"].append(second.origin)
    evening.subscribe()
    other = evening.second_phone()
    assert other.put("/api/push-subscription", second.browser().subscription()).status_code == 204
    evening.remind()
    evening.at("18:45")
    evening.at("18:45", 22)
    assert (len(service.arrivals), len(second.arrivals)) == (2, 2)
    assert service.complaints == second.complaints == []
    second.close()


def test_one_row_with_broken_keys_does_not_stop_the_others(evening, service, app, phone):
    from webapp.database import writing

    good = evening.subscribe()
    broken = Evening(app, phone, service)
    broken.subscribe()
    for one in (evening, broken):
        one.remind()
    with app.app_context(), writing():
        db.session.execute(sa.update(Subscription)
                           .where(Subscription.endpoint != good.endpoint).values(p256dh="AAAA"))
        db.session.commit()
    evening.at("18:45")
    assert len(service.read_by(good)) == 1
    assert outcome(broken) == ("refused", "keys")
    assert subscribed(app) == 2


@pytest.mark.parametrize(("answer", "expected"), [
    (Answer(201), "delivered"), (Answer(200), "delivered"), (Answer(202), "delivered"),
    (Answer(404), "gone"), (Answer(410), "gone"), (Answer(301), "refused"),
    (Answer(418), "refused"), (Answer(500), None), (Answer(429), None),
    (Answer(None), None), (Answer(408), None),
    (Answer(429, 5400), "dropped"), (Answer(429, 1e9), "dropped")])
def test_each_answer_has_one_meaning(answer, expected):
    assert verdict(answer, 1, SOON, NOW)["outcome"] == expected


def test_pauses_between_tries_double():
    pauses = [(verdict(Answer(500), tries, SOON, NOW)["visible_at"] - NOW).total_seconds()
              for tries in (1, 2, 3, 4)]
    assert all(low <= pause <= low + 10 for low, pause in zip((30, 60, 120, 240), pauses,
                                                              strict=True))


@pytest.mark.sqlite_only
def test_retry_after_is_read_as_seconds_or_as_a_date(app, service):
    in_an_hour = format_datetime(dt.datetime.now(dt.UTC) + dt.timedelta(hours=1), usegmt=True)
    said = ["120", "-5", "soon", "Wed, 21 Oct 2015 07:28:00 GMT", in_an_hour]
    letters = []
    for text in said:
        browser = service.browser((503, {"Retry-After": text}))
        keys = SimpleNamespace(**browser.subscription()["keys"])
        letters.append(Letter(allowed(browser.endpoint, [service.origin]),
                              encrypted(b"{}", keys), 60, topic(uuid.uuid4(), "test")))
    with Sender(app.extensions["vapid"], app.config["VAPID_SUBJECT"]) as sender:
        waits = [answer.retry_after for answer in sender.send(letters)]
    assert waits[:4] == [120, None, None, None]
    assert 3540 < waits[4] <= 3600


def test_berlin_is_one_hour_ahead_in_november():
    assert berlin("18:45") == dt.datetime(2026, 11, 21, 17, 45, tzinfo=dt.UTC)
