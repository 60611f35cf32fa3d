"""Folding: the cases that JavaScript runs too, in every order, and orders nobody thought of."""

import json
from functools import reduce
from itertools import permutations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.ledger.fold import fold

CASES = json.loads((Path(__file__).parents[1] / "cases" / "fold.json").read_text())
MOMENTS = [f"20{year}-11-21T18:45:00.{ms:03}Z" for year in (16, 26, 36) for ms in (0, 1)]


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_every_order_and_every_repeat_gives_the_record(case):
    for order in permutations(case["entries"]):
        assert reduce(fold, order, None) == case["record"]
        assert reduce(fold, [*order, *order], None) == case["record"]


def test_folding_changes_neither_the_record_nor_the_entry():
    first, second = CASES[1]["entries"]
    record = fold(None, first)
    before = json.dumps([record, second])
    fold(record, second)
    assert json.dumps([record, second]) == before


entries = st.lists(st.fixed_dictionaries({
    "id": st.integers(0, 8).map(lambda n: f"{n:08x}-0000-4000-8000-000000000000"),
    "record": st.just("00000000-0000-4000-8000-000000000001"),
    "kind": st.sampled_from(["massage", "child"]),
    "action": st.sampled_from(["put", "put", "put", "withdraw", "restore", "newer"]),
    "recorded_at": st.sampled_from(MOMENTS),
    "fields": st.dictionaries(st.sampled_from(["note", "oil", "withdrawn", "constructor"]),
                              st.sampled_from([None, "", "a", "b", 0, False, ["a"]])),
}, optional={"received_at": st.sampled_from(MOMENTS[:4])}),
    max_size=8, unique_by=lambda entry: entry["id"])


@given(entries, st.data())
def test_any_entries_in_any_order_with_any_repeats_give_one_record(entries, data):
    repeats = st.lists(st.sampled_from(entries), max_size=4) if entries else st.just([])
    shuffled = data.draw(st.permutations([*entries, *data.draw(repeats)]))
    assert reduce(fold, shuffled, None) == reduce(fold, entries, None)
