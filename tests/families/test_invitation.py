"""A second phone joins with eight letters that work once and for a quarter of an hour."""

import threading

import pytest
from machines.writing import an_id, joined, massage, records, sync


def redeem(phone, code, **more):
    return phone.post("/api/invitations/redeem", {"code": code, **more})


def test_the_newcomer_sees_what_the_family_has(phone):
    mother, father = phone(), phone()
    mother.family()
    sync(mother, [massage(note="she smiled")])
    me = joined(mother, father, caregiver={"name": "Sam"}, device={"label": "iPhone"})
    assert me["family"] == mother.me["family"]
    assert "recovery_code" not in me
    assert records(sync(father, []))[0]["fields"]["note"] == "she smiled"
    seen = mother.get("/api/me").json
    assert [person["role"] for person in seen["caregivers"]] == ["owner", "member"]
    assert [phone["label"] for phone in seen["devices"]] == [None, "iPhone"]
    assert records(sync(mother, []), "caregiver")[0]["fields"] == {"name": "Sam"}


def test_an_invitation_is_letters_and_a_square(phone, app):
    mother = phone()
    mother.family()
    answer = mother.post("/api/invitations")
    assert answer.status_code == 201
    code = answer.json["code"]
    assert len(code) == 8 and set(code) <= set("0123456789ABCDEFGHJKMNPQRSTVWXYZ")
    square = answer.json["qr"]
    assert all(set(row) <= {"0", "1"} and len(row) == len(square) for row in square)
    assert square[0].startswith("1111111")  # a finder pattern
    open_ones = mother.get("/api/invitations").json["invitations"]
    assert [one["id"] for one in open_ones] == [answer.json["id"]]
    assert "code" not in open_ones[0]


def alike(code):
    return code.replace("0", "o").replace("1", "L")


@pytest.mark.parametrize("typed", [
    str.lower, alike,
    lambda code: f"{code[:4]}-{code[4:]}", lambda code: f" {code[:3]} {code[3:]} ",
    lambda code: code.replace("1", "i").replace("0", "O"),
])
def test_a_code_is_read_as_people_type_it(phone, typed):
    mother = phone()
    mother.family()
    code = mother.post("/api/invitations").json["code"]
    assert redeem(phone(), typed(code)).status_code == 201


@pytest.mark.parametrize("code", ["", "ABCDEFG", "ABCDEFGHJ", "UUUUUUUU", "ABCD€FGH", "👶" * 8])
def test_what_is_no_code_is_refused(phone, code):
    answer = redeem(phone(), code)
    assert (answer.status_code, answer.json["error"]["field"]) == (404, "code")


def test_a_code_works_once(phone):
    mother = phone()
    mother.family()
    code = mother.post("/api/invitations").json["code"]
    assert redeem(phone(), code).status_code == 201
    assert redeem(phone(), code).status_code == 404
    assert mother.get("/api/invitations").json["invitations"] == []


def test_of_eight_phones_at_once_one_joins(phone):
    mother = phone()
    mother.family()
    code = mother.post("/api/invitations").json["code"]
    start, statuses = threading.Barrier(8), []

    def call():
        newcomer = phone()
        start.wait()
        statuses.append(redeem(newcomer, code, claim=an_id()).status_code)

    rivals = [threading.Thread(target=call) for _ in range(8)]
    for rival in rivals:
        rival.start()
    for rival in rivals:
        rival.join(60)
    assert sorted(statuses) == [201] + [404] * 7
    assert len(mother.get("/api/me").json["caregivers"]) == 2


def test_a_code_works_for_fifteen_minutes(phone, time_machine):
    time_machine.move_to("2026-11-20T18:00:00Z", tick=False)
    mother = phone()
    mother.family()
    early, late = (mother.post("/api/invitations").json["code"] for _ in range(2))
    time_machine.move_to("2026-11-20T18:14:59Z", tick=False)
    assert redeem(phone(), early).status_code == 201
    time_machine.move_to("2026-11-20T18:15:01Z", tick=False)
    assert redeem(phone(), late).status_code == 404
    assert mother.get("/api/invitations").json["invitations"] == []


def test_the_same_redemption_is_answered_again_when_the_answer_was_lost(phone, time_machine):
    time_machine.move_to("2026-11-20T18:00:00Z")
    mother, father = phone(), phone()
    mother.family()
    code, claim = mother.post("/api/invitations").json["code"], an_id()
    lost = redeem(father, code, claim=claim).json
    again = redeem(father, code.lower(), claim=claim)
    assert (again.status_code, again.json) == (201, lost)
    assert father.get("/api/me").json["device"] == lost["device"]
    assert redeem(phone(), code, claim=an_id()).status_code == 404
    assert redeem(phone(), code).status_code == 404
    time_machine.move_to("2026-11-20T18:11:00Z")
    assert redeem(phone(), code, claim=claim).status_code == 404
    assert len(mother.get("/api/me").json["devices"]) == 2


def test_a_withdrawn_invitation_does_not_work(phone):
    mother = phone()
    mother.family()
    made = mother.post("/api/invitations").json
    assert mother.delete(f"/api/invitations/{made['id']}").status_code == 204
    assert redeem(phone(), made["code"]).status_code == 404
    assert mother.delete(f"/api/invitations/{made['id']}").status_code == 404


def test_a_member_invites_members_and_only_an_owner_invites_owners(phone):
    mother, father, grandmother = phone(), phone(), phone()
    mother.family()
    joined(mother, father)
    assert father.post("/api/invitations", {"role": "owner"}).status_code == 403
    code = father.post("/api/invitations", {"role": "member"}).json["code"]
    assert redeem(grandmother, code).status_code == 201
    assert grandmother.get("/api/me").json["role"] == "member"
    owners = mother.post("/api/invitations", {"role": "owner"}).json["code"]
    aunt = phone()
    redeem(aunt, owners)
    assert aunt.get("/api/me").json["role"] == "owner"


def test_ids_of_somebody_else_in_the_family_are_not_taken_over(phone):
    mother, father = phone(), phone()
    me = mother.family()
    he = joined(mother, father, caregiver={"id": me["caregiver"]}, device={"id": me["device"]})
    assert he["caregiver"] != me["caregiver"] and he["device"] != me["device"]
    assert mother.get("/api/me").json["role"] == "owner"


def test_a_code_of_ones_own_family_stays_usable(phone):
    mother = phone()
    mother.family()
    code = mother.post("/api/invitations").json["code"]
    answer = redeem(mother, code)
    assert (answer.status_code, answer.json["error"]["code"]) == (409, "already-here")
    assert redeem(phone(), code).status_code == 201


def test_joining_another_family_leaves_the_former_one_without_erasing(phone, time_machine):
    time_machine.move_to("2026-10-01T18:00:00Z")
    mother, father, other_phone = phone(), phone(), phone()
    mother.family()
    his = father.family()
    old_cookie = father.client.get_cookie("device").value
    joined(mother, father)
    assert father.get("/api/me").json["family"] == mother.me["family"]
    other_phone.client.set_cookie("device", old_cookie)
    # had the answer been lost, the phone must keep everything
    assert other_phone.get("/api/me").json["error"]["code"] == "device-unknown"
    found_again = phone().post("/api/recovery", {"code": his["recovery_code"]})
    assert found_again.json["family"] == his["family"]


def test_a_family_that_its_last_phone_left_is_forgotten_after_a_month(phone, time_machine):
    time_machine.move_to("2026-10-01T18:00:00Z")
    mother, father = phone(), phone()
    mother.family()
    his = father.family()
    joined(mother, father)
    time_machine.move_to("2026-11-02T18:00:00Z")
    phone().family()
    assert phone().post("/api/recovery", {"code": his["recovery_code"]}).status_code == 404
    assert mother.get("/api/me").status_code == 200


@pytest.mark.settings(RATELIMIT_ENABLED=True)
def test_codes_cannot_be_guessed_at_speed(phone):
    answers = [redeem(phone(), f"ABCDEF{n:02}") for n in range(11)]
    assert [answer.status_code for answer in answers] == [404] * 10 + [429]
    assert "Retry-After" in answers[-1].headers
