"""The worker's address, its list, its words, the manifest and the page for what is not there."""

from collections.abc import Iterator

from flask import Flask, render_template

from config import ROOT
from webapp.languages.language import speaking
from webapp.release import IMMUTABLE, File, Release, Shell

from .packs import packs
from .precache import precache


def shells() -> Iterator[Shell]:
    yield Shell("/offline", "offline/offline.html")
    yield Shell("/manifest.webmanifest", "manifest.webmanifest", is_everywhere=True)


def files(app: Flask, release: Release) -> Iterator[File]:
    """Make what names the whole release; the list comes last and does not list the worker."""
    for language in app.config["LANGUAGES"]:
        yield words(app, release, language)
    yield from packs(release, app.config["LANGUAGES"])
    for language in app.config["LANGUAGES"]:
        yield precache(release, language)
    yield worker(release, stopped=app.config["KILL_SWITCH"])


def words(app: Flask, release: Release, language: str) -> File:
    """Return what the worker says, which has no page to take its words from."""
    with app.test_request_context(), speaking(language):
        text = render_template("words.json")
    url = f"/release/{release.digest}/words/{language}.json"
    return File(url, text.encode(), "application/json", IMMUTABLE, language=language)


def worker(release: Release, stopped: bool) -> File:
    """Return /service-worker.js, whose address never changes and whose bytes name the release.

    `stopped` is the kill switch: the phones get a worker that removes itself and its caches.
    """
    body = (ROOT / "service_worker/leaving.js").read_bytes() if stopped else (
        "// Every release has its own address; this one stays, so that phones find the next.\n"
        f'import "/release/{release.digest}/service_worker/worker.js"\n'
    ).encode()
    return File("/service-worker.js", body, "text/javascript; charset=utf-8")
