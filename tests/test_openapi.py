"""The document that other programs read says what the API does."""

import re

import msgspec
import pytest
from machines.authenticator import Authenticator
from machines.writing import entry, joined, massage

from webapp.ledger.kinds import KINDS
from webapp.openapi import CALLS

pytestmark = pytest.mark.sqlite_only


def test_every_call_is_in_the_document(app, client):
    paths = client.get("/api/openapi.json").json["paths"]
    calls = {(re.sub(r"<uuid:(\w+)>", r"{\1}", rule.rule), method.lower())
             for rule in app.url_map.iter_rules() if rule.rule.startswith("/api/")
             for method in rule.methods - {"HEAD", "OPTIONS"}}
    assert calls == {(path, method) for path, methods in paths.items() for method in methods}


def test_every_reference_leads_somewhere(client):
    document = client.get("/api/openapi.json").json
    schemas = document["components"]["schemas"]
    wanted = set(re.findall(r"#/components/schemas/([\w.]+)", str(document)))
    assert wanted <= set(schemas)
    assert {kind.__name__ for kind in KINDS.values()} <= set(schemas)
    assert schemas["Massage"]["properties"]["seconds"] == {
        "type": "integer", "minimum": 0, "maximum": 14_400}


def test_the_answers_are_as_the_document_says(phone, app):
    """Every answer of a whole life is read with the Struct that the document shows."""
    read = []

    def call(who, method, path, body=None):
        answer = who.call(method, path, body)
        rule = app.url_map.bind("localhost").match(path, method)[0]
        _, status, struct = CALLS[rule]
        assert answer.status_code == status, answer.text
        if struct:
            msgspec.convert(answer.json, struct, dec_hook=lambda kind, value: kind(value))
            assert answer.json.keys() <= set(struct.__struct_fields__)
        read.append(rule)
        return answer.json

    mother, father = phone(), phone()
    me = call(mother, "POST", "/api/families", {"zone": "Europe/Berlin"})
    invitation = call(mother, "POST", "/api/invitations")
    call(mother, "GET", "/api/invitations")
    mother.me, father.me = me, call(father, "POST", "/api/invitations/redeem",
                                    {"code": invitation["code"]})
    call(mother, "POST", "/api/sync", {"cursor": 0, "entries": [massage(), 5, entry("child")]})
    call(mother, "GET", "/api/me")
    call(phone(), "POST", "/api/recovery", {"code": me["recovery_code"]})
    call(mother, "POST", "/api/recovery-code")
    call(mother, "POST", "/api/device/fork")
    authenticator = Authenticator()
    asked = call(mother, "POST", "/api/passkeys/options")["options"]
    passkey = call(mother, "POST", "/api/passkeys", {"credential": authenticator.create(asked)})
    call(mother, "GET", "/api/passkeys")
    asked = call(mother, "POST", "/api/passkeys/sign-in/options")["options"]
    call(phone(), "POST", "/api/passkeys/sign-in", {"credential": authenticator.get(asked)})
    call(mother, "DELETE", f"/api/passkeys/{passkey['id']}")
    call(mother, "PUT", f"/api/caregivers/{father.me['caregiver']}/role", {"role": "owner"})
    open_one = call(mother, "POST", "/api/invitations")["id"]
    call(mother, "DELETE", f"/api/invitations/{open_one}")
    call(mother, "DELETE", f"/api/devices/{father.me['device']}")
    joined(mother, father)
    call(father, "POST", "/api/seal-key")
    call(father, "POST", "/api/sign-out")
    joined(mother, father)
    call(father, "POST", "/api/leave")
    call(mother, "GET", "/api/openapi.json")
    call(mother, "DELETE", "/api/family")
    ours = {name for name in CALLS if not name.startswith("push.")}
    assert set(read) == ours
