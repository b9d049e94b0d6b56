"""Clips, and what a day's work is counted as."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.add_column("artifacts", sa.Column("seconds", sa.Float()))
    for table in ("usage", "ledger"):
        op.execute(f"ALTER TABLE {table} RENAME COLUMN mode TO allowance")


def downgrade() -> None:
    """Undo."""
    for table in ("usage", "ledger"):
        op.execute(f"ALTER TABLE {table} RENAME COLUMN allowance TO mode")
    op.drop_column("artifacts", "seconds")
