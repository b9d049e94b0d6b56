"""Runs that another model took over."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.add_column("runs", sa.Column("instead_of", sa.JSON()))


def downgrade() -> None:
    """Undo."""
    op.drop_column("runs", "instead_of")
