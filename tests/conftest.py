"""The app on both databases, and phones that talk to it over its API."""

import functools
import shutil
import uuid
from pathlib import Path

import pytest
from flask import Flask
from machines import LONG, every
from machines.postgres import Cluster
from machines.push_service import PushService
from machines.reminding import Evening

from webapp import create_app
from webapp.security import limiter
from webapp.serving import migrate

TURNS = 5


def pytest_collection_modifyitems(config, items):
    """Leave out what only a long run has time for, and of `in_turn` four of five, by the day.

    Whoever names a file wants it whole.
    """
    if LONG:
        return
    left_out = {item for item in items if item.get_closest_marker("long")}
    in_turn = [item for item in items if item.get_closest_marker("in_turn")]
    if not any(".py" in argument for argument in config.args):
        left_out.update(set(in_turn) - set(every(TURNS, in_turn)))
    config.hook.pytest_deselected(items=list(left_out))
    items[:] = [item for item in items if item not in left_out]


def pytest_generate_tests(metafunc):
    """Run whatever touches the database on both, unless the database makes no difference."""
    if "database" in metafunc.fixturenames:
        marked = {marker.name for marker in metafunc.definition.iter_markers()}
        once = "sqlite_only" in marked or ("postgresql_long" in marked and not LONG)
        metafunc.parametrize("database", ["sqlite"] if once else ["sqlite", "postgresql"],
                             indirect=True)


@pytest.fixture(scope="session")
def postgres():
    """A throwaway PostgreSQL; tests that need it fail, never skip, where it is not installed."""
    cluster = Cluster()
    cluster.create("template_of_all")
    app = create_app({"DATABASE_URL": cluster.url("template_of_all"), "TESTING": True,
                      "INSTANCE_DIR": Path(cluster.folder), "PUBLIC_URL": "http://localhost"})
    migrate(app)
    yield cluster
    cluster.stop()


@pytest.fixture(scope="session")
def empty_postgres(postgres):
    """Gives the name of an empty, migrated database: the one before, emptied, where no test took
    its tables away. To make and drop one takes longer than many a test."""
    tables, name = postgres.tables("template_of_all"), None

    def empty() -> str:
        nonlocal name
        if name and postgres.tables(name) == tables:
            postgres.empty(name, tables - {"alembic_version"})
        else:
            name = f"t_{uuid.uuid4().hex[:12]}"
            postgres.create(name, template="template_of_all")
        return name

    return empty


@pytest.fixture(scope="session")
def migrated_sqlite(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("template")
    path = folder / "template.sqlite"
    migrate(create_app({"DATABASE_URL": f"sqlite:///{path}", "TESTING": True,
                        "INSTANCE_DIR": folder, "PUBLIC_URL": "http://localhost"}))
    return path


@pytest.fixture(scope="session")
def empty_sqlite(migrated_sqlite):
    """Gives the path of an empty, migrated database: the one before, put back."""
    path = migrated_sqlite.with_name("test.sqlite")

    def empty() -> Path:
        for left in path.parent.glob("test.sqlite*"):
            left.unlink()
        return shutil.copy(migrated_sqlite, path)

    return empty


@pytest.fixture
def database(request):
    """The URL of an empty, migrated database that only this test uses."""
    if request.param == "sqlite":
        return f"sqlite:///{request.getfixturevalue('empty_sqlite')()}"
    cluster = request.getfixturevalue("postgres")
    return cluster.url(request.getfixturevalue("empty_postgres")())


@pytest.fixture(scope="session")
def new_app(tmp_path_factory):
    """Makes the app on a database."""
    return lambda database, **settings: create_app({
        "DATABASE_URL": database, "INSTANCE_DIR": tmp_path_factory.mktemp("instance"),
        "TESTING": True, "PUBLIC_URL": "http://localhost", "RATELIMIT_ENABLED": False,
        "VAPID_SUBJECT": "mailto:tests@warm-hands.example", **settings})


@pytest.fixture(scope="session")
def kept_app(new_app):
    """Gives the app on a database, always the same one: to make it, and to compile its statements,
    takes longer than many a test."""
    return functools.cache(new_app)


@pytest.fixture
def app(request, database, new_app, kept_app) -> Flask:
    """The app on an empty database. `@pytest.mark.settings(NAME=value)` changes its settings."""
    marker = request.node.get_closest_marker("settings")
    app = new_app(database, **marker.kwargs) if marker else kept_app(database)
    config = dict(app.config)
    limiter.enabled = app.config["RATELIMIT_ENABLED"]  # one for all: it is as the last app made it
    yield app
    app.config.clear()
    app.config.update(config)
    with app.app_context():
        app.extensions["sqlalchemy"].engine.dispose()


@pytest.fixture
def client(app):
    """A browser that knows nobody."""
    return app.test_client()


@pytest.fixture
def phone(app):
    """Makes phones: API clients with cookies of their own, speaking as our pages do."""
    return lambda: Phone(app)


@pytest.fixture
def service():
    """A push service that tells what reached it."""
    service = PushService()
    yield service
    service.close()


@pytest.fixture
def evening(app, phone, service):
    """A family whose reminder is at 18:45 in Berlin, one phone subscribed."""
    app.config["PUSH_SERVICES_EXTRA"] = [service.origin]
    return Evening(app, phone, service)


class Phone:
    """One phone's calls to the API. `family()` founds a family and keeps the answer in `me`."""

    def __init__(self, app: Flask):
        self.client = app.test_client()
        self.me: dict | None = None

    def call(self, method: str, path: str, json: object = None, **options):
        headers = {"Sec-Fetch-Site": "same-origin", **options.pop("headers", {})}
        if method != "GET" and json is None and "data" not in options:
            json = {}
        return self.client.open(path, method=method, json=json, headers=headers, **options)

    def get(self, path: str, **options):
        return self.call("GET", path, **options)

    def post(self, path: str, json: object = None, **options):
        return self.call("POST", path, json, **options)

    def put(self, path: str, json: object = None, **options):
        return self.call("PUT", path, json, **options)

    def delete(self, path: str, json: object = None, **options):
        return self.call("DELETE", path, json, **options)

    def family(self, zone: str = "Europe/Berlin") -> dict:
        answer = self.post("/api/families", {"zone": zone})
        assert answer.status_code == 201, answer.text
        self.me = answer.json
        return self.me
