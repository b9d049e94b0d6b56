"""Telling a picture and what marks a part of it from pictures that are all to be changed."""

import logging
from typing import Protocol

from bot.core.errors import BotError, MaskUnclear
from bot.core.models import Input

logger = logging.getLogger(__name__)

_PAIR = 2


class Markings(Protocol):
    """What knows a picture that marks a part of another."""

    async def marks(self, picture: Input, marking: Input) -> bool:
        """Whether it does.

        Raises:
            MaskUnclear: It does, but marks nothing, or everything.
            BotError: One of them cannot be had.
        """
        ...


class Marks:
    """Looks for a mask among the pictures of a message.

    Args:
        markings: Looks at the pictures themselves.
    """

    def __init__(self, markings: Markings) -> None:
        self._markings = markings

    async def found(
        self, inputs: tuple[Input, ...], beneath: Input | None
    ) -> tuple[tuple[Input, ...], Input | None]:
        """The pictures to be changed, and the mask where there is one.

        Args:
            inputs: The pictures of a message.
            beneath: The picture that it replies to.

        Raises:
            MaskUnclear: A copy of the picture beneath is marked nowhere, or all over.
        """
        pictures = inputs if beneath is None else (beneath, *inputs)
        if len(pictures) != _PAIR:
            return inputs, None
        try:
            marked = await self._markings.marks(*pictures)
        except MaskUnclear:
            if beneath is not None:
                raise
            return inputs, None  # two pictures that look alike may be just that
        except BotError as error:
            logger.info("Nobody knows whether a picture marks another: %s", error)
            return inputs, None
        return (pictures[:1], pictures[1]) if marked else (inputs, None)
