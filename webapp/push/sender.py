"""Sends encrypted messages to push services: one session, one signature a service for hours."""

import asyncio
import datetime as dt
import time
from collections import defaultdict
from dataclasses import dataclass
from email.utils import parsedate_to_datetime

import aiohttp
import uvloop
from yarl import URL

from .endpoint import Endpoint
from .keys import Keys

AT_ONCE = 200  # requests under way to one push service
SIGNED_FOR = 12 * 3600  # services refuse more than a day
RENEWED_AFTER = SIGNED_FOR / 2


@dataclass(frozen=True)
class Letter:
    """One encrypted message on its way. `ttl` in seconds; `topic` 32 characters.

    `urgency` "high" wakes a phone that dozes, "normal" waits (RFC 8030, section 5.3). `key` is
    the public key that the phone subscribed with.
    """

    endpoint: Endpoint
    body: bytes
    ttl: int
    topic: str
    urgency: str = "high"
    key: str | None = None


@dataclass(frozen=True)
class Answer:
    """A push service's answer: `status` None where none came, `retry_after` in seconds if asked."""

    status: int | None
    retry_after: float | None = None


class Sender:
    """Use it as a context manager, in one thread; `patience` is what one request may take."""

    def __init__(self, keys: Keys, subject: str, patience: float = 10):
        self._keys, self._subject, self._patience = keys, subject, patience
        self._signed: dict[tuple[str, str | None], tuple[str, float]] = {}
        self._runner = asyncio.Runner(loop_factory=uvloop.new_event_loop)
        self._session: aiohttp.ClientSession | None = None

    def __enter__(self) -> "Sender":
        return self

    def __exit__(self, *_exception) -> None:
        if self._session:
            self._runner.run(self._session.close())
        self._runner.close()

    def send(self, letters: list[Letter]) -> list[Answer]:
        """Send all letters side by side and return their answers in the same order."""
        return self._runner.run(self._send_all(letters))

    async def _send_all(self, letters: list[Letter]) -> list[Answer]:
        if self._session is None:
            self._session = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(limit=0),
                timeout=aiohttp.ClientTimeout(total=self._patience, sock_connect=3),
                cookie_jar=aiohttp.DummyCookieJar(), trust_env=False, auto_decompress=False)
        # each service has a queue of its own: a slow one never holds up the others
        queues = defaultdict(lambda: asyncio.Semaphore(AT_ONCE))
        return await asyncio.gather(
            *(self._send(letter, queues[letter.endpoint.origin]) for letter in letters))

    async def _send(self, letter: Letter, queue: asyncio.Semaphore) -> Answer:
        headers = {
            "Authorization": self._authorization(letter.endpoint.origin, letter.key),
            "TTL": str(letter.ttl), "Topic": letter.topic, "Urgency": letter.urgency,
            "Content-Encoding": "aes128gcm", "Content-Type": "application/octet-stream",
        }
        async with queue:
            try:
                # a redirect could lead anywhere, so it is an answer like any other
                async with self._session.post(
                        URL(letter.endpoint.url, encoded=True), data=letter.body,
                        headers=headers, allow_redirects=False) as response:
                    asked = response.headers.get("Retry-After")
                    return Answer(response.status, seconds_of(asked) if asked else None)
            except (aiohttp.ClientError, TimeoutError, OSError):
                return Answer(None)

    def _authorization(self, origin: str, key: str | None) -> str:
        header, renew_at = self._signed.get((origin, key), ("", 0.0))
        if time.time() >= renew_at:
            claims = {"aud": origin, "sub": self._subject, "exp": int(time.time()) + SIGNED_FOR}
            header = self._keys.sign(claims, key)
            self._signed[origin, key] = header, time.time() + RENEWED_AFTER
        return header


def seconds_of(text: str) -> float | None:
    """Read Retry-After, seconds or a date. None for what is neither."""
    if text.isascii() and text.isdigit():
        return float(text[:9])
    try:
        moment = parsedate_to_datetime(text)
    except ValueError:
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=dt.UTC)
    return max(0.0, (moment - dt.datetime.now(dt.UTC)).total_seconds())
