"""The daily invitation as a schedule: pure, in the family's time zone, compared in UTC."""

import datetime as dt
import zoneinfo
from collections.abc import Iterator
from dataclasses import dataclass

EVERY_DAY = frozenset(range(1, 8))
DAY = dt.timedelta(days=1)
# A massage at 01:30 belongs to the evening before, and so does an invitation at 01:30.
DAY_STARTS = dt.time(4)
ASKED = "asked"
# the calendar ends in 9999; close to its end there is no reckoning with zones and days
LAST_YEAR = 9000


@dataclass(frozen=True)
class Occurrence:
    """One evening's invitation: not before `due_at`, not at or after `deadline` (both UTC)."""

    local_date: dt.date
    due_at: dt.datetime
    deadline: dt.datetime


@dataclass(frozen=True)
class Reminder:
    """What a family asked for. `weekdays` are of the local date, Monday is 1.

    `paused_until` is the first local date with an invitation again, or "asked" for none until
    the family asks. Quiet hours that begin when they end are none.
    """

    time: dt.time
    zone: str
    weekdays: frozenset[int] = EVERY_DAY
    window_minutes: int = 90
    quiet_from: dt.time = dt.time(21)
    quiet_to: dt.time = dt.time(7)
    paused_until: dt.date | str | None = None

    def next_due(self, after: dt.datetime) -> Occurrence | None:
        """Return the first occurrence later than `after`, or None while there is none.

        A time that the clocks skip comes once, as much later as they jumped; one that they
        repeat comes once, the first time.
        """
        found = next(self.moments(after), None)
        return found and Occurrence(*found, self.deadline(found[1]))

    def moments(self, after: dt.datetime) -> Iterator[tuple[dt.date, dt.datetime]]:
        """Yield the next local dates and moments later than `after`, for about a week."""
        for local_date in self._dates(after):
            due_at = self._due_on(local_date)
            if due_at is not None and due_at > after:
                yield local_date, due_at

    def deadline(self, due_at: dt.datetime) -> dt.datetime:
        """Return when an invitation due at `due_at` stops making sense: `due_at` if it is quiet."""
        wall = due_at.astimezone(self._zone)
        if self._is_quiet(wall.time()):
            return due_at
        latest = due_at + dt.timedelta(minutes=self.window_minutes)
        if self.quiet_from == self.quiet_to:
            return latest
        starts = (_utc(wall.date() + days * DAY, self.quiet_from, self._zone) for days in (0, 1))
        return min([latest, *(start for start in starts if start > due_at)])

    def later(self, local_date: dt.date, at: dt.datetime) -> Occurrence:
        """Return the invitation of `local_date` at a moment that a parent chose that evening.

        Their own choice outranks quiet hours, for a quarter of an hour.
        """
        return Occurrence(local_date, at, max(self.deadline(at), at + dt.timedelta(minutes=15)))

    def is_paused_on(self, local_date: dt.date) -> bool:
        return _is_before_end(self.paused_until, local_date)

    @property
    def _zone(self) -> zoneinfo.ZoneInfo:
        return zoneinfo.ZoneInfo(self.zone)

    def _dates(self, after: dt.datetime) -> Iterator[dt.date]:
        if self.paused_until == ASKED:
            return
        first = after.astimezone(self._zone).date() - 2 * DAY
        if self.paused_until is not None:
            first = max(first, self.paused_until)
        # two days before, a week, and one more for a day that a country left out (Samoa, 2011)
        for days in range(11):
            if (first + days * DAY).isoweekday() in self.weekdays:
                yield first + days * DAY

    def _due_on(self, local_date: dt.date) -> dt.datetime | None:
        calendar_date = local_date + DAY if self.time < DAY_STARTS else local_date
        moment = _utc(calendar_date, self.time, self._zone)
        wall = moment.astimezone(self._zone).replace(tzinfo=None)
        # a whole day that a country left out has no evening
        skipped = wall - dt.datetime.combine(calendar_date, self.time) >= DAY
        return None if skipped else moment

    def _is_quiet(self, at: dt.time) -> bool:
        if self.quiet_from <= self.quiet_to:
            return self.quiet_from <= at < self.quiet_to
        return at >= self.quiet_from or at < self.quiet_to


def reminder_of(fields: dict, zone: str) -> Reminder:
    """Read a reminder record's fields. Raises ValueError for what is not a schedule."""
    parse = {
        "time": dt.time.fromisoformat, "quiet_from": dt.time.fromisoformat,
        "quiet_to": dt.time.fromisoformat, "weekdays": frozenset, "window_minutes": int,
        "paused_until": _pause,
    }
    known = {name: fields[name] for name in parse if fields.get(name) is not None}
    try:
        values = {name: parse[name](value) for name, value in known.items()}
        return Reminder(zone=zoneinfo.ZoneInfo(zone).key, **values)
    except (TypeError, zoneinfo.ZoneInfoNotFoundError) as error:
        raise ValueError(f"not a schedule: {error}") from None


def is_paused_on(paused_until: str | None, local_date: dt.date) -> bool:
    """As Reminder's, of a record's field: asked for every message in the due minute."""
    return paused_until is not None and _is_before_end(_pause(paused_until), local_date)


def _is_before_end(until: dt.date | str | None, local_date: dt.date) -> bool:
    return until is not None and (until == ASKED or local_date < until)


def _pause(text: str) -> dt.date | str:
    until = ASKED if text == ASKED else dt.date.fromisoformat(text)
    return ASKED if until != ASKED and until.year > LAST_YEAR else until


def _utc(date: dt.date, at: dt.time, zone: zoneinfo.ZoneInfo) -> dt.datetime:
    return dt.datetime.combine(date, at, zone).astimezone(dt.UTC)
