"""A family: made without a name by the first phone that needs the server."""

import datetime as dt
import uuid
import zoneinfo
from functools import cache

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from ..database import UTC, db, insert
from ..wire import Refusal

KEPT_AFTER_LEAVING = dt.timedelta(days=30)


class Family(db.Model):
    """`counter` numbers the family's records; `epoch` names the history it counts in."""

    __tablename__ = "family"
    id: Mapped[uuid.UUID] = mapped_column(sa.Uuid, primary_key=True)
    zone: Mapped[str] = mapped_column(sa.String(64))
    epoch: Mapped[uuid.UUID] = mapped_column(sa.Uuid, default=uuid.uuid4)
    counter: Mapped[int] = mapped_column(sa.BigInteger, default=0)
    created_at: Mapped[dt.datetime] = mapped_column(UTC)
    # the last phone joined another family; a recovery code still leads back for a while
    left_at: Mapped[dt.datetime | None] = mapped_column(UTC, index=True)


def found(family_id: uuid.UUID, zone: str) -> Family | None:
    """Make the family, or return None where the id is known: also to two calls at once."""
    new = insert(Family).values(id=family_id, zone=zone, epoch=uuid.uuid4(), counter=0,
                                created_at=now())
    made = db.session.execute(new.on_conflict_do_nothing().returning(Family.id)).scalar()
    return db.session.get(Family, made) if made else None


def locked(family_id: uuid.UUID) -> Family:
    """Return the family, its row locked: whoever writes to a family takes turns here.

    Raises Refusal 401 `family-deleted` when it went away since the phone was recognised.
    """
    query = sa.select(Family).where(Family.id == family_id).with_for_update()
    family = db.session.scalar(query.execution_options(populate_existing=True))
    if family is None:
        raise Refusal(401, "family-deleted", "This family has been deleted.")
    return family


def forget_left_families() -> None:
    """Delete the families whose last phone joined another family more than 30 days ago."""
    db.session.execute(sa.delete(Family).where(Family.left_at < now() - KEPT_AFTER_LEAVING))


def project_zone(family: Family, record, before: dict | None) -> None:
    """Keep the family's zone as its record says; its massages keep the dates they have."""
    zone = record.fields.get("zone")
    if zone in zones():
        family.zone = zone


@cache
def zones() -> frozenset[str]:
    """The names of all time zones."""
    return frozenset(zoneinfo.available_timezones())


def now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)
