"""A Chromium that nobody watches while it works: that costs a slow page a fifth of its time.

It is spoken to in the DevTools protocol, with no domain switched on but the page's; the browsers
of the tests are asked to tell of every request, every word on the console, and much more.
"""

import json
import subprocess
import urllib.request
from pathlib import Path
from typing import Any

import websocket

# When a page first showed something, in milliseconds since it was asked for; 0 until then.
PAINTED = "(performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0)"


class BareBrowser:
    """A phone's screen on a profile that another browser has filled and closed."""

    def __init__(self, profile: str):
        from machines.phones import SHELL, until

        place = Path(profile, "DevToolsActivePort")
        place.unlink(missing_ok=True)  # of the browser before
        self.process = subprocess.Popen(
            [SHELL, "--no-sandbox", "--headless", "--remote-debugging-port=0",
             "--remote-allow-origins=*", f"--user-data-dir={profile}", "about:blank"],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        port = until(lambda: place.exists() and place.read_text().partition("\n")[0])
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/json", timeout=10) as answer:
            page = next(one for one in json.load(answer) if one["type"] == "page")
        self.socket = websocket.create_connection(page["webSocketDebuggerUrl"], timeout=120)
        self.sent = 0
        self.tell("Page.enable")
        self.tell("Emulation.setDeviceMetricsOverride", width=360, height=740,
                  deviceScaleFactor=2, mobile=True)

    def tell(self, method: str, **parameters: Any) -> dict:
        """Send one command and return what it gives. Raises RuntimeError where it is refused."""
        self.sent += 1
        self.socket.send(json.dumps({"id": self.sent, "method": method, "params": parameters}))
        while (answer := json.loads(self.socket.recv())).get("id") != self.sent:
            pass
        if "error" in answer:
            raise RuntimeError(f"{method}: {answer['error']}")
        return answer["result"]

    def slow_down(self, times: float) -> None:
        self.tell("Emulation.setCPUThrottlingRate", rate=times)

    def ask(self, script: str) -> Any:
        """Return what `script` is in the page, undefined as None. Raises RuntimeError where it
        throws."""
        answer = self.tell("Runtime.evaluate", expression=script, returnByValue=True)
        if "exceptionDetails" in answer:
            raise RuntimeError(answer["exceptionDetails"]["exception"]["description"])
        return answer["result"].get("value")

    def close(self) -> None:
        self.socket.close()
        self.process.kill()
        self.process.wait(20)
