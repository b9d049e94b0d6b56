"""The models that can be had here, whoever makes them."""

from collections.abc import Collection, Mapping, Sequence

from bot.core.capabilities import Mode, ModelSpec
from bot.core.errors import UnknownModel
from bot.core.models import Request
from bot.core.ports.provider import Provider


class Catalogue:
    """Every enabled model of every configured provider, in their order.

    Args:
        providers: The configured providers.
        enabled: Keys of models that are off by default and wanted (MODELS_ENABLED).
        disabled: Keys of models that are on by default and not wanted (MODELS_DISABLED).
    """

    def __init__(
        self,
        providers: Sequence[Provider],
        enabled: frozenset[str] = frozenset(),
        disabled: frozenset[str] = frozenset(),
    ) -> None:
        self._models: dict[str, ModelSpec] = {}
        self._providers: dict[str, Provider] = {}
        for provider in providers:
            for spec in provider.spec.models:
                if (spec.enabled or spec.key in enabled) and spec.key not in disabled:
                    self._models[spec.key] = spec
                    self._providers[spec.key] = provider

    @property
    def models(self) -> tuple[ModelSpec, ...]:
        """All models."""
        return tuple(self._models.values())

    @property
    def providers(self) -> Mapping[str, Provider]:
        """The providers that have a model here, by their key."""
        return {provider.spec.key: provider for provider in self._providers.values()}

    def without(self, keys: Collection[str]) -> "Catalogue":
        """The same, less some models."""
        if not keys:
            return self
        left = Catalogue(())
        left._models = {key: spec for key, spec in self._models.items() if key not in keys}
        left._providers = {key: self._providers[key] for key in left._models}
        return left

    def get(self, key: str) -> ModelSpec | None:
        """A model by our own name."""
        return self._models.get(key)

    def provider(self, key: str) -> Provider:
        """Who makes a model.

        Raises:
            UnknownModel: There is no such model (any more).
        """
        try:
            return self._providers[key]
        except KeyError:
            raise UnknownModel(name=key, known=self._known()) from None

    def able(
        self, mode: Mode, *, mask: bool = False, made_by: str | None = None
    ) -> tuple[ModelSpec, ...]:
        """The models that do a kind of work, told as for `ModelSpec.does`."""
        return tuple(spec for spec in self.models if spec.does(mode, mask=mask, made_by=made_by))

    def able_for(self, request: Request) -> tuple[ModelSpec, ...]:
        """The models that do the kind of work that a request asks for."""
        return self.able(request.mode, mask=bool(request.mask), made_by=request.made_by)

    def choose(
        self, key: str | None, mode: Mode, *, mask: bool = False, made_by: str | None = None
    ) -> ModelSpec | None:
        """The wanted model if it does this work, otherwise the first that does."""
        able = self.able(mode, mask=mask, made_by=made_by)
        return next((spec for spec in able if spec.key == key), next(iter(able), None))

    def find(self, name: str, mode: Mode | None = None) -> ModelSpec:
        """A model by our name, the vendor's, its title, or an unambiguous beginning of one.

        Args:
            name: As it was typed.
            mode: What it is to do: of several that begin so, those that do are meant.

        Raises:
            UnknownModel: No model, or several, answer to it.
        """
        wanted = name.strip().casefold()
        exact = [spec for spec in self.models if wanted in _names(spec)]
        begun = [spec for spec in self.models if _begins(spec, wanted)] if wanted else []
        if mode and len(begun) > 1:
            begun = [spec for spec in begun if mode in spec.modes] or begun
        match exact or begun:
            case [spec]:
                return spec
            case _:
                raise UnknownModel(name=name, known=self._known())

    def _known(self) -> str:
        return ", ".join(self._models)


def _names(spec: ModelSpec) -> tuple[str, ...]:
    return spec.key.casefold(), spec.vendor_name.casefold(), spec.title.casefold()


def _begins(spec: ModelSpec, wanted: str) -> bool:
    return any(name.startswith(wanted) for name in _names(spec))
