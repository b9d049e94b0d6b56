"""Links that lead others to a picture and its recipe."""

from typing import Protocol


class ShareStore(Protocol):
    """Which link leads to which picture: one link each, gone with the picture."""

    async def open(self, artifact_id: int, key: str) -> str:
        """Make a picture's link, unless it has one; returns the key of the one it has.

        Raises:
            NotFound: The picture was deleted.
        """
        ...

    async def find(self, key: str) -> int | None:
        """The picture that a link leads to."""
        ...

    async def close(self, artifact_id: int) -> bool:
        """Forget a picture's link; False: it had none."""
        ...
