"""A family's phones reach nothing of another family, and cannot ask whether it exists."""

import uuid

import pytest
from machines.writing import an_id, entry, massage, records, sync


@pytest.fixture
def ours(phone):
    one = phone()
    one.family()
    sync(one, [massage(note="ours")])
    return one


@pytest.fixture
def theirs(phone):
    one = phone()
    one.family()
    return one


def test_ids_of_another_family_are_answered_like_unknown_ones(ours, theirs):
    invitation = ours.post("/api/invitations").json["id"]
    role = {"role": "member"}
    for method, path, body in [
        ("DELETE", "/api/invitations/{}", {}), ("DELETE", "/api/devices/{}", {}),
        ("PUT", "/api/caregivers/{}/role", role),
    ]:
        own = {"invitations": invitation, "devices": ours.me["device"],
               "caregivers": ours.me["caregiver"]}[path.split("/")[2]]
        foreign, unknown = (theirs.call(method, path.format(one), body) for one in (own, an_id()))
        assert foreign.status_code == unknown.status_code == 404
        assert foreign.data == unknown.data
    assert ours.get("/api/me").status_code == 200
    assert len(ours.get("/api/invitations").json["invitations"]) == 1


def test_an_entry_id_of_another_family_is_just_an_id(ours, theirs):
    one = massage(note="ours")
    sync(ours, [one])
    same = {**one, "fields": {"note": "theirs"}}
    answer = sync(theirs, [same])
    assert answer["accepted"] == [one["id"]]
    assert [r["fields"]["note"] for r in records(answer)] == ["theirs"]
    assert {r["fields"]["note"] for r in records(sync(ours, []))} == {"ours"}


def test_a_record_of_another_family_cannot_be_written_or_read(ours, theirs):
    record = records(sync(ours, []))[0]["record"]
    answer = sync(theirs, [entry("massage", {"oil": "x"}, record)])
    assert records(answer)[0]["fields"] == {"oil": "x"}
    assert "oil" not in records(sync(ours, []))[0]["fields"]
    assert "ours" not in str(sync(theirs, []))


def test_a_family_id_in_a_body_means_nothing(ours, theirs):
    asked = {"cursor": 0, "entries": [], "family": ours.me["family"],
             "family_id": ours.me["family"], "device": ours.me["device"]}
    answer = theirs.post("/api/sync", asked).json
    assert records(answer) == []
    once = str(uuid.uuid5(uuid.UUID(ours.me["family"]), "reminder"))
    assert sync(theirs, [entry("reminder", {"on": True}, once)])["accepted"] == []


def test_tokens_that_were_guessed_or_cut_open_nothing(ours, phone):
    token = ours.client.get_cookie("device").value
    for wrong in ["", token[:-1], token + "x", token.swapcase(), "' OR 1=1 --", "x" * 4000, "é"]:
        stranger = phone()
        stranger.client.set_cookie("device", wrong)
        assert stranger.get("/api/me").json["error"]["code"] == "device-unknown"
    stranger = phone()
    stranger.client.set_cookie("__Host-device", token)  # not the cookie of plain http
    assert stranger.get("/api/me").status_code == 401
