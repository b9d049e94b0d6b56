"""Palettes by the time of day, and what season and words make of them."""

import colorsys
import random
from collections.abc import Callable
from dataclasses import dataclass, replace

from bot.providers.sketch.colours import Colour, darker, hexed, mix, vivid
from bot.providers.sketch.words import Idea


@dataclass(frozen=True, kw_only=True)
class Palette:
    """The colours of a landscape.

    Attributes:
        sky: From the top to the horizon.
        far: Land at the horizon.
        near: Land in front.
        lamp: Sun or moon.
        water: From the horizon to the front.
        dark: Whether it is night.
        leaves: Of trees that have leaves.
        white: Whether there is snow on everything.
    """

    sky: tuple[Colour, ...]
    far: Colour
    near: Colour
    lamp: Colour
    water: tuple[Colour, ...]
    leaves: tuple[Colour, ...]
    dark: bool = False
    white: bool = False

    def land(self, depth: float) -> Colour:
        """Land at a depth from 0 (horizon) to 1 (front)."""
        return mix(self.far, self.near, depth)


def _palette(
    sky: str,
    far: str,
    near: str,
    lamp: str,
    *,
    leaves: str = "#5f9a4d #3f7d4e",
    dark: bool = False,
) -> Palette:
    stops = tuple(map(hexed, sky.split()))
    greens = tuple(mix(hexed(near), hexed(green), 0.5) for green in leaves.split())
    return Palette(
        sky=stops,
        far=hexed(far),
        near=hexed(near),
        lamp=hexed(lamp),
        water=(
            mix(stops[-1], stops[1], 0.5),
            mix(stops[1], stops[0], 0.45),
            darker(stops[0], 0.15),
        ),
        leaves=greens,
        dark=dark,
    )


PALETTES = {
    "day": (
        _palette("#4d9fd6 #9fd3ea #f4eed8", "#9cc8b6", "#3b7350", "#fff6d2"),
        _palette("#3a8fb5 #8fcac8 #f8e2bd", "#a9c9a4", "#42704a", "#fff3c4"),
        _palette("#6fb1e4 #c3e2f2 #fdf0da", "#a3cdb0", "#4f8a4e", "#fff8dc"),
    ),
    "evening": (
        _palette("#2f2f63 #c8507a #ffb668", "#99597d", "#2b2145", "#ffe9ae"),
        _palette("#46357c #ef6d6c #ffd38c", "#a4607f", "#35224a", "#fff0b8"),
        _palette("#1f4a6e #e2797d #fbcb87", "#8a6480", "#23304c", "#ffeab0"),
    ),
    "dawn": (
        _palette("#6c8fcb #f2b6b1 #fde9cb", "#c7b0c3", "#4a5d7c", "#fff4d6"),
        _palette("#7fa9d4 #f6ccb6 #fff2d2", "#b8c4c4", "#527a72", "#fff6da"),
    ),
    "night": (
        _palette("#0a1030 #20316d #5a6cab", "#37487f", "#0b1126", "#f6f1d6", dark=True),
        _palette("#08182c #124560 #49989a", "#2c6272", "#071a26", "#f7f3dc", dark=True),
        _palette("#140b2e #3c2262 #8a5a9c", "#55407f", "#120c26", "#fbeecd", dark=True),
    ),
}

INKS = "#6a6b6f #4c4d52"
OF_STYLES = {
    "neon": (
        _palette("#0b0424 #3a1068 #ff3f93", "#46208c", "#0a0620", "#ffd257", dark=True),
        _palette("#030b26 #10306e #ff5aa8", "#1f3f8c", "#050a22", "#ff9a5a", dark=True),
    ),
    "ink": (
        _palette("#cfcac0 #e6e1d6 #f6f2e8", "#bdbab4", "#5f6065", "#d2402e", leaves=INKS),
        _palette("#e2ddd2 #efeae0 #f8f4ea", "#c9c5bd", "#6b6a67", "#d2402e", leaves=INKS),
    ),
}
"""Styles that have colours of their own, at any hour."""

_SEASONS = {
    "winter": ("#c9dcea", "#e9f1f6", ("#6f93a0", "#54788c")),
    "autumn": ("#c79a6c", "#8a5a2e", ("#d9822b", "#c4472d", "#e3b23c")),
    "spring": ("#b5d3a0", "#5f9a54", ("#f2a7bf", "#f7c6d4", "#9cc76b")),
    "summer": ("#a6cf93", "#3f8a45", ("#4f9a45", "#6fae4a")),
}

RAIN = hexed("#6d7686")
TINT = 0.74
GREYISH = 0.25


def choose(idea: Idea, hour: str, style: str, chance: random.Random) -> Palette:
    """A palette for an hour and a style, with what the words ask of it."""
    palette = chance.choice(OF_STYLES.get(style) or PALETTES[hour])
    if idea.season is not None:
        palette = _seasoned(palette, idea.season)
    overcast = (RAIN,) if "rain" in idea.extras else ()
    for colour in (*overcast, *idea.colours[:2]):
        palette = tinted(palette, colour)
    for name in sorted(idea.unwanted):
        if name.startswith("#"):
            palette = _without(palette, hexed(name))
    return palette


def tinted(palette: Palette, colour: Colour) -> Palette:
    """A palette that leans to one colour everywhere, as light and dark as before."""
    return _each(palette, lambda one: mix(one, _in_hue(one, colour), TINT))


def _in_hue(one: Colour, other: Colour) -> Colour:
    """A colour's brightness in another's hue; towards white, grey or black simply that."""
    hue, light, saturation = colorsys.rgb_to_hls(*(part / 255 for part in other))
    if saturation < GREYISH:
        return mix(one, other, 0.6)
    own = colorsys.rgb_to_hls(*(part / 255 for part in one))[1]
    red, green, blue = colorsys.hls_to_rgb(hue, own * 0.85 + light * 0.15, saturation * 0.92)
    return round(red * 255), round(green * 255), round(blue * 255)


def _each(palette: Palette, change: Callable[[Colour], Colour]) -> Palette:
    return replace(
        palette,
        sky=tuple(map(change, palette.sky)),
        far=change(palette.far),
        near=change(palette.near),
        water=tuple(map(change, palette.water)),
        leaves=tuple(map(change, palette.leaves)),
    )


def _seasoned(palette: Palette, season: str) -> Palette:
    far, near, leaves = _SEASONS[season]
    strength = 0.4 if palette.dark else 0.72
    winter = season == "winter"
    front = mix(hexed(near), palette.sky[0], 0.42) if winter and palette.dark else hexed(near)
    return replace(
        palette,
        far=mix(palette.far, hexed(far), strength),
        near=mix(palette.near, front, 0.85 if winter else strength),
        leaves=tuple(mix(palette.near, hexed(leaf), strength + 0.2) for leaf in leaves),
        white=winter,
    )


def _without(palette: Palette, colour: Colour) -> Palette:
    def cleared(one: Colour) -> Colour:
        return vivid(one, 0.15) if _same_hue(one, colour) else one

    return replace(_each(palette, cleared), lamp=cleared(palette.lamp))


def _same_hue(one: Colour, other: Colour) -> bool:
    """Whether two colours are neighbours on the wheel; greys are nobody's neighbours."""
    hues = [colorsys.rgb_to_hsv(*(part / 255 for part in each)) for each in (one, other)]
    distance = abs(hues[0][0] - hues[1][0])
    colourful = all(saturation > 0.15 for _, saturation, _ in hues)  # noqa: PLR2004 -- to the eye
    return colourful and min(distance, 1 - distance) < 0.11  # noqa: PLR2004 -- 40 degrees
