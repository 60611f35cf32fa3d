"""Where a push may be sent: the push services of browsers, and what the operator added."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from urllib.parse import urlsplit

# A host, or any host below it. Never a whole google.com or windows.com.
SERVICES = (
    "fcm.googleapis.com",  # Chrome, Edge and others on Android
    "jmt17.google.com",  # Chromium builds that are not the stable channel
    "updates.push.services.mozilla.com",
    "push.apple.com",
    "notify.windows.com",
)
LOOPBACK = ("localhost", "127.0.0.1")
MAX_LENGTH = 2048

# Stricter than any URL parser, so that no two parsers can read different hosts in it: no
# user, no backslash, no fragment, no percent sign or foreign letter in the host.
_ENDPOINT = re.compile(
    r"(?P<origin>(?P<scheme>https?)://(?P<host>[a-z0-9-]+(\.[a-z0-9-]+)*)(:(?P<port>[0-9]{1,5}))?)"
    r"/[A-Za-z0-9._~!$&'()*+,;=:@%/?-]*", re.ASCII)


class NotAllowed(Exception):
    """This endpoint is nobody we send to. `host` is what a log may say about it."""

    def __init__(self, host: str):
        super().__init__("not a push service")
        self.host = host


@dataclass(frozen=True)
class Endpoint:
    """Where one phone's pushes go. It is a capability: never logged, never exported."""

    url: str
    origin: str
    host: str


def allowed(url: str, extra: Iterable[str] = ()) -> Endpoint:
    """Return the endpoint if it belongs to a push service, or to one of the `extra` origins.

    Raises NotAllowed. Asked when a phone subscribes and again before every sending.
    """
    parts = _ENDPOINT.fullmatch(url) if len(url) <= MAX_LENGTH else None
    if parts is None:
        raise NotAllowed("unreadable")
    endpoint = Endpoint(url, parts["origin"], parts["host"])
    if endpoint.origin in _origins(tuple(extra)):
        return endpoint
    known = any(parts["host"] == host or parts["host"].endswith(f".{host}") for host in SERVICES)
    if parts["scheme"] != "https" or parts["port"] not in (None, "443") or not known:
        raise NotAllowed(endpoint.host)
    return endpoint


@cache
def _origins(extra: tuple[str, ...]) -> set[str]:
    origins = set()
    for origin in extra:
        parts = urlsplit(origin)
        if parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in LOOPBACK):
            origins.add(f"{parts.scheme}://{parts.netloc}")
    return origins
