"""How Alembic reaches the database: over the connection that `bot.storage.migration` hands it."""

from alembic import context

from bot.storage.schema import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    # all or nothing on SQLite too, which can undo CREATE TABLE like anything else
    transactional_ddl=True,
    # SQLite alters tables by copying them
    render_as_batch=True,
)

with context.begin_transaction():
    context.run_migrations()
