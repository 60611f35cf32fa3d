"""Copies of the database: a backup beside a running server, a restore with it stopped."""

import os
import shutil
import sys
import uuid
from pathlib import Path

import sqlalchemy as sa
from flask import Flask

import config

from .database import db, writing


def backup(app: Flask, path: str) -> None:
    """Write a consistent copy of the SQLite database to `path`, checked before it is named so.

    Exits for PostgreSQL, which brings its own tools.
    """
    with app.app_context():
        if db.engine.dialect.name != "sqlite":
            sys.exit("This database is PostgreSQL: please use pg_dump (docs/hosting.md).")
        unfinished = Path(f"{path}.unfinished")
        unfinished.unlink(missing_ok=True)
        connection = db.engine.raw_connection()
        try:
            connection.cursor().execute("VACUUM INTO ?", (str(unfinished),))
        finally:
            connection.close()
    verdict = _integrity(unfinished)
    if verdict != "ok":
        sys.exit(f"The copy is not sound: {verdict}")
    os.chmod(unfinished, 0o600)
    unfinished.replace(path)
    print(f"Backed up to {path}.")


def restore(path: str) -> None:
    """Put the copy at `path` in the database's place, the server being stopped.

    Every family gets a new epoch, so that phones send again what the copy does not know.
    """
    url = sa.make_url(config.settings()["DATABASE_URL"])
    if url.get_backend_name() != "sqlite":
        sys.exit("This database is PostgreSQL: please use pg_restore (docs/hosting.md).")
    if _integrity(Path(path)) != "ok":
        sys.exit("That file is not a sound backup. Nothing was changed.")
    target = Path(url.database)
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    for leftover in (f"{target}-wal", f"{target}-shm"):
        Path(leftover).unlink(missing_ok=True)
    shutil.copyfile(path, target)
    os.chmod(target, 0o600)
    from .serving import prepared_app

    new_epochs(prepared_app({}))
    print(f"Restored from {path}. Phones send again what it did not know.")


def new_epochs(app: Flask) -> None:
    """Begin a new history for every family."""
    from .families.family import Family

    with app.app_context(), writing():
        for family in db.session.scalars(sa.select(Family)):
            family.epoch = uuid.uuid4()
        db.session.commit()


def _integrity(path: Path) -> str:
    engine = sa.create_engine(f"sqlite:///{path}")
    try:
        with engine.connect() as connection:
            return connection.scalar(sa.text("PRAGMA integrity_check"))
    except sa.exc.DatabaseError as error:
        return str(error.orig)
    finally:
        engine.dispose()
