"""Finds the providers.

A provider is a module or package in `bot.providers` with two names:

    PROVIDER: ProviderSpec     what it offers and which settings it has, as data
    create(settings, transport) -> Provider

`settings` holds a value for each of its declared settings. Nothing else has to be told about it.
"""

import importlib
import pkgutil
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from typing import Protocol, cast

from bot import providers
from bot.core.capabilities import ProviderSpec
from bot.core.ports.provider import Provider
from bot.providers.calls import Transport

Connect = Callable[[ProviderSpec, Mapping[str, str]], Transport]

_HEAVY = frozenset({"transport"})
"""Not imported in the search: it would bring the HTTP library with it."""


class Vendor(Protocol):
    """What a provider's module looks like."""

    PROVIDER: ProviderSpec

    def create(self, settings: Mapping[str, str], transport: Transport) -> Provider:
        """Build the adapter.

        Raises:
            Misconfigured: A setting's value cannot be used.
        """
        ...


def vendors() -> Iterator[Vendor]:
    """Every provider's module, by name."""
    for name in _names(tuple(providers.__path__)):
        module = importlib.import_module(f"{providers.__name__}.{name}")
        if hasattr(module, "PROVIDER"):
            yield cast(Vendor, module)


@cache
def _names(folders: tuple[str, ...]) -> tuple[str, ...]:
    """What is in there: the folders are read once, they do not change while the bot runs."""
    return tuple(found.name for found in pkgutil.iter_modules(folders) if found.name not in _HEAVY)


def specs() -> tuple[ProviderSpec, ...]:
    """What every provider offers, configured or not."""
    return tuple(vendor.PROVIDER for vendor in vendors())


def values(spec: ProviderSpec, settings: Mapping[str, str]) -> dict[str, str]:
    """A provider's settings by name: those that are set, otherwise their defaults."""
    known = {setting.name: settings.get(setting.name, "").strip() for setting in spec.settings}
    return {s.name: known[s.name] or s.default or "" for s in spec.settings}


def missing(spec: ProviderSpec, settings: Mapping[str, str]) -> tuple[str, ...]:
    """The names of required settings that have no value."""
    known = values(spec, settings)
    return tuple(s.name for s in spec.settings if s.default is None and not known[s.name])


def build(
    settings: Mapping[str, str], connect: Connect, enabled: frozenset[str] = frozenset()
) -> tuple[Provider, ...]:
    """Every provider that can be used with these settings.

    Args:
        settings: Values of environment variables by name; empty ones count as unset.
        connect: Gives a provider its network, such as `Http.transport`.
        enabled: Models asked for by name (MODELS_ENABLED): a fallback provider that has one of
            them comes even when there are others.

    Raises:
        Misconfigured: A setting's value cannot be used.
    """
    usable = [vendor for vendor in vendors() if not missing(vendor.PROVIDER, settings)]
    alone = all(vendor.PROVIDER.fallback for vendor in usable)
    return tuple(
        _create(vendor, values(vendor.PROVIDER, settings), connect)
        for vendor in usable
        if alone or not vendor.PROVIDER.fallback or _asked_for(vendor.PROVIDER, enabled)
    )


def _create(vendor: Vendor, known: Mapping[str, str], connect: Connect) -> Provider:
    return vendor.create(known, connect(vendor.PROVIDER, known))


def _asked_for(spec: ProviderSpec, enabled: frozenset[str]) -> bool:
    return any(model.key in enabled for model in spec.models)
