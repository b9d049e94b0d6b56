"""People's presets on the screen, and the recipes that become some."""

from aiogram.types import Message

from bot.core.capabilities import Mode
from bot.core.catalogue import Catalogue
from bot.core.errors import RecipeMissing
from bot.core.models import Person, Preferences, Request
from bot.core.ports.posts import PostStore
from bot.core.ports.runs import RunStore
from bot.core.presets import Preset
from bot.core.recipe import as_made
from bot.services.adoptions import Adoptions
from bot.services.presets import Presets
from bot.services.styles import Styles
from bot.telegram.buttons import View
from bot.telegram.menus import carrier
from bot.telegram.panels import Panels
from bot.telegram.recipes import Recipes
from bot.telegram.screens.panel import Panel
from bot.telegram.screens.presets import Shelf, preset_view
from bot.telegram.sources import made_here
from bot.telegram.translator import Translate


class Shelves:
    """Shows presets, and finds the recipe that a message speaks of.

    Args:
        presets: What people saved.
        posts: Knows which message shows which picture.
        runs: Knows how pictures were made.
        catalogue: The models.
        styles: Their styles.
        recipes: Reads files.
        adoptions: Let models that are here follow what files say.
        panels: Know what is set.

    Attributes:
        presets: What people saved.
    """

    def __init__(  # noqa: PLR0913 - built once, by name
        self,
        *,
        presets: Presets,
        posts: PostStore,
        runs: RunStore,
        catalogue: Catalogue,
        styles: Styles,
        recipes: Recipes,
        adoptions: Adoptions,
        panels: Panels,
    ) -> None:
        self.presets = presets
        self._adoptions = adoptions
        self._panels = panels
        self._posts = posts
        self._runs = runs
        self._catalogue = catalogue
        self._styles = styles
        self._recipes = recipes

    async def shelf(self, person: Person, t: Translate) -> Shelf:
        """All that a person has saved."""
        presets = await self.presets.of(person.id)
        used = person.preferences.preset
        return Shelf(owner=person.id, presets=presets, used=used, t=t)

    async def view(self, person: Person, preset: Preset, t: Translate, heading: str = "") -> View:
        """One preset, below what has just come of it."""
        shelf = await self.shelf(person, t)
        spec = self._catalogue.get(preset.request.model)
        styles = await self._styles.list(spec.key) if spec else ()
        return preset_view(shelf, preset, spec, styles, heading)

    async def meant(self, message: Message, person: Person, t: Translate) -> Request:
        """The recipe of what a message replies to, otherwise what its sender has set.

        Raises:
            RecipeMissing: What it replies to has none.
        """
        replied = message.reply_to_message
        if replied is None or replied.forum_topic_created or message.bot is None:
            return _settings(await self._panels.panel(person, t))
        made = await self._made(replied, message.bot.id)
        return made or await self._brought(replied, person)

    async def _made(self, message: Message, bot_id: int) -> Request | None:
        artifact = await self._posts.shown(message.chat.id, message.message_id)
        artifact = artifact or await made_here(message, self._runs, bot_id)
        run = await self._runs.run(artifact.run_id) if artifact else None
        return as_made(run, artifact) if artifact and run else None

    async def _brought(self, message: Message, person: Person) -> Request:
        """What a file brought along, as a model that is here can follow it."""
        file = carrier(message)
        found = await self._recipes.read(file.file_id) if file else None
        if found is None:
            raise RecipeMissing
        return (await self._adoptions.follow(found.request, person)).request


def _settings(panel: Panel) -> Request:
    now: Preferences = panel.preferences
    return Request(
        mode=Mode.TEXT_TO_IMAGE,
        model=panel.spec.key,
        negative=now.negative,
        style=now.style,
        ratio=now.ratio,
        options=now.options,
    )
