"""Sends encrypted messages to push services: connections are kept, and a signature for hours.

libcurl has hundreds of requests under way from one thread, for a fifth of the work that an event
loop in Python needs.
"""

import ssl
import time
from collections import defaultdict, deque
from dataclasses import dataclass

import pycurl

from .endpoint import Endpoint
from .keys import Keys

AT_ONCE = 200  # requests under way to one push service
KEPT_OPEN = 4 * AT_ONCE  # connections, also between batches; there are four large services
LONGEST_ANSWER = 65_536  # bytes; nobody reads them
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
        self._idle: list[pycurl.Curl] = []
        self._requests = pycurl.CurlMulti()
        self._requests.setopt(pycurl.M_MAXCONNECTS, KEPT_OPEN)

    def __enter__(self) -> "Sender":
        return self

    def __exit__(self, *_exception) -> None:
        self._requests.close()

    def send(self, letters: list[Letter]) -> list[Answer]:
        """Send all letters side by side and return their answers in the same order."""
        answers = [Answer(None)] * len(letters)
        # each service has a queue of its own: a slow one never holds up the others
        queues = defaultdict(deque)
        for place, letter in enumerate(letters):
            queues[letter.endpoint.origin].append((place, letter))
        under_way = {}

        def start(queue: deque) -> None:
            if queue:
                place, letter = queue.popleft()
                under_way[self._start(letter)] = place, queue

        try:
            for queue in queues.values():
                for _ in range(AT_ONCE):
                    start(queue)
            while under_way:
                for request in self._ended():
                    place, queue = under_way.pop(request)
                    answers[place] = _answer(request)
                    self._idle.append(request)
                    start(queue)
        finally:
            for request in under_way:  # where something broke: the next batch begins anew
                self._requests.remove_handle(request)
        return answers

    def _start(self, letter: Letter) -> pycurl.Curl:
        request = self._idle.pop() if self._idle else _request(self._patience)
        request.setopt(pycurl.URL, letter.endpoint.url)
        request.setopt(pycurl.POSTFIELDS, letter.body)
        request.setopt(pycurl.HTTPHEADER, [
            f"Authorization: {self._authorization(letter.endpoint.origin, letter.key)}",
            f"TTL: {letter.ttl}", f"Topic: {letter.topic}", f"Urgency: {letter.urgency}",
            "Content-Encoding: aes128gcm", "Content-Type: application/octet-stream"])
        self._requests.add_handle(request)
        return request

    def _ended(self) -> list[pycurl.Curl]:
        """Let the requests go on, or wait until one can. Returns those that have ended."""
        self._requests.perform()
        _, answered, failed = self._requests.info_read()
        ended = [*answered, *(request for request, *_ in failed)]
        for request in ended:
            self._requests.remove_handle(request)
        if not ended:
            self._wait()
        return ended

    def _wait(self) -> None:
        """Wait until a socket has something. Returns early when a signal comes."""
        try:
            ready = self._requests.select(0.1)
        except pycurl.error:
            return
        if not ready:
            time.sleep(0.01)  # it does not wait where there is no socket yet

    def _authorization(self, origin: str, key: str | None) -> str:
        header, renew_at = self._signed.get((origin, key), ("", 0.0))
        if time.time() >= renew_at:
            claims = {"aud": origin, "sub": self._subject, "exp": int(time.time()) + SIGNED_FOR}
            header = self._keys.sign(claims, key)
            self._signed[origin, key] = header, time.time() + RENEWED_AFTER
        return header


def _request(patience: float) -> pycurl.Curl:
    """Return a request to be used again and again. It follows no redirect and keeps no cookie."""
    request, trusted = pycurl.Curl(), ssl.get_default_verify_paths()
    for option, value in (
            (pycurl.CAINFO, trusted.cafile), (pycurl.CAPATH, trusted.capath),
            (pycurl.PROXY, ""),  # not even one that the environment names
            (pycurl.HTTP_VERSION, pycurl.CURL_HTTP_VERSION_1_1), (pycurl.PATH_AS_IS, 1),
            (pycurl.FOLLOWLOCATION, 0), (pycurl.POST, 1), (pycurl.NOSIGNAL, 1),
            (pycurl.TIMEOUT_MS, int(patience * 1000)),  # from the handshake to the last byte
            (pycurl.MAXFILESIZE, LONGEST_ANSWER), (pycurl.WRITEFUNCTION, lambda content: None)):
        if value is None:
            request.unsetopt(option)
        else:
            request.setopt(option, value)
    return request


def _answer(request: pycurl.Curl) -> Answer:
    """Read the answer. A status that has come counts, whatever became of the rest."""
    status = request.getinfo(pycurl.RESPONSE_CODE)
    if status < 200:
        return Answer(None)
    return Answer(status, request.getinfo(pycurl.RETRY_AFTER) or None)
