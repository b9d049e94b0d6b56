"""Sizes as nalitek takes them: from 512, in steps of 64, up to what the plan allows."""

from dataclasses import dataclass
from pathlib import Path

from bot.core.errors import InputUnreadable
from bot.core.models import Request

LEAST = 512
STEP = 64
DEFAULT_SIDE = 1024


@dataclass(frozen=True, kw_only=True)
class Canvas:
    """What fits into a plan.

    Attributes:
        limit: Pixels of the longest side.
    """

    limit: int

    def size(self, proportion: float, side: int) -> tuple[int, int]:
        """Width and height nearest to proportions.

        Args:
            proportion: Width divided by height.
            side: Wanted pixels of the longest side; more where the shortest needs it.
        """
        stretch = max(proportion, 1 / proportion)
        longest = min(side, self.limit)
        short, long = self._grid(longest / stretch), self._grid(max(longest, LEAST * stretch))
        return (long, short) if proportion >= 1 else (short, long)

    def wanted(self, request: Request, side: int) -> tuple[int, int]:
        """The size of a request with named proportions; none named: a square."""
        across, down = map(int, (request.ratio or "1:1").split(":"))
        return self.size(across / down, side)

    def like(self, original: tuple[int, int], side: int | None = None) -> tuple[int, int]:
        """A size with a picture's proportions, as large as that picture where none is wanted."""
        width, height = original
        return self.size(width / height, side or max(original))

    def _grid(self, pixels: float) -> int:
        most = self.limit // STEP * STEP
        return min(max(round(pixels / STEP) * STEP, LEAST), most)


def measured(path: Path) -> tuple[int, int]:
    """A picture's width and height.

    Raises:
        InputUnreadable: It is none.
    """
    from PIL import Image, UnidentifiedImageError

    try:
        with Image.open(path) as image:
            return image.size
    except (OSError, ValueError, UnidentifiedImageError, Image.DecompressionBombError) as error:
        raise InputUnreadable from error
