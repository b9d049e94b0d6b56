"""Links to shared pictures."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    number = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    op.create_table(
        "shares",
        sa.Column("key", sa.String(32), nullable=False),
        sa.Column("artifact_id", number, nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("key", name="shares_pkey"),
        sa.ForeignKeyConstraint(
            ["artifact_id"],
            ["artifacts.id"],
            name="shares_artifact_id_fkey",
            ondelete="CASCADE",
        ),
        sa.UniqueConstraint("artifact_id", name="shares_artifact_id_key"),
    )


def downgrade() -> None:
    """Undo."""
    op.drop_table("shares")
