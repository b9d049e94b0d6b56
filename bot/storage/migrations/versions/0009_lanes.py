"""Clips wait in a line of their own."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    film: sa.Column[bool] = sa.Column("film", sa.Boolean(), nullable=False, server_default=sa.false())
    op.add_column("runs", film)


def downgrade() -> None:
    """Undo."""
    op.drop_column("runs", "film")
