"""The real parts that tests run against: a database cluster, a server, a network that fails."""

import os
from datetime import date

# `./dev test --long`: everything that takes longer than a push can wait for
LONG = bool(os.environ.get("WARM_HANDS_LONG"))


def every(count: int, things: list) -> list:
    """Return every `count`-th thing, another one each day; in a long run all of them."""
    return things if LONG else things[date.today().toordinal() % count::count]
