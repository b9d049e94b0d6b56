"""The menu below a picture that somebody sent without words."""

from typing import TypeAlias

from aiogram.types import Animation, Document, Message, Video

from bot.core.adoption import Brought
from bot.core.capabilities import Allowance, Mode
from bot.core.catalogue import Catalogue
from bot.core.errors import NotFound, RecipeMissing, UnsupportedMode
from bot.core.models import Input, Person, Request
from bot.core.ports.stores import CacheStore
from bot.services.adoptions import Adoptions
from bot.services.films import Offer
from bot.services.quota import Quota
from bot.services.wishes import Asker
from bot.telegram.buttons import View
from bot.telegram.files import content_of
from bot.telegram.postponed import Asked, postpone, recall
from bot.telegram.recipes import Recipes, Screen
from bot.telegram.replies import reply
from bot.telegram.screens.films import sent_button, sent_clip_rows, sent_clip_view
from bot.telegram.screens.pictures import (
    Rows,
    enlarge_rows,
    picture_rows,
    picture_view,
    upscale_view,
)
from bot.telegram.screens.recipe import found_recipe_view
from bot.telegram.translator import Translate

Carrier: TypeAlias = Document | Video | Animation


class Menus:
    """Opens menus and remembers which pictures they are about.

    Args:
        catalogue: The models.
        quota: What is left today.
        cache: Keeps the pictures.
        recipes: Reads files.
        adoptions: Let models that are here follow what files say.
    """

    def __init__(
        self,
        *,
        catalogue: Catalogue,
        quota: Quota,
        cache: CacheStore,
        recipes: Recipes,
        adoptions: Adoptions,
    ) -> None:
        self._catalogue = catalogue
        self._quota = quota
        self._cache = cache
        self._recipes = recipes
        self._adoptions = adoptions

    async def open(self, message: Message, asker: Asker, asked: Asked, t: Translate) -> None:
        """Answer a picture with what can be done with it; a file may bring its recipe along."""
        await postpone(self._cache, message.chat.id, message.message_id, asked)
        usage = await self._quota.of(asker.person, Allowance.UPSCALE, asker.group)
        rows = picture_rows(self._catalogue, asker.person.preferences.model, usage, t)
        if self._catalogue.able(Mode.IMAGE_TO_VIDEO):
            videos = await self._quota.of(asker.person, Allowance.VIDEO, asker.group)
            rows.append([sent_button("result-animate", videos, t)])
        sent = await reply(message, picture_view(rows, t))
        if message.document:
            screen = self._screen(asker, rows, t, None)
            self._recipes.reveal(message.document.file_id, sent, screen)

    async def look_into(self, message: Message, asker: Asker, t: Translate) -> None:
        """Answer a clip with the recipe that it carries, or that it carries none."""
        file = carrier(message)
        if file is not None:
            sent = await reply(message, View(text=t("clip-looking")))
            screen = self._screen(asker, [], t, View(text=t("clip-no-recipe")))
            self._recipes.reveal(file.file_id, sent, screen)

    async def open_clip(
        self, message: Message, asker: Asker, asked: Asked, offer: Offer | None, t: Translate
    ) -> None:
        """Answer a clip with what can be done with it; it may bring its recipe along."""
        file = carrier(message)
        if offer is None and file is not None:
            await self.look_into(message, asker, t)
            return
        await postpone(self._cache, message.chat.id, message.message_id, asked)
        rows = sent_clip_rows(offer, t)
        sent = await reply(message, sent_clip_view(rows, t))
        if file is not None:
            self._recipes.reveal(file.file_id, sent, self._screen(asker, rows, t, None))

    async def offer_upscale(
        self, message: Message, asker: Asker, asked: Asked, t: Translate
    ) -> None:
        """Answer with how much larger a picture can be made.

        Raises:
            UnsupportedMode: No model enlarges it.
        """
        wanted, made_by = asker.person.preferences.model, asked.inputs[0].made_by
        usage = await self._quota.of(asker.person, Allowance.UPSCALE, asker.group)
        rows = enlarge_rows(self._catalogue, wanted, usage, t, made_by)
        if not rows:
            usual = self._catalogue.choose(wanted, Mode.TEXT_TO_IMAGE)
            title = usual.title if usual else ""
            raise UnsupportedMode(mode=Mode.UPSCALE, model=title, able="—")
        await postpone(self._cache, message.chat.id, message.message_id, asked)
        await reply(message, upscale_view(rows, t))

    async def pictures(self, menu: Message) -> tuple[Input, ...]:
        """The pictures that a menu is about.

        Raises:
            NotFound: Nobody knows any more.
        """
        original = menu.reply_to_message
        if original is None:
            raise NotFound
        asked = await recall(self._cache, menu.chat.id, original.message_id)
        shown = content_of(original)
        inputs = asked.inputs if asked else (shown,) if shown else ()
        if not inputs:
            raise NotFound
        return inputs

    async def recipe(self, menu: Message, asker: Asker, t: Translate) -> tuple[Request, View]:
        """The recipe of the file that a menu is about, and its screen.

        Raises:
            RecipeMissing: It has none.
            InputGone: Telegram does not have the file any more.
            InputTooLarge: Over Telegram's 20 MB for downloads.
        """
        file = carrier(menu.reply_to_message) if menu.reply_to_message else None
        found = await self._recipes.read(file.file_id) if file else None
        if found is None or menu.reply_to_message is None:
            raise RecipeMissing
        shown = content_of(menu.reply_to_message)
        rows = picture_rows(self._catalogue, None, None, t) if shown else []
        return await self._follow(found, asker.person, rows, t)

    def _screen(self, asker: Asker, rows: Rows, t: Translate, otherwise: View | None) -> Screen:
        async def view(found: Brought | None) -> View | None:
            if found is None:
                return otherwise
            return (await self._follow(found, asker.person, rows, t))[1]

        return view

    async def _follow(
        self, found: Brought, person: Person, rows: Rows, t: Translate
    ) -> tuple[Request, View]:
        """What a model here makes of a recipe, and the screen that says so."""
        adopted = await self._adoptions.follow(found.request, person)
        return adopted.request, found_recipe_view(found, adopted, self._catalogue, t, rows)


def carrier(message: Message) -> Carrier | None:
    """The file in a message that may carry a recipe: out of photos Telegram takes it."""
    return message.document or message.video or message.animation
