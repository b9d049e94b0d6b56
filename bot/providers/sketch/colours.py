"""Colours and how they mix."""

import colorsys
from typing import TypeAlias

Colour: TypeAlias = tuple[int, int, int]

WHITE: Colour = (255, 255, 255)
BLACK: Colour = (0, 0, 0)


def hexed(code: str) -> Colour:
    """A colour from `#rrggbb`."""
    red, green, blue = bytes.fromhex(code.removeprefix("#"))
    return red, green, blue


def mix(one: Colour, other: Colour, share: float) -> Colour:
    """One colour with a share (0 to 1) of another."""
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(one, other, strict=True))
    return red, green, blue


def lighter(colour: Colour, share: float) -> Colour:
    """Nearer to white."""
    return mix(colour, WHITE, share)


def darker(colour: Colour, share: float) -> Colour:
    """Nearer to black, and a little to blue, as shadows are."""
    return mix(colour, (12, 10, 32), share)


def luma(colour: Colour) -> float:
    """Brightness as it is seen, from 0 to 1."""
    red, green, blue = colour
    return (0.299 * red + 0.587 * green + 0.114 * blue) / 255


def vivid(colour: Colour, factor: float) -> Colour:
    """More (or less) saturated by a factor."""
    hue, light, saturation = colorsys.rgb_to_hls(*(part / 255 for part in colour))
    parts = colorsys.hls_to_rgb(hue, light, min(1.0, saturation * factor))
    red, green, blue = (round(part * 255) for part in parts)
    return red, green, blue


def ramp(stops: tuple[Colour, ...], place: float) -> Colour:
    """The colour at a place (0 to 1) between evenly spaced stops."""
    where = min(max(place, 0.0), 1.0) * (len(stops) - 1)
    index = min(int(where), len(stops) - 2)
    return mix(stops[index], stops[index + 1], where - index)
