"""POST /api/sync: every entry once, whatever the network and the clocks do."""

import itertools
import uuid

import pytest
import sqlalchemy as sa
from machines.writing import an_id, entry, joined, massage, records, same_phone, sync
from sqlalchemy.exc import OperationalError

from webapp.database import db


@pytest.fixture
def mother(phone):
    one = phone()
    one.family()
    return one


@pytest.fixture
def father(phone, mother):
    one = phone()
    joined(mother, one)
    return one


def shape(answer: dict) -> list:
    return sorted((r["record"], r["kind"], r["withdrawn"], str(sorted(r["fields"].items())))
                  for r in answer["records"])


def test_an_answer_has_everything_that_a_phone_needs(mother):
    one = massage(seconds=600)
    answer = sync(mother, [one])
    assert answer.keys() == {"epoch", "cursor", "accepted", "refused", "records",
                             "reminder_status", "more"}
    assert answer["accepted"] == [one["id"]] and answer["refused"] == []
    record, = records(answer)
    assert record == {
        "kind": "massage", "record": one["record"], "withdrawn": False, "number": answer["cursor"],
        "fields": one["fields"], "stamps": dict.fromkeys(one["fields"], one["recorded_at"])}
    assert answer["more"] is False


def test_the_same_batch_twice_changes_nothing(mother):
    batch = [massage(), massage(), entry("child", {"name": "Mia"})]
    first = sync(mother, batch)
    again = sync(mother, batch)
    assert again["accepted"] == first["accepted"] == [one["id"] for one in batch]
    assert shape(again) == shape(first) and again["cursor"] == first["cursor"]
    assert sync(mother, batch, cursor=first["cursor"])["records"] == []


def test_a_known_id_is_accepted_as_known_whatever_comes_with_it(mother):
    one = massage(note="first")
    sync(mother, [one])
    for other in ({**one, "fields": {"note": "other"}}, {**one, "fields": {"seconds": "x"}},
                  {"id": one["id"]}):
        answer = sync(mother, [other])
        assert answer["accepted"] == [one["id"]] and answer["refused"] == []
    assert records(answer)[0]["fields"]["note"] == "first"


def test_an_id_twice_in_a_batch_is_one_entry(mother):
    one = massage()
    answer = sync(mother, [one, one, {**one, "fields": {"note": "again"}}])
    assert answer["accepted"] == [one["id"]]
    assert "note" not in records(answer)[0]["fields"]


@pytest.mark.parametrize("place", [0, 25, 49])
@pytest.mark.parametrize("poison", [
    None, [], "text", 7, 1.5, True, {}, {"id": 3}, {"id": "no-uuid"}, {"id": None},
    {"id": "7B555EAE-FBC7-44C6-86DD-40BDA203F8E1"}, {"id": {"id": "x"}}, [[[]]],
], ids=str)
def test_a_poisoned_thing_without_an_id_blocks_nobody(mother, poison, place):
    batch = [massage() for _ in range(49)]
    batch.insert(place, poison)
    answer = sync(mother, batch)
    assert len(answer["accepted"]) == len(records(answer)) == 49
    refused, = answer["refused"]
    assert refused["id"] is None and refused["field"] == f"entries[{place}]"
    assert refused["code"] == "not-an-entry" and refused["message"]


@pytest.mark.parametrize("place", [0, 5, 9])
def test_a_poisoned_entry_is_refused_by_itself(mother, place):
    batch = [massage() for _ in range(9)]
    batch.insert(place, bad := massage(seconds=-1))
    answer = sync(mother, batch)
    assert len(answer["accepted"]) == len(records(answer)) == 9
    assert [(one["id"], one["field"], one["code"]) for one in answer["refused"]] == [
        (bad["id"], "fields.seconds", "invalid")]


def test_a_refused_entry_may_come_again_repaired(mother):
    bad = massage(seconds=-1)
    assert sync(mother, [bad])["accepted"] == []
    bad["fields"]["seconds"] = 60
    assert sync(mother, [bad])["accepted"] == [bad["id"]]


def test_two_phones_edit_two_fields_and_both_stay(mother, father):
    one = massage()
    sync(mother, [one])
    hers = entry("massage", {"note": "calm"}, one["record"], recorded_at="2026-11-20T19:00:00.000Z")
    his = entry("massage", {"oil": "sunflower"}, one["record"],
                recorded_at="2026-11-20T19:00:01.000Z")
    sync(father, [his])
    sync(mother, [hers])
    for phone in (mother, father):
        fields = records(sync(phone, []))[0]["fields"]
        assert (fields["note"], fields["oil"]) == ("calm", "sunflower")


def test_two_phones_take_turns_and_end_up_the_same(mother, father):
    cursors = {mother: 0, father: 0}
    seen: dict = {mother: {}, father: {}}
    for turn, phone in zip(range(12), itertools.cycle([mother, father]), strict=False):
        answer = sync(phone, [massage(note=str(turn)) for _ in range(turn % 3)], cursors[phone])
        cursors[phone] = answer["cursor"]
        seen[phone] |= {record["record"]: record for record in answer["records"]}
    for phone in (mother, father):
        seen[phone] |= {r["record"]: r for r in sync(phone, [], cursors[phone])["records"]}
    assert seen[mother] == seen[father]
    assert len(seen[mother]) == 1 + sum(turn % 3 for turn in range(12))


def edits(record: str) -> list[dict]:
    return [
        entry("massage", {"note": "first"}, record, recorded_at="2026-11-20T19:00:00.000Z"),
        entry("massage", {"note": "edited"}, record, recorded_at="2026-11-20T19:05:00.000Z"),
        entry("massage", {}, record, "withdraw", "2026-11-20T19:04:00.000Z"),
        entry("massage", {}, record, "restore", "2026-11-20T19:06:00.000Z"),
    ]


def test_the_order_of_arrival_does_not_matter(mother):
    ends = set()
    for order in itertools.permutations(range(4)):
        record = an_id()
        written = edits(record)
        for index in order:
            answer = sync(mother, [written[index]])
        end = next(one for one in records(answer) if one["record"] == record)
        ends.add((end["withdrawn"], end["fields"]["note"]))
    assert ends == {(False, "edited")}


def test_a_put_never_revives_what_was_withdrawn(mother):
    one = massage()
    gone = entry("massage", {}, one["record"], "withdraw", "2026-11-20T19:00:00.000Z")
    late = entry("massage", {"note": "x"}, one["record"], recorded_at="2026-11-20T20:00:00.000Z")
    record, = records(sync(mother, [one, gone, late]))
    assert record["withdrawn"] is True and "withdrawn" in record["stamps"]


def test_a_clock_in_the_future_wins_nothing_for_ever(mother, father, time_machine):
    time_machine.move_to("2026-11-20T19:00:00Z", tick=False)
    one = massage()
    ahead = entry("massage", {"note": "from 2036"}, one["record"],
                  recorded_at="2036-11-20T19:00:00.000Z")
    answer = sync(mother, [one, ahead])
    assert records(answer)[0]["stamps"]["note"] == "2026-11-20T19:00:00.000Z"
    time_machine.move_to("2026-11-20T19:10:00Z", tick=False)
    right = entry("massage", {"note": "now"}, one["record"], recorded_at="2026-11-20T19:09:00.000Z")
    assert records(sync(father, [right]))[0]["fields"]["note"] == "now"


@pytest.mark.parametrize("recorded_at", [
    "1970-01-01T00:00:00.000Z", "2016-11-20T19:00:00.000Z", "9999-12-31T23:59:59.999Z"])
def test_no_clock_is_too_wrong_to_be_heard(mother, recorded_at):
    assert len(sync(mother, [entry("massage", {}, recorded_at=recorded_at)])["accepted"]) == 1


def test_null_clears_what_may_be_cleared(mother):
    one = massage(note="x", seconds=60)
    sync(mother, [one])
    later = "2026-11-20T19:00:00.000Z"
    cleared = entry("massage", {"note": None}, one["record"], recorded_at=later)
    kept = entry("massage", {"seconds": None}, one["record"], recorded_at=later)
    answer = sync(mother, [cleared, kept])
    assert [one["field"] for one in answer["refused"]] == ["fields.seconds"]
    assert "note" not in records(answer)[0]["fields"]
    assert records(answer)[0]["stamps"]["note"] == later


def test_reflections_come_back_only_to_who_wrote_them(mother, father):
    mine = entry("reflection", {"note": "a hard day", "feeling": 2})
    sync(mother, [mine])
    assert len(records(sync(mother, []), "reflection")) == 1
    answer = sync(father, [])
    assert records(answer, "reflection") == []
    assert "a hard day" not in str(answer)
    intruding = entry("reflection", {"note": "seen"}, mine["record"])
    assert [one["code"] for one in sync(father, [intruding])["refused"]] == ["not-yours"]


def test_reflections_reach_the_other_phone_of_who_wrote_them(mother, phone):
    tablet = phone()
    same_phone(mother, tablet)
    tablet.post("/api/device/fork")
    sync(mother, [entry("reflection", {"feeling": 5})])
    assert len(records(sync(tablet, []), "reflection")) == 1


def test_what_we_do_not_know_comes_back_as_it_came(mother, father):
    strange = entry("lullaby", {"tune": {"bars": [1, 2.5, None, True]}, "größe": "ü\U0001f476",
                                "deep": [[["x"]]]}, mood="calm")
    known = massage(moon="full", note={"sealed": "0x00"}, state_before={"sealed": "zz"})
    answer = sync(mother, [strange, known])
    assert answer["refused"] == []
    seen = sync(father, [])
    assert records(seen, "lullaby")[0]["fields"] == strange["fields"]
    assert records(seen)[0]["fields"] == known["fields"]


def test_an_entry_is_kept_whole(mother, app):
    strange = entry("lullaby", {"tune": "slow"}, mood={"calm": [1]})
    sync(mother, [strange])
    with app.app_context():
        contents = db.session.scalars(sa.select(db.metadata.tables["entry"].c.content)).all()
    assert strange in contents


def test_a_record_stays_of_its_kind(mother):
    one = massage()
    answer = sync(mother, [one, entry("child", {"name": "x"}, one["record"])])
    assert [one["code"] for one in answer["refused"]] == ["kind-differs"]


def test_what_a_family_has_once_has_its_one_id(mother):
    fixed = str(uuid.uuid5(uuid.UUID(mother.me["family"]), "reminder"))
    answer = sync(mother, [entry("reminder", {"on": True}, fixed), entry("reminder", {"on": True})])
    assert len(answer["accepted"]) == 1
    assert [(one["code"], one["field"]) for one in answer["refused"]] == [("not-the-one", "record")]


def test_the_familys_zone_follows_its_record(mother, app):
    fixed = str(uuid.uuid5(uuid.UUID(mother.me["family"]), "family"))
    sync(mother, [entry("family", {"zone": "Pacific/Auckland"}, fixed)])
    with app.app_context():
        family = db.metadata.tables["family"]
        assert db.session.scalar(sa.select(family.c.zone)) == "Pacific/Auckland"
    bad = entry("family", {"zone": "Moon/Crater"}, fixed)
    assert [one["field"] for one in sync(mother, [bad])["refused"]] == ["fields.zone"]


@pytest.mark.postgresql_long
def test_a_long_history_comes_in_pages(mother, father):
    cursor = 0
    for _ in range(6):
        cursor = sync(mother, [massage() for _ in range(200)], cursor)["cursor"]
    cursor, seen, pages = 0, [], 0
    while True:
        answer = sync(father, [], cursor)
        assert len(answer["records"]) <= 500
        seen += [record["record"] for record in answer["records"]]
        cursor, pages = answer["cursor"], pages + 1
        if not answer["more"]:
            break
    assert len(seen) == len(set(seen)) == 1201 and pages == 3


@pytest.mark.postgresql_long
def test_a_page_is_also_bounded_in_bytes(mother, father):
    for _ in range(10):
        batch = [entry("scrap", {"text": "x" * 20_000}) for _ in range(20)]
        assert len(sync(mother, batch)["accepted"]) == 20
    first = father.post("/api/sync", {"cursor": 0, "entries": []})
    assert first.json["more"] is True and len(first.data) < 4_000_000
    answer, seen = first.json, records(first.json, "scrap")
    while answer["more"]:
        answer = sync(father, [], answer["cursor"])
        seen += records(answer, "scrap")
    assert len(seen) == 200


def test_an_entry_or_record_that_is_too_long_is_refused(mother):
    huge = entry("scrap", {"text": "ü" * 40_000})
    assert [one["code"] for one in sync(mother, [huge])["refused"]] == ["too-large"]
    record, verdicts = an_id(), []
    for n in range(6):
        part = entry("scrap", {f"part-{n}": "x" * 60_000}, record)
        verdicts += [one["code"] for one in sync(mother, [part])["refused"]]
    assert verdicts == ["too-large", "too-large"]


def test_more_than_two_hundred_entries_are_refused_as_a_batch(mother):
    answer = mother.post("/api/sync", {"cursor": 0, "entries": [massage()] * 201})
    assert (answer.status_code, answer.json["error"]["field"]) == (400, "entries")


def test_a_cursor_ahead_of_the_server_starts_a_new_history(mother, father):
    before = sync(mother, [massage()])
    answer = sync(mother, [], before["cursor"] + 5, before["epoch"])
    assert answer["epoch"] != before["epoch"]
    assert len(answer["records"]) == 2
    assert sync(father, [], before["cursor"], before["epoch"])["epoch"] == answer["epoch"]


def test_a_cursor_of_another_history_reads_everything_and_turns_nothing_over(mother, phone):
    neighbour = phone()
    neighbour.family()
    before = sync(mother, [massage()])
    answer = sync(mother, [], 99, an_id())
    assert answer["epoch"] == before["epoch"] and len(answer["records"]) == 2
    assert sync(neighbour, [])["epoch"] == neighbour.me["epoch"]


def test_what_was_sent_to_another_history_is_taken_when_it_is_offered_to_this_one(mother):
    """A request that was long on its way would get a later stamp than what its phone said after."""
    late = massage()
    answer = sync(mother, [late], 3, an_id())
    assert (answer["accepted"], answer["refused"], len(answer["records"])) == ([], [], 1)
    answer = sync(mother, [late], 0, answer["epoch"])
    assert answer["accepted"] == [late["id"]]


def test_only_what_changed_is_written(mother, app):
    """An entry that says nothing new costs no number, so phones fetch nothing again."""
    one = massage(note="x")
    cursor = sync(mother, [one])["cursor"]
    old = entry("massage", {"note": "older"}, one["record"], recorded_at="2026-11-19T00:00:00.000Z")
    answer = sync(mother, [old], cursor)
    assert answer["accepted"] == [old["id"]]
    assert (answer["records"], answer["cursor"]) == ([], cursor)


@pytest.mark.postgresql_long
def test_a_sync_costs_the_same_after_two_thousand_entries(mother, app):
    """The statements that run, and the rows they touch, do not depend on the history."""
    def statements() -> list[str]:
        seen: list[str] = []
        with app.app_context():
            engine = db.engine

        def note(_connection, _cursor, statement, *_):
            seen.append(statement)
        sa.event.listen(engine, "before_cursor_execute", note)
        sync(mother, [massage()], cursor)
        sa.event.remove(engine, "before_cursor_execute", note)
        return seen

    cursor = sync(mother, [])["cursor"]
    few = statements()
    for _ in range(10):
        cursor = sync(mother, [massage() for _ in range(200)], cursor)["cursor"]
    assert statements() == few
    with app.app_context():
        plan = "EXPLAIN QUERY PLAN " if db.engine.dialect.name == "sqlite" else "EXPLAIN "
        db.session.execute(sa.text("ANALYZE"))
        query = next(one for one in few if "record.number >" in one)
        compiled = plan + query.replace("?", "1")
        if db.engine.dialect.name == "sqlite":
            assert "ix_record_number" in str(db.session.execute(sa.text(compiled)).all())


def test_a_projection_that_cannot_compute_loses_no_entry_and_tells_nothing(
        app, phone, caplog, monkeypatch):
    def stumble(family, record, before):
        db.session.execute(sa.text("DELETE FROM massage_day"))
        raise OverflowError(record.fields["note"])
    projections = app.extensions["projections"]
    monkeypatch.setitem(projections, "massage", [*projections["massage"], stumble])
    mother = phone()
    mother.family()
    written = [massage(note="she smiled"), massage(note="a secret")]
    said = sync(mother, written)
    assert said["accepted"] == [one["id"] for one in written]
    assert [one["fields"]["note"] for one in records(sync(mother, []))] == [
        "she smiled", "a secret"]
    with app.app_context():  # what it had begun is undone, what the others did stays
        assert db.session.scalar(sa.text("SELECT count(*) FROM massage_day")) == 2
    assert "stumble" in caplog.text and "OverflowError" in caplog.text
    assert "secret" not in caplog.text and "smiled" not in caplog.text


def test_a_database_that_breaks_off_within_a_projection_is_asked_again(
        app, phone, monkeypatch):
    def break_off(family, record, before):
        raise OperationalError("SELECT 1", {}, Exception("deadlock detected"))
    projections = app.extensions["projections"]
    monkeypatch.setitem(projections, "massage", [*projections["massage"], break_off])
    mother = phone()
    mother.family()
    answer = mother.post("/api/sync", {"cursor": 0, "entries": [massage()]})
    assert (answer.status_code, answer.json["error"]["code"]) == (503, "busy")
    assert records(sync(mother, [])) == []
