"""The evening a massage belongs to, and the days that a reminder looks at."""

import datetime as dt

import pytest
import sqlalchemy as sa
from machines.writing import entry, massage, sync

from webapp.database import db
from webapp.massages.massage import local_date


@pytest.mark.parametrize(("instant", "zone", "date"), [
    ("2026-11-20T18:30:00+00:00", "Europe/Berlin", "2026-11-20"),
    ("2026-11-21T00:30:00+00:00", "Europe/Berlin", "2026-11-20"),
    ("2026-11-21T02:59:59+00:00", "Europe/Berlin", "2026-11-20"),
    ("2026-11-21T03:00:00+00:00", "Europe/Berlin", "2026-11-21"),
    ("2026-11-20T18:30:00+00:00", "Pacific/Auckland", "2026-11-21"),
    ("2026-11-20T18:30:00+00:00", "Asia/Kathmandu", "2026-11-20"),
    # the night in which the clocks go back has its 02:30 twice: both belong to the evening before
    ("2026-10-25T00:30:00+00:00", "Europe/Berlin", "2026-10-24"),
    ("2026-10-25T01:30:00+00:00", "Europe/Berlin", "2026-10-24"),
])
def test_the_day_starts_at_four(instant, zone, date):
    assert str(local_date(dt.datetime.fromisoformat(instant), zone)) == date


def days(app) -> list[tuple]:
    with app.app_context():
        table = db.metadata.tables["massage_day"]
        rows = db.session.execute(sa.select(table.c.local_date, table.c.outcome)).all()
        return sorted((str(day), outcome) for day, outcome in rows)


def test_days_follow_their_massages(app, phone):
    mother = phone()
    mother.family()
    one, other = massage("2026-11-19"), massage("2026-11-20", outcome="not-today")
    sync(mother, [one, other])
    assert days(app) == [("2026-11-19", "given"), ("2026-11-20", "not-today")]
    later = {"recorded_at": "2026-11-20T20:00:00.000Z"}
    moved = entry("massage", {"when": massage("2026-11-18")["fields"]["when"]}, one["record"],
                  **later)
    gone = entry("massage", {}, other["record"], "withdraw", **later)
    sync(mother, [moved, gone])
    assert days(app) == [("2026-11-18", "given")]
    back = entry("massage", {}, other["record"], "restore", recorded_at="2026-11-20T21:00:00.000Z")
    sync(mother, [back])
    assert days(app) == [("2026-11-18", "given"), ("2026-11-20", "not-today")]


def test_a_massage_without_a_time_has_no_day_yet(app, phone):
    mother = phone()
    mother.family()
    sync(mother, [entry("massage", {"outcome": "given"})])
    assert days(app) == []
