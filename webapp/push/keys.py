"""The server's keys towards push services, shared by all processes of an installation.

A phone subscribes with one key, and only what is signed with that one reaches it. So a key that is
replaced stays at hand until its phones have opened the app and subscribed anew.
"""

import base64
import os
import re
import secrets
import time
from collections.abc import Iterable
from pathlib import Path
from urllib.parse import urlsplit

from cryptography.hazmat.primitives import serialization
from flask import Flask
from py_vapid import Vapid, VapidException

LOOPBACK = ("localhost", "127.0.0.1", "::1", None)
# What push services take: Apple answers 403 to localhost, py_vapid refuses a path.
_SUBJECT = re.compile(r"mailto:[^@\s]+@[\w-]+(\.[\w-]+)+|https://[\w-]+(\.[\w-]+)+")
_LOCAL_SUBJECT = re.compile(r"mailto:[^@\s]+@localhost|https://localhost")


def init(app: Flask) -> None:
    """Give `app` its keys, its subject, and VAPID_PUBLIC_KEY, with which phones subscribe.

    The newest key is VAPID_PRIVATE_KEY or the file vapid.pem; older ones are in
    VAPID_FORMER_KEYS, or in files vapid-….pem beside it. Raises ValueError naming the setting
    for a key or a subject that push services would refuse.
    """
    folder = Path(app.config["INSTANCE_DIR"])
    given, former = app.config["VAPID_PRIVATE_KEY"], app.config["VAPID_FORMER_KEYS"]
    newest = key_of(given) if given else key_in(folder / "vapid.pem")
    before = [key_of(text, "VAPID_FORMER_KEYS") for text in former]
    before += [Vapid.from_pem(path.read_bytes()) for path in sorted(folder.glob("vapid-*.pem"))]
    keys = Keys(newest, before)
    app.config["VAPID_SUBJECT"] = subject(app.config["VAPID_SUBJECT"], app.config["PUBLIC_URL"])
    check(keys, app.config["VAPID_SUBJECT"])
    app.extensions["vapid"] = keys
    app.config["VAPID_PUBLIC_KEY"] = keys.public


class Keys:
    """The key that phones subscribe with now, `public`, and those that they did with before."""

    def __init__(self, newest: Vapid, former: Iterable[Vapid] = ()):
        self._by_public = {public_key(vapid): vapid for vapid in (newest, *former)}
        self.public = public_key(newest)

    def __contains__(self, public: str) -> bool:
        return public in self._by_public

    def sign(self, claims: dict, public: str | None = None) -> str:
        """Return the Authorization header (RFC 8292), by a phone's own key where we have it."""
        vapid = self._by_public.get(public or self.public) or self._by_public[self.public]
        return vapid.sign(claims)["Authorization"]


def check(keys: Keys, subject: str) -> None:
    """Sign as for a push service and read it again. Raises ValueError where that fails.

    Better at the start than at 18:45.
    """
    claims = {"aud": "https://push.example", "sub": subject, "exp": int(time.time()) + 60}
    try:
        if Vapid.verify(keys.sign(claims)):
            return
    except VapidException as error:
        raise ValueError(f"VAPID_PRIVATE_KEY and VAPID_SUBJECT cannot sign: {error}") from None
    raise ValueError("VAPID_PRIVATE_KEY does not fit its own public key")


def public_key(vapid: Vapid) -> str:
    """Return the 65 bytes of the public key in base64url, as `subscribe()` wants them."""
    point = vapid.public_key.public_bytes(
        serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint)
    return base64.urlsafe_b64encode(point).rstrip(b"=").decode()


def key_of(text: str, setting: str = "VAPID_PRIVATE_KEY") -> Vapid:
    """Read a key: PEM, or 32 bytes in base64url. Raises ValueError naming the setting."""
    try:
        return Vapid.from_pem(text.encode()) if "BEGIN" in text else Vapid.from_string(text.strip())
    except (ValueError, TypeError, VapidException):
        raise ValueError(f"{setting} is neither PEM nor a key in base64url") from None


def key_in(path: Path) -> Vapid:
    """Return the key kept in `path`, making it (mode 0600) on the first start."""
    if not path.exists():
        _make(path)
    return Vapid.from_pem(path.read_bytes())


def subject(given: str | None, public_url: str) -> str:
    """Return whom push services may write to: VAPID_SUBJECT, or the site itself.

    Raises ValueError for one that push services refuse; localhost is only for loopback.
    """
    at_home = urlsplit(public_url).hostname in LOOPBACK
    if not given and at_home:
        return "mailto:warm-hands@localhost"
    if not given and public_url.startswith("https://"):
        return f"https://{urlsplit(public_url).hostname}"
    if _SUBJECT.fullmatch(given or "") or (at_home and _LOCAL_SUBJECT.fullmatch(given or "")):
        return given
    raise ValueError("VAPID_SUBJECT is an address to reach you at, as mailto:you@example.org")


def _make(path: Path) -> None:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    vapid = Vapid()
    vapid.generate_keys()
    # written beside and then linked: of processes that start together one wins, whole
    draft = path.with_name(f"{path.name}.{secrets.token_hex(8)}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(vapid.private_pem())
    try:
        os.link(draft, path)
    except FileExistsError:
        pass  # the other process's key is the one
    finally:
        draft.unlink()
