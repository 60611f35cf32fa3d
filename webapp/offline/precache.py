"""The list of what a phone keeps, so that the app works without a signal."""

import json

from webapp.languages.pages import page_in
from webapp.release import EVERY, File, Release

from .packs import PAGES, SCRIPTS, pack_of, pack_url

# Served, but no parent misses them in a dark room: the browser keeps a worker's own scripts by
# itself, and fetches the manifest's large icons and shop-window pictures while it installs.
LIST = "/precache.json"
OF_NOBODY = "-"     # a list is in no list
NOT_AT_BEDTIME = ("/service_worker/", "/static/images/screenshots/", "-512.png", "/packs/")


def precache(release: Release, language: str) -> File:
    """Return /precache.json: every file of `release` in `language`, those a phone must have first.

    `bytes` and `digest` (SHA-256, hexadecimal) are of the uncompressed bytes, which is what a
    worker sees. `pack` names the one of `packs` that a file is in, for whoever misses many.
    """
    kept = (file for file in release.files.values() if file.language in (EVERY, language))
    files = sorted(map(_entry, kept), key=lambda file: (not file["must"], file["url"]))
    listed = {"release": release.digest, "language": language,
              "packs": {name: pack_url(release, name, language) for name in (PAGES, SCRIPTS)},
              "files": files}
    return File(page_in(language, LIST), json.dumps(listed).encode(), "application/json",
                language=OF_NOBODY)


def _entry(file: File) -> dict:
    entry = {"url": file.url, "bytes": len(file.body), "digest": file.digest,
             "must": _must(file.url)}
    pack = pack_of(file)
    return {**entry, "pack": pack} if pack else entry


def _must(url: str) -> bool:
    return not any(part in url for part in NOT_AT_BEDTIME)
