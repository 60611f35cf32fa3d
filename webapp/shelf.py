"""Hands out the files of the release before Flask is asked: they need no route and no template."""

from collections.abc import Callable, Iterable

from .release import File
from .security import HEADERS

Wsgi = Callable[[dict, Callable], Iterable[bytes]]
HSTS = ("Strict-Transport-Security", "max-age=31536000")


class Shelf:
    """WSGI middleware: GET or HEAD of a known file is answered here, all else goes on to `app`."""

    def __init__(self, app: Wsgi, files: dict[str, File]):
        self.app, self.files = app, files

    def __call__(self, environ: dict, start_response: Callable) -> Iterable[bytes]:
        file = self.files.get(environ["PATH_INFO"])
        if file is None or environ["REQUEST_METHOD"] not in ("GET", "HEAD"):
            return self.app(environ, start_response)
        headers = [*HEADERS.items(), *file.headers]
        if environ["wsgi.url_scheme"] == "https":
            headers.append(HSTS)
        if file.etag in environ.get("HTTP_IF_NONE_MATCH", ""):
            start_response("304 NOT MODIFIED", headers)
            return []
        headers.append(("Content-Type", file.type))
        body = file.body
        if file.compressible and "br" in environ.get("HTTP_ACCEPT_ENCODING", ""):
            body = file.compressed
            headers.append(("Content-Encoding", "br"))
        headers.append(("Content-Length", str(len(body))))
        start_response("200 OK", headers)
        return [] if environ["REQUEST_METHOD"] == "HEAD" else [body]
