"""What the gallery is narrowed by, told of every picture."""

import json
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

BATCH = 1000
KINDS = {"text_to_image", "image_to_image", "upscale"}
INDEXES = {
    "artifacts_kind": ["person_id", "kind", "id"],
    "artifacts_model": ["person_id", "model", "id"],
    "artifacts_made": ["person_id", "made_at", "id"],
}


def upgrade() -> None:
    """Apply."""
    for column in (
        sa.Column("kind", sa.String(24), nullable=False, server_default="text_to_image"),
        sa.Column("model", sa.String(64), nullable=False, server_default=""),
        sa.Column("words", sa.Text(), nullable=False, server_default=""),
        sa.Column(
            "made_at",
            sa.DateTime(timezone=True),
            nullable=False,
            server_default="1970-01-01 00:00:00",
        ),
    ):
        op.add_column("artifacts", column)
    _fill()
    for name, columns in INDEXES.items():
        op.create_index(name, "artifacts", columns)


def downgrade() -> None:
    """Undo."""
    for name in INDEXES:
        op.drop_index(name, "artifacts")
    for column in ("made_at", "words", "model", "kind"):
        op.drop_column("artifacts", column)


def _fill() -> None:
    """Tell of each picture what its run says; a bunch at a time, so that memory stays small."""
    connection, last = op.get_bind(), 0
    moment = "coalesce(runs.collected_at, runs.finished_at, runs.created_at)"
    connection.execute(
        sa.text(
            "UPDATE artifacts SET made_at = "
            f"(SELECT {moment} FROM runs WHERE runs.id = artifacts.run_id), "
            "model = (SELECT model FROM runs WHERE runs.id = artifacts.run_id)"
        )
    )
    wanted = sa.text(
        "SELECT artifacts.id, runs.request FROM artifacts JOIN runs ON runs.id = artifacts.run_id"
        f" WHERE artifacts.id > :last ORDER BY artifacts.id LIMIT {BATCH}"
    )
    told = sa.text("UPDATE artifacts SET kind = :kind, words = :words WHERE id = :id")
    while found := connection.execute(wanted, {"last": last}).all():
        connection.execute(told, [_told(row.id, row.request) for row in found])
        last = found[-1].id


def _told(number: int, request: Any) -> dict[str, object]:
    recipe: dict[str, Any] = json.loads(request) if isinstance(request, str) else request
    mode, prompt = recipe.get("mode"), recipe.get("prompt") or ""
    words = " ".join(prompt.casefold().replace("ё", "е").split())
    return {"id": number, "kind": mode if mode in KINDS else "video", "words": words}
