"""Headers on every answer, the refusal of cross-site writes, and rate limits."""

from ipaddress import ip_address, ip_network
from urllib.parse import urlsplit

from flask import Flask, Response, request
from flask_limiter import Limiter
from flask_wtf import CSRFProtect

from . import rate_limits  # noqa: F401  (registers the storage "database://")
from .wire import Refusal

HEADERS = {
    "Content-Security-Policy": "; ".join([
        "default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self' data:",
        # Firefox takes an animation in a drawing for a style attribute: without this its hands
        # would never be seen
        "style-src-attr 'unsafe-inline'",
        "font-src 'self'", "connect-src 'self'", "manifest-src 'self'", "worker-src 'self'",
        "media-src 'self'", "form-action 'self'", "base-uri 'none'", "frame-ancestors 'none'",
        "require-trusted-types-for 'script'", "trusted-types worker",
    ]),
    "Permissions-Policy": "camera=(self), geolocation=(), microphone=(), payment=(), usb=(), "
    "publickey-credentials-get=(self), publickey-credentials-create=(self), "
    "screen-wake-lock=(self)",
    # no Cross-Origin-Opener-Policy: for it a browser begins every first page in a process of its
    # own, which costs a cold start 60 to 120 ms, a slow phone twice that. Whoever opened us sees
    # only that we are open: the pages have no frames and listen to no window
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    # never "no-referrer": Flask-WTF wants a Referer over HTTPS
    "Referrer-Policy": "same-origin",
}

csrf = CSRFProtect()


def client_network() -> str:
    """Return the client's address; for IPv6 its /64, since one household has all of that."""
    address = ip_address(request.remote_addr or "127.0.0.1")
    return str(address if address.version == 4 else ip_network((address, 64), strict=False))


limiter = Limiter(client_network, default_limits=[], strategy="fixed-window")


def init_security(app: Flask) -> None:
    """Protect every answer and every write of `app`."""
    app.config["WTF_CSRF_TIME_LIMIT"] = None
    csrf.init_app(app)
    app.config["RATELIMIT_STORAGE_URI"] = "database://"
    limiter.init_app(app)
    app.before_request(refuse_cross_site_writes)
    app.after_request(add_headers)


def add_headers(response: Response) -> Response:
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    if response.status_code >= 400:  # what is missing today may be there tomorrow
        response.headers.setdefault("Cache-Control", "no-store")
    if request.is_secure:
        response.headers.setdefault("Strict-Transport-Security", "max-age=31536000")
    return response


def refuse_cross_site_writes() -> None:
    """Let only our own pages write to /api: a token in a cached page would be stale.

    `Sec-Fetch-Site` outranks `Origin` where the browser sends it.
    Raises Refusal 403 for any other origin, and for a request that names none.
    """
    if not request.path.startswith("/api/") or request.method in ("GET", "HEAD", "OPTIONS"):
        return
    site = request.headers.get("Sec-Fetch-Site")
    if site == "same-origin":
        return
    if site is None and _is_own(request.headers.get("Origin")):
        return
    raise Refusal(403, "cross-site", "Only the app itself may do this.")


def _is_own(origin: str | None) -> bool:
    if not origin or origin == "null":
        return False
    parts = urlsplit(origin)
    return (parts.scheme, parts.netloc) == (request.scheme, request.host)
