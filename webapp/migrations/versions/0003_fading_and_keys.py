"""Whether invitations are opened, and which key and which rules of time zones something has."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    with op.batch_alter_table("reminder") as table:
        table.add_column(sa.Column("zone_rules", sa.String(20)))
        table.add_column(sa.Column("seen_on", sa.Date))
        table.add_column(sa.Column("invited_on", sa.Date))
        table.add_column(sa.Column("unopened", sa.Integer, nullable=False, server_default="0"))
    with op.batch_alter_table("push_subscription") as table:
        table.add_column(sa.Column("key", sa.String(100)))
        table.add_column(sa.Column("confirmed_at", MOMENT))
    op.execute("UPDATE push_subscription SET confirmed_at = created_at")


def downgrade() -> None:
    with op.batch_alter_table("push_subscription") as table:
        table.drop_column("confirmed_at")
        table.drop_column("key")
    with op.batch_alter_table("reminder") as table:
        for name in ("unopened", "invited_on", "seen_on", "zone_rules"):
            table.drop_column(name)
