"""Flask-Limiter's counters in our own database: the same limit for one process or many."""

import time
from typing import ClassVar

import sqlalchemy as sa
from limits.storage import Storage

from .database import db, insert, writing


class RateCount(db.Model):
    """How often one key was used within its current window."""

    __tablename__ = "rate_count"
    key: sa.orm.Mapped[str] = sa.orm.mapped_column(sa.String(255), primary_key=True)
    uses: sa.orm.Mapped[int]
    expires_at: sa.orm.Mapped[float] = sa.orm.mapped_column(index=True)


class DatabaseStorage(Storage):
    """Fixed windows, one upsert a use, in a connection of its own (never the request's)."""

    STORAGE_SCHEME: ClassVar[list[str]] = ["database"]

    @property
    def base_exceptions(self):
        return sa.exc.SQLAlchemyError

    def incr(self, key: str, expiry: int, amount: int = 1) -> int:
        # so far the request has only looked its phone up; holding that transaction open, it
        # would wait for itself on SQLite, where writers take turns
        db.session.rollback()
        now = time.time()
        started_over = RateCount.expires_at <= now
        upsert = insert(RateCount).values(key=key, uses=amount, expires_at=now + expiry)
        upsert = upsert.on_conflict_do_update(
            index_elements=["key"],
            set_={
                "uses": sa.case((started_over, amount), else_=RateCount.uses + amount),
                "expires_at": sa.case((started_over, now + expiry), else_=RateCount.expires_at),
            },
        ).returning(RateCount.uses)
        with writing():
            # a transaction of its own: two of both kinds at once could wait for each other
            with db.engine.begin() as connection:
                connection.execute(sa.delete(RateCount).where(RateCount.expires_at < now - 3600))
            with db.engine.begin() as connection:
                return connection.execute(upsert).scalar_one()

    def get(self, key: str) -> int:
        return self._read(RateCount.uses, key) or 0

    def get_expiry(self, key: str) -> float:
        return self._read(RateCount.expires_at, key) or time.time()

    def check(self) -> bool:
        return True

    def reset(self) -> int | None:
        with writing(), db.engine.begin() as connection:
            return connection.execute(sa.delete(RateCount)).rowcount

    def clear(self, key: str) -> None:
        with writing(), db.engine.begin() as connection:
            connection.execute(sa.delete(RateCount).where(RateCount.key == key))

    def _read(self, column, key: str):
        query = sa.select(column).where(RateCount.key == key, RateCount.expires_at > time.time())
        with db.engine.begin() as connection:
            return connection.execute(query).scalar()
