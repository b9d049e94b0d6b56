"""Pictures that are shown to whoever has their link."""

import secrets

from bot.core.errors import LinkGone, NotFound
from bot.core.gallery import Entry
from bot.core.ports.sharing import ShareStore
from bot.services.history import History

_RANDOM_BYTES = 16  # more than anybody can guess; 22 letters in a link


class Shares:
    """Makes links, opens them, and takes them back.

    Args:
        store: Knows which link leads where.
        history: Has the pictures.
    """

    def __init__(self, *, store: ShareStore, history: History) -> None:
        self._store = store
        self._history = history

    async def link(self, artifact_id: int) -> str:
        """The key of a picture's link, the same each time until it is taken back.

        Raises:
            NotFound: The picture was deleted.
        """
        return await self._store.open(artifact_id, secrets.token_urlsafe(_RANDOM_BYTES))

    async def opened(self, key: str) -> Entry:
        """The picture that a link leads to and the run that made it.

        Raises:
            LinkGone: It leads nowhere.
        """
        artifact_id = await self._store.find(key)
        if artifact_id is None:
            raise LinkGone
        try:
            return await self._history.get(artifact_id)
        except NotFound as error:
            raise LinkGone from error

    async def revoke(self, artifact_id: int) -> None:
        """Take a link back: whoever opens it from now on is told that it leads nowhere."""
        await self._store.close(artifact_id)
