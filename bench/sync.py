"""POST /api/sync on both databases: what it costs after a long history, how many a second, and how
soon after kill -9 it answers again.

How long the history is, is BENCH_ENTRIES: 100,000 unless given.
"""

import contextlib
import http.client
import json
import os
import signal
import tempfile
import threading
import time
import uuid
from datetime import UTC, datetime
from pathlib import Path
from statistics import median, quantiles

from bench.reminders import postgres
from bench.report import line
from bench.running import temporary_app

HISTORY = int(os.environ.get("BENCH_ENTRIES", "100000"))
FEW = 10            # entries of a family that has hardly begun
THREADS = 8         # what `serve` has, and as many phones at once
SECONDS = 6
HEADERS = {"Content-Type": "application/json", "Sec-Fetch-Site": "same-origin"}


def measure() -> None:
    with tempfile.TemporaryDirectory() as folder:
        report("SQLite", f"sqlite:///{folder}/bench.sqlite", Path(folder))
    with postgres() as cluster, tempfile.TemporaryDirectory() as folder:
        cluster.create("bench_sync")
        report("PostgreSQL", cluster.url("bench_sync"), Path(folder))


def report(name: str, url: str, folder: Path) -> None:
    from simulation.servers import Server

    print(f"  {name}")
    with temporary_app(DATABASE_URL=url) as app:
        history(Family(app))
    server = Server(folder, url)
    server.start()
    try:
        throughput(server)
        recovery(server)
    finally:
        server.stop()


def history(family: "Family") -> None:
    """The processor's work for 1 and for 50 entries, with few and with many there already."""
    family.sync(FEW)
    short = {count: costs(family, count) for count in (1, 50)}
    for _ in range(HISTORY // 200):
        family.sync(200)
    for count, before in short.items():
        after = costs(family, count)
        line(f"  {count} in one request, CPU, {FEW} entries there", before, "ms")
        line(f"  {count} in one request, CPU, {HISTORY:,} entries there", after, "ms")
        line("  long history against short", after / before, "×", 1.5)


def costs(family: "Family", count: int) -> float:
    return median(family.sync(count) for _ in range(20))


def throughput(server) -> None:
    """One process of eight threads, eight phones of families of their own, one entry each time."""
    times = []
    for phone in at_once(server, SECONDS):
        times += phone.times
    line("  syncs a second, 1 × 8 threads, 8 phones", len(times) / SECONDS, "/s")
    line("  95 of 100 take less than", quantiles(times, n=20)[-1] * 1000, "ms", 300)


def recovery(server) -> None:
    """kill -9 while phones sync, started again at once: when one is answered, and what is lost."""
    phones = at_once(server, 2, lambda: kill(server))
    began = time.monotonic()
    server.start()
    for phone in phones:
        phone.connect()
    phones[0].sync([massage()])
    line("  from kill -9 to the next sync, start and all", time.monotonic() - began, "s", 30)
    lost = [one for phone in phones for one in phone.accepted - phone.everything()]
    line("  accepted entries that it cost", len(lost), "", 0)


def at_once(server, seconds: float, then=lambda: None) -> list["OverHttp"]:
    """Let phones sync side by side for so long, and `then` do something; return the phones."""
    phones = [OverHttp(server.url.removeprefix("http://")) for _ in range(THREADS)]
    stop = threading.Event()
    threads = [threading.Thread(target=phone.go_on, args=(stop,)) for phone in phones]
    for thread in threads:
        thread.start()
    time.sleep(seconds)
    then()
    stop.set()
    for thread in threads:
        thread.join()
    return phones


def kill(server) -> None:
    """End the server's processes as a power cut would."""
    children = Path(f"/proc/{server.process.pid}/task/{server.process.pid}/children").read_text()
    for process in (server.process.pid, *map(int, children.split())):
        os.kill(process, signal.SIGKILL)
    server.process.wait()


class OverHttp:
    """A phone of a family of its own, over a connection that stays open."""

    def __init__(self, host: str):
        self.host, self.cookie, self.cursor = host, "", 0
        self.times: list[float] = []  # seconds of each sync
        self.accepted: set[str] = set()
        self.connect()
        self.post("/api/families", {"zone": "Europe/Berlin"})

    def connect(self) -> None:
        self.connection = http.client.HTTPConnection(self.host, timeout=60)

    def go_on(self, stop: threading.Event) -> None:
        """Sync one entry after the other until it is told to stop or nobody answers."""
        with contextlib.suppress(OSError, http.client.HTTPException):
            while not stop.is_set():
                began = time.monotonic()
                self.accepted |= set(self.sync([massage()])["accepted"])
                self.times.append(time.monotonic() - began)

    def sync(self, entries: list[dict]) -> dict:
        answer = self.post("/api/sync", {"cursor": self.cursor, "entries": entries})
        assert len(answer["accepted"]) == len(entries), answer
        self.cursor = answer["cursor"]
        return answer

    def everything(self) -> set[str]:
        """Return the ids of all entries that the server has of this family."""
        self.cursor, found = 0, set()
        while answer := self.sync([]):
            found |= {one["fields"].get("was") for one in answer["records"]}
            if not answer["more"]:
                return found

    def post(self, path: str, body: dict) -> dict:
        self.connection.request("POST", path, json.dumps(body),
                                {**HEADERS, "Cookie": self.cookie})
        answer = self.connection.getresponse()
        content = answer.read()
        assert answer.status < 300, content
        self.cookie = (answer.getheader("Set-Cookie") or self.cookie).partition(";")[0]
        return json.loads(content)


class Family:
    """One phone that syncs massages within this process, where its processor time is seen."""

    def __init__(self, app):
        self.client, self.cursor = app.test_client(), 0
        self.post("/api/families", {"zone": "Europe/Berlin"})

    def sync(self, count: int) -> float:
        """Send `count` new massages, read what is new; return the milliseconds of CPU it took."""
        entries = [massage() for _ in range(count)]
        began = time.process_time()
        answer = self.post("/api/sync", {"cursor": self.cursor, "entries": entries})
        took = (time.process_time() - began) * 1000
        assert len(answer["accepted"]) == count, answer
        self.cursor = answer["cursor"]
        return took

    def post(self, path: str, body: dict) -> dict:
        answer = self.client.post(path, json=body, headers=HEADERS)
        assert answer.status_code < 300, answer.text
        return answer.json


def massage() -> dict:
    now, entry = datetime.now(UTC), str(uuid.uuid4())
    at = f"{now:%Y-%m-%dT%H:%M:%S}.{now.microsecond // 1000:03}Z"
    return {
        "id": entry, "record": str(uuid.uuid4()), "kind": "massage", "action": "put",
        "recorded_at": at, "fields": {
            "when": {"at": at, "zone": "Europe/Berlin", "local_date": at[:10]},
            "routine": "bedtime-wind-down", "seconds": 600, "outcome": "given",
            "state_after": "drowsy", "was": entry}}
