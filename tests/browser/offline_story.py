"""One evening without internet, as any browser has to get through it."""

from collections.abc import Callable

from browser.releases import (
    PATIENCE,
    ask,
    mark,
    massages,
    nursery,
    pages_of,
    release_of,
    save_massage,
    some,
)
from machines.phones import until

FOUND = 'await nursery.foundFamily({ zone: "Europe/Berlin" })'
PENDING = "(await nursery.pending()).length"
ON_SERVER = """(await nursery.call("POST", "/api/sync", { cursor: 0, entries: [] })).records
    .filter(record => record.kind === "massage").length"""


class Story:
    """Kept at home, read and written without a server, and synced when it is back."""

    def __init__(self, server, page, go: Callable[[str], object]):
        self.server, self.page, self.go = server, page, go

    def tell(self) -> None:
        self.is_kept()
        self.ask(nursery(FOUND))
        pages = some(pages_of(self.server))
        self.server.stop()
        for path in pages:
            self.opens(path)
        self.is_written_down()
        self.is_played_to_its_end()
        self.arrives_when_the_server_is_back()

    def is_kept(self) -> None:
        self.visit("/")
        until(lambda: self.ask("Boolean(navigator.serviceWorker.controller)"), PATIENCE)
        until(lambda: mark(self.page) == "ready", PATIENCE)

    def opens(self, path: str) -> None:
        """The page is there, styled, started, and says the truth about itself."""
        self.visit(path)
        assert self.ask("location.pathname") == path
        until(lambda: self.ask("document.documentElement.dataset.started ?? ''"), PATIENCE)
        assert self.ask("document.querySelector('h1').textContent.trim()"), path
        assert self.ask("getComputedStyle(document.body).fontSize") != "", path
        # app.js says that it started; the page's other modules may be on their way
        until(lambda: self.ask("document.querySelectorAll(':not(:defined)').length == 0"), PATIENCE)
        until(lambda: mark(self.page) in ("ready", None), PATIENCE)

    def is_written_down(self) -> None:
        self.visit("/journal")
        release = release_of(self.page)
        assert save_massage(self.page) == 1
        self.visit("/journal")
        assert release_of(self.page) == release
        assert massages(self.page) == 1
        assert self.ask(nursery(PENDING)) == 1

    def is_played_to_its_end(self) -> None:
        """Resting hands, by the buttons alone: no step is waited for here."""
        self.visit("/routines/just-hold#play")
        until(lambda: self.phase == "step", PATIENCE)
        until(lambda: self.press("next") and self.phase == "asking", PATIENCE, every=0.4)
        until(lambda: self.press("yes") and self.phase == "step", PATIENCE, every=0.4)
        until(lambda: self.press("next") and self.phase == "closing", PATIENCE, every=0.4)
        until(lambda: massages(self.page) == 2, PATIENCE)
        until(lambda: self.press("close") and not self.phase, PATIENCE, every=0.4)

    @property
    def phase(self) -> str:
        """What the open player shows."""
        return self.ask("document.querySelector('dialog.player[open]')?.dataset.phase ?? ''")

    def press(self, name: str) -> bool:
        """Press a button of the player, if it is on this screen; a keyboard's press."""
        buttons = f"dialog :is([data-act={name}], [data-answer={name}])"
        self.ask(f"""[...document.querySelectorAll("{buttons}")]
            .find(button => button.checkVisibility())?.click()""")
        return True

    def arrives_when_the_server_is_back(self) -> None:
        """Nobody presses anything: a start of the app is enough."""
        self.server.back()
        self.visit("/")
        until(lambda: self.ask(nursery(PENDING)) == 0, PATIENCE)
        assert self.ask(nursery(ON_SERVER)) == 2
        assert massages(self.page) == 2

    def visit(self, path: str) -> None:
        self.go(self.server.url + path)

    def ask(self, expression: str):
        return ask(self.page, expression)
