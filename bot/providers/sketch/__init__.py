"""Sketch: a keyless painter that works on this machine, so that the bot can be tried at once."""

from collections.abc import Mapping

from bot.core.errors import Misconfigured
from bot.core.ports.provider import Provider
from bot.providers.calls import Transport
from bot.providers.sketch.spec import SPEC as PROVIDER

__all__ = ["PROVIDER", "create"]


def create(settings: Mapping[str, str], transport: Transport) -> Provider:
    """Build the painter.

    Raises:
        Misconfigured: SKETCH_SECONDS is no number, or below zero.
    """
    from bot.providers.sketch.provider import Sketch  # Pillow is wanted by painters alone

    return Sketch(seconds=_seconds(settings["SKETCH_SECONDS"]), transport=transport)


def _seconds(value: str) -> float:
    if not value.replace(".", "", 1).isdecimal():
        detail = "SKETCH_SECONDS has to be a number such as 3 or 0.5"
        raise Misconfigured(provider=PROVIDER.key, detail=detail)
    return float(value)
