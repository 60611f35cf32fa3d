"""What can be attacked: every call of the API, and a reader as strict as a phone."""

import json
import re

from machines.writing import an_id


def api_calls(app) -> list[tuple[str, str]]:
    """Every method and path of the API, with an id for each parameter."""
    calls = []
    for rule in app.url_map.iter_rules():
        if rule.rule.startswith("/api/"):
            path = re.sub(r"<[^>]*>", lambda _: an_id(), rule.rule)
            calls += [(method, path) for method in sorted(rule.methods - {"HEAD", "OPTIONS"})]
    assert len(calls) > 10
    return calls


def strict(data: bytes) -> dict:
    """Read `data` as a phone does: no NaN, no Infinity, no lone surrogate."""
    def forbid(name):
        raise AssertionError(f"{name} is not JSON")
    text = data.decode("utf-8")
    value = json.loads(text, parse_constant=forbid)
    json.dumps(value, ensure_ascii=False).encode("utf-8")
    return value
