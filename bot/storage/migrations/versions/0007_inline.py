"""Jobs that answer in messages posted inline."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.add_column("jobs", sa.Column("inline_id", sa.Text()))
    turn = sa.Column("inline_turn", sa.BigInteger(), nullable=False, server_default="0")
    op.add_column("jobs", turn)
    op.create_index("jobs_inline", "jobs", ["inline_id", "inline_turn"], unique=True)


def downgrade() -> None:
    """Undo."""
    op.drop_index("jobs_inline", "jobs")
    op.drop_column("jobs", "inline_turn")
    op.drop_column("jobs", "inline_id")
