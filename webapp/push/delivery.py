"""The queue of what is to be sent: one row a phone and evening.

A row is visible from `visible_at` on. Whoever claims it moves that moment on and leaves a token
in `lease`; only who still has the token may say what became of it. A worker that dies needs no
cleaning up: its rows become visible again by themselves.
"""

import datetime as dt
import uuid
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from ..database import UTC, db

# Longer than a batch can take: five waves of 10 seconds, and the database.
LEASE = dt.timedelta(seconds=90)
BATCH = 1000
KEPT = dt.timedelta(days=30)
FAREWELL = "farewell"  # the reason of the last one of a row that nobody opened


class Delivery(db.Model):
    """`local_date` is null for a test that a parent asked for; `body` is the encrypted message.

    `outcome` once it is over: "delivered" (a push service took it), "not-sent" (we know better),
    "dropped" (too late), "gone" (the phone is not subscribed any more), "refused".
    """

    __tablename__ = "delivery"
    __table_args__ = (
        sa.ForeignKeyConstraint(["family_id", "device_id"], ["device.family_id", "device.id"],
                                ondelete="CASCADE"),
        sa.UniqueConstraint("family_id", "local_date", "device_id"),
    )
    family_id: Mapped[uuid.UUID] = mapped_column(sa.Uuid, primary_key=True)
    id: Mapped[uuid.UUID] = mapped_column(sa.Uuid, primary_key=True)
    device_id: Mapped[uuid.UUID] = mapped_column(sa.Uuid)
    local_date: Mapped[dt.date | None]
    due_at: Mapped[dt.datetime] = mapped_column(UTC)
    deadline: Mapped[dt.datetime] = mapped_column(UTC, index=True)
    visible_at: Mapped[dt.datetime | None] = mapped_column(UTC, index=True)
    lease: Mapped[uuid.UUID | None] = mapped_column(sa.Uuid)
    attempts: Mapped[int] = mapped_column(default=0)
    text: Mapped[str] = mapped_column(sa.String(200))
    body: Mapped[bytes | None] = mapped_column(sa.LargeBinary)
    outcome: Mapped[str | None] = mapped_column(sa.String(20))
    reason: Mapped[str | None] = mapped_column(sa.String(40))
    shown_at: Mapped[dt.datetime | None] = mapped_column(UTC)


@dataclass(frozen=True)
class Claim:
    """The rows that one worker holds: those with its token that come back at `until`."""

    token: uuid.UUID
    at: dt.datetime
    until: dt.datetime

    @property
    def rows(self) -> sa.ColumnElement[bool]:
        """What is still ours. The moment finds it by the index, the token tells it from others."""
        return sa.and_(Delivery.visible_at == self.until, Delivery.lease == self.token)


def claim(now: dt.datetime, limit: int = BATCH) -> Claim | None:
    """Take up to `limit` visible rows under a lease, or return None where there are none."""
    claimed, rows = Claim(uuid.uuid4(), now, now + LEASE), Delivery.__table__
    pick = (sa.select(rows.c.family_id, rows.c.id).where(rows.c.visible_at <= now)
            .order_by(rows.c.visible_at).limit(limit).with_for_update(skip_locked=True).cte("pick"))
    taken = db.session.execute(
        sa.update(rows)
        .where(sa.tuple_(rows.c.family_id, rows.c.id).in_(sa.select(pick.c.family_id, pick.c.id)))
        .values(visible_at=claimed.until, lease=claimed.token, attempts=rows.c.attempts + 1))
    return claimed if taken.rowcount else None


def finish_delivered(claimed: Claim) -> None:
    """Write that all that is left of a claim was taken by a push service."""
    db.session.execute(sa.update(Delivery).execution_options(synchronize_session=False)
                       .where(claimed.rows)
                       .values(outcome="delivered", reason=None, body=None, visible_at=None,
                               lease=None))


def finish(family_id: uuid.UUID, delivery_id: uuid.UUID, token: uuid.UUID, **values) -> bool:
    """Write what became of a claimed row. False, and nothing written, if it is not ours any more.

    `values` are columns of Delivery; `visible_at` says when to try again, absent means never.
    """
    rows = Delivery.__table__
    ours = sa.and_(rows.c.family_id == family_id, rows.c.id == delivery_id, rows.c.lease == token)
    written = {"visible_at": None, "lease": None, **values}
    return db.session.execute(sa.update(rows).where(ours).values(written)).rowcount == 1


def prune(now: dt.datetime) -> None:
    """Forget what was sent more than 30 days ago."""
    db.session.execute(sa.delete(Delivery).where(Delivery.deadline < now - KEPT))
