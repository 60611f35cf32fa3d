"""The days on which a family had a massage: what a reminder looks at before it invites."""

import datetime as dt
import uuid

import sqlalchemy as sa
from flask import Flask
from sqlalchemy.orm import Mapped, mapped_column

from ..database import db


class MassageDay(db.Model):
    """One row a massage; `local_date` is the date that its phone gave it."""

    __tablename__ = "massage_day"
    __table_args__ = (sa.Index("ix_massage_day_local_date", "family_id", "local_date"),)
    family_id: Mapped[uuid.UUID] = mapped_column(
        sa.ForeignKey("family.id", ondelete="CASCADE"), primary_key=True)
    record_id: Mapped[uuid.UUID] = mapped_column(sa.Uuid, primary_key=True)
    local_date: Mapped[dt.date]
    outcome: Mapped[str | None] = mapped_column(sa.String(20))


def init(app: Flask) -> None:
    app.extensions["projections"].setdefault("massage", []).append(project)


def project(family, record, before: dict | None) -> None:
    """Keep a massage's day as its record says; a withdrawn massage has none."""
    day = before and db.session.get(MassageDay, (record.family_id, record.id))
    when = record.fields.get("when")
    if record.withdrawn or when is None:
        if day:
            db.session.delete(day)
        return
    if day is None:
        day = MassageDay(family_id=record.family_id, record_id=record.id)
        db.session.add(day)
    day.local_date = dt.date.fromisoformat(when["local_date"])
    day.outcome = record.fields.get("outcome")
