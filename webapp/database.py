"""The engine for both databases, the UTC column type, and the lock that lets writers queue."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC as UTC_ZONE
from datetime import datetime

import flask
import sqlalchemy as sa
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.types import TypeDecorator

db = SQLAlchemy()

# SQLite's own waiting is sleep and poll, so threads starve; taking turns cuts the slowest
# save from a second to a tenth of one.
write_lock = threading.Lock()
_mode = threading.local()


class UTC(TypeDecorator):
    """A moment: aware datetimes in, aware UTC datetimes out, on both databases."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment without a zone cannot be stored")
        return value.astimezone(UTC_ZONE)

    def process_result_value(self, value: datetime | None, dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:  # SQLite keeps no zone; what it keeps is UTC
            return value.replace(tzinfo=UTC_ZONE)
        return value.astimezone(UTC_ZONE)


def insert(model) -> postgresql.Insert | sqlite.Insert:
    """Return an INSERT that knows `on_conflict_do_nothing` and `on_conflict_do_update`."""
    if db.engine.dialect.name == "postgresql":
        return postgresql.insert(model)
    return sqlite.insert(model)


@contextmanager
def reading() -> Iterator[None]:
    """Make the transactions of this thread read-only snapshots while inside."""
    with _as_mode("reading"):
        yield


@contextmanager
def writing() -> Iterator[None]:
    """Make the transactions of this thread writers while inside, also within a GET."""
    with _as_mode("writing"):
        yield


@contextmanager
def _as_mode(mode: str) -> Iterator[None]:
    before = getattr(_mode, "value", None)
    _mode.value = mode
    try:
        yield
    finally:
        _mode.value = before


def _only_reads() -> bool:
    mode = getattr(_mode, "value", None)
    if mode:
        return mode == "reading"
    return flask.has_request_context() and flask.request.method in ("GET", "HEAD", "OPTIONS")


def init_database(app: flask.Flask) -> None:
    """Connect `app` to DATABASE_URL and set the engine up for it."""
    url = sa.make_url(app.config["DATABASE_URL"])
    if url.drivername in ("postgres", "postgresql"):
        url = url.set(drivername="postgresql+psycopg")
    app.config["SQLALCHEMY_DATABASE_URI"] = url
    app.config["SQLALCHEMY_ENGINE_OPTIONS"] = {"pool_pre_ping": url.get_backend_name() != "sqlite"}
    if url.get_backend_name() == "sqlite":
        app.config["SQLALCHEMY_ENGINE_OPTIONS"]["connect_args"] = {"check_same_thread": False}
    db.init_app(app)
    with app.app_context():
        if db.engine.dialect.name == "sqlite":
            _prepare_sqlite(db.engine)


def _prepare_sqlite(engine: sa.Engine) -> None:
    """Say BEGIN ourselves: Python's driver begins too late and loses updates (87 % measured)."""

    @sa.event.listens_for(engine, "connect")
    def connect(connection, _record):
        connection.isolation_level = None
        # 32 MB of pages, if there are as many: with SQLite's 2 MB an evening's round reads most
        # of them again and again, a ninth of its work at 20,000 families (bench reminders)
        for pragma in ("busy_timeout=5000", "journal_mode=WAL", "synchronous=FULL",
                       "foreign_keys=ON", "trusted_schema=OFF", "cache_size=-32768"):
            connection.execute(f"PRAGMA {pragma}")

    @sa.event.listens_for(engine, "begin")
    def begin(connection):
        if _only_reads():
            connection.exec_driver_sql("PRAGMA query_only=ON")
            connection.exec_driver_sql("BEGIN")
            return
        connection.exec_driver_sql("PRAGMA query_only=OFF")
        write_lock.acquire()
        connection.info["holds_write_lock"] = True
        connection.exec_driver_sql("BEGIN IMMEDIATE")


    @sa.event.listens_for(engine, "checkin")
    def checkin(_connection, record):
        if record.info.pop("holds_write_lock", False):
            write_lock.release()
