"""The tables, the same on SQLite and PostgreSQL.

Ids are never given twice (`sqlite_autoincrement`): buttons carry them, and an old button must not
act on somebody else's new picture. People are not referenced by foreign keys: their ids are
Telegram's, and a person can be forgotten while a group's usage stays.
"""

from enum import StrEnum

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    false,
    true,
)

from bot.core.capabilities import Allowance
from bot.core.gallery import Kind
from bot.core.groups import Payer
from bot.core.runs import RunState
from bot.storage.columns import UtcDateTime, number_id, words


class LedgerKind(StrEnum):
    """Why the quota of a run moved."""

    RESERVE = "reserve"
    SETTLE = "settle"
    REFUND = "refund"


metadata = MetaData(
    naming_convention={
        "ix": "%(table_name)s_%(column_0_N_name)s",
        "uq": "%(table_name)s_%(column_0_N_name)s_key",
        "ck": "%(table_name)s_%(constraint_name)s_check",
        "fk": "%(table_name)s_%(column_0_name)s_fkey",
        "pk": "%(table_name)s_pkey",
    }
)

people = Table(
    "people",
    metadata,
    number_id(autoincrement=False),
    Column("language", String(16)),
    Column("plan", String(64), nullable=False),
    Column("preferences", JSON, nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    Column("reachable", Boolean, nullable=False, server_default=true()),
    Column("banned", Text),
)

# groups alone: a private chat is its person
chats = Table(
    "chats",
    metadata,
    number_id(autoincrement=False),
    Column("enabled", Boolean, nullable=False, server_default=true()),
    Column("reachable", Boolean, nullable=False, server_default=true()),
    Column("language", String(16)),
    Column("spoiler", Boolean, nullable=False, server_default=false()),
    Column("payer", words(Payer), nullable=False, server_default=Payer.MEMBER.value),
    Column("daily", Integer),
    Column("barred", JSON, nullable=False, server_default="[]"),
    Column("plan", String(64)),
)

jobs = Table(
    "jobs",
    metadata,
    number_id(),
    Column("person_id", BigInteger, nullable=False),
    Column("payer_id", BigInteger, nullable=False),
    Column("chat_id", BigInteger, nullable=False),
    Column("thread_id", BigInteger),
    Column("message_id", BigInteger),
    Column("private", Boolean, nullable=False),
    Column("update_id", BigInteger, unique=True),
    Column("language", String(16), nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    Column("card_id", BigInteger),
    Column("closed", Boolean, nullable=False, server_default=false()),
    # the start of the bot that delivers it: one delivery per start, another after a crash
    Column("delivered_by", String(32)),
    # a message posted inline is started once, and tried again once after each job that ended
    Column("inline_id", Text),
    Column("inline_turn", BigInteger, nullable=False, server_default="0"),
    # the message with the buttons of an album
    Column("control_id", BigInteger),
    sqlite_autoincrement=True,
)
Index("jobs_inline", jobs.c.inline_id, jobs.c.inline_turn, unique=True)
still_open = jobs.c.closed.is_(False)
Index("jobs_person", jobs.c.person_id)
Index("jobs_open", jobs.c.id, sqlite_where=still_open, postgresql_where=still_open)
shared = jobs.c.private.is_(False)
# what a group had today, and what moves with it
Index(
    "jobs_group",
    *(jobs.c.chat_id, jobs.c.created_at),
    sqlite_where=shared,
    postgresql_where=shared,
)

runs = Table(
    "runs",
    metadata,
    number_id(),
    Column("job_id", ForeignKey("jobs.id", ondelete="CASCADE"), nullable=False),
    Column("person_id", BigInteger, nullable=False),
    Column("provider", String(64), nullable=False),
    Column("model", String(64), nullable=False),
    Column("request", JSON, nullable=False),
    Column("state", words(RunState), nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    Column("due_at", UtcDateTime, nullable=False),
    # whether a clip comes of it: these wait in a line of their own
    Column("film", Boolean, nullable=False, server_default=false()),
    # its place in its provider's line: see `starting`
    Column("turn", Integer, nullable=False),
    Column("task_id", Text),
    Column("task_data", JSON(none_as_null=True)),
    Column("cancel_requested", Boolean, nullable=False, server_default=false()),
    Column("attempts", Integer, nullable=False, server_default="0"),
    Column("submitted_at", UtcDateTime),
    Column("accepted_at", UtcDateTime),
    Column("collected_at", UtcDateTime),
    Column("finished_at", UtcDateTime),
    Column("error_code", String(64)),
    Column("error_data", JSON(none_as_null=True)),
    # what was ordered, where another model does it
    Column("instead_of", JSON(none_as_null=True)),
    sqlite_autoincrement=True,
)
unsettled = runs.c.finished_at.is_(None)
settled = runs.c.finished_at.is_not(None)
Index("runs_job", runs.c.job_id)
Index("runs_person", runs.c.person_id, runs.c.id)
# the queue reads these two alone, so its cost does not grow with what was ever settled
Index(
    "runs_unsettled",
    *(runs.c.state, runs.c.provider, runs.c.turn, runs.c.due_at),
    sqlite_where=unsettled,
    postgresql_where=unsettled,
)
Index(
    "runs_unsettled_person",
    *(runs.c.person_id, runs.c.id),
    sqlite_where=unsettled,
    postgresql_where=unsettled,
)
Index(
    "runs_settled_model",
    *(runs.c.model, runs.c.state, runs.c.finished_at, runs.c.id),
    sqlite_where=settled,
    postgresql_where=settled,
)

artifacts = Table(
    "artifacts",
    metadata,
    number_id(),
    Column("run_id", ForeignKey("runs.id", ondelete="CASCADE"), nullable=False),
    Column("person_id", BigInteger, nullable=False),
    Column("position", Integer, nullable=False),
    Column("media", Text),
    Column("mime", String(64), nullable=False),
    Column("width", Integer, nullable=False),
    Column("height", Integer, nullable=False),
    Column("size", BigInteger, nullable=False),
    # of a clip
    Column("seconds", Float),
    Column("seed", BigInteger),
    # its job's, once it is delivered: reactions name a message of a chat
    Column("chat_id", BigInteger),
    Column("message_id", BigInteger),
    Column("file_id", Text),
    Column("vendor_ref", Text),
    Column("note", Text),
    Column("favourite", Boolean, nullable=False, server_default=false()),
    # what the gallery is narrowed by, told once more where an index can lead to it
    Column("kind", words(Kind), nullable=False, server_default=Kind.PICTURE),
    Column("model", String(64), nullable=False, server_default=""),
    Column("words", Text, nullable=False, server_default=""),
    Column("made_at", UtcDateTime, nullable=False, server_default="1970-01-01 00:00:00"),
    UniqueConstraint("run_id", "position"),
    sqlite_autoincrement=True,
)
starred = artifacts.c.favourite.is_(True)
Index("artifacts_person", artifacts.c.person_id, artifacts.c.id)
Index("artifacts_kind", artifacts.c.person_id, artifacts.c.kind, artifacts.c.id)
Index("artifacts_model", artifacts.c.person_id, artifacts.c.model, artifacts.c.id)
Index("artifacts_made", artifacts.c.person_id, artifacts.c.made_at, artifacts.c.id)
Index(
    "artifacts_favourites",
    *(artifacts.c.person_id, artifacts.c.id),
    sqlite_where=starred,
    postgresql_where=starred,
)
shown = artifacts.c.message_id.is_not(None)
Index(
    "artifacts_message",
    *(artifacts.c.chat_id, artifacts.c.message_id),
    sqlite_where=shown,
    postgresql_where=shown,
)
filed = artifacts.c.media.is_not(None)
# what has to go after MEDIA_KEEP_DAYS is found among what is still there
Index("artifacts_filed", artifacts.c.id, sqlite_where=filed, postgresql_where=filed)

# whoever has the key may see the picture and its recipe; it goes with its picture
shares = Table(
    "shares",
    metadata,
    Column("key", String(32), primary_key=True),
    Column("artifact_id", ForeignKey("artifacts.id", ondelete="CASCADE"), nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    UniqueConstraint("artifact_id"),
)

usage = Table(
    "usage",
    metadata,
    Column("payer_id", BigInteger, primary_key=True, autoincrement=False),
    Column("day", Date, primary_key=True),
    Column("allowance", words(Allowance), primary_key=True),
    Column("used", Integer, nullable=False),
    # its payer was forgotten: the row goes when the day is over
    Column("leaving", Boolean, nullable=False, server_default=false()),
    CheckConstraint("used >= 0", name="used"),
)
leaving = usage.c.leaving.is_(True)
Index("usage_leaving", usage.c.day, sqlite_where=leaving, postgresql_where=leaving)

ledger = Table(
    "ledger",
    metadata,
    number_id(),
    Column("run_id", BigInteger, nullable=False),
    Column("kind", words(LedgerKind), nullable=False),
    Column("payer_id", BigInteger, nullable=False),
    Column("allowance", words(Allowance), nullable=False),
    Column("day", Date, nullable=False),
    Column("amount", Integer, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    UniqueConstraint("run_id", "kind"),
)
final = ledger.c.kind != LedgerKind.RESERVE
Index("ledger_payer", ledger.c.payer_id, ledger.c.day)
# a run is settled or refunded, never both
Index("ledger_final", ledger.c.run_id, unique=True, sqlite_where=final, postgresql_where=final)

inbox = Table(
    "inbox",
    metadata,
    number_id("update_id", autoincrement=False),
    Column("content", Text, nullable=False),
    Column("received_at", UtcDateTime, nullable=False),
    Column("handled", Boolean, nullable=False, server_default=false()),
)
waiting = inbox.c.handled.is_(False)
Index("inbox_waiting", inbox.c.update_id, sqlite_where=waiting, postgresql_where=waiting)

cache = Table(
    "cache",
    metadata,
    Column("key", Text, primary_key=True),
    Column("value", JSON, nullable=False),
    Column("stored_at", UtcDateTime, nullable=False),
)

conversations = Table(
    "conversations",
    metadata,
    Column("key", Text, primary_key=True),
    Column("state", Text),
    Column("data", JSON, nullable=False),
)
