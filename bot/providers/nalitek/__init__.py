"""nalitek: FLUX dev and schnell.

Source of the facts: "nalitek docs", the vendor's API page. It often says two things about one
matter: every form of an answer is read (`reading`), one form of a request is sent (`bodies`).
"""

from collections.abc import Mapping

from bot.core.ports.provider import Provider
from bot.providers.calls import Transport
from bot.providers.nalitek.adapter import Nalitek
from bot.providers.nalitek.spec import SPEC as PROVIDER

__all__ = ["PROVIDER", "create"]


def create(settings: Mapping[str, str], transport: Transport) -> Provider:
    """Build the adapter.

    Raises:
        Misconfigured: A setting's value cannot be used.
    """
    return Nalitek(settings, transport)
