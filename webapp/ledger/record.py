"""A record: what the entries about one thing add up to, numbered in its family."""

import uuid

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from ..database import db
from .entry import Entry

PRIVATE_KINDS = ("reflection",)


class Record(db.Model):
    """`number` grows with every change; `private_to` is the one caregiver who gets it, if any;
    `author` wrote its first entry, as far as that was noted."""

    __tablename__ = "record"
    __table_args__ = (sa.Index("ix_record_number", "family_id", "number", unique=True),)
    family_id: Mapped[uuid.UUID] = mapped_column(
        sa.ForeignKey("family.id", ondelete="CASCADE"), primary_key=True)
    id: Mapped[uuid.UUID] = mapped_column(sa.Uuid, primary_key=True)
    kind: Mapped[str] = mapped_column(sa.String(40))
    number: Mapped[int] = mapped_column(sa.BigInteger)
    withdrawn: Mapped[bool]
    private_to: Mapped[uuid.UUID | None] = mapped_column(sa.Uuid)
    author: Mapped[uuid.UUID | None] = mapped_column(sa.Uuid)
    fields: Mapped[dict] = mapped_column(sa.JSON)
    stamps: Mapped[dict] = mapped_column(sa.JSON)

    def folded(self) -> dict:
        """Return the record as fold() takes it."""
        return {"kind": self.kind, "record": str(self.id), "fields": self.fields,
                "stamps": self.stamps, "withdrawn": self.withdrawn}

    def on_the_wire(self) -> dict:
        return {**self.folded(), "number": self.number,
                "stamps": {field: stamp[0] for field, stamp in self.stamps.items()}}


def records_by_id(family_id: uuid.UUID, ids: set[uuid.UUID]) -> dict[uuid.UUID, Record]:
    if not ids:
        return {}
    query = sa.select(Record).where(Record.family_id == family_id, Record.id.in_(ids))
    return {record.id: record for record in db.session.scalars(query)}


def records_past(family_id: uuid.UUID, caregiver_id: uuid.UUID, cursor: int, limit: int,
                 *seen: sa.ColumnElement[bool]) -> list[Record]:
    """Return up to `limit` records numbered past `cursor` that this caregiver may see, in order.

    `seen` are further conditions, where it may not see all that is not private.
    """
    visible = sa.or_(Record.private_to.is_(None), Record.private_to == caregiver_id)
    query = sa.select(Record).where(Record.family_id == family_id, Record.number > cursor,
                                    visible, *seen)
    return list(db.session.scalars(query.order_by(Record.number).limit(limit)))


def forget_private_records(family_id: uuid.UUID, caregiver_id: uuid.UUID) -> None:
    """Delete what only this caregiver could see, with its entries."""
    mine = sa.and_(Record.family_id == family_id, Record.private_to == caregiver_id)
    ids = sa.select(Record.id).where(mine)
    db.session.execute(sa.delete(Entry).where(
        Entry.family_id == family_id, Entry.record_id.in_(ids)))
    db.session.execute(sa.delete(Record).where(mine))
