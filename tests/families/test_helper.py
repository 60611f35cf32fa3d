"""A helper gets what a massage needs and the helper's own words, and none of the journal."""

import uuid

import pytest
from machines.writing import an_id, entry, massage, records, sync


@pytest.fixture
def mother(phone):
    one = phone()
    one.family()
    sync(one, [massage(note="our evening"), entry("child", {"name": "Mia", "asked": True}),
               entry("routine", {"title": "Ours",
                                 "steps": [{"stroke": "still-hands", "seconds": 30}]}),
               entry("caregiver", {"name": "Anna"}, one.me["caregiver"])])
    return one


@pytest.fixture
def sitter(mother, phone):
    """A helper's phone that has joined; `me` is what it was told."""
    code = mother.post("/api/invitations", {"role": "helper"}).json["code"]
    one = phone()
    answer = one.post("/api/invitations/redeem", {"code": code, "caregiver": {"name": "Lou"}})
    one.me = answer.json
    return one


def kinds(answer) -> list[str]:
    return sorted(record["kind"] for record in answer["records"])


def test_a_helper_gets_children_and_routines_and_not_the_journal(mother, sitter):
    answer = sync(sitter, [])
    assert kinds(answer) == ["caregiver", "child", "family", "routine"]
    assert "our evening" not in str(answer) and "Anna" not in str(answer)
    me = sitter.get("/api/me").json
    assert me["role"] == "helper"
    assert [one["id"] for one in me["caregivers"]] == [sitter.me["caregiver"]]
    assert [one["id"] for one in me["devices"]] == [sitter.me["device"]]


def test_what_a_helper_did_is_in_everybodys_journal_and_stays_with_the_helper(mother, sitter):
    mine = massage(note="sang to her")
    assert sync(sitter, [mine])["refused"] == []
    assert "sang to her" in str(sync(mother, []))
    sync(mother, [entry("massage", {"oil": "sunflower"}, mine["record"])])
    [seen] = records(sync(sitter, []), "massage")
    assert seen["fields"]["oil"] == "sunflower"


def test_the_parents_choose_the_routines_and_the_helper_reads_it(mother, sitter):
    chosen = entry("caregiver", {"routines": ["just-hold"]}, sitter.me["caregiver"])
    assert sync(mother, [chosen])["refused"] == []
    [own] = records(sync(sitter, []), "caregiver")
    assert own["fields"] == {"name": "Lou", "routines": ["just-hold"]}


def test_a_helper_writes_nothing_that_is_the_parents(mother, sitter):
    everything = {record["kind"]: record["record"] for record in sync(mother, [])["records"]}
    wishes = [
        entry("massage", {"note": "mine now"}, everything["massage"]),
        entry("child", {"name": "Max"}, everything["child"]),
        entry("child", {"name": "Max"}),
        entry("routine", {"title": "x"}, everything["routine"]),
        entry("caregiver", {"routines": ["full-body"]}, sitter.me["caregiver"]),
        entry("caregiver", {"name": "x"}, mother.me["caregiver"]),
        entry("reminder", {"on": True}, once(sitter, "reminder")),
        entry("unheard-of", {"x": 1}),
    ]
    good = entry("caregiver", {"name": "Louise"}, sitter.me["caregiver"])
    answer = sync(sitter, [*wishes, good])
    assert answer["accepted"] == [good["id"]]
    assert {refused["code"] for refused in answer["refused"]} == {"not-yours"}
    assert "mine now" not in str(sync(mother, []))


def test_a_helper_neither_invites_nor_is_invited_in_the_evening(mother, sitter, phone):
    for method, path in [("POST", "/api/invitations"), ("GET", "/api/invitations"),
                         ("DELETE", f"/api/invitations/{an_id()}"),
                         ("PUT", "/api/push-subscription"), ("DELETE", "/api/family"),
                         ("DELETE", f"/api/devices/{mother.me['device']}")]:
        answer = sitter.call(method, path, {} if method != "GET" else None)
        assert answer.status_code == 403, path
    assert mother.get("/api/me").status_code == 200
    own = sitter.post("/api/invitations", {"mine": True, "role": "owner"})
    assert own.json["role"] == "helper"
    second = phone()
    joined = second.post("/api/invitations/redeem", {"code": own.json["code"]})
    assert joined.json["caregiver"] == sitter.me["caregiver"]
    assert "our evening" not in str(sync(second, []))


def test_a_helper_becomes_a_caregiver_only_by_a_new_invitation(mother, sitter):
    path = f"/api/caregivers/{sitter.me['caregiver']}/role"
    answer = mother.put(path, {"role": "member"})
    assert (answer.status_code, answer.json["error"]["code"]) == (409, "helper-stays")
    assert mother.put(path, {"role": "helper"}).status_code == 400
    assert mother.post("/api/leave", {"owner": sitter.me["caregiver"]}).status_code == 409


def test_ones_own_second_phone_is_the_same_person(mother, phone):
    reflection = entry("reflection", {"massage": an_id(), "feeling": 2})
    sync(mother, [reflection])
    code = mother.post("/api/invitations", {"mine": True}).json["code"]
    tablet = phone()
    tablet.me = tablet.post("/api/invitations/redeem", {
        "code": code, "caregiver": {"id": an_id(), "name": "Somebody"}}).json
    assert tablet.me["caregiver"] == mother.me["caregiver"]
    assert "reflection" in kinds(sync(tablet, [])) and tablet.get("/api/me").json["role"] == "owner"
    [anna] = records(sync(tablet, []), "caregiver")
    assert anna["fields"]["name"] == "Anna", "what was said before outranks it"


def once(phone, kind: str) -> str:
    """Return the id of the record that the phone's family has once."""
    return str(uuid.uuid5(uuid.UUID(phone.me["family"]), kind))
