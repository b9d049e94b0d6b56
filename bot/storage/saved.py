"""The tables of what people saved for later, beside those of `schema`."""

from sqlalchemy import JSON, BigInteger, Column, String, Table, Text, UniqueConstraint

from bot.storage.columns import UtcDateTime, number_id
from bot.storage.schema import metadata

presets = Table(
    "presets",
    metadata,
    number_id(),
    Column("person_id", BigInteger, nullable=False),
    Column("name", String(64), nullable=False),
    # the name without its capitals
    Column("key", String(96), nullable=False),
    Column("recipe", JSON, nullable=False),
    Column("words", Text, nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    UniqueConstraint("person_id", "key"),
    sqlite_autoincrement=True,
)

elements = Table(
    "elements",
    metadata,
    number_id(),
    Column("person_id", BigInteger, nullable=False),
    Column("name", String(32), nullable=False),
    Column("key", String(64), nullable=False),
    Column("description", Text, nullable=False),
    Column("pictures", JSON, nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    UniqueConstraint("person_id", "key"),
    sqlite_autoincrement=True,
)
