"""The schedule of the daily invitation, over time zones, years and clocks that jump."""

import datetime as dt
import itertools
import zoneinfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from webapp.reminders.reminder import Reminder, reminder_of

UTC = dt.UTC
ZONES = sorted(zoneinfo.available_timezones())
TIMES = st.times().map(lambda at: at.replace(second=0, microsecond=0))
MOMENTS = st.datetimes(dt.datetime(2020, 1, 1), dt.datetime(2035, 1, 1))


def utc(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text).replace(tzinfo=UTC)


def evenings(reminder: Reminder, after: dt.datetime, count: int) -> list:
    found = []
    for _ in range(count):
        found.append(reminder.next_due(found[-1].due_at if found else after))
    return found


def wall(occurrence, zone: str) -> str:
    return occurrence.due_at.astimezone(zoneinfo.ZoneInfo(zone)).strftime("%Y-%m-%d %H:%M%z")


JUMPS = [  # zone, time, local date, the one moment it comes
    ("Europe/Berlin", "18:45", "2026-03-28", "2026-03-28 18:45+0100"),
    ("Europe/Berlin", "18:45", "2026-03-29", "2026-03-29 18:45+0200"),
    # 02:30 belongs to the evening before, and does not exist in that night
    ("Europe/Berlin", "02:30", "2027-03-27", "2027-03-28 03:30+0200"),
    ("Europe/Berlin", "02:30", "2026-10-24", "2026-10-25 02:30+0200"),
    ("Australia/Lord_Howe", "02:15", "2026-10-03", "2026-10-04 02:45+1100"),
    ("Africa/Cairo", "23:30", "2026-10-29", "2026-10-29 23:30+0300"),
    ("Asia/Beirut", "23:59", "2026-10-24", "2026-10-24 23:59+0300"),
    ("America/Santiago", "23:00", "2026-04-04", "2026-04-04 23:00-0300"),
    ("America/Havana", "00:30", "2026-10-31", "2026-11-01 00:30-0400"),
    ("Atlantic/Azores", "00:15", "2026-10-24", "2026-10-25 00:15+0000"),
    ("Africa/Cairo", "00:30", "2026-04-23", "2026-04-24 01:30+0300"),
    ("Asia/Beirut", "00:00", "2026-03-28", "2026-03-29 01:00+0300"),
    ("Atlantic/Azores", "00:30", "2026-03-28", "2026-03-29 01:30+0000"),
    ("America/Havana", "00:59", "2026-03-07", "2026-03-08 01:59-0400"),
    ("America/Santiago", "00:10", "2026-09-05", "2026-09-06 01:10-0300"),
    ("America/Sao_Paulo", "00:00", "2018-11-03", "2018-11-04 01:00-0200"),
]


@pytest.mark.parametrize(("zone", "time", "local_date", "expected"), JUMPS)
def test_a_jump_of_the_clock_gives_exactly_one_invitation(zone, time, local_date, expected):
    reminder = Reminder(dt.time.fromisoformat(time), zone)
    day = dt.date.fromisoformat(local_date)
    start = dt.datetime.combine(day - dt.timedelta(days=3), dt.time(12), UTC)
    around = evenings(reminder, start, 7)
    assert [wall(one, zone) for one in around if one.local_date == day] == [expected]


def test_a_day_that_samoa_left_out_has_no_invitation():
    found = evenings(Reminder(dt.time(18, 45), "Pacific/Apia"), utc("2011-12-28T12:00"), 4)
    assert [str(one.local_date) for one in found] == [
        "2011-12-28", "2011-12-29", "2011-12-31", "2012-01-01"]


@settings(max_examples=150, deadline=None)
@given(zone=st.sampled_from(ZONES), time=TIMES,
       day=st.dates(dt.date(2020, 1, 1), dt.date(2035, 12, 1)),
       weekdays=st.frozensets(st.integers(1, 7), min_size=1))
def test_one_invitation_on_each_chosen_day_and_none_between(zone, time, day, weekdays):
    reminder = Reminder(time, zone, weekdays)
    start = dt.datetime.combine(day, dt.time(12), UTC)
    found = evenings(reminder, start, 10)
    dates = [one.local_date for one in found]
    chosen = [first + dt.timedelta(days=days) for first in dates[:1]
              for days in range((dates[-1] - first).days + 1)]
    assert dates == [date for date in chosen if date.isoweekday() in weekdays]
    assert all(earlier.due_at < later.due_at for earlier, later in itertools.pairwise(found))


@settings(max_examples=150, deadline=None)
@given(zone=st.sampled_from(ZONES), moment=MOMENTS,
       time=TIMES,
       window=st.integers(15, 180), quiet_from=st.times(), quiet_to=st.times())
def test_an_invitation_never_reaches_into_quiet_hours(
        zone, moment, time, window, quiet_from, quiet_to):
    reminder = Reminder(time, zone, window_minutes=window, quiet_from=quiet_from,
                        quiet_to=quiet_to)
    one = reminder.next_due(moment.replace(tzinfo=UTC))
    assert one.due_at <= one.deadline <= one.due_at + dt.timedelta(minutes=window)
    for minute in range(0, int((one.deadline - one.due_at).total_seconds() // 60), 7):
        at = (one.due_at + dt.timedelta(minutes=minute)).astimezone(zoneinfo.ZoneInfo(zone)).time()
        inside = quiet_from <= at < quiet_to if quiet_from <= quiet_to else (
            at >= quiet_from or at < quiet_to)
        assert not inside


@settings(max_examples=100, deadline=None)
@given(zone=st.sampled_from(ZONES), moment=MOMENTS,
       time=TIMES)
def test_its_date_is_the_day_a_massage_at_that_moment_belongs_to(zone, moment, time):
    from webapp.massages.massage import local_date

    one = Reminder(time, zone).next_due(moment.replace(tzinfo=UTC))
    at = one.due_at.astimezone(zoneinfo.ZoneInfo(zone))
    # where the clocks jump from before 04:00 to after it, the evening meant is kept
    if (at.hour, at.minute) == (time.hour, time.minute) or at.hour != 4:
        assert one.local_date == local_date(one.due_at, zone)


def test_the_window_ends_where_quiet_hours_begin():
    early = Reminder(dt.time(18, 45), "Europe/Berlin").next_due(utc("2026-11-21T12:00"))
    late = Reminder(dt.time(20, 30), "Europe/Berlin").next_due(utc("2026-11-21T12:00"))
    assert early.deadline == utc("2026-11-21T19:15")
    assert late.deadline == utc("2026-11-21T20:00")


def test_a_time_in_quiet_hours_has_no_window_at_all():
    one = Reminder(dt.time(22), "Europe/Berlin").next_due(utc("2026-11-21T12:00"))
    assert one.deadline == one.due_at


def test_later_tonight_outranks_quiet_hours_for_a_quarter_of_an_hour():
    reminder = Reminder(dt.time(20), "Europe/Berlin")
    today = dt.date(2026, 11, 21)
    assert reminder.later(today, utc("2026-11-21T19:30")).deadline == utc("2026-11-21T20:00")
    assert reminder.later(today, utc("2026-11-21T20:30")).deadline == utc("2026-11-21T20:45")


def test_a_pause_ends_on_its_date():
    reminder = Reminder(dt.time(18, 45), "Europe/Berlin", paused_until=dt.date(2026, 11, 28))
    assert reminder.next_due(utc("2026-11-21T12:00")).local_date == dt.date(2026, 11, 28)
    assert reminder.is_paused_on(dt.date(2026, 11, 27))
    assert not reminder.is_paused_on(dt.date(2026, 11, 28))


def test_a_pause_until_asked_has_no_next_invitation():
    reminder = Reminder(dt.time(18, 45), "Europe/Berlin", paused_until="asked")
    assert reminder.next_due(utc("2026-11-21T12:00")) is None
    assert reminder.is_paused_on(dt.date(2099, 1, 1))


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "Etc/GMT+12", "Europe/Berlin"])
@pytest.mark.parametrize("until", ["9999-12-31", "9999-12-22", "9001-01-01"])
def test_a_pause_beyond_all_calendars_is_one_until_asked(zone, until):
    reminder = reminder_of({"time": "03:30", "paused_until": until}, zone)
    assert reminder.paused_until == "asked"
    assert reminder.next_due(utc("2026-11-21T12:00")) is None


def test_a_pause_that_ended_long_ago_is_none():
    reminder = reminder_of({"time": "18:45", "paused_until": "0001-01-01"}, "Etc/GMT+12")
    assert reminder.next_due(utc("2026-11-21T12:00")).local_date == dt.date(2026, 11, 21)
    assert not reminder.is_paused_on(dt.date(2026, 11, 21))


def test_without_weekdays_nothing_is_due():
    assert Reminder(dt.time(18, 45), "UTC", frozenset()).next_due(utc("2026-11-21T12:00")) is None


def test_a_record_is_read_with_its_defaults():
    assert reminder_of({"on": True, "time": "18:45", "paused_until": None}, "Asia/Calcutta") == (
        Reminder(dt.time(18, 45), "Asia/Calcutta"))


@pytest.mark.parametrize(("fields", "zone"), [
    ({}, "UTC"), ({"time": "24:00"}, "UTC"), ({"time": "18:45"}, "Nowhere/City"),
    ({"time": "18:45"}, "../etc/passwd"), ({"time": "18:45", "paused_until": "soon"}, "UTC"),
    ({"time": 7}, "UTC"), ({"time": "18:45", "weekdays": 5}, "UTC"),
])
def test_what_is_no_schedule_is_refused(fields, zone):
    with pytest.raises(ValueError):
        reminder_of(fields, zone)
