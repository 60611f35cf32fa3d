"""Sixteen letters on paper bring a caregiver back; a copied cookie becomes a phone of its own."""

from machines.writing import an_id, massage, records, sync


def test_the_code_brings_everything_to_a_new_phone_and_is_used_up(phone):
    lost, new = phone(), phone()
    me = lost.family()
    sync(lost, [massage()])
    answer = new.post("/api/recovery", {"code": me["recovery_code"], "device": {"label": "New"}})
    assert answer.status_code == 201
    assert (answer.json["family"], answer.json["caregiver"]) == (me["family"], me["caregiver"])
    assert answer.json["recovery_code"] != me["recovery_code"]
    assert len(records(sync(new, []))) == 1
    assert phone().post("/api/recovery", {"code": me["recovery_code"]}).status_code == 404
    assert lost.get("/api/me").status_code == 200


def test_the_same_recovery_is_answered_again_when_the_answer_was_lost(phone, time_machine):
    time_machine.move_to("2026-11-20T18:00:00Z")
    code = phone().family()["recovery_code"]
    asked = {"code": f"{code[:4]}-{code[4:8]} {code[8:].lower()}", "device": {"id": an_id()}}
    first = phone().post("/api/recovery", asked)
    again = phone().post("/api/recovery", asked)
    assert (first.status_code, again.status_code) == (201, 201)
    assert first.json["device"] == again.json["device"] == asked["device"]["id"]
    assert phone().post("/api/recovery", {"code": code, "device": {"id": an_id()}}
                        ).status_code == 404
    time_machine.move_to("2026-11-20T18:11:00Z")
    assert phone().post("/api/recovery", asked).status_code == 404


def test_a_new_code_replaces_the_one_before(phone):
    mother = phone()
    old = mother.family()["recovery_code"]
    new = mother.post("/api/recovery-code")
    assert new.status_code == 201
    assert phone().post("/api/recovery", {"code": old}).status_code == 404
    assert phone().post("/api/recovery", {"code": new.json["recovery_code"]}).status_code == 201


def test_a_forked_phone_is_another_phone_of_the_same_person(phone):
    browser, installed = phone(), phone()
    me = browser.family()
    installed.client.set_cookie("device", browser.client.get_cookie("device").value)
    forked = installed.post("/api/device/fork", {"label": "iPhone app"})
    assert forked.status_code == 201
    assert forked.json["caregiver"] == me["caregiver"] and forked.json["device"] != me["device"]
    assert browser.get("/api/me").json["device"] == me["device"]
    assert installed.get("/api/me").json["device"] == forked.json["device"]
    labels = [one["label"] for one in browser.get("/api/me").json["devices"]]
    assert labels == [None, "iPhone app"]


def test_coming_back_on_a_phone_that_had_a_family_leaves_that_one(phone):
    lost, new = phone(), phone()
    me, other = lost.family(), new.family()
    answer = new.post("/api/recovery", {"code": me["recovery_code"]})
    assert answer.json["family"] == me["family"]
    back = phone().post("/api/recovery", {"code": other["recovery_code"]})
    assert (back.status_code, back.json["family"]) == (201, other["family"])


def test_coming_back_on_the_very_phone_leaves_one_phone(phone):
    mother = phone()
    me = mother.family()
    answer = mother.post("/api/recovery", {"code": me["recovery_code"],
                                           "device": {"id": me["device"]}})
    assert answer.status_code == 201
    assert [one["id"] for one in mother.get("/api/me").json["devices"]] == [answer.json["device"]]
