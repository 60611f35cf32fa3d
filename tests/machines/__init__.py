"""The real parts that tests run against: a database cluster, a server, a network that fails."""

import os

# `./dev test --long`: everything that takes longer than a push can wait for
LONG = bool(os.environ.get("WARM_HANDS_LONG"))
