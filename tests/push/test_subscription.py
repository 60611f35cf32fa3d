"""What a phone says about where it can be reached."""

import base64
import threading

import pytest
import sqlalchemy as sa
import time_machine
from machines.push_service import b64
from machines.reminding import berlin

from webapp.database import db, reading
from webapp.push.subscription import Subscription

KEYS = {
    "p256dh": ["", "AA", "!" * 87, b64(b"\4" + bytes(64)), b64(b"\4" + bytes(range(64))),
               b64(b"\3" + bytes(range(32))), b64(bytes(range(66))), "x" * 300, 5, None, ["x"],
               b64(b"\4" + b"\xff" * 64)],
    "auth": ["", "AAAA", b64(bytes(15)), b64(bytes(17)), "é" * 22, 7, None, {},
             base64.b64encode(b"\xff" * 16).decode()],
}


def rows(app) -> list:
    with app.app_context(), reading():
        return db.session.scalars(sa.select(Subscription)).all()


@pytest.mark.sqlite_only
@pytest.mark.parametrize(("name", "value"), [
    (name, value) for name, values in KEYS.items() for value in values])
def test_keys_that_are_no_browser_s_are_refused_by_name(evening, app, name, value):
    subscription = evening.service.browser().subscription()
    subscription["keys"][name] = value
    answer = evening.phone.put("/api/push-subscription", subscription)
    assert answer.status_code == 400
    assert answer.json["error"]["field"] == f"keys.{name}"
    assert rows(app) == []


@pytest.mark.sqlite_only
@pytest.mark.parametrize("content", [
    {}, {"endpoint": 5}, {"endpoint": "https://x/"}, {"keys": {}}, [], None, "x",
    {"endpoint": "https://x/", "keys": []}])
def test_a_body_of_another_shape_is_refused(evening, content):
    answer = evening.phone.put("/api/push-subscription", content)
    assert answer.status_code == 400
    assert answer.json["error"]["code"]


def test_subscribing_again_keeps_one_row(evening, app):
    for _ in range(20):
        evening.subscribe()
    subscription = evening.service.browser().subscription()
    for _ in range(3):
        assert evening.phone.put("/api/push-subscription", subscription).status_code == 204
    assert [row.endpoint for row in rows(app)] == [subscription["endpoint"]]


def test_an_endpoint_goes_with_the_phone_that_subscribed_last(evening, app, phone):
    subscription = evening.service.browser().subscription()
    stranger = phone()
    other = stranger.family()
    for one in (evening.phone, stranger):
        assert one.put("/api/push-subscription", subscription).status_code == 204
    assert [str(row.device_id) for row in rows(app)] == [other["device"]]


def test_keys_that_changed_after_planning_are_the_ones_that_are_used(evening, service):
    evening.subscribe()
    evening.remind()
    evening.at("18:40")
    browser = evening.subscribe()
    evening.at("18:45")
    [arrival] = service.read_by(browser)
    assert arrival.content["notification"]["tag"] == "invitation"


def test_unsubscribing_ends_it(evening, service, app):
    evening.subscribe()
    evening.remind()
    evening.at("18:40")
    assert evening.phone.delete("/api/push-subscription").status_code == 204
    evening.at("18:45")
    assert (service.requests, rows(app)) == ([], [])


def test_nobody_unknown_subscribes(client, app):
    for method, path in (("PUT", ""), ("DELETE", ""), ("POST", "/test"), ("POST", "/shown")):
        answer = client.open(f"/api/push-subscription{path}", method=method, json={},
                             headers={"Sec-Fetch-Site": "same-origin"})
        assert (answer.status_code, answer.json["error"]["code"]) == (401, "device-unknown")


def test_a_test_arrives_at_once_and_does_not_take_the_evening_s_place(evening, service):
    browser = evening.subscribe()
    evening.remind()
    with time_machine.travel(berlin("12:30"), tick=False):
        assert evening.phone.post("/api/push-subscription/test").status_code == 202
    evening.massage("12:00")
    evening.at("12:30")
    [test] = service.read_by(browser)
    assert test.content["notification"]["navigate"] == "http://localhost/reminders"
    evening.at("18:45", 22)
    invitation = service.read_by(browser)[1]
    # a test is asked for with the phone in the hand; an invitation finds it asleep
    assert (test.headers["urgency"], invitation.headers["urgency"]) == ("normal", "high")


def test_a_test_without_a_subscription_says_so(evening):
    answer = evening.phone.post("/api/push-subscription/test")
    assert (answer.status_code, answer.json["error"]["code"]) == (409, "not-subscribed")


def test_what_a_phone_showed_is_told_in_its_next_sync(evening, service):
    browser, other = evening.subscribe(), evening.second_phone()
    evening.subscribe(other)
    evening.remind()
    evening.at("18:45")
    delivery = service.read_by(browser)[0].content["notification"]["navigate"].rpartition("#")[2]
    assert evening.status("18:46")["this_device"]["accepted_at"]
    # another phone of the family says nothing about this one
    assert other.post("/api/push-subscription/shown", {"delivery": delivery}).status_code == 204
    assert evening.status("18:46")["this_device"]["shown_at"] is None
    answer = evening.phone.post("/api/push-subscription/shown", {"delivery": delivery})
    assert answer.status_code == 204
    assert evening.status("18:47")["this_device"]["shown_at"]
    assert evening.status("18:47", phone=other)["this_device"]["shown_at"] is None


@pytest.mark.sqlite_only
@pytest.mark.parametrize("content", [
    {}, {"delivery": "x"}, {"delivery": 5}, {"delivery": None}, []])
def test_shown_wants_a_delivery(evening, content):
    assert evening.phone.post("/api/push-subscription/shown", content).status_code == 400


@pytest.mark.settings(RATELIMIT_ENABLED=True)
def test_tests_are_limited_and_a_known_phone_never_waits_for_itself(evening):
    answers = []

    def ask():
        evening.subscribe()
        for _ in range(8):
            answers.append(evening.phone.post("/api/push-subscription/test"))

    asking = threading.Thread(target=ask, daemon=True)
    asking.start()
    asking.join(30)
    assert not asking.is_alive(), "the request waits for its own transaction"
    assert [answer.status_code for answer in answers] == [202] * 6 + [429] * 2
    assert int(answers[-1].headers["Retry-After"]) > 0
