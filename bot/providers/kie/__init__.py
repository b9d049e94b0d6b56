"""KIE: one account for the models of several makers.

Source of the facts: "KIE guide", the page that names the models and their fields, and "KIE docs",
the vendor's own pages, for what that guide leaves open. Where they contradict each other every
form is read (`records`) and only the documented one is sent (`works`).
"""

from collections.abc import Mapping

from bot.core.ports.provider import Provider
from bot.providers.calls import Transport
from bot.providers.kie.adapter import Kie
from bot.providers.kie.spec import SPEC as PROVIDER

__all__ = ["PROVIDER", "create"]


def create(settings: Mapping[str, str], transport: Transport) -> Provider:
    """Build the adapter.

    Raises:
        Misconfigured: A setting's value cannot be used.
    """
    return Kie(settings, transport)
