"""Shared pictures: their links, and their recipes in the hands of others."""

from aiogram import Bot
from aiogram.types import Message

from bot.core.catalogue import Catalogue
from bot.core.models import Artifact, Person, Request
from bot.core.recipe import as_made, bare
from bot.services.adoptions import Adoptions
from bot.services.quota import Quota
from bot.services.shares import Shares
from bot.services.styles import Styles
from bot.telegram.exhibits import Exhibits
from bot.telegram.replies import reply
from bot.telegram.screens.recipe import followed_words, recipe_text
from bot.telegram.screens.sharing import address, link_view, shared_view
from bot.telegram.translator import Translate


class Sharing:
    """Shows links to those who share, and recipes to those who open them.

    Args:
        bot: Has the name that links lead to.
        shares: Knows where links lead.
        exhibits: Shows pictures.
        catalogue: The models.
        styles: Their styles.
        adoptions: Let models that are here follow recipes of others.
        quota: What is left today.
    """

    def __init__(  # noqa: PLR0913 - built once, by name
        self,
        *,
        bot: Bot,
        shares: Shares,
        exhibits: Exhibits,
        catalogue: Catalogue,
        styles: Styles,
        adoptions: Adoptions,
        quota: Quota,
    ) -> None:
        self._bot = bot
        self._shares = shares
        self._exhibits = exhibits
        self._catalogue = catalogue
        self._styles = styles
        self._adoptions = adoptions
        self._quota = quota

    async def offer(self, message: Message, artifact: Artifact, t: Translate) -> None:
        """Answer a picture with its link."""
        key = await self._shares.link(artifact.id)
        name = (await self._bot.me()).username or ""
        await reply(message, link_view(artifact, address(name, key), t))

    async def open(self, message: Message, key: str, person: Person, t: Translate) -> None:
        """Answer with the picture that a link leads to and its recipe.

        Raises:
            LinkGone: It leads nowhere.
        """
        artifact, run = await self._shares.opened(key)
        made = bare(as_made(run, artifact))
        adopted = await self._adoptions.follow(made, person)
        usage = await self._quota.of(person, made.mode.allowance)
        spec = self._catalogue.get(made.model)
        styles = await self._styles.list(spec.key) if spec else ()
        told = recipe_text(made, spec, styles, t, artifact.note or "")
        words = [told, followed_words(adopted, self._catalogue, t)]
        recipe = "\n\n".join(part for part in words if part)
        view = shared_view(key, adopted.request, recipe, usage, t)
        await self._exhibits.show(message, artifact, view)

    async def wanted(self, key: str, person: Person) -> Request:
        """The recipe that a link leads to, as a model that is here now follows it.

        Raises:
            LinkGone: It leads nowhere.
        """
        artifact, run = await self._shares.opened(key)
        return (await self._adoptions.follow(bare(as_made(run, artifact)), person)).request
