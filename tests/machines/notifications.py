"""A desktop's notification service on a bus of its own, so that a test can really tap."""

import contextlib
import subprocess
import threading

from jeepney import DBusAddress, HeaderFields, MessageType, new_method_return, new_signal
from jeepney.bus_messages import message_bus
from jeepney.io.blocking import open_dbus_connection

NAME, PATH = "org.freedesktop.Notifications", "/org/freedesktop/Notifications"


class NotificationService:
    """`shown` has what is on the screen by number; `tap()` is a parent's finger.

    `count` is how many came in all. Wait for it before asking the browser what it shows: a
    question that overtakes the notification makes Chromium forget it.
    """

    def __init__(self):
        self.bus = subprocess.Popen(
            ["dbus-daemon", "--session", "--nofork", "--print-address=1"],
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        self.address = self.bus.stdout.readline().strip()
        self.shown: dict[int, dict] = {}
        self.numbers = self.count = 0
        self.connection = open_dbus_connection(self.address)
        self.connection.send_and_get_reply(message_bus.RequestName(NAME))
        self.thread = threading.Thread(target=self._listen, daemon=True)
        self.thread.start()

    def tap(self, number: int, action: str = "default") -> None:
        """Tap the notification itself, or the button that it showed under the key `action`."""
        address = DBusAddress(PATH, interface=NAME)
        self.connection.send(new_signal(address, "ActionInvoked", "us", (number, action)))

    def button(self, number: int, label: str) -> str:
        """Return the key of the button that says `label`."""
        return next(key for key, said in self.shown[number]["actions"].items() if said == label)

    def close(self) -> None:
        self.bus.terminate()
        self.bus.wait(10)
        self.thread.join(10)
        with contextlib.suppress(OSError):  # the bus has left first
            self.connection.close()
        self.bus.stdout.close()

    def _listen(self) -> None:
        while True:
            try:
                message = self.connection.receive()
                if message.header.message_type == MessageType.method_call:
                    self.connection.send(self._answer(message))
            except (OSError, EOFError):  # the bus has left, also between a question and its answer
                return

    def _answer(self, message):
        match message.header.fields.get(HeaderFields.member):
            case "GetCapabilities":
                abilities = ["actions", "body", "persistence"]
                return new_method_return(message, "as", (abilities,))
            case "GetServerInformation":
                return new_method_return(message, "ssss", ("test", "test", "1", "1.2"))
            case "Notify":
                return new_method_return(message, "u", (self._show(*message.body),))
            case "CloseNotification":
                self.shown.pop(message.body[0], None)
        return new_method_return(message)

    def _show(self, _app, replaces, _icon, title, body, actions, _hints, _timeout) -> int:
        if not replaces:
            self.numbers += 1
            replaces = self.numbers
        self.shown[replaces] = {"title": title, "body": body,
                                "actions": dict(zip(actions[::2], actions[1::2], strict=True))}
        self.count += 1
        return replaces
