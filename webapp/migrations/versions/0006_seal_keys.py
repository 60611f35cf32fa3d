"""Caregivers have a key that seals what their signed-out phones keep."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    with op.batch_alter_table("caregiver") as table:
        table.add_column(sa.Column("seal_key", sa.LargeBinary(32)))


def downgrade() -> None:
    with op.batch_alter_table("caregiver") as table:
        table.drop_column("seal_key")
