"""Presets, elements, and the way back from a message to the picture that it shows."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

_FILL = """
    UPDATE artifacts SET chat_id = (
        SELECT jobs.chat_id FROM jobs JOIN runs ON runs.job_id = jobs.id
        WHERE runs.id = artifacts.run_id
    ) WHERE message_id IS NOT NULL
"""


def upgrade() -> None:
    """Apply."""
    _posts()
    _create("presets", ("name", 64), ("key", 96), recipe=sa.JSON(), words=sa.Text())
    _create("elements", ("name", 32), ("key", 64), description=sa.Text(), pictures=sa.JSON())


def downgrade() -> None:
    """Undo."""
    op.drop_table("elements")
    op.drop_table("presets")
    op.drop_index("artifacts_message", "artifacts")
    op.drop_column("jobs", "control_id")
    op.drop_column("artifacts", "chat_id")


def _posts() -> None:
    op.add_column("artifacts", sa.Column("chat_id", sa.BigInteger()))
    op.add_column("jobs", sa.Column("control_id", sa.BigInteger()))
    op.execute(_FILL)
    shown = sa.text("message_id IS NOT NULL")
    op.create_index(
        "artifacts_message",
        "artifacts",
        ["chat_id", "message_id"],
        sqlite_where=shown,
        postgresql_where=shown,
    )


def _create(table: str, *texts: tuple[str, int], **others: sa.types.TypeEngine[Any]) -> None:
    """A table of what people own, each thing under a name of its own."""
    number = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    op.create_table(
        table,
        sa.Column("id", number, primary_key=True),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        *(sa.Column(name, sa.String(length), nullable=False) for name, length in texts),
        *(sa.Column(name, kind, nullable=False) for name, kind in others.items()),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=f"{table}_pkey"),
        sa.UniqueConstraint("person_id", "key", name=f"{table}_person_id_key_key"),
        sqlite_autoincrement=True,
    )
