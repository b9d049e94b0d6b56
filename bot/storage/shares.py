"""The store of links to shared pictures."""

from sqlalchemy import Connection, bindparam, delete, literal, select
from sqlalchemy.sql.selectable import Select

from bot.core.errors import NotFound
from bot.core.ports.sharing import ShareStore
from bot.storage.database import Database, Now
from bot.storage.schema import artifacts, shares
from bot.storage.starting import upsert

_LED_TO = select(shares.c.artifact_id).where(shares.c.key == bindparam("key"))


class SqlShares(ShareStore):
    """Links in the database.

    Args:
        database: Where they are.
        now: The moment, in UTC.
    """

    def __init__(self, database: Database, now: Now) -> None:
        self._database = database
        self._now = now

    async def open(self, artifact_id: int, key: str) -> str:
        """Make a picture's link, unless it has one; returns the key of the one it has.

        Raises:
            NotFound: The picture was deleted.
        """
        columns = ["key", "artifact_id", "created_at"]
        mine = select(shares.c.key).where(shares.c.artifact_id == artifact_id)

        def make(connection: Connection) -> str | None:
            made = upsert(connection)(shares).from_select(columns, self._row(artifact_id, key))
            connection.execute(made.on_conflict_do_nothing(index_elements=["artifact_id"]))
            return connection.scalar(mine)

        found = await self._database.write(make)
        if found is None:
            raise NotFound
        return found

    async def find(self, key: str) -> int | None:
        """The picture that a link leads to."""
        found = await self._database.fetch(_LED_TO, key=key)
        return next((row["artifact_id"] for row in found), None)

    async def close(self, artifact_id: int) -> bool:
        """Forget a picture's link; False: it had none."""
        forgetting = delete(shares).where(shares.c.artifact_id == artifact_id)
        return bool(await self._database.execute(forgetting))

    def _row(self, artifact_id: int, key: str) -> Select[*tuple[object, ...]]:
        """A link to a picture that is there; nothing where it is not."""
        moment = literal(self._now(), shares.c.created_at.type)
        row = select(literal(key), artifacts.c.id, moment)
        return row.where(artifacts.c.id == artifact_id)
