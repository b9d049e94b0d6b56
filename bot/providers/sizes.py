"""Sizes of pictures as vendors list them, `1024x768`, as proportions with names.

Several sizes may have the same proportions: then the option `side` tells them apart.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import gcd

from bot.core.capabilities import AspectRatio, ModelSpec, Option, OptionType
from bot.core.models import Request

SIDE = "side"
"""The option's key; its values are pixels of the longest side."""

NEAR = 0.03
"""How far sizes may be from the proportions that they are named after."""

_NAMES = ((1, 1), (2, 3), (3, 2), (3, 4), (4, 3), (4, 5), (5, 4), (9, 16), (16, 9))
_SIZE = re.compile(r"([1-9][0-9]{1,3})[xX×]([1-9][0-9]{1,3})")


@dataclass(frozen=True, kw_only=True)
class Size:
    """A picture's size in pixels."""

    width: int
    height: int

    @property
    def longest(self) -> int:
        """The longest side."""
        return max(self.width, self.height)

    @property
    def name(self) -> str:
        """As vendors write it, with a Latin x."""
        return f"{self.width}x{self.height}"

    @property
    def ratio(self) -> AspectRatio:
        """Its proportions, under the best known name that fits."""
        proportion = self.width / self.height
        near = [pair for pair in _NAMES if abs(proportion - pair[0] / pair[1]) < NEAR]
        common = gcd(self.width, self.height)
        exact = (self.width // common, self.height // common)
        across, down = min(
            near, key=lambda pair: abs(proportion - pair[0] / pair[1]), default=exact
        )
        return AspectRatio(name=f"{across}:{down}", width=self.width, height=self.height)


def read(texts: Iterable[str]) -> tuple[Size, ...]:
    """The sizes that texts such as `1024x768` name.

    Raises:
        ValueError: One of them names none.
    """
    return tuple(map(_read, texts))


def ratios(sizes: Sequence[Size]) -> tuple[AspectRatio, ...]:
    """The proportions of sizes, each with the first size that has them."""
    found: dict[str, AspectRatio] = {}
    for size in sizes:
        found.setdefault(size.ratio.name, size.ratio)
    return tuple(found.values())


def side(sizes: Sequence[Size]) -> tuple[Option, ...]:
    """The option that chooses among sizes of the same proportions; none where there are none."""
    several = [size for size in sizes if len(_alike(sizes, size.ratio.name)) > 1]
    if not several:
        return ()
    choices = sorted({size.longest for size in several})
    default = str(several[0].longest)
    option = Option(
        key=SIDE, type=OptionType.CHOICE, default=default, choices=tuple(map(str, choices))
    )
    return (option,)


def chosen(sizes: Sequence[Size], spec: ModelSpec, request: Request) -> Size:
    """The size that a request means: its proportions, in the wanted size where there is one."""
    ratio = spec.ratio(request.ratio) or spec.ratios[0]
    alike = _alike(sizes, ratio.name)
    option = spec.option(SIDE)
    wanted = str(request.options.get(SIDE, option.default)) if option else ""
    return next((size for size in alike if str(size.longest) == wanted), alike[0])


def _read(text: str) -> Size:
    found = _SIZE.fullmatch(text.strip())
    if found is None:
        raise ValueError("no size")
    return Size(width=int(found[1]), height=int(found[2]))


def _alike(sizes: Sequence[Size], name: str) -> list[Size]:
    return [size for size in sizes if size.ratio.name == name]
