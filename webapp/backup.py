"""Copies of the database: a backup beside a running server, a restore with it stopped."""

import os
import shutil
import sqlite3
import subprocess
import sys
import uuid
from contextlib import closing
from pathlib import Path

import sqlalchemy as sa
from flask import Flask

import config

from .database import db, writing


def backup(app: Flask, path: str) -> None:
    """Write a consistent copy of the database to `path`, checked before it is named so."""
    unfinished = Path(f"{path}.unfinished")
    unfinished.unlink(missing_ok=True)
    with app.app_context():
        url = db.engine.url
        if url.get_backend_name() == "sqlite":
            connection = db.engine.raw_connection()
            try:
                connection.cursor().execute("VACUUM INTO ?", (str(unfinished),))
            finally:
                connection.close()
        else:
            _postgres(url, "pg_dump", "--format=custom", f"--file={unfinished}")
    verdict = _verdict(url, unfinished)
    if verdict != "ok":
        sys.exit(f"The copy is not sound: {verdict}")
    os.chmod(unfinished, 0o600)
    unfinished.replace(path)
    print(f"Backed up to {path}.")


def restore(path: str) -> None:
    """Put the copy at `path` in the database's place, the server being stopped.

    Every family gets a new epoch, so that phones send again what the copy does not know.
    """
    from .serving import prepared_app

    url = sa.make_url(config.settings()["DATABASE_URL"])
    if _verdict(url, Path(path)) != "ok":
        sys.exit("That file is not a sound backup. Nothing was changed.")
    if url.get_backend_name() == "sqlite":
        _restore_sqlite(path, Path(url.database))
    else:
        _postgres(url, "pg_restore", "--clean", "--if-exists", "--no-owner",
                  "--single-transaction", path)
    new_epochs(prepared_app({}))
    print(f"Restored from {path}. Phones send again what it did not know.")


def _restore_sqlite(path: str, target: Path) -> None:
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    for leftover in (f"{target}-wal", f"{target}-shm"):
        Path(leftover).unlink(missing_ok=True)
    shutil.copyfile(path, target)
    os.chmod(target, 0o600)


def _postgres(url: sa.URL, program: str, *arguments: str) -> None:
    """Run a program of PostgreSQL's own on the database. Exits where it fails or is missing."""
    # the password in the environment: others on the machine could read it among the arguments
    environment = {**os.environ, **({"PGPASSWORD": str(url.password)} if url.password else {})}
    address = url.set(drivername="postgresql", password=None).render_as_string()
    done = subprocess.run([_program(program), f"--dbname={address}", *arguments],
                          env=environment, umask=0o077, capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"{program} says: {done.stderr.strip()}")


def _program(name: str) -> str:
    return shutil.which(name) or sys.exit(f"{name} is missing: apt-get install postgresql-client")


def new_epochs(app: Flask) -> None:
    """Begin a new history for every family."""
    from .families.family import Family

    with app.app_context(), writing():
        for family in db.session.scalars(sa.select(Family)):
            family.epoch = uuid.uuid4()
        db.session.commit()


def _verdict(url: sa.URL, path: Path) -> str:
    """Return "ok" for a sound copy of a database like the one at `url`, else what is wrong."""
    if url.get_backend_name() != "sqlite":
        done = subprocess.run([_program("pg_restore"), "--file=/dev/null", path],
                              capture_output=True, text=True)
        return done.stderr.strip() if done.returncode else "ok"
    # only to be read: a name that was mistyped must not make a new and empty database
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as copy:
            copy.execute("SELECT version_num FROM alembic_version")
            return copy.execute("PRAGMA integrity_check").fetchone()[0]
    except sqlite3.Error as error:
        return str(error)
