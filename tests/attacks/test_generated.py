"""Thousands of made-up bodies: no crash, strict JSON, the same verdicts on both databases."""

import json
import uuid

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from machines import LONG
from machines.writing import EVENING

from attacks.surface import strict
from webapp.ledger.kinds import KINDS

EXAMPLES = 10_000 if LONG else 150
BOUNDED = settings(max_examples=EXAMPLES, deadline=None, database=None, derandomize=True,
                   phases=[Phase.generate],
                   suppress_health_check=list(HealthCheck))

texts = st.text(max_size=20) | st.sampled_from(
    ["", "given", "2026-11-20", "19:30", "preterm", EVENING, "x" * 2001, "\x7f", "‮", "\ufffe",
     "Europe/Berlin", "__proto__", "constructor", "'; DROP TABLE entry; --", "\U0001f476"])
plain = (st.none() | st.booleans() | st.integers(-2**53, 2**53) | texts | st.floats(
    allow_nan=False, allow_infinity=False))
values = st.recursive(plain, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(
    texts, inner, max_size=4), max_leaves=8)
names = st.sampled_from(sorted({name for kind in KINDS.values()
                                for name in kind.__struct_fields__})) | texts
ids = st.uuids(version=4).map(str)
entries = st.fixed_dictionaries(
    {"id": ids | values, "record": ids | values,
     "kind": st.sampled_from(sorted(KINDS)) | values,
     "action": st.sampled_from(["put", "put", "put", "withdraw", "restore"]) | values,
     "recorded_at": st.just(EVENING) | st.datetimes().map(
         lambda at: at.isoformat(timespec="milliseconds") + "Z") | values,
     "fields": st.dictionaries(names, values, max_size=5) | values})
likely = st.builds(
    lambda entry_id, record, kind, fields: {
        "id": entry_id, "record": record, "kind": kind, "action": "put", "recorded_at": EVENING,
        "fields": fields},
    ids, ids, st.sampled_from([kind for kind in sorted(KINDS) if kind not in ("family", "reminder")]
                              + ["lullaby"]),
    st.dictionaries(names, values, max_size=4))
batches = st.lists(entries | likely | values, max_size=6)


def verdict(phone, batch) -> object:
    answer = phone.post("/api/sync", {"cursor": 0, "entries": batch})
    assert answer.status_code in (200, 400), answer.text
    said = strict(answer.data)
    if answer.status_code == 400:
        return said["error"]["field"]
    given_ids = [one["id"] for one in batch if isinstance(one, dict) and "id" in one]
    assert all(one in given_ids for one in said["accepted"])
    assert len(said["accepted"]) + len(said["refused"]) <= len(batch)
    return said["accepted"], said["refused"]


@pytest.fixture(scope="module")
def two_databases(postgres, migrated_sqlite, tmp_path_factory):
    """The same family on SQLite and on PostgreSQL."""
    import shutil

    from conftest import Phone

    from webapp import create_app
    from webapp.database import db

    folder, phones, apps = tmp_path_factory.mktemp("two"), [], []
    shutil.copy(migrated_sqlite, folder / "two.sqlite")
    postgres.create("two_databases", template="template_of_all")
    family = str(uuid.uuid4())
    for url in (f"sqlite:///{folder / 'two.sqlite'}", postgres.url("two_databases")):
        app = create_app({"DATABASE_URL": url, "INSTANCE_DIR": folder, "TESTING": True,
                          "PUBLIC_URL": "http://localhost", "RATELIMIT_ENABLED": False,
                          "VAPID_SUBJECT": "mailto:tests@warm-hands.example"})
        phone = Phone(app)
        assert phone.post("/api/families", {"zone": "Europe/Berlin", "family": family}
                          ).status_code == 201
        phones.append(phone)
        apps.append(app)
    yield phones
    for app in apps:
        with app.app_context():
            db.engine.dispose()
    postgres.drop("two_databases")


@BOUNDED
@given(batch=batches)
def test_made_up_batches_get_the_same_verdicts_on_both_databases(two_databases, batch):
    on_sqlite, on_postgres = (verdict(phone, batch) for phone in two_databases)
    assert on_sqlite == on_postgres


def test_both_databases_hold_the_same_afterwards(two_databases):
    def everything(phone) -> list:
        cursor, seen = 0, []
        while True:
            said = strict(phone.post("/api/sync", {"cursor": cursor, "entries": []}).data)
            seen += [(one["record"], one["kind"], one["fields"]) for one in said["records"]
                     if one["kind"] != "family"]
            cursor = said["cursor"]
            if not said["more"]:
                return sorted(seen, key=lambda one: one[0])
    on_sqlite, on_postgres = map(everything, two_databases)
    assert on_sqlite == on_postgres and on_sqlite


@BOUNDED
@given(body=st.dictionaries(
    st.sampled_from(["zone", "family", "caregiver", "device", "claim", "code", "role", "label",
                     "cursor", "entries", "epoch"]) | texts, values, max_size=5))
def test_made_up_bodies_break_no_call(two_databases, body):
    for phone in two_databases:
        stranger = type(phone)(phone.client.application)
        for path in ("/api/families", "/api/invitations/redeem", "/api/recovery"):
            answer = stranger.post(path, body)
            assert 400 <= answer.status_code < 500 or body.get("zone") == "Europe/Berlin"
            strict(answer.data)


@BOUNDED
@given(data=st.binary(max_size=200) | st.text(max_size=100).map(str.encode) | values.map(
    lambda value: json.dumps(value).encode()[:-1]))
def test_made_up_bytes_break_no_call(two_databases, data):
    for phone in two_databases:
        for path in ("/api/sync", "/api/families", "/api/invitations"):
            answer = phone.call("POST", path, data=data, content_type="application/json")
            assert answer.status_code < 500
            strict(answer.data)
