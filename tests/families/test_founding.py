"""A family comes into being by one call of a phone that nobody knows."""

import threading

import pytest
from machines.writing import an_id, records, sync


def wish(**more) -> dict:
    return {"zone": "Europe/Berlin", "family": an_id(), "caregiver": {"id": an_id()},
            "device": {"id": an_id(), "label": "Pixel"}, "claim": an_id(), **more}


def test_the_phones_own_ids_are_taken(phone):
    asked = wish()
    answer = phone().post("/api/families", asked)
    assert answer.status_code == 201
    assert answer.json["family"] == asked["family"]
    assert answer.json["caregiver"] == asked["caregiver"]["id"]
    assert answer.json["device"] == asked["device"]["id"]
    assert len(answer.json["recovery_code"]) == 16


def test_a_phone_without_ids_is_given_some(phone):
    mother = phone()
    me = mother.family()
    assert mother.get("/api/me").json.items() >= {
        "family": me["family"], "caregiver": me["caregiver"], "device": me["device"],
        "epoch": me["epoch"], "role": "owner"}.items()


def test_the_zone_and_the_names_reach_the_ledger(phone):
    mother = phone()
    asked = wish(caregiver={"id": an_id(), "name": "Jo", "relation": "mother"})
    assert mother.post("/api/families", asked).status_code == 201
    answer = sync(mother, [])
    assert [one["fields"] for one in records(answer, "family")] == [{"zone": "Europe/Berlin"}]
    assert [(one["record"], one["fields"]) for one in records(answer, "caregiver")] == [
        (asked["caregiver"]["id"], {"name": "Jo", "relation": "mother"})]


def test_the_same_call_with_its_claim_is_answered_again_when_the_answer_was_lost(phone):
    mother, asked = phone(), wish()
    lost = mother.post("/api/families", asked).json
    again = phone()
    answer = again.post("/api/families", asked)
    assert answer.status_code == 201
    assert answer.json == lost  # also the recovery code: it may be on paper already
    assert again.get("/api/me").json["devices"][0]["id"] == asked["device"]["id"]
    assert len(again.get("/api/me").json["devices"]) == 1
    # of the two calls the first may arrive last: the phone that has its answer stays known
    assert mother.get("/api/me").status_code == 200


def test_after_ten_minutes_a_known_family_is_a_conflict_even_with_its_claim(phone, time_machine):
    asked = wish()
    time_machine.move_to("2026-11-20T18:00:00Z")
    assert phone().post("/api/families", asked).status_code == 201
    time_machine.move_to("2026-11-20T18:09:59Z")
    assert phone().post("/api/families", asked).status_code == 201
    time_machine.move_to("2026-11-20T18:10:01Z")
    answer = phone().post("/api/families", asked)
    assert (answer.status_code, answer.json["error"]["code"]) == (409, "family-known")


@pytest.mark.parametrize("claim", [None, "another claim of a stranger"])
def test_a_known_family_is_a_conflict_for_everybody_else(phone, claim):
    asked = wish()
    phone().post("/api/families", asked)
    stranger = phone()
    answer = stranger.post("/api/families", {**asked, "claim": claim})
    assert (answer.status_code, answer.json["error"]["field"]) == (409, "family")
    assert stranger.client.get_cookie("device") is None


def test_a_phone_that_is_in_a_family_does_not_leave_it_for_a_new_one_unasked(phone):
    """Its browser threw the app's storage away and kept the cookie: the family is still there."""
    mother = phone()
    me = mother.family()
    answer = mother.post("/api/families", wish())
    assert (answer.status_code, answer.json["error"]["code"]) == (409, "already-here")
    assert mother.get("/api/me").json["family"] == me["family"]
    assert mother.post("/api/leave").status_code == 204
    assert mother.post("/api/families", wish()).status_code == 201


def test_the_same_call_from_eight_tabs_at_once_makes_one_family(app, phone):
    asked, answers = wish(), []
    start = threading.Barrier(8)

    def call():
        tab = phone()
        start.wait()
        answers.append(tab.post("/api/families", asked))

    tabs = [threading.Thread(target=call) for _ in range(8)]
    for tab in tabs:
        tab.start()
    for tab in tabs:
        tab.join(60)
    assert {(a.status_code, a.json["family"], a.json["device"]) for a in answers} == {
        (201, asked["family"], asked["device"]["id"])}


@pytest.mark.parametrize("zone", ["Middle/Earth", "", "../etc/passwd", "europe berlin"])
def test_a_zone_that_is_not_known_is_refused(phone, zone):
    answer = phone().post("/api/families", {"zone": zone})
    assert (answer.status_code, answer.json["error"]["field"]) == (400, "zone")


def test_a_short_claim_alone_is_refused(phone):
    answer = phone().post("/api/families", {"zone": "Europe/Berlin", "claim": "1"})
    assert (answer.status_code, answer.json["error"]["field"]) == (400, "claim")


def test_a_cookie_that_was_there_before_is_never_adopted(phone):
    victim = phone()
    victim.client.set_cookie("device", "chosen-by-an-attacker")
    victim.family()
    assert victim.client.get_cookie("device").value != "chosen-by-an-attacker"
    attacker = phone()
    attacker.client.set_cookie("device", "chosen-by-an-attacker")
    assert attacker.get("/api/me").json["error"]["code"] == "device-unknown"


def test_over_plain_http_the_cookie_is_called_device(phone):
    answer = phone().post("/api/families", {"zone": "Asia/Tokyo"})
    cookie = answer.headers["Set-Cookie"]
    assert cookie.startswith("device=")
    assert "HttpOnly" in cookie and "SameSite=Lax" in cookie and "Path=/" in cookie
    assert "Max-Age=34560000" in cookie and "Secure" not in cookie


@pytest.mark.parametrize("options", [
    {"base_url": "https://warm-hands.example"}, {"base_url": "http://warm-hands.example"}])
@pytest.mark.settings(PUBLIC_URL="https://warm-hands.example")
def test_over_https_the_cookie_is_locked_to_the_host(phone, options):
    answer = phone().post("/api/families", {"zone": "Asia/Tokyo"}, **options)
    cookie = answer.headers["Set-Cookie"]
    assert cookie.startswith("__Host-device=")
    assert "Secure" in cookie and "Domain" not in cookie and "Path=/" in cookie


def test_the_database_never_holds_the_cookie_or_a_code(app, phone):
    mother = phone()
    me = mother.family()
    code = mother.post("/api/invitations").json["code"]
    secrets = [mother.client.get_cookie("device").value, me["recovery_code"], code]
    with app.app_context():
        from webapp.database import db
        for table in db.metadata.sorted_tables:
            rows = str(db.session.execute(table.select()).all())
            assert not any(secret in rows for secret in secrets), table.name


def test_the_cookie_is_renewed_when_it_is_a_week_old(phone, time_machine):
    time_machine.move_to("2026-11-01T18:00:00Z")
    mother = phone()
    mother.family()
    call = ("/api/sync", {"cursor": 0, "entries": []})
    assert "Set-Cookie" not in mother.post(*call).headers
    time_machine.move_to("2026-11-09T18:00:00Z")
    assert "Max-Age=34560000" in mother.post(*call).headers["Set-Cookie"]
    assert "Set-Cookie" not in mother.post(*call).headers
    assert mother.get("/api/me").status_code == 200


@pytest.mark.settings(RATELIMIT_ENABLED=True)
def test_families_are_not_made_by_the_thousand(phone):
    statuses = [phone().post("/api/families", {"zone": "Europe/Berlin"}) for _ in range(21)]
    assert [answer.status_code for answer in statuses] == [201] * 20 + [429]
    assert int(statuses[-1].headers["Retry-After"]) > 0
    assert statuses[-1].json["error"]["message"]
