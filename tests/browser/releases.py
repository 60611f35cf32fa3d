"""What tests ask a page about its release, and how they break or replace one."""

import json
import urllib.request
from pathlib import Path

from machines.phones import until
from playwright.sync_api import Error

PAGE_RELEASE = "document.querySelector('script[type=module]').src.split('/')[4]"
REGISTRATION = "await navigator.serviceWorker.getRegistration()"
FAULTS = {
    "gone": 'Response("no", 404)',
    "failing": 'Response("no", 500)',
    "a portal's page": 'Response("<h1>Hotel</h1>", 200, content_type="text/html; charset=utf-8")',
    "cut short": "Response(good.body[:-9], 200, content_type=good.type)",
    "elsewhere": 'Response("", 302, {"Location": "/"})',
}


def ask(page, expression: str):
    """Evaluate a JavaScript expression that may await."""
    return page.evaluate(f"(async () => ({expression}))()")


def listed(server) -> list[dict]:
    """Return the files of the running server's release."""
    with urllib.request.urlopen(f"http://127.0.0.1:{server.port}/precache.json") as answer:
        return json.load(answer)["files"]


def pages_of(server) -> list[str]:
    return [file["url"] for file in listed(server)
            if not file["url"].startswith("/release/") and not file["url"].endswith("manifest")]


def release_of(page) -> str:
    return page.evaluate(PAGE_RELEASE)


def moved(page, old: str) -> None:
    """Wait until the page has loaded itself again in another release than `old`."""
    def has_moved():
        try:
            return release_of(page) != old and mark(page) == "ready"
        except Error:  # it is loading this very moment
            return False
    until(has_moved, 30)


def ready(page) -> None:
    """Wait until the page itself says that it works without internet."""
    until(lambda: mark(page) == "ready", 60)


def mark(page) -> str | None:
    return page.evaluate("document.querySelector('offline-mark')?.getAttribute('state')")


def look_for_update(page) -> None:
    """Let the browser ask for the next worker, and wait for its install to end either way."""
    ask(page, f"({REGISTRATION}).update().catch(String)")
    until(lambda: ask(page, f"!({REGISTRATION}).installing"), 60)


def is_waiting(page) -> bool:
    return ask(page, f"Boolean(({REGISTRATION})?.waiting)")


def caches_of(page) -> list[str]:
    return ask(page, "await caches.keys()")


def touched_up(copy: Path) -> None:
    """A next release: one comment more in a script and in a style sheet."""
    for name in ("static/js/app.js", "static/css/base.css"):
        with open(copy / name, "a") as file:
            file.write(f"/* {copy.name} */\n")


def answering(copy: Path, name: str) -> Path:
    """Let a next release answer `name` as the returned file says: a key of FAULTS, or nothing."""
    touched_up(copy)
    fault = copy / "fault"
    fault.write_text("")
    cases = "\n".join(f"    if fault == {key!r}:\n        return {made}"
                      for key, made in FAULTS.items())
    with open(copy / "webapp/release.py", "a") as file:
        file.write(f'''

_answer_well = answer_file


def answer_file(**parts):
    fault = Path({str(fault)!r}).read_text()
    good = current_app.extensions["release"].files.get(request.path)
    if not request.path.endswith({name!r}):
        return _answer_well(**parts)
{cases}
    return _answer_well(**parts)
''')
    return fault
