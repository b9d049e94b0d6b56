"""Recipes of others, followed by a model that is here."""

from bot.core.adoption import Adopted, adopt
from bot.core.capabilities import ModelSpec
from bot.core.catalogue import Catalogue
from bot.core.models import Person, Request
from bot.services.styles import Styles


class Adoptions:
    """Finds who can follow a recipe, and how far.

    Args:
        catalogue: The models.
        styles: Their styles.
    """

    def __init__(self, *, catalogue: Catalogue, styles: Styles) -> None:
        self._catalogue = catalogue
        self._styles = styles

    async def follow(self, wanted: Request, person: Person) -> Adopted:
        """A recipe for its own model where that one is here, otherwise for the person's.

        Where no model does this kind of work it stays as it is.
        """
        usual = self._catalogue.choose(person.preferences.model, wanted.mode)
        spec = self._named(wanted) or usual
        if spec is None:
            return Adopted(request=wanted)
        return adopt(wanted, spec, await self._styles.list(spec.key))

    def _named(self, wanted: Request) -> ModelSpec | None:
        """The recipe's own model, by our name, the vendor's or its title, if it is here."""
        name, able = wanted.model.casefold(), self._catalogue.able(wanted.mode)
        return next((spec for spec in able if name in _names(spec)), None)


def _names(spec: ModelSpec) -> set[str]:
    return {name.casefold() for name in (spec.key, spec.vendor_name, spec.title)}
