"""The first tables."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

RUN_STATES = (
    *("queued", "submitting", "following", "collected", "delivering"),
    *("done", "failed", "cancelled"),
)
MODES = ("text_to_image", "image_to_image", "upscale")
LEDGER_KINDS = ("reserve", "settle", "refund")


def upgrade() -> None:
    """Apply."""
    _people()
    _jobs()
    _runs()
    _artifacts()
    _usage()
    _ledger()
    _inbox()
    _cache()
    _conversations()


def downgrade() -> None:
    """Undo."""
    for table in (
        *("conversations", "cache", "inbox", "ledger", "usage"),
        *("artifacts", "runs", "jobs", "people"),
    ):
        op.drop_table(table)


def _id(name: str = "id", **options: Any) -> sa.Column[Any]:
    return sa.Column(name, _number(), primary_key=True, **options)


def _number() -> sa.types.TypeEngine[int]:
    return sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def _words(words: tuple[str, ...], name: str) -> sa.Enum:
    return sa.Enum(*words, name=name, native_enum=False, length=24)


def _moment() -> sa.DateTime:
    return sa.DateTime(timezone=True)


def _flag(name: str, default: sa.sql.ColumnElement[bool]) -> sa.Column[Any]:
    return sa.Column(name, sa.Boolean(), server_default=default, nullable=False)


def _index(name: str, table: str, columns: list[str], where: Any = None, **options: Any) -> None:
    op.create_index(name, table, columns, sqlite_where=where, postgresql_where=where, **options)


def _people() -> None:
    op.create_table(
        "people",
        _id(autoincrement=False),
        sa.Column("language", sa.String(16)),
        sa.Column("plan", sa.String(64), nullable=False),
        sa.Column("preferences", sa.JSON(), nullable=False),
        sa.Column("created_at", _moment(), nullable=False),
        _flag("reachable", sa.true()),
        sa.Column("banned", sa.Text()),
        sa.PrimaryKeyConstraint("id", name="people_pkey"),
    )


def _jobs() -> None:
    op.create_table(
        "jobs",
        _id(),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("payer_id", sa.BigInteger(), nullable=False),
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("thread_id", sa.BigInteger()),
        sa.Column("message_id", sa.BigInteger()),
        sa.Column("private", sa.Boolean(), nullable=False),
        sa.Column("update_id", sa.BigInteger()),
        sa.Column("language", sa.String(16), nullable=False),
        sa.Column("created_at", _moment(), nullable=False),
        sa.Column("card_id", sa.BigInteger()),
        _flag("closed", sa.false()),
        sa.Column("delivered_by", sa.String(32)),
        sa.PrimaryKeyConstraint("id", name="jobs_pkey"),
        sa.UniqueConstraint("update_id", name="jobs_update_id_key"),
        sqlite_autoincrement=True,
    )
    _index("jobs_person", "jobs", ["person_id"])
    _index("jobs_open", "jobs", ["id"], sa.column("closed", sa.Boolean()).is_(False))


def _runs() -> None:
    op.create_table(
        "runs",
        _id(),
        sa.Column("job_id", _number(), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("provider", sa.String(64), nullable=False),
        sa.Column("model", sa.String(64), nullable=False),
        sa.Column("request", sa.JSON(), nullable=False),
        sa.Column("state", _words(RUN_STATES, "runstate"), nullable=False),
        sa.Column("created_at", _moment(), nullable=False),
        sa.Column("due_at", _moment(), nullable=False),
        sa.Column("turn", sa.Integer(), nullable=False),
        sa.Column("task_id", sa.Text()),
        sa.Column("task_data", sa.JSON()),
        _flag("cancel_requested", sa.false()),
        sa.Column("attempts", sa.Integer(), server_default="0", nullable=False),
        sa.Column("submitted_at", _moment()),
        sa.Column("accepted_at", _moment()),
        sa.Column("collected_at", _moment()),
        sa.Column("finished_at", _moment()),
        sa.Column("error_code", sa.String(64)),
        sa.Column("error_data", sa.JSON()),
        sa.PrimaryKeyConstraint("id", name="runs_pkey"),
        sa.ForeignKeyConstraint(
            ["job_id"], ["jobs.id"], name="runs_job_id_fkey", ondelete="CASCADE"
        ),
        sqlite_autoincrement=True,
    )
    finished_at: sa.ColumnClause[Any] = sa.column("finished_at")
    unsettled, settled = finished_at.is_(None), finished_at.is_not(None)
    _index("runs_job", "runs", ["job_id"])
    _index("runs_person", "runs", ["person_id", "id"])
    _index("runs_unsettled", "runs", ["state", "provider", "turn", "due_at"], unsettled)
    _index("runs_unsettled_person", "runs", ["person_id", "id"], unsettled)
    _index("runs_settled_model", "runs", ["model", "state", "finished_at", "id"], settled)


def _artifacts() -> None:
    op.create_table(
        "artifacts",
        _id(),
        sa.Column("run_id", _number(), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("media", sa.Text()),
        sa.Column("mime", sa.String(64), nullable=False),
        sa.Column("width", sa.Integer(), nullable=False),
        sa.Column("height", sa.Integer(), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("seed", sa.BigInteger()),
        sa.Column("message_id", sa.BigInteger()),
        sa.Column("file_id", sa.Text()),
        sa.Column("vendor_ref", sa.Text()),
        sa.Column("note", sa.Text()),
        _flag("favourite", sa.false()),
        sa.PrimaryKeyConstraint("id", name="artifacts_pkey"),
        sa.ForeignKeyConstraint(
            ["run_id"], ["runs.id"], name="artifacts_run_id_fkey", ondelete="CASCADE"
        ),
        sa.UniqueConstraint("run_id", "position", name="artifacts_run_id_position_key"),
        sqlite_autoincrement=True,
    )
    starred = sa.column("favourite", sa.Boolean()).is_(True)
    _index("artifacts_person", "artifacts", ["person_id", "id"])
    _index("artifacts_favourites", "artifacts", ["person_id", "id"], starred)
    _index("artifacts_filed", "artifacts", ["id"], sa.text("media IS NOT NULL"))


def _usage() -> None:
    op.create_table(
        "usage",
        sa.Column("payer_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("mode", _words(MODES, "mode"), nullable=False),
        sa.Column("used", sa.Integer(), nullable=False),
        _flag("leaving", sa.false()),
        sa.PrimaryKeyConstraint("payer_id", "day", "mode", name="usage_pkey"),
        sa.CheckConstraint("used >= 0", name=op.f("usage_used_check")),
    )
    _index("usage_leaving", "usage", ["day"], sa.column("leaving", sa.Boolean()).is_(True))


def _ledger() -> None:
    op.create_table(
        "ledger",
        _id(),
        sa.Column("run_id", sa.BigInteger(), nullable=False),
        sa.Column("kind", _words(LEDGER_KINDS, "ledgerkind"), nullable=False),
        sa.Column("payer_id", sa.BigInteger(), nullable=False),
        sa.Column("mode", _words(MODES, "mode"), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("amount", sa.Integer(), nullable=False),
        sa.Column("at", _moment(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="ledger_pkey"),
        sa.UniqueConstraint("run_id", "kind", name="ledger_run_id_kind_key"),
    )
    _index("ledger_payer", "ledger", ["payer_id", "day"])
    _index("ledger_final", "ledger", ["run_id"], sa.text("kind != 'reserve'"), unique=True)


def _inbox() -> None:
    op.create_table(
        "inbox",
        _id("update_id", autoincrement=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("received_at", _moment(), nullable=False),
        _flag("handled", sa.false()),
        sa.PrimaryKeyConstraint("update_id", name="inbox_pkey"),
    )
    _index("inbox_waiting", "inbox", ["update_id"], sa.column("handled", sa.Boolean()).is_(False))


def _cache() -> None:
    op.create_table(
        "cache",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("value", sa.JSON(), nullable=False),
        sa.Column("stored_at", _moment(), nullable=False),
        sa.PrimaryKeyConstraint("key", name="cache_pkey"),
    )


def _conversations() -> None:
    op.create_table(
        "conversations",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("state", sa.Text()),
        sa.Column("data", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("key", name="conversations_pkey"),
    )
