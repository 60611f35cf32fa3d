"""A throwaway PostgreSQL from Debian's own binaries, gone with the tests."""

import atexit
import glob
import os
import pwd
import shutil
import subprocess
import tempfile
import time

import psycopg


class Cluster:
    """A PostgreSQL in a temporary folder, reached by a Unix socket; runs as `postgres` for root.

    It loses what a power cut would lose, for speed, unless it `keeps` it: to be measured.
    """

    def __init__(self, keeps: bool = False):
        self.careless = [] if keeps else ["-c", "fsync=off", "-c", "synchronous_commit=off",
                                          "-c", "full_page_writes=off"]
        # a short path: a socket's name may have 107 bytes
        self.folder = tempfile.mkdtemp(prefix="pg-", dir="/tmp")
        self.user = {}
        if os.geteuid() == 0:
            account = pwd.getpwnam("postgres")
            os.chown(self.folder, account.pw_uid, account.pw_gid)
            self.user = {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": [],
                         "cwd": self.folder,
                         "env": {"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8"}}
        self._start()

    def _start(self) -> None:
        subprocess.run(
            [program("initdb"), "-D", f"{self.folder}/data", "-U", "postgres", "-A", "trust",
             "-N", "-E", "UTF8", "--locale=C.UTF-8"],
            check=True, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, **self.user)
        with open(f"{self.folder}/log", "w") as log:
            self.process = subprocess.Popen(
                [program("postgres"), "-D", f"{self.folder}/data", "-k", self.folder,
                 "-c", "listen_addresses=", "-c", "timezone=UTC", *self.careless],
                stdin=subprocess.DEVNULL, stdout=log, stderr=subprocess.STDOUT, **self.user)
        atexit.register(self.process.kill)
        deadline = time.monotonic() + 30
        while True:
            try:
                self._admin().close()
                return
            except psycopg.OperationalError:
                if self.process.poll() is not None or time.monotonic() > deadline:
                    with open(f"{self.folder}/log") as log:
                        raise RuntimeError(log.read()) from None
                time.sleep(0.05)

    def create(self, name: str, template: str = "template1") -> None:
        with self._admin() as connection:
            connection.execute(f"CREATE DATABASE {name} TEMPLATE {template}")

    def drop(self, name: str) -> None:
        with self._admin() as connection:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")

    def tables(self, name: str) -> set[str]:
        with self._connected(name) as connection:
            return {table for table, in connection.execute(
                "SELECT tablename FROM pg_tables WHERE schemaname = 'public'")}

    def empty(self, name: str, tables: set[str]) -> None:
        """Delete every row of `tables`, whoever still uses them."""
        with self._admin() as connection:
            connection.execute("SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity"
                               " WHERE datname = %s", [name])
        with self._connected(name) as connection:
            connection.execute(f"TRUNCATE {', '.join(tables)}")

    def url(self, name: str) -> str:
        return f"postgresql+psycopg://postgres@/{name}?host={self.folder}"

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait(20)
        shutil.rmtree(self.folder, ignore_errors=True)

    def _admin(self) -> psycopg.Connection:
        return self._connected("postgres")

    def _connected(self, name: str) -> psycopg.Connection:
        return psycopg.connect(f"host={self.folder} user=postgres dbname={name}", autocommit=True)


def program(name: str) -> str:
    """Return the path of a PostgreSQL program. Raises RuntimeError where none is installed."""
    found = shutil.which(name) or next(
        iter(sorted(glob.glob(f"/usr/lib/postgresql/*/bin/{name}"), reverse=True)), None)
    if not found:
        raise RuntimeError(f"{name} is missing: apt-get install postgresql")
    return found
