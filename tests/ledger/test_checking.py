"""Each field of each kind: what it may hold and what refuses its entry."""

import pytest
from machines.writing import an_id, entry, sync

UUID = an_id()
AT = "2026-11-20T18:30:00.000Z"
WHEN = {"at": AT, "zone": "Europe/Berlin", "local_date": "2026-11-20"}
SEALED = {"sealed": "b64…"}

GOOD = {
    "massage": {
        "when": [WHEN, {**WHEN, "zone": "Etc/GMT+5"}, {**WHEN, "later": 1}],
        "routine": ["bedtime-wind-down", UUID, SEALED], "children": [[], [UUID], None],
        "caregiver": [UUID, None], "seconds": [0, 14_400],
        "outcome": ["given", "resting-hands", "stopped", "not-today"],
        "state_before": ["drowsy", None, SEALED], "state_after": ["crying"],
        "cues": [["turning-away"], [], None], "helped": [["gas"]],
        "oil": ["x" * 80, "", None, SEALED], "note": ["é" * 2000, "a\nb", None, SEALED]},
    "reflection": {"massage": [UUID], "feeling": [1, 5, None], "note": ["", SEALED, None]},
    "answer": {"local_date": ["2026-02-28"], "delivery": [UUID, None],
               "choice": ["begin", "later", "not-this-evening"], "at": [AT, None]},
    "child": {"name": ["Mia", None, SEALED], "birth_date": ["2026-02-28", None, SEALED],
              "due_date": ["2026-02-28"], "situations": [["preterm", "other"], [], None],
              "asked": [True, False], "cleared": [[{"what": "hip", "on": "2026-01-01"}], [], None],
              "set_aside": [True, False]},
    "routine": {"title": ["x" * 80, SEALED],
                "steps": [[{"stroke": "l1", "seconds": 5}],
                          [{"stroke": "h-1", "seconds": 1800}] * 60]},
    "caregiver": {"name": ["Jo", None, SEALED], "relation": ["grandparent", None]},
    "reminder": {"on": [True], "time": ["00:00", "23:59"], "weekdays": [[], [1, 7]],
                 "routine": ["just-hold", None], "window_minutes": [15, 180],
                 "quiet_from": ["21:00"], "quiet_to": ["07:00"],
                 "paused_until": ["2026-12-01", "asked", None], "devices": [[UUID], None]},
    "family": {"zone": ["Asia/Kathmandu"]},
}

ODD = [True, 1.5, "", "x" * 3000, [], {}, [1], {"sealed": 1}, {"sealed": "x", "y": 1}, -1, 2**53]
BAD = {
    "massage": {
        "when": [None, "2026-11-20", {}, {**WHEN, "at": "2026-11-20T18:30:00Z"},
                 {**WHEN, "at": "2026-11-20T18:30:00.000+01:00"}, {**WHEN, "zone": 5},
                 {**WHEN, "at": "2026-13-20T18:30:00.000Z"}, {**WHEN, "at": 5}, SEALED,
                 {**WHEN, "at": "٢٠٢٦-11-20T18:30:00.000Z"}, {**WHEN, "zone": "a b"},
                 {**WHEN, "local_date": "2026-02-30"}, {**WHEN, "local_date": "20261120"},
                 {"at": AT, "zone": "Europe/Berlin"}],
        "routine": [None, "Not A Slug", "slug\n", "-x"], "children": ["x", ["x"], [None], UUID],
        "caregiver": ["Mum", UUID.upper(), UUID + "\n"], "seconds": [-1, 14_401, "60", 1.5, None],
        "outcome": [None, "great", SEALED, ["given"]], "state_before": ["asleep", 3],
        "state_after": ["x"], "cues": ["x", [1], [None], SEALED], "helped": [["A B"]],
        "oil": ["x" * 81, 3], "note": ["x" * 2001, ["x"]]},
    "reflection": {"massage": ["x", None], "feeling": [0, 6, "3"], "note": ["x" * 2001]},
    "answer": {"local_date": ["2026-02-29", None, "today"], "delivery": ["x"],
               "choice": ["maybe", None], "at": ["18:30", "later"]},
    "child": {"name": ["x" * 81], "birth_date": ["2026-2-1", "x"], "due_date": [5],
              "situations": [["rich"], "hip", ["hip"] * 12], "asked": ["yes", 1, None],
              "cleared": [[{"what": "hip"}], [{}], {}, [{"what": "hip", "on": "x"}]],
              "set_aside": [0, None]},
    "routine": {"title": ["x" * 81, None],
                "steps": [[], None, [{"stroke": "l1", "seconds": 4}], [{"stroke": "l1"}],
                          [{"stroke": "l1", "seconds": 1801}],
                          [{"stroke": "l1", "seconds": 5}] * 61]},
    "caregiver": {"name": ["x" * 81], "relation": ["My Aunt"]},
    "reminder": {"on": [None, "on"], "time": ["24:00", "7:00", "19:30\n", "١٩:٣٠", None],
                 "weekdays": [[0], [8], "1", None, [1] * 8], "routine": [5],
                 "window_minutes": [14, 181, None], "quiet_from": ["21"], "quiet_to": [None],
                 "paused_until": ["tomorrow", "2026-02-30", 5, "20261201"],
                 "devices": [["x"], "x"]},
    "family": {"zone": ["Moon/Crater", None, SEALED, "europe/berlin/"]},
}


def cases(table):
    return [(kind, field, value) for kind, fields in table.items()
            for field, values in fields.items() for value in values]


def written(phone, kind, field, value):
    import uuid
    once = str(uuid.uuid5(uuid.UUID(phone.me["family"]), kind))
    return entry(kind, {field: value}, once if kind in ("family", "reminder") else None)


@pytest.fixture
def mother(phone):
    one = phone()
    one.family()
    return one


def test_what_is_right_is_accepted(mother):
    batch = [written(mother, *case) for case in cases(GOOD)]
    refused = sync(mother, batch)["refused"]
    told = {one["id"]: one["field"] for one in refused}
    assert [(one["fields"], told[one["id"]]) for one in batch if one["id"] in told] == []


def test_what_is_wrong_refuses_its_entry_and_names_the_field(mother):
    for kind in BAD:
        batch = [written(mother, *case) for case in cases({kind: BAD[kind]})]
        answer = sync(mother, batch)
        assert [one["fields"] for one in batch if one["id"] in answer["accepted"]] == []
        for one, refused in zip(batch, answer["refused"], strict=True):
            assert refused["code"] == "invalid"
            assert refused["field"].startswith(f"fields.{next(iter(one['fields']))}")


def test_odd_values_anywhere_are_judged_without_a_crash(mother):
    for kind, fields in GOOD.items():
        for field in fields:
            batch = [written(mother, kind, field, value) for value in ODD]
            answer = sync(mother, batch)
            assert len(answer["accepted"]) + len(answer["refused"]) == len(batch)


@pytest.mark.parametrize(("member", "values"), [
    ("record", [None, 3, "x", [], UUID.upper(), UUID + "\n"]),
    ("kind", [None, 3, "", "Massage", "a b", "x" * 41, [], {}, "massage\n"]),
    ("action", [None, "delete", "", [], {}, 1]),
    ("recorded_at", [None, 0, "", "now", "2026-11-20", "2026-11-20T18:30:00Z",
                     "2026-11-20T18:30:00.000", "2026-11-20T18:30:00.000+00:00",
                     "2026-11-20T18:30:00.0000Z", "2026-02-30T18:30:00.000Z",
                     "2026-11-20T24:00:00.000Z", "0000-01-01T00:00:00.000Z",
                     "2026-11-20 18:30:00.000Z", "2026-11-20t18:30:00.000z",
                     "20261120T183000.000Z", "2026-11-20T18:30:00.000Z\n", ["x"]]),
    ("fields", [None, [], "x", 3]),
])
def test_a_wrong_member_is_named(mother, member, values):
    batch = [entry("massage") | {member: value} for value in values]
    without = entry("massage")
    del without[member]
    answer = sync(mother, [*batch, without])
    assert answer["accepted"] == []
    assert {one["field"] for one in answer["refused"]} == {member}


@pytest.mark.parametrize("name", ["withdrawn", "__proto__", "", "x" * 81])
def test_names_that_fields_cannot_have(mother, name):
    assert sync(mother, [entry("massage", {name: 1}), entry("lullaby", {name: True})]
                )["accepted"] == []


def test_withdraw_and_restore_need_no_fields(mother):
    gone = entry("massage", action="withdraw")
    back = entry("massage", action="restore")
    del gone["fields"], back["fields"]
    assert len(sync(mother, [gone, back])["accepted"]) == 2


def test_words_for_a_parent_never_repeat_what_was_sent(mother):
    answer = sync(mother, [entry("massage", {"outcome": "` - at `$.note`<script>"})])
    refused, = answer["refused"]
    assert refused["field"] == "fields.outcome" and "script" not in refused["message"]
