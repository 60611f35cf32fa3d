"""The server's key towards push services: made once, shared by all processes of an installation."""

import base64
import os
import re
import secrets
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
    """Give `app` its key, its subject, and VAPID_PUBLIC_KEY, with which phones subscribe.

    Raises ValueError naming the setting for a key or a subject that push services would refuse.
    """
    given = app.config["VAPID_PRIVATE_KEY"]
    vapid = key_of(given) if given else key_in(Path(app.config["INSTANCE_DIR"]) / "vapid.pem")
    app.extensions["vapid"] = vapid
    app.config["VAPID_SUBJECT"] = subject(app.config["VAPID_SUBJECT"], app.config["PUBLIC_URL"])
    app.config["VAPID_PUBLIC_KEY"] = public_key(vapid)


def public_key(vapid: Vapid) -> str:
    """Return the 65 bytes of the public key in base64url, as `subscribe()` wants them."""
    point = vapid.public_key.public_bytes(
        serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint)
    return base64.urlsafe_b64encode(point).rstrip(b"=").decode()


def key_of(text: str) -> Vapid:
    """Read VAPID_PRIVATE_KEY: PEM, or 32 bytes in base64url. Raises ValueError."""
    try:
        return Vapid.from_pem(text.encode()) if "BEGIN" in text else Vapid.from_string(text.strip())
    except (ValueError, TypeError, VapidException):
        raise ValueError("VAPID_PRIVATE_KEY is neither PEM nor a key in base64url") from None


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
