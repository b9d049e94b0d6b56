"""Asks what shall be filmed, and says what it takes before it starts."""

from dataclasses import replace

from aiogram.fsm.context import FSMContext
from aiogram.types import Message

from bot.core.errors import UnsupportedMode
from bot.services.films import Films, Offer, Scene, mode_of
from bot.services.wishes import Asker
from bot.telegram.asking import Asking, ask, stored
from bot.telegram.easel import Easel
from bot.telegram.postponed import Asked
from bot.telegram.replies import is_private
from bot.telegram.screens.films import film_question
from bot.telegram.translator import Translate


class Filming:
    """Between a message or a button and what it starts, or the question that comes first.

    Args:
        films: Know what a clip takes.
        easel: Starts it.
    """

    def __init__(self, *, films: Films, easel: Easel) -> None:
        self._films = films
        self._easel = easel

    async def take(
        self, message: Message, asker: Asker, asked: Asked, state: FSMContext, t: Translate
    ) -> None:
        """Film what was said; ask, where nothing was and the model needs words.

        Raises:
            BotError: It cannot be done; nothing was spent.
        """
        scene = Scene(mode=mode_of(asked.inputs), inputs=asked.inputs)
        if asked.said or self._wordless(asker, scene):
            await self._easel.paint(message, asker, t, replace(asked, mode=scene.mode))
        else:
            await self.ask(message, asker, state, scene, t)

    async def ask(
        self, message: Message, asker: Asker, state: FSMContext, scene: Scene, t: Translate
    ) -> None:
        """Ask what shall happen.

        Raises:
            UnsupportedMode: No model does this kind of work.
        """
        offer = await self._films.offer(asker, scene)
        view = film_question(scene.mode, offer, t, private=is_private(message.chat))
        kept = {"inputs": stored(scene.inputs), "mode": scene.mode.value}
        await ask(message, state, Asking.film, view, **kept)

    async def offer(self, asker: Asker, scene: Scene) -> Offer | None:
        """What it would take; None: no model does it."""
        try:
            return await self._films.offer(asker, scene)
        except UnsupportedMode:
            return None

    def _wordless(self, asker: Asker, scene: Scene) -> bool:
        """Whether the model that would do it sets pictures in motion without a word."""
        spec = self._films.model(asker, scene)
        return scene.mode.takes_pictures and spec.prompt_optional
