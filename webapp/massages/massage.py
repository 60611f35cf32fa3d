"""Which evening a moment belongs to: the day starts at 04:00 in the family's zone."""

import datetime as dt
from zoneinfo import ZoneInfo

DAY_STARTS = dt.time(4)


def local_date(instant: dt.datetime, zone: str) -> dt.date:
    """Return the family's date of an aware `instant`: 01:30 belongs to the evening before.

    The clock on the wall decides, so a night in which it jumps needs no exception.
    Raises ZoneInfoNotFoundError for an unknown zone.
    """
    wall = instant.astimezone(ZoneInfo(zone))
    return wall.date() - dt.timedelta(days=1 if wall.time() < DAY_STARTS else 0)
