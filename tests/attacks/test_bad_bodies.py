"""Whatever is sent to any address of the API, it answers 4xx with an error body, in strict JSON."""

import json
import re

import pytest
from machines.writing import EVENING, an_id

from attacks.surface import api_calls, strict

DEEP = 100_000
HOSTILE = {
    "nothing": b"", "space": b"  ", "list": b"[]", "null": b"null", "true": b"true",
    "number": b"7", "text": b'"x"', "half": b'{"zone"', "trailing": b"{} {}", "comma": b"{,}",
    "deep lists": b"[" * DEEP + b"]" * DEEP, "deep objects": b'{"a":' * DEEP + b"1" + b"}" * DEEP,
    "5,000 deep": b'{"zone":' + b"[" * 5000 + b"]" * 5000 + b"}", "open": b"[" * 200_000,
    "nine deep": b'{"entries":[[[[[[[[1]]]]]]]],"cursor":0}',
    "2^63": b'{"cursor":9223372036854775808,"entries":[]}',
    "2^53+2": b'{"cursor":9007199254740994,"entries":[]}',
    "5,000 digits": b'{"cursor":' + b"9" * 5000 + b',"entries":[]}',
    "-5,000 digits": b'{"cursor":-' + b"9" * 5000 + b',"entries":[]}',
    "surrogate": b'{"zone":"\\ud800","code":"\\ud800","entries":["\\udfff"],"cursor":0}',
    "surrogate key": b'{"\\ud800":1}', "nul": b'{"zone":"Europe\\u0000Berlin","code":"\\u0000"}',
    "nul key": b'{"\\u0000":1}', "raw nul": b'{"zone":"\0"}',
    "infinity": b'{"cursor":Infinity,"entries":[]}', "nan": b'{"cursor":NaN,"entries":[]}',
    "-infinity": b'{"cursor":-Infinity}', "1e999": b'{"cursor":1e999,"entries":[{"fields":1e999}]}',
    "duplicate": b'{"zone":"Europe/Berlin","zone":"Asia/Tokyo","cursor":0,"cursor":1}',
    "deep duplicate": b'{"entries":[{"a":1,"a":2}],"cursor":0}',
    "bad utf-8": b'{"zone":"\xff\xfe"}', "utf-16": '{"zone":"x"}'.encode("utf-16"),
    "bom": b'\xef\xbb\xbf{}', "overlong": b'{"zone":"\xc0\x80"}', "cesu": b'{"a":"\xed\xa0\x80"}',
    "huge": b'{"zone":"' + b"x" * (600 * 1024) + b'"}', "huge list": b"[" + b"1," * 300_000 + b"1]",
    "html": b"<!doctype html>", "form": b"zone=Europe/Berlin", "quotes": b"{'zone':'x'}",
    "comment": b"{}//", "tab in text": b'{"zone":"a\tb"}', "control": b'{"zone":"\x01"}',
}
TYPES = ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", "text/html",
         "application/json-patch+json", "application/ld+json", "", "nonsense", "application/jsonp"]


def check(answer, call, name) -> None:
    where = f"{call} with {name}: {answer.status_code} {answer.data[:300]!r}"
    assert 400 <= answer.status_code < 500, where
    error = strict(answer.data)["error"]
    assert re.fullmatch("[a-z0-9]+(-[a-z0-9]+)*", error["code"]), where
    # a sentence for a parent, not the name of an error
    assert re.fullmatch(r"[A-Z].* [a-z].*[a-z]\.", error["message"]), where
    assert not re.search("Method|Request|Entity|Media|Not [A-Z]", error["message"]), where
    assert error.keys() <= {"code", "message", "field"}, where
    assert answer.headers["Warm-Hands"] == "1" and answer.headers["Cache-Control"] == "no-store"


@pytest.fixture(params=["a phone of a family", "a stranger"])
def caller(request, phone):
    one = phone()
    if request.param == "a phone of a family":
        one.family()
    return one


def test_hostile_bodies_never_break_any_address(app, caller):
    for method, path in api_calls(app):
        for name, data in HOSTILE.items():
            answer = caller.call(method, path, data=data, content_type="application/json")
            if method == "GET" and answer.status_code < 400:
                strict(answer.data)  # what a GET carries is not read
            else:
                check(answer, (method, path), name)


@pytest.mark.postgresql_long
def test_only_json_is_read(app, caller):
    for method, path in api_calls(app):
        if method == "GET":
            continue
        for kind in TYPES:
            answer = caller.call(method, path, data=b"{}", content_type=kind)
            check(answer, (method, path), kind)
            assert answer.status_code in (401, 415), (method, path, kind)


@pytest.mark.postgresql_long
def test_wrong_types_in_every_known_place_are_refused(app, caller):
    places = ["zone", "family", "caregiver", "device", "claim", "code", "cursor", "entries",
              "epoch", "role", "label", "owner", "endpoint", "keys", "language", "delivery"]
    wrong = [None, True, -1, 1.5, "x", "x" * 500, [], [[]], {"id": 1}, {"name": []}, {"label": 1}]
    ends_it = ("leave", "sign-out", "family", "device", "recovery-code")
    for method, path in api_calls(app):
        if method == "GET" or (caller.me and path.split("/")[2] in ends_it):
            continue
        if not caller.me and caller.call(method, path).status_code == 401:
            continue
        for place in places:
            for value in wrong:
                answer = caller.call(method, path, {place: value})
                assert answer.status_code < 500, (method, path, place, value)
                if answer.data:
                    strict(answer.data)


def test_every_member_of_every_call_is_checked(phone):
    """A full, right call in which one member is wrong is refused, naming it."""
    wrong_ids = [5, True, [], {}, "x", an_id().upper(), an_id() + "\n", ""]
    right = {"zone": "Europe/Berlin", "family": an_id(), "claim": an_id(),
             "caregiver": {"id": an_id()}, "device": {"id": an_id()}}
    wrong = {
        "zone": [None, 5, [], {}, "x", "x" * 65], "family": wrong_ids,
        "claim": [5, [], "", "x" * 201], "caregiver": [5, [], "x"], "device": [5, [], "x"],
        "caregiver.id": wrong_ids, "caregiver.name": [5, [], "x" * 81],
        "caregiver.relation": [5, "My Aunt", ""], "device.id": wrong_ids,
        "device.label": [5, {}, "x" * 81],
    }
    for path, values in wrong.items():
        member, _, inner = path.partition(".")
        for value in values:
            asked = {**right, member: {**right[member], inner: value} if inner else value}
            answer = phone().post("/api/families", asked)
            assert answer.status_code == 400, (path, value, answer.text)
            assert answer.json["error"]["field"] == path, (path, value, answer.text)
    mother = phone()
    mother.family()
    for path, values in {"cursor": [None, -1, 1.5, "0", [], True, 2**53 + 1],
                         "entries": [None, {}, "x", 5], "epoch": wrong_ids}.items():
        for value in values:
            asked = {"cursor": 0, "entries": [], path: value}
            answer = mother.post("/api/sync", asked)
            assert answer.status_code == 400, (path, value, answer.text)


POISON = {
    "infinity": b"Infinity", "nan": b"NaN", "1e999": b"1e999", "-1e999": b"-1e999",
    "2^63": b"9223372036854775808", "5,000 digits": b"9" * 5000, "nul": b'"\\u0000"',
    "surrogate": b'"\\ud83d"', "reversed pair": b'"\\udc76\\ud83d"', "duplicates": b'{"a":1,"a":1}',
    "deep": b"[[[[[1]]]]]", "deep and empty": b"[[[[[[]]]]]]", "bad utf-8": b'"\xff"',
    "raw nul": b'"\x00"', "nul in a key": b'{"\\u0000":1}',
}


@pytest.mark.parametrize("name", POISON)
def test_poison_in_an_otherwise_right_entry_is_never_stored_nor_echoed(phone, name):
    mother = phone()
    mother.family()
    entry = json.dumps({"id": an_id(), "record": an_id(), "kind": "massage", "action": "put",
                        "recorded_at": EVENING, "fields": {"unknown": "POISON"}}).encode()
    data = b'{"cursor":0,"entries":[' + entry.replace(b'"POISON"', POISON[name]) + b"]}"
    answer = mother.call("POST", "/api/sync", data=data, content_type="application/json")
    check(answer, "sync", name)
    again = mother.post("/api/sync", {"cursor": 0, "entries": []})
    assert [one["kind"] for one in strict(again.data)["records"]] == ["family"]


def test_a_body_that_is_not_text_names_where(phone):
    mother = phone()
    mother.family()
    entry = b'{"cursor":0,"entries":[{},{"id":"x","fields":{"note":"\\u0000"}}]}'
    answer = mother.call("POST", "/api/sync", data=entry, content_type="application/json")
    assert answer.status_code == 400
    assert answer.json["error"]["field"] == "entries[1].fields.note"


def test_unknown_addresses_and_methods_have_the_error_body_too(app, phone):
    mother = phone()
    mother.family()
    for method, path in [("GET", "/api/nothing"), ("POST", "/api/nothing"), ("GET", "/api/sync"),
                         ("PUT", "/api/families"), ("PATCH", "/api/me"), ("POST", "/api/me"),
                         ("DELETE", "/api/devices/not-an-id"), ("PUT", "/api/caregivers/x/role"),
                         ("DELETE", "/api/invitations/%00"), ("DELETE", "/api/devices/%ff%fe"),
                         ("GET", "/api/"), ("GET", "/api/../etc/passwd")]:
        answer = mother.call(method, path, {} if method != "GET" else None)
        check(answer, (method, path), "{}")


def test_after_all_that_the_family_still_works(app, phone):
    mother = phone()
    mother.family()
    for data in HOSTILE.values():
        mother.call("POST", "/api/sync", data=data, content_type="application/json")
    answer = mother.post("/api/sync", {"cursor": 0, "entries": []})
    assert answer.status_code == 200 and len(answer.json["records"]) == 1
