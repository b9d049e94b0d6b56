"""Pictures of any server that speaks as OpenAI does; set up for aipomogator, a reseller.

Source of the facts: "aipomogator docs", the page on its images; "OpenAI docs" stand behind what
that page does not say, and need not be true of the reseller.
"""

from collections.abc import Mapping

from bot.core.ports.provider import Provider
from bot.providers.calls import Transport
from bot.providers.openai_images.adapter import OpenAiImages
from bot.providers.openai_images.offers import SPEC as PROVIDER

__all__ = ["PROVIDER", "create"]


def create(settings: Mapping[str, str], transport: Transport) -> Provider:
    """Build the adapter.

    Raises:
        Misconfigured: AIPOMOGATOR_MODELS or AIPOMOGATOR_PER_MINUTE cannot be used.
    """
    return OpenAiImages(settings, transport)
