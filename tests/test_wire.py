"""The strict reader of requests: what it names, and where the limits are."""

import sqlite3

import msgspec
import pytest
from machines.writing import massage

from webapp.wire import validation_words


class Inner(msgspec.Struct):
    at: str


class Outer(msgspec.Struct):
    inner: Inner
    some: list[int] = []


@pytest.mark.parametrize(("value", "field"), [
    ({}, "inner"), ({"inner": {}}, "inner.at"), ({"inner": 5}, "inner"), ([], None), (None, None),
    ({"inner": {"at": "x"}, "some": [1, "x"]}, "some[1]"),
])
def test_the_field_is_named_as_a_program_would_write_it(value, field):
    with pytest.raises(msgspec.ValidationError) as refused:
        msgspec.convert(value, Outer)
    words, named = validation_words(refused.value)
    assert named == field
    assert "`" not in words


@pytest.mark.parametrize(("lists", "status"), [(6, 200), (7, 400), (8, 400)])
def test_eight_levels_are_deep_enough(phone, lists, status):
    mother = phone()
    mother.family()
    nested = "[" * lists + "]" * lists
    data = f'{{"cursor":0,"entries":[{nested}]}}'
    answer = mother.call("POST", "/api/sync", data=data, content_type="application/json")
    assert answer.status_code == status


@pytest.mark.sqlite_only
def test_a_locked_database_is_said_so_and_loses_nothing(app, phone):
    mother = phone()
    mother.family()
    other = sqlite3.connect(app.config["DATABASE_URL"].removeprefix("sqlite:///"),
                            isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    answer = mother.post("/api/sync", {"cursor": 0, "entries": [massage()]})
    other.execute("ROLLBACK")
    other.close()
    assert (answer.status_code, answer.json["error"]["code"]) == (503, "busy")
    assert int(answer.headers["Retry-After"]) > 0
    assert mother.post("/api/sync", {"cursor": 0, "entries": [massage()]}).status_code == 200
