"""The list of what a phone keeps, so that the app works without a signal."""

import json

from webapp.release import File, Release

# Served, but no parent misses them in a dark room: the browser keeps a worker's own scripts by
# itself, and fetches the manifest's large icons and shop-window pictures while it installs.
NOT_AT_BEDTIME = ("/service_worker/", "/static/images/screenshots/", "-512.png")


def precache(release: Release, language: str = "en") -> File:
    """Return /precache.json: every file of `release`, those a phone must have first.

    `bytes` and `digest` (SHA-256, hexadecimal) are of the uncompressed bytes, which is what a
    worker sees.
    """
    files = [
        {"url": file.url, "bytes": len(file.body), "digest": file.digest, "must": _must(file.url)}
        for file in release.files.values()
    ]
    files.sort(key=lambda file: (not file["must"], file["url"]))
    listed = {"release": release.digest, "language": language, "files": files}
    return File("/precache.json", json.dumps(listed).encode(), "application/json")


def _must(url: str) -> bool:
    return not any(part in url for part in NOT_AT_BEDTIME)
