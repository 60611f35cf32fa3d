"""The ledger: takes entries in, folds them into records, numbers what changed, answers the rest.

Everything here happens in one transaction with the family's row locked, so that a number is only
ever seen when all the numbers before it can be: a cursor never skips.
"""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa

from ..database import db, insert
from ..families.device import Device
from ..families.family import Family, now
from ..languages.language import N_
from ..languages.pages import answered
from ..wire import instant, stamp
from .entry import TOO_LONG, Entry, Refused, check, id_of, size_of
from .fold import fold
from .helping import check_helper, seen_by_helper
from .projecting import let_follow
from .record import PRIVATE_KINDS, Record, records_by_id, records_past

CHUNK = 100
PAGE_RECORDS = 500
PAGE_BYTES = 1024 * 1024
MAX_RECORD_BYTES = 256 * 1024
FIRST_WORD = "1970-01-01T00:00:00.000Z"


@dataclass
class Verdicts:
    """What became of each entry of a batch."""

    accepted: list[str] = field(default_factory=list)
    refused: list[dict] = field(default_factory=list)


def take_in(family: Family, device: Device, things: list[Any]) -> Verdicts:
    """Append what can be kept of `things`; one that cannot never stands in another's way."""
    received_at = stamp(now())
    verdicts, fresh = Verdicts(), []
    known = _known(family.id, things)
    touched = Touched(family, device, things)
    for index, thing in enumerate(things):
        entry_id = id_of(thing)
        if entry_id is None:
            verdicts.refused.append(_refusal(None, Refused("not-an-entry", f"entries[{index}]")))
        elif entry_id in known:
            verdicts.accepted.append(entry_id)
        else:
            try:
                check(thing, family.id)
                touched.fold_in({**thing, "fields": thing.get("fields", {}),
                                 "received_at": received_at})
            except Refused as refused:
                verdicts.refused.append(_refusal(entry_id, refused))
                continue
            known.add(entry_id)
            fresh.append(thing)
            verdicts.accepted.append(entry_id)
    verdicts.accepted = list(dict.fromkeys(verdicts.accepted))
    _append(family, device, fresh, received_at)
    touched.write()
    return verdicts


def write_down(family: Family, device: Device, kind: str, record: uuid.UUID, fields: dict) -> None:
    """Make an entry of the server's own, for what a phone said when it came.

    It is the oldest word about its fields: whatever a phone writes, whenever, outranks it.
    """
    verdicts = take_in(family, device, [{
        "id": str(uuid.uuid4()), "record": str(record), "kind": kind, "action": "put",
        "recorded_at": FIRST_WORD, "fields": fields}])
    if verdicts.refused:
        raise ValueError(f"the ledger refuses the server's own entry: {verdicts.refused}")


def page_past(family: Family, device: Device, cursor: int) -> tuple[list[dict], int, bool]:
    """Return the records past `cursor`, the cursor after them, and whether there may be more."""
    seen = [seen_by_helper(device.caregiver_id)] if device.role == "helper" else []
    page, size = [], 0
    while len(page) < PAGE_RECORDS and size < PAGE_BYTES:
        records = records_past(family.id, device.caregiver_id, cursor, CHUNK, *seen)
        page += [record.on_the_wire() for record in records]
        if len(records) < CHUNK:
            return page, family.counter, False
        size += sum(size_of(record.fields) for record in records)
        cursor = records[-1].number
    return page, cursor, True


class Touched:
    """The records that a batch is about: as they were, and as they become."""

    def __init__(self, family: Family, device: Device, things: Iterable[Any]):
        self.family, self.device = family, device
        self.records = records_by_id(family.id, set(_record_ids(things)))
        self.before = {str(key): record.folded() for key, record in self.records.items()}
        self.after: dict[str, dict] = {}

    def fold_in(self, entry: dict) -> None:
        """Raises Refused where the record is of another kind, another person's, or too long."""
        key = entry["record"]
        current = self.after.get(key, self.before.get(key))
        if current and current["kind"] != entry["kind"]:
            raise Refused("kind-differs", "kind")
        record = self.records.get(uuid.UUID(key))
        if record and record.private_to not in (None, self.device.caregiver_id):
            raise Refused("not-yours", "record", N_("This belongs to someone else in the family."))
        if self.device.role == "helper":
            check_helper(self.device, record, entry)
        folded = fold(current, entry)
        if size_of(folded["fields"]) > MAX_RECORD_BYTES:
            raise Refused("too-large", "fields", TOO_LONG)
        self.after[key] = folded

    def write(self) -> None:
        """Number and store what changed, then let the projections know."""
        changed = [(key, folded) for key, folded in self.after.items()
                   if folded != self.before.get(key)]
        for key, folded in changed:
            self._store(uuid.UUID(key), folded)
        db.session.flush()
        for key, _ in changed:
            let_follow(self.family, self.records[uuid.UUID(key)], self.before.get(key))

    def _store(self, record_id: uuid.UUID, folded: dict) -> None:
        record = self.records.get(record_id)
        if record is None:
            private = folded["kind"] in PRIVATE_KINDS
            record = Record(family_id=self.family.id, id=record_id, kind=folded["kind"],
                            private_to=self.device.caregiver_id if private else None,
                            author=self.device.caregiver_id)
            self.records[record_id] = record
            db.session.add(record)
        self.family.counter += 1
        record.number = self.family.counter
        record.fields, record.stamps = folded["fields"], folded["stamps"]
        record.withdrawn = folded["withdrawn"]


def _known(family_id: uuid.UUID, things: Iterable[Any]) -> set[str]:
    wanted = {uuid.UUID(entry_id) for thing in things if (entry_id := id_of(thing))}
    if not wanted:
        return set()
    query = sa.select(Entry.id).where(Entry.family_id == family_id, Entry.id.in_(wanted))
    return {str(entry_id) for entry_id in db.session.scalars(query)}


def _record_ids(things: Iterable[Any]) -> Iterable[uuid.UUID]:
    for thing in things:
        record_id = id_of({"id": thing.get("record")}) if isinstance(thing, dict) else None
        if record_id:
            yield uuid.UUID(record_id)


def _append(family: Family, device: Device, fresh: list[dict], received_at: str) -> None:
    if not fresh:
        return
    rows = [{"family_id": family.id, "id": uuid.UUID(entry["id"]), "content": entry,
             "record_id": uuid.UUID(entry["record"]), "caregiver_id": device.caregiver_id,
             "device_id": device.id, "received_at": instant(received_at)} for entry in fresh]
    db.session.execute(insert(Entry).values(rows).on_conflict_do_nothing())


def _refusal(entry_id: str | None, refused: Refused) -> dict:
    said = {"id": entry_id, "code": refused.code, "message": answered(refused.message)}
    return {**said, "field": refused.field} if refused.field else said
