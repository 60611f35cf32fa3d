"""POST /api/sync: a week's entries at once, and whether a long history makes it slower."""

import time
import uuid
from datetime import UTC, datetime
from statistics import median

from bench.report import line
from bench.running import temporary_app

HISTORY = 20_000


def measure() -> None:
    with temporary_app() as app:
        family = Family(app)
        line("CPU for 50 entries in one request", median(family.sync(50) for _ in range(20)), "ms")
        short = median(family.sync(10) for _ in range(40))
        for _ in range(HISTORY // 200):
            family.sync(200)
        long = median(family.sync(10) for _ in range(40))
        line("CPU for 10 entries, hardly any history", short, "ms")
        line(f"CPU for 10 entries after {HISTORY:,} others", long, "ms")
        line("long history against short", long / short, "×", 1.5)


class Family:
    """One phone that syncs massages."""

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
        answer = self.client.post(path, json=body, headers={"Sec-Fetch-Site": "same-origin"})
        assert answer.status_code < 300, answer.text
        return answer.json


def massage() -> dict:
    now = datetime.now(UTC)
    at = f"{now:%Y-%m-%dT%H:%M:%S}.{now.microsecond // 1000:03}Z"
    return {
        "id": str(uuid.uuid4()), "record": str(uuid.uuid4()), "kind": "massage", "action": "put",
        "recorded_at": at, "fields": {
            "when": {"at": at, "zone": "Europe/Berlin", "local_date": at[:10]},
            "routine": "bedtime-wind-down", "seconds": 600, "outcome": "given",
            "state_after": "drowsy"}}
