"""A passkey brings a caregiver back on a new phone; nothing but the right one does."""

import copy

import pytest
from machines.authenticator import PRESENT, Authenticator, encoded
from machines.writing import an_id, massage, records, sync


@pytest.fixture
def mother(phone):
    one = phone()
    one.family()
    return one


@pytest.fixture
def passkey(mother):
    """The mother's passkey, registered."""
    one = Authenticator()
    assert register(mother, one).status_code == 201
    return one


def register(phone, authenticator):
    options = phone.post("/api/passkeys/options").json["options"]
    return phone.post("/api/passkeys", {"credential": authenticator.create(options)})


def come_back(phone, authenticator, **more):
    options = phone.post("/api/passkeys/sign-in/options").json["options"]
    return phone.post("/api/passkeys/sign-in", {"credential": authenticator.get(options), **more})


def test_a_new_phone_has_everything_after_one_look_at_it(mother, passkey, phone):
    sync(mother, [massage()])
    new = phone()
    answer = come_back(new, passkey, device={"label": "New"})
    assert answer.status_code == 201
    assert (answer.json["family"], answer.json["caregiver"]) == (
        mother.me["family"], mother.me["caregiver"])
    assert len(records(sync(new, []))) == 1
    assert mother.get("/api/me").status_code == 200
    [listed] = mother.get("/api/passkeys").json["passkeys"]
    assert listed["used_at"] is not None


def test_coming_back_twice_is_one_phone_and_the_same_answer_never_counts_twice(
        passkey, phone):
    new, wanted = phone(), {"id": an_id()}
    options = new.post("/api/passkeys/sign-in/options").json["options"]
    said = {"credential": passkey.get(options), "device": wanted}
    assert new.post("/api/passkeys/sign-in", said).status_code == 201
    replayed = phone().post("/api/passkeys/sign-in", said)
    assert (replayed.status_code, replayed.json["error"]["code"]) == (400, "passkey-too-late")
    assert come_back(phone(), passkey, device=wanted).json["device"] == wanted["id"]
    assert new.get("/api/me").status_code == 401, "the secret before is worth nothing"


def test_a_phone_that_had_a_family_leaves_that_one(passkey, mother, phone):
    other = phone()
    code = other.family()["recovery_code"]
    assert come_back(other, passkey).json["family"] == mother.me["family"]
    assert phone().post("/api/recovery", {"code": code}).status_code == 201


def test_ten_minutes_are_enough_and_all_there_is(mother, passkey, phone, time_machine):
    time_machine.move_to("2026-11-20T18:00:00Z", tick=False)
    options = phone().post("/api/passkeys/sign-in/options").json["options"]
    asked = mother.post("/api/passkeys/options").json["options"]
    time_machine.move_to("2026-11-20T18:10:01Z", tick=False)
    late = phone().post("/api/passkeys/sign-in", {"credential": passkey.get(options)})
    new = mother.post("/api/passkeys", {"credential": Authenticator().create(asked)})
    assert late.json["error"]["code"] == new.json["error"]["code"] == "passkey-too-late"


def test_what_was_signed_for_another_purpose_is_refused(mother, passkey, phone):
    to_sign_in = phone().post("/api/passkeys/sign-in/options").json["options"]
    options = mother.post("/api/passkeys/options").json["options"]
    mixed = Authenticator().create({**options, "challenge": to_sign_in["challenge"]})
    assert mother.post("/api/passkeys", {"credential": mixed}).status_code == 400
    signed = passkey.get({"challenge": options["challenge"]})
    assert phone().post("/api/passkeys/sign-in", {"credential": signed}).status_code == 400
    stranger = phone()
    stranger.family()
    theirs = Authenticator().create(options)
    assert stranger.post("/api/passkeys", {"credential": theirs}).status_code == 400


@pytest.mark.parametrize("wrong", [
    pytest.param({"origin": "http://warm-hands.example"}, id="another page"),
    pytest.param({"flags": PRESENT}, id="nobody looked"),
    pytest.param({"key": Authenticator().key}, id="another key"),
    pytest.param({"uses": 0}, id="an old copy"),
])
def test_a_passkey_that_proves_nothing_opens_nothing(passkey, phone, wrong):
    assert come_back(phone(), passkey).status_code == 201
    forged = copy.copy(passkey)
    vars(forged).update(wrong)
    answer = come_back(phone(), forged)
    assert (answer.status_code, answer.json["error"]["code"]) == (400, "passkey-not-valid")
    assert "Set-Cookie" not in answer.headers
    assert come_back(phone(), passkey).status_code == 201


def test_a_stranger_passkey_is_of_no_family(passkey, phone):
    answer = come_back(phone(), Authenticator())
    assert (answer.status_code, answer.json["error"]["code"]) == (404, "passkey-unknown")


def test_a_passkey_is_listed_and_taken_away_by_its_owner_alone(mother, passkey, phone):
    father = phone()
    code = mother.post("/api/invitations").json["code"]
    father.post("/api/invitations/redeem", {"code": code})
    [listed] = mother.get("/api/passkeys").json["passkeys"]
    assert father.get("/api/passkeys").json == {"passkeys": []}
    assert father.delete(f"/api/passkeys/{listed['id']}").status_code == 404
    assert mother.delete(f"/api/passkeys/{listed['id']}").status_code == 204
    assert come_back(phone(), passkey).status_code == 404


def test_a_passkey_goes_with_its_caregiver_and_its_family(mother, passkey, phone):
    assert mother.delete("/api/family").status_code == 204
    assert come_back(phone(), passkey).status_code == 404


def test_the_same_passkey_is_kept_once(mother, passkey, phone):
    excluded = mother.post("/api/passkeys/options").json["options"]["excludeCredentials"]
    assert [one["id"] for one in excluded] == [encoded(passkey.id)]
    assert register(mother, passkey).status_code == 409
    thief = phone()
    thief.family()
    assert register(thief, passkey).status_code == 409


@pytest.mark.sqlite_only
def test_no_broken_credential_breaks_the_server(mother, passkey, phone):
    options = mother.post("/api/passkeys/options").json["options"]
    made = Authenticator().create(options)
    for broken in broken_forms(made):
        answer = mother.post("/api/passkeys", {"credential": broken})
        assert answer.status_code == 400, broken
        assert answer.json["error"]["field"] == "credential"
    new = phone()
    signed = passkey.get(new.post("/api/passkeys/sign-in/options").json["options"])
    for broken in broken_forms(signed):
        answer = new.post("/api/passkeys/sign-in", {"credential": broken})
        assert answer.status_code in (400, 404), broken
        assert answer.json["error"]["field"] == "credential"
    assert mother.post("/api/passkeys", {"credential": made}).status_code == 201
    assert new.post("/api/passkeys/sign-in", {"credential": signed}).status_code == 201


def broken_forms(credential: dict):
    """Yield `credential` with each part missing, of another type, cut short and made up."""
    yield {}
    for name in credential["response"]:
        if name == "userHandle":
            continue  # the key's id alone says whose it is
        for value in (None, 5, [], "", "é", "AAAA", credential["response"][name][:40]):
            yield {**credential, "response": {**credential["response"], name: value}}
    for value in (None, 5, "x", [], {}):
        yield {**credential, "response": value}
    for value in (None, 5):
        yield {**credential, "rawId": value, "id": value}
