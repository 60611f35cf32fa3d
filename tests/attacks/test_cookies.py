"""The cookie is the key: never one that somebody else put there, never again one that was ended."""

import pytest
from machines.writing import an_id, entry, joined, massage, same_phone, sync

from attacks.surface import api_calls

PLANTED = "chosen-by-an-attacker"
# calls that anybody may make, and what a stranger is told
OPEN = {"/api/families", "/api/invitations/redeem", "/api/recovery", "/api/openapi.json",
        "/api/passkeys/sign-in", "/api/passkeys/sign-in/options"}


def found(phone, _mother):
    return phone.post("/api/families", {"zone": "Europe/Berlin"})


def join(phone, mother):
    code = mother.post("/api/invitations").json["code"]
    return phone.post("/api/invitations/redeem", {"code": code})


def recover(phone, mother):
    code = mother.post("/api/recovery-code").json["recovery_code"]
    return phone.post("/api/recovery", {"code": code})


def fork(phone, mother):
    same_phone(mother, phone)
    return phone.post("/api/device/fork")


WAYS_IN = [found, join, recover, fork]


@pytest.fixture
def mother(phone):
    one = phone()
    one.family()
    return one


@pytest.mark.parametrize("way_in", WAYS_IN)
@pytest.mark.parametrize("planted", ["made up", "of another family", "ended"])
def test_whatever_cookie_was_there_the_key_is_a_new_one(phone, mother, way_in, planted):
    attacker, victim = phone(), phone()
    attacker.family()
    key = PLANTED if planted == "made up" else attacker.client.get_cookie("device").value
    if planted == "ended":
        attacker.post("/api/sign-out")
    victim.client.set_cookie("device", key)
    before = {key, mother.client.get_cookie("device").value}
    assert way_in(victim, mother).status_code in (201, 409)
    if victim.client.get_cookie("device").value not in before:
        sync(victim, [entry("child", {"name": "secret"})])
    # what the attacker knows opens the victim's family neither before nor after
    copy = phone()
    copy.client.set_cookie("device", key)
    assert "secret" not in copy.post("/api/sync", {"cursor": 0, "entries": []}).text


@pytest.mark.parametrize("way_in", WAYS_IN)
def test_each_way_in_makes_a_key_of_its_own(phone, mother, way_in):
    keys = set()
    for _ in range(3):
        newcomer = phone()
        assert way_in(newcomer, mother).status_code == 201
        keys.add(newcomer.client.get_cookie("device").value)
    assert len(keys) == 3 and mother.client.get_cookie("device").value not in keys
    assert all(len(key) == 64 for key in keys)


@pytest.mark.sqlite_only
def test_two_cookies_of_one_name_are_one_phone_or_none_and_never_mixed(phone, mother):
    other = phone()
    other.family()
    sync(mother, [massage(note="hers")])
    hers, theirs = (one.client.get_cookie("device").value for one in (mother, other))
    for first, second in [(hers, theirs), (theirs, hers), (PLANTED, hers), (hers, PLANTED)]:
        caller = phone().client
        headers = {"Sec-Fetch-Site": "same-origin", "Cookie": f"device={first}; device={second}"}
        me = caller.get("/api/me", headers=headers)
        said = caller.post("/api/sync", json={"cursor": 0, "entries": []}, headers=headers)
        assert me.status_code == said.status_code
        hers_shown = "hers" in said.text
        assert hers_shown == (me.status_code == 200 and me.json["family"] == mother.me["family"])


def ended_by_an_owner(mother, father):
    mother.delete(f"/api/devices/{father.me['device']}")
    return "device-revoked"


def ended_by_leaving(_mother, father):
    father.post("/api/leave")
    return "device-revoked"


def ended_by_signing_out(_mother, father):
    father.post("/api/sign-out")
    return "device-revoked"


def ended_with_the_family(mother, _father):
    mother.delete("/api/family")
    return "family-deleted"


def ended_by_joining_another(mother, father):
    other = father.__class__(father.client.application)
    other.family()
    father.post("/api/invitations/redeem", {"code": other.post("/api/invitations").json["code"]})
    return "device-unknown"


@pytest.mark.parametrize("end", [ended_by_an_owner, ended_by_leaving, ended_by_signing_out,
                                 ended_with_the_family, ended_by_joining_another])
def test_a_key_that_was_ended_opens_no_call_at_all(app, phone, mother, end):
    father, replay = phone(), phone()
    joined(mother, father)
    sync(father, [massage(note="ours")])
    key = father.client.get_cookie("device").value
    reason = end(mother, father)
    for method, path in api_calls(app):
        if path in OPEN:
            continue
        replay.client.set_cookie("device", key)
        answer = replay.call(method, path, None if method == "GET" else {
            "cursor": 0, "entries": [massage()], "role": "owner", "delivery": an_id()})
        assert (answer.status_code, answer.json["error"]["code"]) == (401, reason), (method, path)
        # signing out takes the dead key away, nothing gives another one
        assert "Max-Age=0" in answer.headers.get("Set-Cookie", "Max-Age=0"), (method, path)


def test_a_call_recorded_before_the_end_and_sent_again_after_it_is_refused(phone, mother):
    father, replay = phone(), phone()
    joined(mother, father)
    same_phone(father, replay)
    recorded = {"cursor": 0, "entries": [massage(note="before")]}
    assert father.post("/api/sync", recorded).status_code == 200
    mother.delete(f"/api/devices/{father.me['device']}")
    assert replay.post("/api/sync", recorded).status_code == 401
    assert replay.post("/api/sync", {**recorded, "entries": [massage(note="after")]}
                       ).status_code == 401
    assert "after" not in str(sync(mother, []))
