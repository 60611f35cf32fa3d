"""The app as a parent's phone meets it: in a temporary folder, in memory or as a server."""

import contextlib
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from config import ROOT

sys.path.insert(0, str(ROOT / "tests"))

from machines.server import Server


@contextlib.contextmanager
def temporary_app(**settings) -> Iterator:
    from webapp import create_app
    from webapp.serving import migrate

    with tempfile.TemporaryDirectory() as folder:
        app = create_app({
            "INSTANCE_DIR": Path(folder), "DATABASE_URL": f"sqlite:///{folder}/bench.sqlite",
            "PUBLIC_URL": "http://localhost", "VAPID_SUBJECT": "mailto:bench@warm-hands.example",
            "TESTING": True, "RATELIMIT_ENABLED": False, **settings})
        migrate(app)
        yield app
        with app.app_context():
            app.extensions["sqlalchemy"].engine.dispose()


@contextlib.contextmanager
def temporary_server(**environment: str) -> Iterator[Server]:
    with tempfile.TemporaryDirectory() as folder:
        server = Server(Path(folder), **environment)
        server.start()
        try:
            yield server
        finally:
            server.close()
