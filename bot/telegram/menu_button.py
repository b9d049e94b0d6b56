"""The button beside the input field: where there is a page, it opens the gallery."""

import logging

from aiogram import Bot
from aiogram.exceptions import AiogramError
from aiogram.types import MenuButtonDefault, MenuButtonWebApp, WebAppInfo

from bot.core.ports.stores import CacheStore
from bot.telegram.launch import Launch
from bot.telegram.translator import DEFAULT, Translate, Translator

log = logging.getLogger(__name__)


async def register_menu_button(
    bot: Bot, launch: Launch, translator: Translator, cache: CacheStore
) -> None:
    """Tell Telegram of the page, or that there is none any more; for all private chats."""
    await _tell(bot, launch, translator.bound(DEFAULT), cache)


class MenuButtons:
    """Names the button in people's own languages: Telegram knows one name for all.

    Args:
        launch: Where the page is.
        cache: Remembers what Telegram was told.
    """

    def __init__(self, *, launch: Launch, cache: CacheStore) -> None:
        self._launch = launch
        self._cache = cache

    async def name(self, bot: Bot, person_id: int, t: Translate) -> None:
        """Name it in somebody's language, where that is not what all see."""
        if t.locale != DEFAULT or await self._cache.get(_key(bot, person_id)):
            await _tell(bot, self._launch, t, self._cache, person_id)


async def _tell(
    bot: Bot, launch: Launch, t: Translate, cache: CacheStore, person_id: int | None = None
) -> None:
    label = t.plain("app-menu")
    state = f"{launch.url} {label}" if launch.url else ""
    try:
        known = await cache.get(_key(bot, person_id))
        if (known.value if known else "") == state:
            return
        page = MenuButtonWebApp(text=label, web_app=WebAppInfo(url=launch.url or ""))
        button = page if launch.url else MenuButtonDefault()
        await bot.set_chat_menu_button(chat_id=person_id, menu_button=button)
        await cache.put(_key(bot, person_id), state)
    except AiogramError as error:
        log.warning("Telegram was not told of the menu button: %s", error)


def _key(bot: Bot, person_id: int | None) -> str:
    return f"menu-button:{bot.id}:{person_id or 'all'}"
