"""Passkeys; invitations for a phone of one's own; who wrote a record first."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "passkey",
        sa.Column("family_id", sa.Uuid, sa.ForeignKey("family.id", ondelete="CASCADE"),
                  primary_key=True),
        sa.Column("id", sa.Uuid, primary_key=True),
        sa.Column("caregiver_id", sa.Uuid, nullable=False),
        sa.Column("credential_id", sa.LargeBinary(1023), nullable=False, unique=True),
        sa.Column("public_key", sa.LargeBinary, nullable=False),
        sa.Column("sign_count", sa.BigInteger, nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("used_at", MOMENT),
        sa.ForeignKeyConstraint(["family_id", "caregiver_id"],
                                ["caregiver.family_id", "caregiver.id"], ondelete="CASCADE"),
    )
    op.create_table(
        "passkey_challenge",
        sa.Column("sha256", sa.String(64), primary_key=True),
        sa.Column("purpose", sa.String(100), nullable=False),
        sa.Column("expires_at", MOMENT, nullable=False, index=True),
    )
    # an invitation ends with the person whose next phone it was for: `leave` deletes it
    with op.batch_alter_table("invitation") as table:
        table.add_column(sa.Column("caregiver_id", sa.Uuid))
    # of records from before, nobody is a helper who may see them for having written them
    with op.batch_alter_table("record") as table:
        table.add_column(sa.Column("author", sa.Uuid))


def downgrade() -> None:
    with op.batch_alter_table("record") as table:
        table.drop_column("author")
    with op.batch_alter_table("invitation") as table:
        table.drop_column("caregiver_id")
    op.drop_table("passkey_challenge")
    op.drop_table("passkey")
