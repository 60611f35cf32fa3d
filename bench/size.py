"""Bytes on the wire: the first page with all it needs, the offline pack, and each kind of page."""

from collections import defaultdict

from bench.report import line
from bench.running import temporary_app
from webapp.release import File

FIRST_PAGE_LIMIT = 60
PACK_LIMIT = 300


def measure() -> None:
    with temporary_app() as app:
        release = app.extensions["release"]
        listed = listed_files(app)
        kinds: dict[str, list[int]] = defaultdict(list)
        for file in listed:
            kinds[kind_of(file)].append(wire_bytes(file))
        for kind, sizes in sorted(kinds.items(), key=lambda pair: -sum(pair[1])):
            line(f"{kind}: {len(sizes)} files, mean {sum(sizes) / len(sizes) / 1000:.1f} kB",
                 sum(sizes) / 1000, "kB")
        line("all of it, file by file", sum(map(wire_bytes, listed)) / 1000, "kB")
        line("the whole offline pack, as a phone fetches it",
             sum(map(wire_bytes, fetched_files(app))) / 1000, "kB", PACK_LIMIT)
        for page in ("/", "/routines/bedtime-wind-down", "/journal"):
            line(f"page {page}, its HTML alone", wire_bytes(release.files[page]) / 1000, "kB")
    from bench.browser import first_visit

    for page in ("/", "/routines/bedtime-wind-down"):
        needed, everything = first_visit(page)
        line(f"first visit of {page} in Chromium, what it needs", needed / 1000, "kB",
             FIRST_PAGE_LIMIT)
        line("  and with what it loads at rest", everything / 1000, "kB")


def listed_files(app) -> list[File]:
    """Return what a phone keeps: the files that /precache.json says it must."""
    release = app.extensions["release"]
    named = app.test_client().get("/precache.json").json["files"]
    return [release.files[entry["url"]] for entry in named if entry["must"]]


def fetched_files(app) -> list[File]:
    """Return what a new phone fetches to have all that: the packs, and what is in none of them."""
    release = app.extensions["release"]
    listed = app.test_client().get("/precache.json").json
    singly = [entry["url"] for entry in listed["files"] if entry["must"] and "pack" not in entry]
    return [release.files[url] for url in [*listed["packs"].values(), *singly]]


def wire_bytes(file: File) -> int:
    return len(file.compressed) if file.compressible else len(file.body)


def kind_of(file: File) -> str:
    if not file.url.startswith("/release/"):
        first = file.url.split("/")[1]
        deeper = file.url.count("/") > 1
        return f"page /{first}/…" if deeper else "pages at the top"
    path = file.url.split("/", 3)[3]
    return "/".join(path.split("/")[:2]) if path.startswith("static/") else path.split("/")[0]
