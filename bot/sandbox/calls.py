"""The log of everything the bot asked for."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from bot.sandbox.errors import ApiError
from bot.sandbox.journal import Bell

Json = dict[str, Any]


@dataclass(kw_only=True, slots=True)
class Call:
    """One request of the bot.

    Attributes:
        method: as Telegram writes it: ``sendPhoto``.
        params: decoded; an upload stands as ``<name, n bytes>``.
        at: when, in seconds since the epoch.
        result: what was answered, ``None`` before and after a refusal.
        error: the refusal.
        done: whether it has been processed.
    """

    method: str
    params: Json
    at: float
    result: Any = None
    error: ApiError | None = None
    done: bool = False


class Calls:
    """Every request, oldest first."""

    def __init__(self) -> None:
        self._calls: list[Call] = []
        self.bell = Bell()

    def __iter__(self) -> Iterator[Call]:
        return iter(self._calls)

    def __len__(self) -> int:
        return len(self._calls)

    def __getitem__(self, index: int) -> Call:
        return self._calls[index]

    def add(self, call: Call) -> Call:
        """Note a request."""
        self._calls.append(call)
        self.bell.ring()
        return call

    def finish(self, call: Call, result: Any = None, error: ApiError | None = None) -> None:
        """Note what came of a request."""
        call.result, call.error, call.done = result, error, True
        self.bell.ring()

    def named(self, *methods: str) -> list[Call]:
        """Return the requests of these methods."""
        return [call for call in self._calls if call.method in methods]

    def clear(self) -> None:
        """Forget all requests so far."""
        self._calls.clear()

    async def wait(self, method: str, count: int = 1, timeout: float = 5) -> Call:  # noqa: ASYNC109 -- the scripted people's word
        """Wait until so many requests of a method have been processed; return the last of them.

        Raises:
            NothingCameError: they did not come in time.
        """

        def found() -> Call | None:
            done = [call for call in self.named(method) if call.done]
            return done[count - 1] if len(done) >= count else None

        return await self.bell.until(found, timeout, lambda: f"{count} × {method} did not come")

    async def started(self, method: str, count: int = 1, timeout: float = 5) -> Call:  # noqa: ASYNC109 -- the scripted people's word
        """Wait until so many requests of a method have come, answered or not; return the last.

        Raises:
            NothingCameError: they did not come in time.
        """

        def found() -> Call | None:
            calls = self.named(method)
            return calls[count - 1] if len(calls) >= count else None

        return await self.bell.until(found, timeout, lambda: f"{count} × {method} did not come")
