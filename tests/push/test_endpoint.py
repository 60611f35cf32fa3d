"""Where a push may go: push services only, whatever an address pretends to be."""

import contextlib
import socket
import threading

import pytest
from machines.push_service import PushService

from webapp.push.endpoint import NotAllowed, allowed

REAL = [
    "https://fcm.googleapis.com/fcm/send/dGVzdA:APA91b-x_y", "https://fcm.googleapis.com/wp/abc",
    "https://jmt17.google.com/fcm/send/abc", "https://fcm.googleapis.com:443/fcm/send/x",
    "https://updates.push.services.mozilla.com/wpush/v2/gAAAA-b_c=",
    "https://web.push.apple.com/QOx-yz", "https://eu.push.apple.com/QOx",
    "https://wns2-par02p.notify.windows.com/w/?token=BQYAAAD%2fx%3d",
]
HOSTILE = [
    "http://{canary}/", "https://{canary}/", "http://localhost:{port}/", "http://127.1:{port}/",
    "http://2130706433:{port}/", "http://0x7f.1:{port}/x", "http://[::1]:{port}/",
    "http://[::ffff:127.0.0.1]:{port}/", "http://0.0.0.0:{port}/",
    "https://fcm.googleapis.com@{canary}/x", "https://fcm.googleapis.com:pw@{canary}/x",
    "http://{canary}#.fcm.googleapis.com/", "http://{canary}\\@fcm.googleapis.com/",
    "http://{canary}/?https://fcm.googleapis.com/", "https://fcm.googleapis.com.evil.example/x",
    "https://evilfcm.googleapis.com.example/x", "https://notify.windows.com.{canary}/x",
    "http://fcm.googleapis.com/x", "https://fcm.googleapis.com:{port}/x", "https://google.com/x",
    "https://push.apple.com.:443/x", "https://fcm.googleapis.com%2e{canary}/x",
    "https://fcm.googleapis.com\t@{canary}/x", "https://fcm.googleapis.com\n.evil.example/x",
    " https://fcm.googleapis.com/x", "https://fcm.googleapis.com/x y", "https://fcm.googleapis.com",
    "https://fcm.googleapis.com/x#y", "https://ｆcm.googleapis.com/x", "https://FCM.googleapis.com/x",
    "HTTPS://fcm.googleapis.com/x", "file:///etc/passwd", "gopher://{canary}/_x", "data:,x",
    "//x/y", "javascript:alert(1)", "", "x", "https:///x",
    "https://fcm.googleapis.com/" + "a" * 2048,
    "https://fcm.googleapis.com/é", "http://169.254.169.254/latest/meta-data/",
    "https://user@web.push.apple.com/x", "https://-/x", "https://x.notify.windows.com:444/x",
]


@pytest.mark.parametrize("url", REAL)
def test_the_services_of_browsers_are_allowed(url):
    assert allowed(url).url == url


def test_an_added_origin_is_allowed_and_nothing_beside_it():
    extra = ["https://push.example.org", "http://127.0.0.1:9000"]
    assert allowed("https://push.example.org/a", extra).origin == "https://push.example.org"
    assert allowed("http://127.0.0.1:9000/a", extra).origin == "http://127.0.0.1:9000"
    for url in ("https://a.push.example.org/a", "https://push.example.org:444/a",
                "http://push.example.org/a", "http://127.0.0.1:9001/a", "http://localhost:9000/a"):
        with pytest.raises(NotAllowed):
            allowed(url, extra)


def test_http_is_never_added_beyond_loopback():
    with pytest.raises(NotAllowed):
        allowed("http://push.example.org/a", ["http://push.example.org"])


@pytest.fixture
def canary():
    """A port where nobody has anything to do."""
    with Canary() as canary:
        yield canary


class Canary:
    """Listens on loopback and counts whoever comes by."""

    def __enter__(self):
        self.listener, self.visits = socket.create_server(("127.0.0.1", 0)), 0
        self.listener.settimeout(0.1)
        self.port, self.done = self.listener.getsockname()[1], threading.Event()
        self.thread = threading.Thread(target=self._watch)
        self.thread.start()
        return self

    def __exit__(self, *_):
        self.done.set()
        self.thread.join()
        self.listener.close()

    def _watch(self):
        while not self.done.is_set():
            with contextlib.suppress(TimeoutError):
                visitor, _ = self.listener.accept()
                self.visits += 1
                visitor.close()


@pytest.mark.sqlite_only
def test_no_hostile_endpoint_is_taken_and_none_reaches_anything(evening, canary):
    keys = evening.service.browser().subscription()["keys"]
    for template in HOSTILE:
        url = template.replace("{canary}", "127.0.0.1:{port}").replace("{port}", str(canary.port))
        answer = evening.phone.put("/api/push-subscription", {"endpoint": url, "keys": keys})
        assert answer.status_code == 400, url
        assert answer.json["error"]["code"] == "push-endpoint-not-allowed", url
        assert answer.json["error"]["field"] == "endpoint"
    evening.remind()
    evening.at("18:45")
    assert canary.visits == 0


@pytest.mark.sqlite_only
def test_an_endpoint_in_the_database_is_looked_at_again_before_sending(evening, canary, app):
    """An operator took a service off the list, or the row came by another way."""
    service = PushService()
    app.config["PUSH_SERVICES_EXTRA"].append(service.origin)
    subscription = service.browser().subscription()
    assert evening.phone.put("/api/push-subscription", subscription).status_code == 204
    app.config["PUSH_SERVICES_EXTRA"].remove(service.origin)
    evening.remind()
    evening.at("18:45")
    assert service.requests == []
    assert evening.status("19:00")["last"]["outcome"] == "refused"
    service.close()
