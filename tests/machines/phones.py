"""Chromium with a profile that lasts: an installed app on a phone that can be killed."""

import contextlib
import glob
import json
import os
import shutil
import signal
import tempfile
import time
from collections.abc import Callable
from typing import Any

from playwright.sync_api import BrowserContext, Page, Playwright

CHROMIUM = "/usr/bin/chromium"
# the same engine without Chromium's own windows: a third of the processor, and no notifications
SHELL = "/usr/lib/chromium/chromium-headless-shell"
FIREFOX = "/usr/bin/firefox-esr"
SCREEN = {"viewport": {"width": 360, "height": 740}, "locale": "en-GB",
          "timezone_id": "Europe/Berlin"}
# reduced motion: drawings that move in software cost the tests half of their processor
TOUCH = {**SCREEN, "has_touch": True, "is_mobile": True, "device_scale_factor": 2,
         "reduced_motion": "reduce"}


def until(value: Callable[[], Any], seconds: float = 15, every: float = 0.05) -> Any:
    """Return the first true result of `value`. Fails after `seconds`, showing the last one."""
    deadline = time.monotonic() + seconds
    while True:
        last = value()
        if last:
            return last
        assert time.monotonic() < deadline, f"still {last!r} after {seconds} s"
        time.sleep(every)


class ChromiumPhone:
    """`start()` opens the browser on its profile; `kill()` ends it as a battery would.

    With `like`, another phone that is closed, it has from the start what that one has kept.
    `options` are Playwright's for a persistent context.
    """

    def __init__(self, playwright: Playwright, like: "ChromiumPhone | None" = None,
                 **options: Any):
        self.playwright, self.options = playwright, options
        self.profile = tempfile.mkdtemp(prefix="phone-")
        if like:
            shutil.copytree(like.profile, self.profile, dirs_exist_ok=True, symlinks=True)
        self.context: BrowserContext | None = None

    def start(self) -> Page:
        self.context = self.playwright.chromium.launch_persistent_context(
            self.profile, **{"executable_path": SHELL, **TOUCH, **self.options})
        self.context.set_default_timeout(20_000)
        return self.context.pages[0]

    def kill(self) -> None:
        for path in glob.glob("/proc/[0-9]*/cmdline"):
            with contextlib.suppress(OSError), open(path, "rb") as file:
                words = file.read().decode(errors="replace").split("\0")
                of_ours = f"--user-data-dir={self.profile}" in words
                if of_ours and not any(word.startswith("--type=") for word in words):
                    os.kill(int(path.split("/")[2]), signal.SIGKILL)
        self.close()

    def close(self) -> None:
        if self.context:
            with contextlib.suppress(Exception):  # a killed browser cannot say goodbye
                self.context.close()
        self.context = None

    def grant(self, page: Page, origin: str, *permissions: str, setting: str = "granted") -> None:
        """Set single permissions, leaving all others as a user would find them."""
        session = self.context.new_cdp_session(page)
        for name in permissions:
            session.send("Browser.setPermission", {
                "origin": origin, "permission": {"name": name}, "setting": setting})


class WorkerControl:
    """Chromium's own controls of the service worker: deliver a push, stop it, dispatch a sync."""

    def __init__(self, page: Page, origin: str):
        self.session, self.origin = page.context.new_cdp_session(page), origin
        self.registrations: dict[str, str] = {}
        self.session.on("ServiceWorker.workerRegistrationUpdated", self._seen)
        self.session.send("ServiceWorker.enable")
        deadline = time.monotonic() + 10
        while f"{origin}/" not in self.registrations:
            assert time.monotonic() < deadline, "no service worker is registered"
            page.wait_for_timeout(20)

    def push(self, message: str | dict) -> None:
        text = message if isinstance(message, str) else json.dumps(message)
        self._send("deliverPushMessage", data=text)

    def sync(self, tag: str, last_chance: bool = False) -> None:
        self._send("dispatchSyncEvent", tag=tag, lastChance=last_chance)

    def stop(self) -> None:
        self.session.send("ServiceWorker.stopAllWorkers")

    def _seen(self, event: dict) -> None:
        for registration in event["registrations"]:
            if not registration["isDeleted"]:
                self.registrations[registration["scopeURL"]] = registration["registrationId"]

    def _send(self, method: str, **parameters: Any) -> None:
        self.session.send(f"ServiceWorker.{method}", {
            "origin": self.origin, "registrationId": self.registrations[f"{self.origin}/"],
            **parameters})


def installed(page: Page) -> None:
    """Wait until a worker with its whole release controls `page`."""
    until(lambda: page.evaluate("!!navigator.serviceWorker.controller"), 40)
    # it controls pages a moment before it is ready for a push
    until(lambda: page.evaluate("navigator.serviceWorker.controller.state") == "activated", 40)
