"""FusionBrain: Kandinsky by its makers.

Source of the facts: "FusionBrain docs", the vendor's API page; where that page contradicts itself
or its SDKs, every form is read (`reading`) and only the documented one is sent (`adapter`).
"""

from collections.abc import Mapping

from bot.core.ports.provider import Provider
from bot.providers.calls import Transport
from bot.providers.fusionbrain.adapter import FusionBrain
from bot.providers.fusionbrain.spec import SPEC as PROVIDER

__all__ = ["PROVIDER", "create"]


def create(settings: Mapping[str, str], transport: Transport) -> Provider:
    """Build the adapter.

    Raises:
        Misconfigured: FUSIONBRAIN_MAX_SIDE cannot be used.
    """
    return FusionBrain(settings, transport)
