"""Reads KIE's settings."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from math import sqrt

from bot.core import options
from bot.core.capabilities import AspectRatio, Option, OptionType
from bot.core.errors import Misconfigured

MOST = 100_000
_GRID = 16
_PIXELS = 1024 * 1024
_SHORT_SIDE = 720
_NONE = "none"
_SWITCH = Option(key="", type=OptionType.BOOLEAN, default=False)


def ratios(text: str) -> tuple[AspectRatio, ...]:
    """Proportions from a list such as `1:1,3:2`, each with about a megapixel.

    Raises:
        ValueError: It is no such list.
    """
    return tuple(map(_ratio, _names(text)))


def frames(text: str) -> tuple[AspectRatio, ...]:
    """Proportions of clips from such a list, each 720 pixels on its shorter side.

    Raises:
        ValueError: It is no such list.
    """
    return tuple(map(_frame, _names(text)))


def proportion(name: str) -> float:
    """Width by height of proportions such as `3:2`.

    Raises:
        ValueError: They are none.
    """
    across, _, down = name.partition(":")
    if not (0 < int(across) <= MOST and 0 < int(down) <= MOST):
        raise ValueError("no proportions")
    return int(across) / int(down)


@dataclass(frozen=True, kw_only=True)
class Values:
    """A provider's settings, read as what they mean; each method raises Misconfigured.

    Attributes:
        provider: ProviderSpec.key, for the error.
        settings: The values by name.
    """

    provider: str
    settings: Mapping[str, str]

    def number(self, name: str) -> int:
        """A whole number from 1."""
        value = self.settings[name]
        if not (value.isascii() and value.isdecimal() and 1 <= int(value) <= MOST):
            raise self._unfit(name, f"a whole number from 1 to {MOST}")
        return int(value)

    def switch(self, name: str) -> bool:
        """On or off."""
        value = options.read(_SWITCH, self.settings[name])
        if value is None:
            raise self._unfit(name, "on or off")
        return bool(value)

    def words(self, name: str, known: Collection[str]) -> frozenset[str]:
        """A list of known words; `none` stands for the empty one."""
        found = {word.strip() for word in self.settings[name].split(",")} - {""}
        if found == {_NONE}:
            return frozenset()
        if not found <= set(known):
            raise self._unfit(name, f"{_NONE}, or a list such as {','.join(known)}")
        return frozenset(found)

    def ratios(self, name: str) -> tuple[AspectRatio, ...]:
        """A list of proportions."""
        return self._proportions(name, ratios)

    def frames(self, name: str) -> tuple[AspectRatio, ...]:
        """A list of proportions of clips."""
        return self._proportions(name, frames)

    def choices(self, name: str, known: Collection[str]) -> tuple[str, ...]:
        """Known words in the order in which they are offered; `none` stands for no word."""
        self.words(name, known)
        listed = dict.fromkeys(word.strip() for word in self.settings[name].split(","))
        return tuple(word for word in listed if word not in ("", _NONE))

    def prices(self, name: str, models: Collection[str]) -> Mapping[str, Decimal]:
        """US dollars per picture, by the keys of models."""
        told = f"a list such as {next(iter(models))}=0.03"
        pairs = [pair.partition("=") for pair in self.settings[name].split(",") if pair.strip()]
        try:
            found = {key.strip(): Decimal(price.strip()) for key, _, price in pairs}
        except InvalidOperation:
            raise self._unfit(name, told) from None
        if not found.keys() <= set(models) or not all(map(_is_price, found.values())):
            raise self._unfit(name, told)
        return found

    def _proportions(
        self, name: str, read: Callable[[str], tuple[AspectRatio, ...]]
    ) -> tuple[AspectRatio, ...]:
        try:
            return read(self.settings[name])
        except ValueError:
            raise self._unfit(name, "a list such as 1:1,3:2") from None

    def _unfit(self, name: str, wanted: str) -> Misconfigured:
        return Misconfigured(provider=self.provider, detail=f"{name} has to be {wanted}")


def _is_price(value: Decimal) -> bool:
    return value.is_finite() and value >= 0


def _names(text: str) -> tuple[str, ...]:
    names = tuple(dict.fromkeys(name.strip() for name in text.split(",") if name.strip()))
    if not names:
        raise ValueError("no proportions")
    return names


def _frame(name: str) -> AspectRatio:
    wanted = proportion(name)
    across, down = max(1.0, wanted), max(1.0, 1 / wanted)
    width, height = (round(_SHORT_SIDE * side / 2) * 2 for side in (across, down))
    return AspectRatio(name=name, width=width, height=height)


def _ratio(name: str) -> AspectRatio:
    wanted = proportion(name)
    width, height = (_side(sqrt(_PIXELS * factor)) for factor in (wanted, 1 / wanted))
    return AspectRatio(name=name, width=width, height=height)


def _side(pixels: float) -> int:
    return max(1, round(pixels / _GRID)) * _GRID
