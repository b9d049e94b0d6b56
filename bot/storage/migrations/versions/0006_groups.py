"""What the admins of groups have set."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "chats",
        sa.Column(
            "id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=False,
            nullable=False,
        ),
        sa.Column("enabled", sa.Boolean(), server_default=sa.true(), nullable=False),
        sa.Column("reachable", sa.Boolean(), server_default=sa.true(), nullable=False),
        sa.Column("language", sa.String(16)),
        sa.Column("spoiler", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("payer", sa.String(24), server_default="member", nullable=False),
        sa.Column("daily", sa.Integer()),
        sa.Column("barred", sa.JSON(), server_default="[]", nullable=False),
        sa.Column("plan", sa.String(64)),
        sa.PrimaryKeyConstraint("id", name=op.f("chats_pkey")),
    )
    shared = sa.text("private IS 0"), sa.text("private IS false")
    op.create_index(
        "jobs_group",
        "jobs",
        ["chat_id", "created_at"],
        sqlite_where=shared[0],
        postgresql_where=shared[1],
    )


def downgrade() -> None:
    """Undo."""
    op.drop_index("jobs_group", table_name="jobs")
    op.drop_table("chats")
