"""What tests ask a page about its release, and how they break or replace one."""

import json
import urllib.request
from pathlib import Path

from machines import LONG
from machines.phones import until
from playwright.sync_api import Error

PAGE_RELEASE = "document.querySelector('script[type=module]').src.split('/')[4]"
REGISTRATION = "await navigator.serviceWorker.getRegistration()"
# Seconds; a machine that runs many browsers at once is slow.
PATIENCE = 90
FAULTS = {
    "gone": 'Response("no", 404)',
    "failing": 'Response("no", 500)',
    "a portal's page": 'Response("<h1>Hotel</h1>", 200, content_type="text/html; charset=utf-8")',
    "cut short": "Response(good.data[:-9], 200, content_type=good.content_type)",
    "elsewhere": 'Response("", 302, {"Location": "/"})',
}
FAULTY = """

_create_well = create_app


def create_app(settings=None):
    from pathlib import Path

    from werkzeug.wrappers import Response

    app = _create_well(settings)
    whole = app.wsgi_app

    def faulty(environ, start_response):
        with open(ASKED, "a") as asked:
            asked.write(environ["PATH_INFO"] + "\\n")
        fault = Path(FAULT).read_text()
        if not fault or not environ["PATH_INFO"].endswith(NAME):
            return whole(environ, start_response)
        environ.pop("HTTP_ACCEPT_ENCODING", None)
        good = Response.from_app(whole, environ)
        return {CASES}[fault]()(environ, start_response)

    app.wsgi_app = faulty
    return app
"""


def ask(page, expression: str):
    """Evaluate a JavaScript expression that may await, in Playwright's page or in WebKit."""
    if hasattr(page, "js"):
        answer = page.js(expression)
        assert not str(answer).startswith("ERROR"), answer
        return answer
    return page.evaluate(f"(async () => ({expression}))()")


def nursery(expression: str) -> str:
    """An expression in which `nursery` is the page's own database."""
    return f"""await import(document.querySelector("script[type=module]").src
        .replace("app.js", "nursery/nursery.js"))
        .then(module => module.openNursery()).then(async nursery => ({expression}))"""


def save_massage(page, day: str = "2026-03-01") -> int:
    """Save a massage on the phone; return how many it has then."""
    when = {"at": f"{day}T19:00:00.000Z", "zone": "Europe/Berlin", "local_date": day}
    fields = json.dumps({"when": when, "outcome": "given", "routine": "first-touch"})
    ask(page, nursery(f'await nursery.save("massage", {fields})'))
    return massages(page)


def massages(page) -> int:
    return ask(page, nursery('(await nursery.all("massage")).length'))


def listed(server) -> list[dict]:
    """Return the files of the running server's release."""
    with urllib.request.urlopen(f"http://127.0.0.1:{server.port}/precache.json") as answer:
        return json.load(answer)["files"]


def pages_of(server) -> list[str]:
    return [file["url"] for file in listed(server)
            if not file["url"].startswith("/release/") and not file["url"].endswith("manifest")]


def some(pages: list[str]) -> list[str]:
    """Return the pages without those that differ only in content; in a long run all of them."""
    if LONG:
        return pages
    kinds = {page if page.count("/") == 1 else page.rpartition("/")[:2]: page for page in pages}
    return list(kinds.values())


def release_of(page) -> str:
    return seen(page, PAGE_RELEASE)


def seen(page, expression: str):
    """As `ask`, of a page that an update may be loading again this very moment."""
    def answer():
        try:
            return (ask(page, expression),)
        except Error:
            return None
    return until(answer)[0]


def moved(page, old: str) -> None:
    """Wait until the page has loaded itself again in another release than `old`."""
    def has_moved():
        try:
            return release_of(page) != old and mark(page) == "ready"
        except Error:  # it is loading this very moment
            return False
    until(has_moved, PATIENCE)


def ready(page) -> None:
    """Wait until the page itself says that it works without internet."""
    until(lambda: mark(page) == "ready", PATIENCE)


def mark(page) -> str | None:
    return seen(page, "document.querySelector('offline-mark')?.getAttribute('state') ?? null")


def look_for_update(page) -> None:
    """Let the browser ask for the next worker, and wait for its install to end either way."""
    ask(page, f"({REGISTRATION}).update().catch(String)")
    until(lambda: ask(page, f"!({REGISTRATION}).installing"), PATIENCE)


def is_waiting(page) -> bool:
    return ask(page, f"Boolean(({REGISTRATION})?.waiting)")


def visit(page, url: str) -> int | None:
    """Go to `url` and return the status of the answer; None when the page moved on by itself."""
    try:
        answer = page.goto(url)
        return answer and answer.status
    except Error:
        return None


def caches_of(page) -> list[str]:
    return ask(page, "await caches.keys()")


def touched_up(copy: Path) -> None:
    """A next release: one comment more in a script and in a style sheet."""
    for name in ("static/js/app.js", "static/css/base.css"):
        with open(copy / name, "a") as file:
            file.write(f"/* {copy.name} */\n")


def answering(copy: Path, name: str = "") -> tuple[Path, Path]:
    """Let a next release answer `name` as a file says, and write down what it is asked for.

    Return that file (to be filled with a key of FAULTS, or nothing) and the list of paths.
    """
    touched_up(copy)
    fault, asked = copy / "fault", copy / "asked"
    fault.write_text("")
    asked.write_text("")
    cases = ", ".join(f"{key!r}: lambda: {made}" for key, made in FAULTS.items())
    code = (FAULTY.replace("ASKED", repr(str(asked))).replace("FAULT", repr(str(fault)))
            .replace("NAME", repr(name)).replace("CASES", cases))
    with open(copy / "webapp/__init__.py", "a") as file:
        file.write(code)
    return fault, asked
