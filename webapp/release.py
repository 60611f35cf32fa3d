"""One release: everything the browser runs, under one digest, kept ready in memory.

A page is a `Shell`: the same bytes for everyone. All are rendered once at the start, so a page
costs no template at run time, and the list of them is the list of what works offline.
"""

import hashlib
import mimetypes
import os
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path

import brotli
import msgspec
from flask import Flask, Response, render_template

from config import ROOT

from .languages.catalogue import ENGLISH
from .languages.language import speaking
from .languages.pages import page_in

# Whatever shapes a page, in the order of the project's folders.
SOURCES = (
    "templates/**/*", "static/**/*", "service_worker/*.js", "translations/*.po",
    "webapp/*/content/**/*.toml", "webapp/*/words.toml",
    "webapp/routines/*.py", "webapp/learning/*.py", "webapp/languages/*.py",
    "webapp/*/pages.py", "webapp/*/forms.py", "webapp/*/views.py", "webapp/offline/*.py",
    "webapp/release.py", "webapp/qr.py", "requirements.txt",
    # a phone keeps the headers with the page
    "webapp/security.py",
)
SERVED = ("static/**/*", "service_worker/*.js")
TYPES = {".js": "text/javascript", ".webmanifest": "application/manifest+json",
         ".svg": "image/svg+xml", ".json": "application/json"}
# a line comment, or a block comment that has its lines to itself
COMMENTS = re.compile(rb"^[ \t]*(?://[^\n]*|/\*.*?\*/[ \t]*)$", re.MULTILINE | re.DOTALL)
PAGE_QUALITY = 10  # of brotli: 2 % larger than with 11, and a third less of a first start
# Of another language's page: what leads to a page of ours, which it has under its own tag.
LINK = re.compile(r'(<a\b[^>]*? href=")(/(?!release/)[^"]*)')
EVERY = ""       # the "language" of what a phone keeps whatever it reads
IMMUTABLE = "public, max-age=31536000, immutable"


@dataclass(frozen=True)
class Shell:
    """A page that is the same for everyone: its path, its template and what the template gets."""

    path: str
    template: str
    context: dict = field(default_factory=dict)
    is_everywhere: bool = False     # in English on phones of every language too


@dataclass(frozen=True)
class File:
    """Bytes as a browser receives them, with what HTTP has to say about them."""

    url: str
    body: bytes
    type: str
    cache: str = "no-cache"
    quality: int = 11
    language: str = EVERY

    @cached_property
    def digest(self) -> str:
        """SHA-256 of the uncompressed bytes, in hexadecimal."""
        return hashlib.sha256(self.body).hexdigest()

    @cached_property
    def compressed(self) -> bytes:
        """The bytes in brotli: an installation keeps them, elsewhere they are made when needed."""
        return brotli.compress(self.body, quality=self.quality)

    @property
    def compressible(self) -> bool:
        return self.type.startswith("text/") or self.type.split(";")[0] in TYPES.values()

    @property
    def etag(self) -> str:
        return f'"{self.digest[:32]}"'

    @cached_property
    def headers(self) -> list[tuple[str, str]]:
        """What HTTP says about the file besides its type, its length and its encoding."""
        headers = [("Cache-Control", self.cache), ("ETag", self.etag), ("Warm-Hands", "1")]
        return [*headers, ("Vary", "Accept-Encoding")] if self.compressible else headers


class Release:
    """The files of one release by URL, and the digest that names it."""

    def __init__(self, digest: str):
        self.digest = digest
        self.files: dict[str, File] = {}

    def add(self, file: File) -> None:
        self.files[file.url] = file

    def asset(self, name: str) -> str:
        """Return the URL of `static/<name>` in this release. Raises KeyError if there is none."""
        url = f"/release/{self.digest}/static/{name}"
        if url not in self.files:
            raise KeyError(f"static/{name} is not in the release")
        return url


Maker = Callable[[Flask, Release], Iterable[File]]


@cache
def digest_of_sources(root: Path = ROOT) -> str:
    """Return 16 hexadecimal digits that change whenever a page or script may have changed.

    They are read once: a process runs the release that it began with.
    """
    total = hashlib.sha256()
    for path in _found(SOURCES, root):
        total.update(str(path.relative_to(root)).encode() + b"\0")
        total.update(hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()[:16]


def digest_of_release(languages: tuple[str, ...]) -> str:
    """Return the digest of what the browser runs here: phones fetch a page that gained a language
    again."""
    sources = digest_of_sources()
    return sources if languages == (ENGLISH,) else _short(f"{sources} {languages}")


def _short(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]


_built: dict[tuple, Release] = {}


def init_release(app: Flask, shells: Callable[[], Iterable[Shell]],
                 makers: Iterable[Maker] = ()) -> Release:
    """Build the release of `app` once, or take it as an earlier start kept it.

    `shells` gives the pages in the language of the moment; `makers` add files that need to know
    the release so far; they run in their order, after the shells.
    """
    # whatever of the configuration pages show
    shown = (app.config["PUBLIC_URL"], app.config["KILL_SWITCH"], app.config["BACKUP_DAYS"])
    key = (digest_of_release(app.config["LANGUAGES"]), *shown)
    release = _built.get(key) or Release(key[0])
    app.extensions["release"] = release
    app.jinja_env.globals.update(asset=release.asset, release=release.digest)
    kept = Path(app.config["INSTANCE_DIR"], f"release-{_short(repr(key))}.msgpack")
    if not release.files:
        for file in _taken_from(kept) or _built_anew(app, release, shells, makers, kept):
            release.add(file)
        _built[key] = release
    app.add_url_rule("/release/<path:name>", endpoint="not-in-this-release", view_func=missing)
    return release


def _taken_from(kept: Path) -> list[File] | None:
    try:
        pairs = msgspec.msgpack.decode(kept.read_bytes(), type=list[tuple[File, bytes]])
    except (FileNotFoundError, msgspec.DecodeError):
        return None
    for file, compressed in pairs:
        if compressed:
            file.__dict__["compressed"] = compressed     # where a cached_property has it
    return [file for file, _ in pairs]


def _built_anew(app: Flask, release: Release, shells: Callable[[], Iterable[Shell]],
                makers: Iterable[Maker], kept: Path) -> list[File]:
    for file in static_files(release.digest):
        release.add(file)
    for language in app.config["LANGUAGES"]:
        with app.test_request_context(), speaking(language):  # forms want to know their app
            for file in rendered(app, shells(), language):
                release.add(file)
    for make in makers:
        for file in make(app, release):
            release.add(file)
    files = list(release.files.values())
    if kept.parent.is_dir():  # drawing and compressing the pages takes most of a start
        for earlier in kept.parent.glob("release-*.msgpack"):
            earlier.unlink(missing_ok=True)
        unfinished = kept.with_suffix(f".{os.getpid()}")
        unfinished.write_bytes(msgspec.msgpack.encode(
            [(file, file.compressed if file.compressible else b"") for file in files]))
        unfinished.replace(kept)
    return files


def missing(name: str) -> Response:
    """Another release's file: 404, and no cache may remember that."""
    return Response("Not in this release.\n", 404, {"Cache-Control": "no-store"},
                    content_type="text/plain")


def static_files(digest: str, root: Path = ROOT) -> Iterator[File]:
    """Yield the files as they are, but scripts and styles without their comments, and the style
    sheets that every page needs as one: nine requests before the first paint cost a dark room a
    tenth of a second. Those of single pages, in `static/css/pages`, stay by themselves."""
    sheets = _found(["static/css/*.css"], root)
    for path in _found(SERVED, root):
        if path not in sheets:
            url = f"/release/{digest}/{path.relative_to(root).as_posix()}"
            body = path.read_bytes()
            if path.suffix in (".js", ".css"):
                body = without_comments(body)
            yield File(url, body, content_type(path.name), IMMUTABLE)
    first = root / "static/css/app.css"     # names the order of the layers
    ordered = sorted(sheets, key=lambda path: path != first)
    body = b"".join(without_comments(path.read_bytes()) for path in ordered)
    yield File(f"/release/{digest}/static/css/all.css", body, content_type("all.css"), IMMUTABLE)


def without_comments(script: bytes) -> bytes:
    """Return `script` with its comment lines empty: they are a fifth of all scripts on the wire,
    and for readers of the project only. The numbers of the lines stay."""
    return COMMENTS.sub(lambda comment: b"\n" * comment[0].count(b"\n"), script)


def rendered(app: Flask, shells: Iterable[Shell], language: str) -> Iterator[File]:
    """Yield the pages in the language of the moment. English "/" is on every phone: it is where
    the icon on the home screen leads, and it moves on to the phone's language."""
    for shell in shells:
        with app.test_request_context(shell.path):
            page = render_template(shell.template, **shell.context)
        is_everywhere = shell.is_everywhere and language == ENGLISH
        yield File(page_in(language, shell.path), led(page, language).encode(),
                   content_type(shell.template), quality=PAGE_QUALITY,
                   language=EVERY if is_everywhere else language)


def led(html: str, language: str) -> str:
    """Return `html` with its links leading to the pages of `language`."""
    return LINK.sub(lambda link: link[1] + page_in(language, link[2]), html)


def content_type(name: str) -> str:
    """Return what a browser is told about a file called `name`."""
    suffix = Path(name).suffix
    kind = TYPES.get(suffix) or mimetypes.guess_type(name)[0] or "text/plain"
    return f"{kind}; charset=utf-8" if kind.startswith("text/") else kind


def _found(patterns: Iterable[str], root: Path) -> list[Path]:
    found = {path for pattern in patterns for path in root.glob(pattern) if path.is_file()}
    return sorted(path for path in found if "__pycache__" not in path.parts)
