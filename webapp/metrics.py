"""GET /metrics: numbers for Prometheus, for whoever has METRICS_TOKEN; without one there are none.

What the database knows is counted when asked, so it is the same from every process; what only a
process knows (how long a sync takes, how many entries it took in) is this process's own.
"""

import datetime as dt
import hmac
import time
from collections.abc import Iterator

import sqlalchemy as sa
from flask import Blueprint, Flask, Response, current_app, g, request
from prometheus_client import (
    CONTENT_TYPE_LATEST,
    CollectorRegistry,
    Counter,
    Histogram,
    generate_latest,
)
from prometheus_client.core import GaugeMetricFamily

from .database import db, reading
from .push.delivery import Delivery
from .push.subscription import Subscription
from .reminders.health import last_day, lately
from .reminders.projection import FamilyReminder
from .wire import Refusal

bp = Blueprint("metrics", __name__)

SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5)


def init(app: Flask) -> None:
    registry = CollectorRegistry()
    app.extensions["metrics"] = registry
    registry.register(FromDatabase())
    syncs = Histogram("warm_hands_sync_seconds", "How long a sync took.", buckets=SECONDS,
                      registry=registry)
    entries = Counter("warm_hands_ledger_entries", "Entries that phones sent and we took in.",
                      registry=registry)

    @app.before_request
    def began() -> None:
        g.began = time.perf_counter()

    @app.after_request
    def ended(answer: Response) -> Response:
        if request.endpoint == "ledger.sync" and answer.status_code == 200:
            syncs.observe(time.perf_counter() - g.began)
            entries.inc(g.get("accepted", 0))
        return answer


@bp.get("/metrics")
def metrics() -> Response:
    token = current_app.config["METRICS_TOKEN"]
    given = request.headers.get("Authorization", "").removeprefix("Bearer ")
    if not token or not hmac.compare_digest(given.encode(), token.encode()):
        raise Refusal(404, "not-found", "There is nothing here.")
    with reading():
        text = generate_latest(current_app.extensions["metrics"])
    return Response(text, content_type=CONTENT_TYPE_LATEST, headers={"Cache-Control": "no-store"})


class FromDatabase:
    """What Prometheus calls a collector. It counts, and knows nobody."""

    def collect(self) -> Iterator[GaugeMetricFamily]:
        now = dt.datetime.now(dt.UTC)
        yield from _waiting(now)
        yield from _last_day(now)
        yield GaugeMetricFamily("warm_hands_reminders", "Families with an invitation.",
                                _count(FamilyReminder.silence.is_(None)))
        yield GaugeMetricFamily("warm_hands_subscriptions", "Phones that can be invited.",
                                _count(Subscription.device_id.is_not(None)))


def _waiting(now: dt.datetime) -> Iterator[GaugeMetricFamily]:
    lag = GaugeMetricFamily("warm_hands_due_lag_seconds", "How long the oldest has been due.",
                            labels=["what"])
    for what, due_at, more in (
            ("round", FamilyReminder.next_due_at, sa.true()),
            ("delivery", Delivery.visible_at, Delivery.outcome.is_(None))):
        oldest = db.session.scalar(sa.select(sa.func.min(due_at)).where(due_at <= now, more))
        lag.add_metric([what], (now - oldest).total_seconds() if oldest else 0)
    yield lag


def _last_day(now: dt.datetime) -> Iterator[GaugeMetricFamily]:
    sent = GaugeMetricFamily("warm_hands_deliveries_24h", "What became of invitations, by reason.",
                             labels=["outcome", "reason"])
    for outcome, reason, count in last_day(now):
        sent.add_metric([outcome or "waiting", reason or ""], count)
    yield sent
    retried = db.session.scalar(sa.select(sa.func.sum(Delivery.attempts - 1))
                                .where(lately(now), Delivery.attempts > 1))
    yield GaugeMetricFamily("warm_hands_retries_24h", "Second and later attempts.", retried or 0)


def _count(where: sa.ColumnElement) -> int:
    return db.session.scalar(sa.select(sa.func.count()).where(where))
