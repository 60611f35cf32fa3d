"""The daily invitation: its schedule, the phones it goes to, and what is sent."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

MOMENT = sa.DateTime(timezone=True)


def of_device() -> sa.ForeignKeyConstraint:
    """Rows of a phone go with it: a revoked phone is not invited again."""
    return sa.ForeignKeyConstraint(["family_id", "device_id"], ["device.family_id", "device.id"],
                                   ondelete="CASCADE")


def upgrade() -> None:
    op.create_table(
        "reminder",
        sa.Column("family_id", sa.Uuid, sa.ForeignKey("family.id", ondelete="CASCADE"),
                  primary_key=True),
        sa.Column("fields", sa.JSON, nullable=False),
        sa.Column("zone", sa.String(64), nullable=False),
        sa.Column("silence", sa.String(20)),
        sa.Column("next_due_at", MOMENT, index=True),
        sa.Column("last_local_date", sa.Date),
        sa.Column("last_outcome", sa.String(20)),
        sa.Column("last_reason", sa.String(40)),
    )
    op.create_table(
        "push_subscription",
        sa.Column("family_id", sa.Uuid, primary_key=True),
        sa.Column("device_id", sa.Uuid, primary_key=True),
        sa.Column("endpoint", sa.String(2048), nullable=False, unique=True),
        sa.Column("p256dh", sa.String(100), nullable=False),
        sa.Column("auth", sa.String(30), nullable=False),
        sa.Column("language", sa.String(35), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("accepted_at", MOMENT),
        sa.Column("shown_at", MOMENT),
        of_device(),
    )
    op.create_table(
        "delivery",
        sa.Column("family_id", sa.Uuid, primary_key=True),
        sa.Column("id", sa.Uuid, primary_key=True),
        sa.Column("device_id", sa.Uuid, nullable=False),
        sa.Column("local_date", sa.Date),
        sa.Column("due_at", MOMENT, nullable=False),
        sa.Column("deadline", MOMENT, nullable=False, index=True),
        sa.Column("visible_at", MOMENT, index=True),
        sa.Column("lease", sa.Uuid),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("text", sa.String(200), nullable=False),
        sa.Column("body", sa.LargeBinary),
        sa.Column("outcome", sa.String(20)),
        sa.Column("reason", sa.String(40)),
        sa.Column("shown_at", MOMENT),
        of_device(),
        # the one fence that makes it at most one a day, whatever the workers do;
        # a test that a parent asked for has no date
        sa.UniqueConstraint("family_id", "local_date", "device_id"),
    )


def downgrade() -> None:
    for table in ("delivery", "push_subscription", "reminder"):
        op.drop_table(table)
