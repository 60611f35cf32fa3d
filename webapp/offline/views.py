"""The worker's address, its list, its words, the manifest and the page for what is not there."""

from collections.abc import Iterator

from flask import Flask, render_template

from config import ROOT
from webapp.release import IMMUTABLE, File, Release, Shell

from .packs import packs
from .precache import precache


def shells() -> Iterator[Shell]:
    yield Shell("/offline", "offline/offline.html")
    yield Shell("/manifest.webmanifest", "manifest.webmanifest")


def files(app: Flask, release: Release) -> Iterator[File]:
    """Make what names the whole release; the list comes last and does not list the worker."""
    yield words(app, release)
    yield from packs(release)
    yield precache(release)
    yield worker(release, stopped=app.config["KILL_SWITCH"])


def words(app: Flask, release: Release, language: str = "en") -> File:
    """Return what the worker and the calendar say, which have no page to take their words from."""
    with app.test_request_context():
        text = render_template("words.json")
    url = f"/release/{release.digest}/words/{language}.json"
    return File(url, text.encode(), "application/json", IMMUTABLE)


def worker(release: Release, stopped: bool) -> File:
    """Return /service-worker.js, whose address never changes and whose bytes name the release.

    `stopped` is the kill switch: the phones get a worker that removes itself and its caches.
    """
    body = (ROOT / "service_worker/leaving.js").read_bytes() if stopped else (
        "// Every release has its own address; this one stays, so that phones find the next.\n"
        f'import "/release/{release.digest}/service_worker/worker.js"\n'
    ).encode()
    return File("/service-worker.js", body, "text/javascript; charset=utf-8")
