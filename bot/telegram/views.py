"""Which pictures a screen of the history shows, as its buttons name it: ids, never words."""

from typing import Final

from bot.core.errors import SearchOver
from bot.core.gallery import EVERYTHING, Kind, Sieve, wanted
from bot.core.ports.stores import CacheStore
from bot.services.history import History
from bot.telegram.callbacks import view_id

ALL: Final = ""
FAVOURITES: Final = "f"

_KINDS = {"kp": Kind.PICTURE, "kc": Kind.CHANGED, "ku": Kind.UPSCALED, "kv": Kind.VIDEO}
# buttons from before there were other views than these two
_NAMED = {ALL: EVERYTHING, "0": EVERYTHING, "1": Sieve(favourites=True)}
_NAMED |= {FAVOURITES: Sieve(favourites=True)}
_NAMED |= {name: Sieve(kind=kind) for name, kind in _KINDS.items()}
_MODEL = "m"
_SEARCH = "s"
_NOBODY = Sieve(model="")


class Views:
    """Reads what a button says of the pictures to show.

    Args:
        history: Knows which models a person has used.
        cache: Keeps what was searched for.
    """

    def __init__(self, *, history: History, cache: CacheStore) -> None:
        self._history = history
        self._cache = cache

    async def sieve(self, owner: int, view: str) -> Sieve:
        """The pictures that a view shows.

        Raises:
            SearchOver: Nobody knows any more what was searched for.
        """
        if view in _NAMED:
            return _NAMED[view]
        if view.startswith(_SEARCH):
            kept = await self._cache.get(_key(owner, view))
            if kept is None:
                raise SearchOver
            return Sieve(words=tuple(kept.value))
        models = (await self._history.shelves(owner)).models
        found = (Sieve(model=key) for key in models if of_model(key) == view)
        return next(found, _NOBODY)

    async def search(self, owner: int, said: str) -> str:
        """A view of the pictures in whose prompt some words occur."""
        words = wanted(said)
        view = _SEARCH + view_id(" ".join(words))
        await self._cache.put(_key(owner, view), list(words))
        return view


def of_kind(kind: Kind) -> str:
    """The view of one kind of pictures."""
    return next(name for name, each in _KINDS.items() if each is kind)


def of_model(key: str) -> str:
    """The view of one model's pictures."""
    return _MODEL + view_id(key)


def _key(owner: int, view: str) -> str:
    return f"search:{owner}:{view}"
