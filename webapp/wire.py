"""The wire: strict JSON in, one shape of error out."""

import json
import re
from datetime import UTC, datetime
from typing import Any

import msgspec
from flask import Flask, Response, current_app, request
from sqlalchemy.exc import OperationalError
from werkzeug.exceptions import HTTPException, RequestEntityTooLarge

from .languages.language import N_
from .languages.pages import answered

MAX_BODY = 512 * 1024
MAX_DEPTH = 8
MAX_INTEGER = 2**53
# for a parent, who may see them when a phone and its server are of different ages
SENTENCES = {
    404: N_("There is nothing at this address."),
    405: N_("This address works in another way."),
    413: N_("That was too much at once."),
    415: N_("This address only takes application/json."),
    429: N_("Too many tries. Please wait a little."),
}
BEYOND_US = N_("This did not work just now. Nothing is lost; please try again in a moment.")
OTHERWISE = N_("What arrived was not readable.")
_INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,6})?Z")


class Refusal(Exception):
    """An answer other than 2xx, as API.md's error body: a code for programs, words for a parent."""

    def __init__(self, status: int, code: str, message: str, field: str | None = None,
                 retry_after: int | None = None):
        super().__init__(code)
        self.status, self.code, self.message = status, code, message
        self.field, self.retry_after = field, retry_after

    def response(self) -> Response:
        error = {"code": self.code, "message": answered(self.message)}
        if self.field is not None:
            error["field"] = self.field
        answer = json_answer({"error": error}, self.status)
        if self.retry_after is not None:
            answer.headers["Retry-After"] = str(self.retry_after)
        return answer


def json_answer(content: Any, status: int = 200) -> Response:
    """Return strict JSON: a value that JSON cannot say raises instead of poisoning phones."""
    text = json.dumps(content, allow_nan=False, ensure_ascii=False, separators=(",", ":"))
    return Response(text.encode(), status, content_type="application/json")


def body(struct: type[msgspec.Struct]) -> Any:
    """Read the request's JSON strictly into `struct`.

    Raises Refusal 415 for another content type, 413 beyond 512 kB, 400 naming the field for
    anything else: not JSON, duplicate keys, NaN, lone surrogates, NUL, nested deeper than 8,
    integers beyond ±2⁵³, or a value that `struct` does not allow.
    """
    content = raw_body()
    try:
        return msgspec.convert(content, struct)
    except msgspec.ValidationError as error:
        message, field = validation_words(error)
        raise Refusal(400, "invalid", message, field) from None


def raw_body() -> Any:
    """Return the request's JSON as plain values after the strict checks of `body`."""
    if request.mimetype != "application/json":
        raise Refusal(415, "not-json", SENTENCES[415])
    if (request.content_length or 0) > MAX_BODY:
        raise Refusal(413, "too-large", SENTENCES[413])
    data = request.get_data(cache=False)
    if len(data) > MAX_BODY:
        raise Refusal(413, "too-large", SENTENCES[413])
    try:
        content = json.loads(data.decode(), parse_constant=_no_constant, parse_float=_finite,
                             parse_int=_whole, object_pairs_hook=_no_duplicates)
    except (ValueError, RecursionError):
        raise Refusal(400, "not-strict-json", OTHERWISE) from None
    _check(content, "", 1)
    return content


def validation_words(error: msgspec.ValidationError) -> tuple[str, str | None]:
    """Turn msgspec's `… - at `$.a[0].b`` into words for a parent and our field path `a[0].b`."""
    text, found, path = str(error).rpartition(" - at `$")  # the last: words may quote what came
    field = path.rstrip("`") if found else ""
    if missing := re.search(r"missing required field `(\w+)`$", text if found else str(error)):
        field += f".{missing[1]}"
    return N_("A part of this is written in a way that cannot be read."), field.lstrip(".") or None


def stamp(moment: datetime) -> str:
    """Return RFC 3339 UTC with milliseconds and Z, the one form of time on the wire."""
    moment = moment.astimezone(UTC)
    return f"{moment:%Y-%m-%dT%H:%M:%S}.{moment.microsecond // 1000:03}Z"


def instant(text: str) -> datetime:
    """Read RFC 3339 UTC with Z. Raises ValueError for any other form."""
    if not _INSTANT.fullmatch(text):
        raise ValueError("a time looks like 2026-11-21T18:45:00.000Z")
    return datetime.fromisoformat(text)


def init_wire(app: Flask) -> None:
    """Make every error under /api an error body, and mark every answer as ours."""
    app.config["MAX_CONTENT_LENGTH"] = MAX_BODY
    app.register_error_handler(Refusal, lambda refusal: refusal.response())
    app.register_error_handler(HTTPException, _http_error)
    app.register_error_handler(OperationalError, _busy)
    app.after_request(_mark)


def _http_error(error: HTTPException) -> Response | HTTPException:
    if not request.path.startswith("/api/") and request.path != "/api":
        return error
    if isinstance(error, RequestEntityTooLarge):
        return Refusal(413, "too-large", SENTENCES[413]).response()
    code = error.name.lower().replace(" ", "-")
    retry_after = error.retry_after if hasattr(error, "retry_after") else None
    message = SENTENCES.get(error.code, BEYOND_US if error.code >= 500 else OTHERWISE)
    retry_after = 60 if error.code == 429 and not isinstance(retry_after, int) else retry_after
    return Refusal(error.code, code, message, None, retry_after).response()


def _busy(error: OperationalError) -> Response:
    """The database was locked for too long, gone, or broke a tie between two writers."""
    current_app.logger.error("the database did not answer: %s", type(error.orig).__name__)
    return Refusal(503, "busy", BEYOND_US, None, 5).response()


def _mark(response: Response) -> Response:
    response.headers["Warm-Hands"] = "1"
    if request.path.startswith("/api/"):
        response.headers["Cache-Control"] = "no-store"
    return response


def _no_constant(name: str) -> None:
    raise ValueError(f"{name} is not JSON")


def _finite(text: str) -> float:
    number = float(text)
    if number in (float("inf"), float("-inf")):
        raise ValueError("too large")
    return number


def _whole(text: str) -> int:
    if len(text) > 17 or abs(int(text)) > MAX_INTEGER:
        raise ValueError("too large")
    return int(text)


def _no_duplicates(pairs: list[tuple[str, Any]]) -> dict:
    content = dict(pairs)
    if len(content) != len(pairs):
        raise ValueError("duplicate key")
    return content


def _check(value: Any, path: str, depth: int) -> None:
    if depth > MAX_DEPTH and isinstance(value, list | dict):
        raise Refusal(400, "too-deep", "What arrived was nested too deeply.", path or None)
    if isinstance(value, str):
        _check_text(value, path)
    elif isinstance(value, list):
        for index, part in enumerate(value):
            _check(part, f"{path}[{index}]", depth + 1)
    elif isinstance(value, dict):
        for key, part in value.items():
            _check_text(key, path)
            _check(part, f"{path}.{key}" if path else key, depth + 1)


def _check_text(text: str, path: str) -> None:
    if "\0" in text or any("\ud800" <= letter <= "\udfff" for letter in text):
        raise Refusal(400, "not-text", "A text had characters that cannot be kept.", path or None)
