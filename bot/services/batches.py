"""Several wishes in one go, one per line: all of them understood before any is ordered."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from bot.core.capabilities import Mode, ModelSpec
from bot.core.errors import BotError, PermutationsTooMany, PromptEmpty, TooManyAtOnce
from bot.core.models import Input, Person, Preferences, Request
from bot.core.permutations import Permutations, permutations
from bot.services.wishes import Understood, Wishes

MOST = 10
"""Pictures in one go: Telegram's albums hold no more."""

_COUNTED = 1_000_000  # a number that is told needs an end


class Checks(Protocol):
    """Knows whether a request can be done."""

    async def check(self, request: Request) -> str:
        """Compare a request with what its model can do."""
        ...


@dataclass(frozen=True, kw_only=True)
class Fault:
    """A line that cannot be painted.

    Attributes:
        number: The line's, as people count.
        text: The line.
        error: Why.
    """

    number: int
    text: str
    error: BotError


@dataclass(frozen=True, kw_only=True)
class Batch:
    """What several lines ask for, in their order.

    Attributes:
        wanted: What was understood.
        faults: The lines that cannot be painted.
    """

    wanted: tuple[Understood, ...]
    faults: tuple[Fault, ...]

    @property
    def requests(self) -> tuple[Request, ...]:
        """One per picture to come."""
        return tuple(request for each in self.wanted for request in each.requests)

    @property
    def models(self) -> tuple[ModelSpec, ...]:
        """Who paints, each once."""
        return tuple({each.spec.key: each.spec for each in self.wanted}.values())

    @property
    def mode(self) -> Mode:
        """The kind of work, one for all."""
        return self.requests[0].mode


class Batches:
    """Reads lists of wishes.

    Args:
        wishes: Understands one.
        checks: Knows whether it can be done.
    """

    def __init__(self, *, wishes: Wishes, checks: Checks) -> None:
        self._wishes = wishes
        self._checks = checks

    async def read(
        self,
        person: Person,
        text: str,
        inputs: tuple[Input, ...] = (),
        barred: Collection[str] = (),
    ) -> Batch:
        """Understand a text line by line; each line makes one picture unless it says `--n`.

        Args:
            person: Whose settings hold where a line says nothing.
            text: The lines; empty ones do not count, one with choices in braces counts for each.
            inputs: Pictures that each line starts from.
            barred: Keys of models that may not be used.

        Raises:
            PromptEmpty: There is no line.
            TooManyAtOnce: That would be more pictures than an album holds.
        """
        lines = [line.strip() for line in text.splitlines() if line.strip()]
        if not lines:
            raise PromptEmpty
        spread = [permutations(line) for line in lines]
        _limit(sum(each.count for each in spread))
        read = [
            await self._line(person, number, text, inputs, barred)
            for number, each in enumerate(spread, start=1)
            for text in each.texts
        ]
        batch = Batch(
            wanted=tuple(each for each in read if isinstance(each, Understood)),
            faults=tuple(each for each in read if isinstance(each, Fault)),
        )
        if not batch.faults:
            _limit(len(batch.requests))
        return batch

    async def variants(
        self,
        person: Person,
        found: Permutations,
        inputs: tuple[Input, ...] = (),
        base: Preferences | None = None,
        mask: Input | None = None,
        *,
        barred: Collection[str] = (),
    ) -> Batch:
        """Understand everything that one text stands for.

        Args:
            person: Whose settings hold unless there is a base.
            found: The texts; each makes one picture unless it says `--n`.
            inputs: Pictures that each starts from.
            base: Settings to start from instead of the person's own.
            mask: What marks the part of the picture that is to be changed.
            barred: Keys of models that may not be used.

        Raises:
            PermutationsTooMany: They are more than an album holds.
            BotError: One of them cannot be done.
        """
        if found.count > MOST:
            raise PermutationsTooMany(count=min(found.count, _COUNTED), limit=MOST)
        settings = replace(base or person.preferences, count=1)
        read = [
            await self._wishes.understand(person, text, inputs, settings, mask, barred=barred)
            for text in found.texts
        ]
        batch = Batch(wanted=tuple(read), faults=())
        _limit(len(batch.requests))
        await check_all(self._checks, batch.requests)
        return batch

    async def _line(
        self,
        person: Person,
        number: int,
        line: str,
        inputs: tuple[Input, ...],
        barred: Collection[str],
    ) -> Understood | Fault:
        base = replace(person.preferences, count=1)
        try:
            wanted = await self._wishes.understand(person, line, inputs, base, barred=barred)
            await check_all(self._checks, wanted.requests)
        except BotError as error:
            return Fault(number=number, text=line, error=error)
        return wanted


async def check_all(checks: Checks, wanted: Sequence[Request]) -> None:
    """See to it that all of some requests can be done.

    Raises:
        RequestError: One of them cannot.
    """
    for request in wanted:
        await checks.check(request)


def _limit(count: int) -> None:
    if count > MOST:
        raise TooManyAtOnce(count=count, limit=MOST)
