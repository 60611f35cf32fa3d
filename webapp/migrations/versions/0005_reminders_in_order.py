"""Reminders are claimed in the order of their families, in which SQLite keeps them too."""

from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    _keep_by_family(True)
    op.create_index("ix_reminder_due", "reminder", ["next_due_at", "family_id"])
    op.drop_index("ix_reminder_next_due_at", "reminder")


def downgrade() -> None:
    op.create_index("ix_reminder_next_due_at", "reminder", ["next_due_at"])
    op.drop_index("ix_reminder_due", "reminder")
    _keep_by_family(False)


def _keep_by_family(is_by_family: bool) -> None:
    if op.get_bind().dialect.name != "sqlite":
        return
    for table in ("reminder", "push_subscription"):
        with op.batch_alter_table(table, recreate="always",
                                  table_kwargs={"sqlite_with_rowid": not is_by_family}):
            pass
