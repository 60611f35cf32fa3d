"""Real server processes on databases of their own that can be put back to an earlier day."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

from config import ROOT

HERE = Path(__file__).parent


class Server:
    """A server in `folder`; its `url` stays the same when it is stopped and started.

    `database` is the URL of a migrated one, or else an SQLite file in the folder; a server `like`
    another one takes over the pages that the other has drawn.
    """

    def __init__(self, folder: Path, database: str | None = None, like: "Server | None" = None):
        self.folder = folder
        for release in like.folder.glob("release-*.msgpack") if like else ():
            shutil.copy(release, folder)
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        self.url = f"http://127.0.0.1:{port}"
        self.environment = {
            **os.environ, "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1",
            "PORT": str(port), "INSTANCE_DIR": str(folder),
            "PUBLIC_URL": "http://localhost", "DATABASE_URL":
            database or f"sqlite:///{folder / 'simulation.sqlite'}",
        }

    def start(self) -> None:
        with open(self.folder / "server.log", "ab") as log:
            self.process = subprocess.Popen([sys.executable, HERE / "server.py"], cwd=ROOT,
                                            env=self.environment, stdout=log, stderr=log)
        deadline = time.monotonic() + 120  # it draws and compresses all pages first
        while not self._is_healthy():
            if self.process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError((self.folder / "server.log").read_text()[-4000:])
            time.sleep(0.05)

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait(30)

    def backup(self) -> None:
        self._command("backup", str(self.folder / "copy"))

    def put_back(self) -> None:
        """Restore the backup, as an operator does: with the server stopped."""
        self.stop()
        self._command("restore", str(self.folder / "copy"))
        self.start()

    def empty(self) -> None:
        """Begin anew with a database that knows nobody: the disk died, and there was no copy."""
        self.stop()
        for file in self.folder.glob("simulation.sqlite*"):
            file.unlink()
        self.start()

    def _command(self, *arguments: str) -> None:
        subprocess.run([sys.executable, "-m", "webapp", *arguments], cwd=ROOT, check=True,
                       env=self.environment, capture_output=True)

    def _is_healthy(self) -> bool:
        try:
            with urllib.request.urlopen(f"{self.url}/health", timeout=5) as answer:
                return answer.status == 200
        except OSError:
            return False
