"""Calls that are finished even if whoever made them is cancelled."""

import asyncio
from collections.abc import Awaitable, Callable
from functools import wraps
from inspect import iscoroutinefunction
from typing import Any, TypeVar

_Store = TypeVar("_Store")


def uninterrupted(store: type[_Store]) -> type[_Store]:
    """Let every method of a store run to its end; a cancelled caller hears of it afterwards.

    A statement that is cancelled half way leaves its connection in an unknown state: SQLAlchemy
    throws it away, while SQLite's own thread still holds the transaction and, with it, the only
    place for a writer.
    """
    for name, method in vars(store).items():
        if iscoroutinefunction(method):
            setattr(store, name, _to_the_end(method))
    return store


def _to_the_end(method: Callable[..., Awaitable[Any]]) -> Callable[..., Awaitable[Any]]:
    @wraps(method)
    async def call(*args: Any, **kwargs: Any) -> Any:
        inner = asyncio.ensure_future(method(*args, **kwargs))  # noqa: TID251 - awaited below
        try:
            return await asyncio.shield(inner)
        except asyncio.CancelledError:
            await asyncio.gather(inner, return_exceptions=True)
            raise

    return call
