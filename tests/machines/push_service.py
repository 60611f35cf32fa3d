"""A push service on loopback, as strict as the real ones, with phones' keys to read what came."""

import base64
import json
import os
import re
import threading
import time
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import http_ece
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat


def b64(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode()


def unb64(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


@dataclass(frozen=True)
class Arrival:
    """What a push service took: lower-case headers, and the encrypted and the plain message."""

    channel: str
    headers: dict
    body: bytes
    content: dict


@dataclass
class Browser:
    """A phone's side of a subscription. `script` is what the service answers next, in order.

    With `application_server_key`, nobody else's signature is taken, as browsers make it.
    """

    endpoint: str
    key: ec.EllipticCurvePrivateKey = field(
        default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))
    auth: bytes = field(default_factory=lambda: os.urandom(16))
    script: list = field(default_factory=list)
    application_server_key: str | None = None

    def subscription(self) -> dict:
        point = self.key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
        keys = {"p256dh": b64(point), "auth": b64(self.auth)}
        ours = self.application_server_key
        return {"endpoint": self.endpoint, "keys": keys,
                **({"application_server_key": ours} if ours else {})}

    def read(self, body: bytes) -> dict:
        return json.loads(http_ece.decrypt(body, private_key=self.key, auth_secret=self.auth,
                                           version="aes128gcm"))


class PushService:
    """Refuses what autopush, FCM or Apple refuse; `requests` counts everything that came."""

    def __init__(self):
        self.browsers: dict[str, Browser] = {}
        self.arrivals: list[Arrival] = []
        self.requests: list[tuple[str, str]] = []
        self.complaints: list[str] = []
        self.released = threading.Event()
        service = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self):
                service._take(self)

            def do_GET(self):
                service.requests.append(("GET", self.path))
                reply(self, 200)

            def log_message(self, *_):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.server.block_on_close = False
        self.origin = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True,
                         kwargs={"poll_interval": 0.02}).start()

    def browser(self, *script) -> Browser:
        """Subscribe a phone. `script`: statuses, (status, headers), "hang", "slow", "garbage"."""
        channel = os.urandom(8).hex()
        self.browsers[channel] = Browser(f"{self.origin}/push/{channel}", script=list(script))
        return self.browsers[channel]

    def read_by(self, browser: Browser) -> list[Arrival]:
        channel = browser.endpoint.rpartition("/")[2]
        return [arrival for arrival in self.arrivals if arrival.channel == channel]

    def close(self) -> None:
        self.released.set()
        self.server.shutdown()
        self.server.server_close()

    def _take(self, request: BaseHTTPRequestHandler) -> None:
        self.requests.append(("POST", request.path))
        body = request.rfile.read(int(request.headers.get("Content-Length", 0)))
        headers = {name.lower(): value for name, value in request.headers.items()}
        channel = request.path.rpartition("/")[2]
        browser = self.browsers.get(channel)
        if browser is None:
            return reply(request, 404)
        answer = browser.script.pop(0) if browser.script else 201
        if answer == "hang":
            self.released.wait(30)
            request.close_connection = True
            return None
        if answer == "garbage":
            request.wfile.write(b"\x16\x03\x01 SSH-2.0 <html>\r\n" * 40)
            request.close_connection = True
            return None
        if answer == "slow":
            time.sleep(1.5)
            answer = 201
        status, extra = answer if isinstance(answer, tuple) else (answer, {})
        complaint = complaint_about(headers, body, self.origin)
        if complaint:
            self.complaints.append(complaint)
            return reply(request, 401 if "vapid" in complaint else 400)
        bound_to = browser.application_server_key
        if bound_to and not headers["authorization"].endswith(f"k={bound_to}"):
            return reply(request, 403)
        if status < 300:
            self.arrivals.append(Arrival(channel, headers, body, browser.read(body)))
        return reply(request, status, extra)


def reply(request: BaseHTTPRequestHandler, status: int, headers: dict | None = None) -> None:
    request.send_response(status)
    for name, value in {"Content-Length": "0", **(headers or {})}.items():
        request.send_header(name, value)
    request.end_headers()


def complaint_about(headers: dict, body: bytes, origin: str) -> str | None:
    """Return what a real push service would refuse in this request, or None."""
    if not re.fullmatch(r"[0-9]{1,8}", headers.get("ttl", "")):
        return f"ttl {headers.get('ttl')!r}"
    if not re.fullmatch(r"[A-Za-z0-9_-]{32}", headers.get("topic", "")):
        return "topic"
    if headers.get("urgency") not in ("very-low", "low", "normal", "high"):
        return "urgency"
    if headers.get("content-encoding") != "aes128gcm" or not 100 < len(body) <= 4096:
        return "body"
    try:
        check_vapid(headers.get("authorization", ""), origin)
    except (ValueError, KeyError, InvalidSignature) as error:
        return f"vapid: {error!r}"
    return None


def check_vapid(header: str, origin: str) -> None:
    """Check signature, audience and expiry as RFC 8292 wants them. Raises ValueError."""
    parts = re.fullmatch(r"vapid t=([\w-]+)\.([\w-]+)\.([\w-]+),k=([\w-]+)", header)
    if not parts:
        raise ValueError("no vapid header")
    head, claims, signature, point = parts.groups()
    raw = unb64(signature)
    der = encode_dss_signature(int.from_bytes(raw[:32]), int.from_bytes(raw[32:]))
    key = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), unb64(point))
    key.verify(der, f"{head}.{claims}".encode(), ec.ECDSA(hashes.SHA256()))
    said = json.loads(unb64(claims))
    if said["aud"] != origin:
        raise ValueError(f"aud {said['aud']}")
    if not time.time() < said["exp"] <= time.time() + 86_400:
        raise ValueError("exp")
    if not said["sub"].startswith(("mailto:", "https://")):
        raise ValueError("sub")
