"""A model and who makes it."""

from bot.core.capabilities import ModelSpec
from bot.core.catalogue import Catalogue
from bot.core.ports.provider import Provider


def look_up(catalogue: Catalogue, key: str) -> tuple[ModelSpec, Provider]:
    """A model's specification and its provider.

    Raises:
        UnknownModel: There is no such model (any more).
    """
    provider = catalogue.provider(key)
    return next(spec for spec in provider.spec.models if spec.key == key), provider
