"""Runs the app: one gunicorn process with threads, the reminder worker beside it."""

import os
import secrets
import sys
import threading
from pathlib import Path

import sqlalchemy as sa
from flask import Flask
from gunicorn.app.base import BaseApplication

from . import create_app

MIGRATIONS = Path(__file__).parent / "migrations"


class Server(BaseApplication):
    """gunicorn for an app made before the fork; `worker` adds the reminder thread."""

    def __init__(self, app: Flask, worker: bool):
        self.app, self.worker, self.stop = app, worker, threading.Event()
        super().__init__()

    def load_config(self) -> None:
        options = {
            "bind": f"{self.app.config['HOST']}:{self.app.config['PORT']}",
            "workers": 1, "threads": 8, "worker_class": "gthread", "graceful_timeout": 10,
            "keepalive": 15, "control_socket_disable": True, "loglevel": "warning",
            "post_worker_init": self._start_worker, "worker_exit": self._stop_worker,
        }
        if Path("/dev/shm").is_dir():  # a heartbeat file on a slow disk can stall the worker
            options["worker_tmp_dir"] = "/dev/shm"
        for name, value in options.items():
            self.cfg.set(name, value)

    def load(self) -> Flask:
        return self.app

    def _start_worker(self, _gunicorn) -> None:
        if not self.worker:
            return
        from .reminders.worker import work

        self.thread = threading.Thread(target=work, args=(self.app, self.stop), daemon=True)
        self.thread.start()

    def _stop_worker(self, _server, _gunicorn) -> None:
        self.stop.set()
        if self.worker and hasattr(self, "thread"):
            self.thread.join(5)


def run() -> None:
    """Everything in one process for one machine: makes what is missing, migrates, serves."""
    port = os.environ.get("PORT", "8000")
    url = os.environ.get("PUBLIC_URL") or f"http://localhost:{port}"
    app = prepared_app({"PUBLIC_URL": url.rstrip("/")})
    print(f"Warm Hands is at {url}   (stop with Ctrl-C)")
    if not os.environ.get("PUBLIC_URL"):
        print("Phones install only over HTTPS, and invitations point here: see docs/hosting.md.")
    sys.stdout.flush()
    Server(app, worker=True).run()


def serve() -> None:
    """A web process of an installation; reminders are sent by `work`."""
    Server(production_app(), worker=False).run()


def work(once: bool = False) -> None:
    """A reminder worker of an installation; several may run beside each other."""
    import signal

    from .reminders.worker import work as work_on

    stop = threading.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda *_: stop.set())
    work_on(production_app(), stop, once=once)


def check() -> None:
    """Say whether reminders are healthy; exits with 1 where something needs somebody."""
    import datetime as dt

    from .reminders.health import findings

    app = prepared_app({})
    with app.app_context():
        found = findings(dt.datetime.now(dt.UTC))
    for finding in found:
        print("well   " if finding.is_well else "PLEASE ", finding.words)
    sys.exit(0 if all(finding.is_well for finding in found) else 1)


def production_app() -> Flask:
    """The app for `serve` and `work`. Exits naming the settings that are missing."""
    wanted = ["PUBLIC_URL", "VAPID_SUBJECT"]
    if os.environ.get("DATABASE_URL", "").startswith("postgres"):
        wanted += ["SECRET_KEY", "VAPID_PRIVATE_KEY"]  # several machines must share them
    missing = [name for name in wanted if not os.environ.get(name)]
    if missing:
        sys.exit(f"Please set {', '.join(missing)}: see docs/hosting.md.")
    return prepared_app({})


def prepared_app(settings: dict) -> Flask:
    """Return the app with its folder, its secret and a migrated database."""
    from config import settings as from_environment

    instance = from_environment()["INSTANCE_DIR"]
    instance.mkdir(mode=0o700, parents=True, exist_ok=True)
    secret = os.environ.get("SECRET_KEY") or secret_in(instance / "secret-key")
    app = create_app({"SECRET_KEY": secret, **settings})
    migrate(app)
    return app


def migrate(app: Flask) -> None:
    """Bring the database to this release's tables; several processes may try at once."""
    from .database import db

    with app.app_context():
        if database_version() != newest_version():
            from flask_migrate import Migrate, upgrade  # a third of a second, rarely needed

            Migrate(app, db, directory=str(MIGRATIONS), render_as_batch=True)
            upgrade()
        db.engine.dispose()  # no connection may cross gunicorn's fork


def newest_version() -> str:
    """Return the last migration's number; its file is named `<number>_<what>.py`."""
    return max(path.name.split("_")[0] for path in (MIGRATIONS / "versions").glob("[0-9]*.py"))


def database_version() -> str | None:
    """Return the number of the last migration that ran on the database, if any did."""
    from .database import db

    with db.engine.connect() as connection:
        if not sa.inspect(connection).has_table("alembic_version"):
            return None
        return connection.scalar(sa.text("SELECT version_num FROM alembic_version"))


def secret_in(path: Path) -> str:
    """Return the secret kept in `path`, making it (mode 0600) on the first start."""
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text().strip()
    with os.fdopen(handle, "w") as file:
        file.write(secrets.token_hex(32))
    return path.read_text().strip()
