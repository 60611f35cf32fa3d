"""Every id of another family, in every address and every body: it changes and tells nothing.

Made from the URL map and from whatever the database holds of the other family, so that a call or
a table that is added later is attacked too.
"""

import re
import uuid

import pytest
import sqlalchemy as sa
from machines.reminding import berlin
from machines.writing import an_id, entry, joined, massage, sync

from attacks.surface import api_calls
from webapp.database import db

CANARY = "canary"


@pytest.fixture
def ours(evening, app):
    """A family with something in every table that belongs to families."""
    mother = evening.phone
    father = evening.second_phone()
    sync(mother, [massage(note=CANARY, oil=CANARY), entry("child", {"name": CANARY}),
                  entry("routine", {"title": CANARY, "steps": [{"stroke": "x", "seconds": 60}]}),
                  entry("reflection", {"note": CANARY})])
    sync(father, [entry("caregiver", {"name": CANARY}, record=father.me["caregiver"])])
    mother.post("/api/device/fork", {"label": CANARY})
    mother.post("/api/invitations")
    evening.subscribe()
    evening.remind()
    evening.at("18:40")  # the invitation is planned and waits
    evening.write("answer", {"local_date": "2026-11-21", "choice": "begin"}, "18:00")
    return everything(app, evening.family)


def naming(one: str, **more) -> dict:
    """Return a body that names `one` in every place where a call reads an id."""
    entries = [
        entry("massage", {"caregiver": one, "children": [one]}, record=one),
        entry("reflection", {"massage": one}, record=one), entry("answer", {"delivery": one}),
        entry("child", {"set_aside": True}, record=one), {**massage(), "id": one}]
    return {"zone": "Europe/Berlin", "claim": one, "caregiver": {"id": one}, "device": {"id": one},
            "code": one, "owner": one, "role": "owner", "delivery": one, "epoch": one,
            "cursor": 0, "entries": entries, **more}


def everything(app, family: str) -> dict[str, list[dict]]:
    """Return all rows of a family, by table."""
    with app.app_context():
        tables = {table.name: table.c.get("family_id", table.c.get("id"))
                  for table in db.metadata.sorted_tables
                  if "family_id" in table.c or table.name == "family"}
        return {name: [dict(row) for row in db.session.execute(
            sa.select(column.table).where(column == uuid.UUID(family))
            .order_by(*column.table.primary_key)).mappings()]
            for name, column in tables.items()}


def ids_in(rows: dict[str, list[dict]]) -> list[str]:
    """Return the ids that can be known of a family: of each column's values the first and last."""
    found = {}
    for name, table in rows.items():
        for column in table[0] if table else ():
            values = [row[column] for row in table if isinstance(row[column], uuid.UUID)]
            found |= {(name, column): {str(values[0]), str(values[-1])}} if values else {}
    return sorted(set().union(*found.values()))


def test_the_attacked_family_has_something_in_every_table(ours):
    # passkeys need a browser that makes one: tests/families and tests/browser
    assert {name for name, rows in ours.items() if not rows} <= {"passkey", "passkey_challenge"}


def test_an_id_of_another_family_in_an_address_is_answered_like_an_unknown_one(
        app, phone, evening, ours):
    theirs = phone()
    theirs.family()
    calls = [(rule.rule, method) for rule in app.url_map.iter_rules()
             if rule.rule.startswith("/api/") and rule.arguments
             for method in rule.methods - {"HEAD", "OPTIONS"}]
    assert len(calls) >= 3
    for path, method in calls:
        for one in ids_in(ours):
            for body in ({}, {"role": "member"}):
                foreign, unknown = (theirs.call(method, re.sub("<[^>]*>", part, path), body)
                                    for part in (one, an_id()))
                assert (foreign.status_code, foreign.data) == (
                    unknown.status_code, unknown.data), (method, path)
                assert foreign.status_code in (400, 403, 404), (method, path)
    assert everything(app, evening.family) == ours


@pytest.mark.sqlite_only
def test_an_id_of_another_family_in_a_body_changes_and_tells_nothing(app, phone, evening, ours):
    calls = [(method, path) for method, path in api_calls(app) if method != "GET"]
    theirs = phone()
    for one in ids_in(ours):
        for body in (naming(one), naming(one, family=one), naming(one, code="00000000")):
            for method, path in calls:
                answer = theirs.call(method, path, body)
                if answer.status_code == 401:  # the call before this one ended its membership
                    theirs.family()
                    answer = theirs.call(method, path, body)
                assert answer.status_code < 500, (method, path, answer.text)
                assert CANARY not in answer.text, (method, path)
    assert everything(app, evening.family) == ours


def test_what_a_family_reads_is_never_another_s(app, phone, evening, ours):
    theirs, friend = phone(), phone()
    theirs.family()
    joined(theirs, friend)
    for one in (theirs, friend, phone()):
        for method, path in api_calls(app):
            if method == "GET":
                said = one.get(path).text
                assert CANARY not in said and evening.family not in said, path
    assert CANARY not in str(sync(theirs, []))
    assert everything(app, evening.family) == ours


def test_codes_of_another_family_that_are_over_open_nothing(phone, time_machine):
    time_machine.move_to(berlin("12:00"))
    mother = phone()
    me = mother.family()
    invitation = mother.post("/api/invitations").json["code"]
    mother.post("/api/recovery-code")
    time_machine.move_to(berlin("12:16"))
    thief = phone()
    thief.family()
    for path, code in (("/api/invitations/redeem", invitation),
                       ("/api/recovery", me["recovery_code"])):
        answer = thief.post(path, {"code": code, "device": {"id": me["device"]},
                                   "caregiver": {"id": me["caregiver"]}})
        assert answer.status_code == 404, path
    assert thief.get("/api/me").json["family"] == thief.me["family"]
