"""Who is invited on an evening and who is not, with the reason kept."""

import datetime as dt

import pytest
import sqlalchemy as sa
from machines.reminding import Evening, berlin, fixed, iso

from webapp.database import db, writing
from webapp.push.delivery import Delivery
from webapp.reminders.round import SPREAD_SECONDS, plan_round


def last(evening, at="21:30", day=21, phone=None) -> tuple:
    said = evening.status(at, day, phone)["last"]
    return (said["local_date"], said["outcome"], said["reason"]) if said else None


def test_the_evening_s_invitation_arrives_once(evening, service):
    browser = evening.subscribe()
    evening.remind()
    for clock in ("18:34", "18:35", "18:44", "18:45", "18:46", "20:00"):
        evening.at(clock)
    [arrival] = service.read_by(browser)
    assert service.complaints == []
    assert int(arrival.headers["ttl"]) == 90 * 60 - SPREAD_SECONDS
    assert arrival.headers["urgency"] == "high"
    assert last(evening) == ("2026-11-21", "delivered", None)


def test_the_next_evening_brings_the_next_one_with_another_text(evening, service):
    browser = evening.subscribe()
    evening.remind()
    for day in range(21, 28):
        evening.at("18:45", day)
        evening.status("19:00", day)
    texts = [arrival.content["notification"]["body"] for arrival in service.read_by(browser)]
    assert len(texts) == len(set(texts)) == 7


def test_nothing_is_sent_before_the_minute_though_it_is_encrypted_before(evening, service, app):
    evening.subscribe()
    evening.remind()
    evening.at("18:36")
    assert service.requests == []
    with app.app_context():
        [planned] = db.session.scalars(sa.select(Delivery))
        assert planned.body and planned.visible_at >= planned.due_at == berlin("18:45")


def test_families_that_asked_for_the_same_minute_are_spread_over_half_of_it(app, phone, service):
    app.config["PUSH_SERVICES_EXTRA"] = [service.origin]
    evenings = [Evening(app, phone, service) for _ in range(20)]
    for one in evenings:
        one.subscribe()
        one.subscribe(one.second_phone())
        one.remind()
    with app.app_context(), writing():
        plan_round(berlin("18:40"))
        rows = db.session.scalars(sa.select(Delivery)).all()
    moments = {(row.family_id, row.visible_at) for row in rows}
    assert len(rows) == 40 and len(moments) == 20  # the phones of a family at one moment
    assert len({moment for _, moment in moments}) > 5
    assert all(berlin("18:45") <= moment < berlin("18:45") + dt.timedelta(seconds=30)
               for _, moment in moments)


@pytest.mark.parametrize("outcome", ["given", "resting-hands", "stopped"])
def test_after_a_massage_today_nobody_is_invited(evening, service, outcome):
    evening.subscribe()
    evening.remind()
    evening.massage("16:00", outcome=outcome)
    evening.at("18:45")
    assert service.requests == []
    assert last(evening) == ("2026-11-21", "not-sent", "together")


def test_a_massage_that_is_known_between_planning_and_sending_counts(evening, service):
    evening.subscribe()
    other = evening.second_phone()
    evening.subscribe(other)
    evening.remind()
    evening.at("18:36")
    evening.massage("18:40", phone=other)
    evening.at("18:45")
    assert service.requests == []
    assert last(evening) == ("2026-11-21", "not-sent", "together")


def test_baby_said_not_today_is_a_complete_day_too(evening, service):
    evening.subscribe()
    evening.remind()
    evening.massage("17:00", outcome="not-today")
    evening.at("18:45")
    assert last(evening) == ("2026-11-21", "not-sent", "not-today")
    evening.at("18:45", 22)
    assert len(service.arrivals) == 1


def test_a_massage_after_midnight_belongs_to_the_evening_before(evening, service):
    browser = evening.subscribe()
    evening.remind()
    evening.massage("01:30")
    evening.at("18:45")
    assert len(service.read_by(browser)) == 1


def test_a_withdrawn_massage_does_not_count(evening, service):
    browser = evening.subscribe()
    evening.remind()
    record = evening.massage("16:00")
    evening.write("massage", {}, "16:05", record=record, action="withdraw")
    evening.at("18:45")
    assert len(service.read_by(browser)) == 1


def test_a_worker_that_was_down_does_not_send_late(evening, service):
    evening.subscribe()
    evening.remind()
    evening.at("03:10", 22)
    assert service.requests == []
    assert last(evening, "08:00", 22) == ("2026-11-21", "dropped", "too-late")
    evening.at("18:45", 22)
    assert len(service.arrivals) == 1


def test_what_was_planned_but_could_not_be_sent_in_its_window_is_dropped(evening, service):
    evening.subscribe()
    evening.remind()
    evening.at("18:40")
    evening.at("20:15")
    assert service.requests == []
    assert last(evening) == ("2026-11-21", "dropped", "too-late")


def test_within_its_window_it_is_sent_with_what_is_left_of_it(evening, service):
    browser = evening.subscribe()
    evening.remind()
    evening.at("20:00")
    assert int(service.read_by(browser)[0].headers["ttl"]) == 15 * 60 - SPREAD_SECONDS


def test_a_worker_that_was_down_for_a_month_goes_on_at_once(evening, service):
    browser = evening.subscribe()
    evening.remind(day=1)
    evening.at("19:00", 29)
    assert len(service.read_by(browser)) == 1


def test_days_that_were_not_chosen_stay_quiet(evening, service):
    evening.subscribe()
    evening.remind(weekdays=[7])  # 21 November 2026 is a Saturday
    evening.at("18:45")
    assert service.requests == []
    evening.at("18:45", 22)
    assert len(service.arrivals) == 1


def test_a_time_in_quiet_hours_is_not_sent(evening, service):
    evening.subscribe()
    evening.remind(time="22:00")
    evening.at("22:00")
    assert service.requests == []
    assert last(evening, "23:00") == ("2026-11-21", "not-sent", "quiet-hours")


def test_paused_between_planning_and_sending(evening, service):
    evening.subscribe()
    evening.remind()
    evening.at("18:44")
    evening.remind("18:44", paused_until="2026-11-24")
    evening.at("18:45")
    evening.at("18:45", 23)
    assert service.requests == []
    assert evening.status("19:00", 23)["next_due_at"] == iso(berlin("18:45", 24))


def test_paused_until_asked_has_no_next_time(evening, service):
    evening.subscribe()
    evening.remind(paused_until="asked")
    assert evening.status("12:01")["next_due_at"] is None
    evening.remind("12:02", paused_until=None)
    assert evening.status("12:03")["next_due_at"] == iso(berlin("18:45"))


def test_switched_off_is_off(evening, service):
    evening.subscribe()
    evening.remind()
    evening.at("18:40")
    evening.remind("18:41", on=False)
    evening.at("18:45")
    assert service.requests == []
    assert evening.status("19:00")["next_due_at"] is None


def test_a_child_set_aside_leaves_the_family_in_peace(evening, service):
    evening.subscribe()
    evening.remind()
    evening.at("18:40")
    child = evening.write("child", {"asked": True, "set_aside": True}, "18:41")
    evening.at("18:45")
    assert service.requests == []
    assert evening.status("19:00")["next_due_at"] is None
    evening.write("child", {"set_aside": False}, "20:00", record=child)
    evening.at("18:45", 22)
    assert len(service.arrivals) == 1


def test_one_of_two_children_set_aside_leaves_the_invitation_to_the_other(evening, service):
    evening.subscribe()
    evening.remind()
    evening.write("child", {"asked": True}, "13:00")
    evening.write("child", {"asked": True, "set_aside": True}, "13:00")
    evening.at("18:45")
    assert len(service.arrivals) == 1


def test_only_the_invited_phones_are_invited(evening, service):
    mine, other = evening.subscribe(), evening.second_phone()
    theirs = evening.subscribe(other)
    evening.remind(devices=[other.me["device"]])
    evening.at("18:45")
    assert (len(service.read_by(mine)), len(service.read_by(theirs))) == (0, 1)
    evening.remind("08:00", 22, devices=None)
    evening.at("18:45", 22)
    assert (len(service.read_by(mine)), len(service.read_by(theirs))) == (1, 2)


def test_without_a_phone_that_receives_there_is_a_reason_too(evening, service):
    evening.remind()
    evening.at("18:45")
    assert last(evening) == ("2026-11-21", "not-sent", "no-phone")


def test_a_new_time_on_the_same_evening_moves_the_invitation(evening, service):
    browser = evening.subscribe()
    evening.remind()
    evening.at("18:40")
    evening.remind("18:41", time="19:30")
    evening.at("18:45")
    assert service.requests == []
    evening.at("19:30")
    evening.remind("19:40", time="20:00")
    evening.at("20:00")
    assert len(service.read_by(browser)) == 1


def test_a_new_zone_moves_the_invitation(evening, service):
    browser = evening.subscribe()
    evening.remind()
    evening.write("family", {"zone": "Europe/Lisbon"}, "12:10",
                  record=fixed(evening.family, "family"))
    evening.at("18:45")
    assert service.requests == []
    evening.at("19:45")
    assert len(service.read_by(browser)) == 1


def test_not_this_evening_is_for_this_phone_only(evening, service):
    mine, other = evening.subscribe(), evening.second_phone()
    theirs = evening.subscribe(other)
    evening.remind()
    evening.write("answer", {"local_date": "2026-11-21", "choice": "not-this-evening"}, "17:00")
    evening.at("18:45")
    assert (len(service.read_by(mine)), len(service.read_by(theirs))) == (0, 1)
    assert last(evening) == ("2026-11-21", "not-sent", "not-this-evening")
    evening.at("18:45", 22)
    assert len(service.read_by(mine)) == 1


def test_later_tonight_is_the_same_invitation_once_more(evening, service):
    browser = evening.subscribe()
    evening.remind()
    evening.at("18:45")
    evening.write("answer", {"local_date": "2026-11-21", "choice": "later",
                             "at": iso(berlin("19:45"))}, "18:50")
    assert evening.status("18:51")["next_due_at"] == iso(berlin("19:45"))
    evening.remind("18:55", window_minutes=60)
    evening.at("19:44")
    evening.at("19:45")
    evening.at("19:46")
    first, second = service.read_by(browser)
    assert first.headers["topic"] == second.headers["topic"]
    assert first.content == second.content
    assert first.body != second.body


def test_later_tonight_is_not_sent_after_a_massage(evening, service):
    browser = evening.subscribe()
    evening.remind()
    evening.at("18:45")
    evening.write("answer", {"local_date": "2026-11-21", "choice": "later",
                             "at": iso(berlin("20:30"))}, "18:50")
    evening.massage("19:00")
    evening.at("20:30")
    assert len(service.read_by(browser)) == 1


def test_an_answer_that_arrives_the_day_after_changes_nothing(evening, service):
    browser = evening.subscribe()
    evening.remind()
    evening.at("18:45")
    evening.write("answer", {"local_date": "2026-11-21", "choice": "later",
                             "at": iso(berlin("20:30"))}, "09:00", 22)
    evening.write("answer", {"local_date": "2026-11-21", "choice": "not-this-evening"}, "09:00", 22)
    evening.at("18:45", 22)
    assert len(service.read_by(browser)) == 2


def test_a_revoked_phone_is_not_invited(evening, service):
    other = evening.second_phone()
    theirs = evening.subscribe(other)
    evening.remind()
    evening.at("18:40")
    answer = evening.phone.delete(f"/api/devices/{other.me['device']}")
    assert answer.status_code < 300
    evening.at("18:45")
    assert service.read_by(theirs) == []
