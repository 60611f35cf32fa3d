"""The list of what a phone keeps, so that the app works without a signal."""

import json

from webapp.release import File, Release

from .packs import PAGES, SCRIPTS, pack_of, pack_url

# Served, but no parent misses them in a dark room: the browser keeps a worker's own scripts by
# itself, and fetches the manifest's large icons and shop-window pictures while it installs.
NOT_AT_BEDTIME = ("/service_worker/", "/static/images/screenshots/", "-512.png", "/packs/")


def precache(release: Release, language: str = "en") -> File:
    """Return /precache.json: every file of `release`, those a phone must have first.

    `bytes` and `digest` (SHA-256, hexadecimal) are of the uncompressed bytes, which is what a
    worker sees. `pack` names the one of `packs` that a file is in, for whoever misses many.
    """
    files = sorted(map(_entry, release.files.values()),
                   key=lambda file: (not file["must"], file["url"]))
    listed = {"release": release.digest, "language": language,
              "packs": {name: pack_url(release, name) for name in (PAGES, SCRIPTS)},
              "files": files}
    return File("/precache.json", json.dumps(listed).encode(), "application/json")


def _entry(file: File) -> dict:
    entry = {"url": file.url, "bytes": len(file.body), "digest": file.digest,
             "must": _must(file.url)}
    pack = pack_of(file)
    return {**entry, "pack": pack} if pack else entry


def _must(url: str) -> bool:
    return not any(part in url for part in NOT_AT_BEDTIME)
