"""Dates at both ends of the calendar are kept as they came, and no sync ever stumbles over them."""

import datetime as dt
import itertools
import uuid

import pytest
from machines.writing import an_id, entry, massage, records, sync

from webapp.massages.massage import local_date

FIRST, LAST = "0001-01-01", "9999-12-31"
DAYS = [FIRST, "0001-01-02", "0999-12-31", "1582-10-10", "9999-12-22", "9999-12-30", LAST]
MOMENTS = ["0001-01-01T00:00:00.000Z", "0001-01-01T23:59:59.999Z", "1969-12-31T23:59:59.999Z",
           "9998-12-31T23:59:59.999Z", "9999-12-31T00:00:00.000Z", "9999-12-31T23:59:59.999Z"]
# the farthest east and west that clocks are
ZONES = ["Pacific/Kiritimati", "Etc/GMT+12"]

CLOCK = itertools.count()


@pytest.fixture(params=ZONES)
def mother(request, phone, caplog, monkeypatch):
    monkeypatch.setitem(globals(), "CLOCK", itertools.count())
    one = phone()
    one.family(request.param)
    one.zone = request.param
    yield one
    assert [line.getMessage() for line in caplog.records if line.levelname == "ERROR"] == []


def reminder(mother, **fields) -> dict:
    record = str(uuid.uuid5(uuid.UUID(mother.me["family"]), "reminder"))
    at = f"2026-11-20T18:30:00.{next(CLOCK):03}Z"  # each later than the one before
    return entry("reminder", fields, record=record, recorded_at=at)


def check_kept(mother, *entries) -> None:
    said = sync(mother, list(entries))
    assert said["accepted"] == [one["id"] for one in entries], said["refused"]
    assert sync(mother, [])["reminder_status"].keys() >= {"next_due_at", "last"}


def test_a_pause_until_any_date_is_kept_switched_off_and_on_again(app, mother):
    check_kept(mother, reminder(mother, on=True, time="18:45"))
    for day in DAYS:
        check_kept(mother, reminder(mother, on=False))
        check_kept(mother, reminder(mother, paused_until=day))
        check_kept(mother, reminder(mother, on=True))
        check_kept(mother, reminder(mother, time="03:59"), massage())
        check_kept(mother, reminder(mother, time="23:59", quiet_from="23:58", quiet_to="23:57"))
        kept = records(sync(mother, []), "reminder")[0]["fields"]
        assert (kept["on"], kept["paused_until"]) == (True, day)


def test_a_zone_that_changes_under_a_far_pause_is_kept(mother):
    check_kept(mother, reminder(mother, on=True, time="18:45", paused_until=LAST))
    family = str(uuid.uuid5(uuid.UUID(mother.me["family"]), "family"))
    for zone in ZONES:
        check_kept(mother, entry("family", {"zone": zone}, record=family))


@pytest.mark.parametrize("at", MOMENTS)
def test_later_at_any_moment_is_kept(mother, at):
    check_kept(mother, reminder(mother, on=True, time="18:45", quiet_from="00:00",
                                quiet_to="00:00"))
    tonight = str(local_date(dt.datetime.now(dt.UTC), mother.zone))
    for day in [tonight, *DAYS]:
        check_kept(mother, entry("answer", {"local_date": day, "choice": "later", "at": at}))
        record = an_id()
        check_kept(mother, entry("answer", {"local_date": day, "at": at}, record=record),
                   entry("answer", {"choice": "later"}, record=record),
                   entry("answer", {"choice": "not-this-evening"}, record=record))


@pytest.mark.postgresql_long
def test_massages_and_children_of_any_date_are_kept(mother):
    for day in DAYS:
        cleared = [{"what": "hip", "on": day}]
        check_kept(mother, entry("child", {"birth_date": day, "due_date": day,
                                           "cleared": cleared, "set_aside": True}))
        for at in MOMENTS:
            when = {"at": at, "zone": mother.zone, "local_date": day}
            record = an_id()
            check_kept(mother, entry("massage", {"when": when, "outcome": "given"}, record=record),
                       entry("massage", {"when": {**when, "local_date": LAST}}, record=record))


@pytest.mark.parametrize("at", MOMENTS)
def test_an_entry_written_down_at_any_moment_is_kept(mother, at):
    check_kept(mother, {**massage(), "recorded_at": at},
               {**reminder(mother, on=True, time="18:45"), "recorded_at": at})


@pytest.mark.parametrize("day", ["0000-01-01", "10000-01-01", "+12026-01-01", "-0001-01-01",
                                 "2026-02-30", "2026-W10-1", "9999-12-32"])
def test_what_is_no_date_is_refused_alone(mother, day):
    good = massage()
    said = sync(mother, [reminder(mother, paused_until=day), entry("child", {"birth_date": day}),
                         entry("answer", {"local_date": day}), massage(day), good])
    assert said["accepted"] == [good["id"]]
    assert [one["code"] for one in said["refused"]] == ["invalid"] * 4


@pytest.mark.postgresql_long
@pytest.mark.parametrize("at", ["0000-01-01T00:00:00.000Z", "9999-12-31T24:00:00.000Z",
                                "10000-01-01T00:00:00.000Z", "9999-12-31T23:59:60.000Z"])
def test_what_is_no_moment_is_refused_alone(mother, at):
    good = massage()
    said = sync(mother, [entry("answer", {"at": at}), {**massage(), "recorded_at": at}, good])
    assert said["accepted"] == [good["id"]]
    assert len(said["refused"]) == 2
