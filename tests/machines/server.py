"""A real server process, as `./dev run` starts it, behind a network that can fail."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable
from pathlib import Path

from config import ROOT

from .network import Network

RELEASE_PARTS = ("config.py", "requirements.txt", "webapp", "templates", "static",
                 "service_worker")


class Server:
    """Start, stop, or replace by another release; `url` stays the same all the time.

    Where `built` is a dictionary, a release that an earlier server of this process built for the
    same URL is used again, as a second start of an installation does.
    """

    built: dict[str, bytes] | None = None

    def __init__(self, folder: Path, **environment: str):
        self.folder, self.environment = folder, environment
        self.root = ROOT
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.net = Network(self.port)
        self.url = f"http://localhost:{self.net.port}"
        self.process: subprocess.Popen | None = None

    def start(self) -> None:
        instance = self.folder / "instance"
        if self.built and not instance.exists():
            instance.mkdir(mode=0o700)
            for name, release in self.built.items():
                (instance / name).write_bytes(release)
        environment = {
            **os.environ, "PORT": str(self.port), "INSTANCE_DIR": str(instance),
            "PUBLIC_URL": self.url, "PYTHONDONTWRITEBYTECODE": "1", **self.environment,
        }
        with open(self.folder / "server.log", "ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "webapp", "run"], cwd=self.root, env=environment,
                stdout=log, stderr=log, stdin=subprocess.DEVNULL)
        deadline = time.monotonic() + 120  # it draws and compresses all pages first
        while not self.healthy():
            if self.process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError((self.folder / "server.log").read_text()[-4000:])
            time.sleep(0.05)
        if self.built is not None:
            self.built.update(
                (file.name, file.read_bytes()) for file in instance.glob("release-*.msgpack"))

    @property
    def is_unharmed(self) -> bool:
        """Whether it runs as it was started, and is reached."""
        return bool(self.process and self.root == ROOT and self.net.mode == "pass"
                    and self.process.poll() is None)

    def healthy(self) -> bool:
        try:
            address = f"http://127.0.0.1:{self.port}/health"
            with urllib.request.urlopen(address, timeout=5) as answer:
                return answer.status == 200
        except OSError:
            return False

    def read(self, path: str) -> str:
        """Return what it answers to a GET, past the network that can fail."""
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=20) as answer:
            return answer.read().decode()

    def stop(self) -> None:
        """Stop the process and refuse connections: no server anywhere."""
        self.net.set("refuse")
        if self.process:
            self.process.terminate()
            self.process.wait(20)
            self.process = None

    def kill(self) -> None:
        """As stop, but as a power cut would."""
        self.net.set("refuse")
        self.process.kill()
        self.process.wait(20)
        self.process = None

    def back(self) -> None:
        """Start again after `stop`, and let connections through."""
        self.start()
        self.net.set("pass")

    def release(self, change: Callable[[Path], None]) -> None:
        """Replace the running release: `change` edits a copy of the project, which then serves."""
        copy = self.folder / f"release-{time.monotonic_ns()}"
        copy.mkdir()
        for part in RELEASE_PARTS:
            source = self.root / part
            if source.is_dir():
                shutil.copytree(source, copy / part, ignore=shutil.ignore_patterns("__pycache__"))
            else:
                shutil.copy(source, copy / part)
        change(copy)
        self.stop()
        self.root = copy
        self.back()

    def close(self) -> None:
        if self.process:
            self.kill()  # nobody waits for its goodbye
        self.net.close()
