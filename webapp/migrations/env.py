"""Runs the migrations on the app's own engine; the same chain for SQLite and PostgreSQL."""

from alembic import context
from flask import current_app


def run() -> None:
    database = current_app.extensions["migrate"].db
    with database.engine.connect() as connection:
        context.configure(
            connection=connection, target_metadata=database.metadata,
            render_as_batch=True, render_item=render_item, compare_type=False,
            transactional_ddl=True,  # SQLite can, since we say BEGIN ourselves
        )
        with context.begin_transaction():
            if connection.dialect.name == "postgresql":  # servers starting together take turns
                connection.exec_driver_sql("SELECT pg_advisory_xact_lock(4080412)")
            context.run_migrations()


def render_item(kind: str, thing: object, _autogen) -> str | bool:
    """Write our UTC type as SQLAlchemy's own, so that migrations import nothing of the app."""
    if kind == "type" and type(thing).__name__ == "UTC":
        return "sa.DateTime(timezone=True)"
    return False


run()
