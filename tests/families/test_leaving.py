"""Leaving and deleting are real, and every phone learns which of the two it was."""

import base64

import sqlalchemy as sa
from machines.writing import an_id, entry, joined, massage, records, same_phone, sync

from webapp.database import db


def code_of(answer) -> tuple[int, str]:
    return answer.status_code, answer.json["error"]["code"]


def test_an_unknown_phone_is_told_so(phone):
    assert code_of(phone().get("/api/me")) == (401, "device-unknown")
    assert code_of(phone().post("/api/sync", {})) == (401, "device-unknown")


def test_an_owner_signs_a_lost_phone_out(phone):
    mother, father = phone(), phone()
    mother.family()
    joined(mother, father)
    assert mother.delete(f"/api/devices/{father.me['device']}").status_code == 204
    assert code_of(father.post("/api/sync", {"cursor": 0, "entries": []})) == (
        401, "device-revoked")
    assert len(mother.get("/api/me").json["devices"]) == 1
    assert mother.delete(f"/api/devices/{father.me['device']}").status_code == 404


def test_a_member_signs_out_only_phones_of_their_own(phone):
    mother, father, fathers_tablet = phone(), phone(), phone()
    mother.family()
    joined(mother, father)
    same_phone(father, fathers_tablet)
    tablet = fathers_tablet.post("/api/device/fork").json["device"]
    assert code_of(father.delete(f"/api/devices/{mother.me['device']}")) == (403, "owners-only")
    assert father.delete(f"/api/devices/{tablet}").status_code == 204
    assert code_of(fathers_tablet.get("/api/me")) == (401, "device-revoked")


def test_a_phone_that_is_signed_out_leaves_no_way_back_in(phone):
    mother, father, stranger = phone(), phone(), phone()
    mother.family()
    joined(mother, father)
    code = father.post("/api/invitations").json["code"]
    assert mother.delete(f"/api/devices/{father.me['device']}").status_code == 204
    assert mother.get("/api/invitations").json["invitations"] == []
    assert code_of(stranger.post("/api/invitations/redeem", {"code": code})) == (
        404, "invitation-not-valid")


def test_who_leaves_leaves_no_invitation_behind(phone):
    mother, father, stranger = phone(), phone(), phone()
    mother.family()
    joined(mother, father)
    code = father.post("/api/invitations").json["code"]
    assert father.post("/api/leave").status_code == 204
    assert code_of(stranger.post("/api/invitations/redeem", {"code": code})) == (
        404, "invitation-not-valid")


def test_signing_one_s_own_phone_out_keeps_the_family_s_invitations(phone):
    mother, father, aunt, neighbour = phone(), phone(), phone(), phone()
    mother.family()
    neighbour.family()
    joined(mother, father)
    code = mother.post("/api/invitations").json["code"]
    theirs = neighbour.post("/api/invitations").json["code"]
    assert father.post("/api/sign-out").status_code == 204
    assert aunt.post("/api/invitations/redeem", {"code": code}).status_code == 201
    assert mother.delete(f"/api/devices/{mother.me['device']}").status_code == 204
    assert phone().post("/api/invitations/redeem", {"code": theirs}).status_code == 201


def test_signing_out_ends_the_cookie_everywhere(phone):
    mother, copy = phone(), phone()
    mother.family()
    same_phone(mother, copy)
    answer = mother.post("/api/sign-out")
    assert answer.status_code == 204
    assert mother.client.get_cookie("device") is None
    assert code_of(copy.get("/api/me")) == (401, "device-revoked")


def test_the_key_that_seals_is_the_caregiver_s_on_every_phone_and_nobody_else_s(phone):
    mother, father, fathers_tablet = phone(), phone(), phone()
    mother.family()
    joined(mother, father)
    same_phone(father, fathers_tablet)
    fathers_tablet.post("/api/device/fork")
    keys = [one.post("/api/seal-key").json["key"] for one in (mother, father, fathers_tablet)]
    assert len(base64.b64decode(keys[0], validate=True)) == 32
    assert keys[0] != keys[1] == keys[2]
    father.post("/api/sign-out")
    assert code_of(father.post("/api/seal-key")) == (401, "device-unknown")


def test_deleting_the_family_deletes_every_row_and_tells_every_phone(app, phone):
    mother, father, neighbour = phone(), phone(), phone()
    mother.family()
    joined(mother, father)
    neighbour.family()
    sync(father, [massage(), entry("reflection", {"note": "tired"})])
    mother.post("/api/invitations")
    assert code_of(father.delete("/api/family")) == (403, "owners-only")
    assert mother.delete("/api/family").status_code == 204
    assert code_of(father.get("/api/me")) == (401, "family-deleted")
    assert neighbour.get("/api/me").status_code == 200
    with app.app_context():
        for table in db.metadata.sorted_tables:
            if "family_id" in table.c:
                families = db.session.scalars(sa.select(table.c.family_id).distinct()).all()
                assert {str(one) for one in families} <= {neighbour.me["family"]}, table.name


def test_leaving_takes_private_notes_along_and_leaves_the_familys_moments(phone, app):
    mother, father = phone(), phone()
    mother.family()
    joined(mother, father)
    sync(father, [massage(), entry("reflection", {"note": "my heart"})])
    assert father.post("/api/leave").status_code == 204
    assert len(records(sync(mother, []))) == 1
    assert len(mother.get("/api/me").json["caregivers"]) == 1
    with app.app_context():
        kept = str(db.session.execute(sa.text("SELECT content FROM entry")).all())
        assert "my heart" not in kept


def test_the_last_owner_names_someone_before_leaving(phone):
    mother, father = phone(), phone()
    mother.family()
    joined(mother, father)
    assert code_of(mother.post("/api/leave")) == (409, "last-owner")
    assert code_of(mother.post("/api/leave", {"owner": an_id()})) == (404, "caregiver-unknown")
    assert mother.post("/api/leave", {"owner": father.me["caregiver"]}).status_code == 204
    assert father.get("/api/me").json["role"] == "owner"


def test_the_last_person_takes_the_family_along(phone, app):
    mother = phone()
    mother.family()
    sync(mother, [massage()])
    assert mother.post("/api/leave").status_code == 204
    with app.app_context():
        assert db.session.execute(sa.text("SELECT count(*) FROM record")).scalar() == 0


def test_roles_are_given_by_owners_and_one_owner_stays(phone):
    mother, father = phone(), phone()
    mother.family()
    joined(mother, father)
    hers, his = (f"/api/caregivers/{one.me['caregiver']}/role" for one in (mother, father))
    assert code_of(father.put(his, {"role": "owner"})) == (403, "owners-only")
    assert code_of(mother.put(hers, {"role": "member"})) == (409, "last-owner")
    assert mother.put(his, {"role": "owner"}).status_code == 204
    assert mother.put(hers, {"role": "member"}).status_code == 204
    assert code_of(mother.put(hers, {"role": "owner"})) == (403, "owners-only")
    assert father.put(f"/api/caregivers/{an_id()}/role", {"role": "owner"}).status_code == 404
