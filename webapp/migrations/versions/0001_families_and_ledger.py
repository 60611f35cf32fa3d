"""Families with their people and phones, the ledger, and the days with a massage."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = "0000"

MOMENT = sa.DateTime(timezone=True)


def of_family() -> list[sa.Column]:
    """The composite key of everything a family has: its rows go with it."""
    return [
        sa.Column("family_id", sa.Uuid, sa.ForeignKey("family.id", ondelete="CASCADE"),
                  primary_key=True),
        sa.Column("id", sa.Uuid, primary_key=True),
    ]


def of_caregiver(column: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(["family_id", column], ["caregiver.family_id", "caregiver.id"],
                                   ondelete="CASCADE")


def upgrade() -> None:
    op.create_table(
        "family",
        sa.Column("id", sa.Uuid, primary_key=True),
        sa.Column("zone", sa.String(64), nullable=False),
        sa.Column("epoch", sa.Uuid, nullable=False),
        sa.Column("counter", sa.BigInteger, nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("left_at", MOMENT, index=True),
    )
    op.create_table(
        "caregiver", *of_family(),
        sa.Column("role", sa.String(10), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
    )
    op.create_table(
        "device", *of_family(),
        sa.Column("caregiver_id", sa.Uuid, nullable=False),
        sa.Column("label", sa.String(80)),
        sa.Column("token_sha256", sa.String(64), nullable=False, unique=True),
        sa.Column("claim_sha256", sa.String(64), index=True),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("last_seen_at", MOMENT, nullable=False),
        sa.Column("renewed_at", MOMENT, nullable=False),
        of_caregiver("caregiver_id"),
    )
    op.create_table(
        "farewell",
        sa.Column("token_sha256", sa.String(64), primary_key=True),
        sa.Column("reason", sa.String(20), nullable=False),
        sa.Column("at", MOMENT, nullable=False, index=True),
    )
    op.create_table(
        "invitation", *of_family(),
        sa.Column("code_sha256", sa.String(64), nullable=False, unique=True),
        sa.Column("role", sa.String(10), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("expires_at", MOMENT, nullable=False),
        sa.Column("used_at", MOMENT),
    )
    op.create_table(
        "recovery", *of_family(),
        sa.Column("code_sha256", sa.String(64), nullable=False, unique=True),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("used_sha256", sa.String(64), index=True),
        sa.Column("used_at", MOMENT),
        sa.Column("device_id", sa.Uuid),
        of_caregiver("id"),
    )
    op.create_table(
        "entry", *of_family(),
        sa.Column("record_id", sa.Uuid, nullable=False),
        sa.Column("caregiver_id", sa.Uuid, nullable=False),
        sa.Column("device_id", sa.Uuid, nullable=False),
        sa.Column("received_at", MOMENT, nullable=False),
        sa.Column("content", sa.JSON, nullable=False),
    )
    op.create_table(
        "record", *of_family(),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("number", sa.BigInteger, nullable=False),
        sa.Column("withdrawn", sa.Boolean, nullable=False),
        sa.Column("private_to", sa.Uuid),
        sa.Column("fields", sa.JSON, nullable=False),
        sa.Column("stamps", sa.JSON, nullable=False),
    )
    # a phone asks for what is past its cursor: this index makes that cost what changed
    op.create_index("ix_record_number", "record", ["family_id", "number"], unique=True)
    op.create_table(
        "massage_day",
        sa.Column("family_id", sa.Uuid, sa.ForeignKey("family.id", ondelete="CASCADE"),
                  primary_key=True),
        sa.Column("record_id", sa.Uuid, primary_key=True),
        sa.Column("local_date", sa.Date, nullable=False),
        sa.Column("outcome", sa.String(20)),
    )
    op.create_index("ix_massage_day_local_date", "massage_day", ["family_id", "local_date"])


def downgrade() -> None:
    for table in ("massage_day", "record", "entry", "recovery", "invitation", "farewell",
                  "device", "caregiver", "family"):
        op.drop_table(table)
