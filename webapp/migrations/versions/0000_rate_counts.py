"""Counters of the rate limits."""

import sqlalchemy as sa
from alembic import op

revision = "0000"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "rate_count",
        sa.Column("key", sa.String(255), primary_key=True),
        sa.Column("uses", sa.Integer, nullable=False),
        sa.Column("expires_at", sa.Float, nullable=False, index=True),
    )


def downgrade() -> None:
    op.drop_table("rate_count")
