"""What the bot says, by its key."""

from functools import cache

from bot.telegram.translator import Translator
from bot.wiring import LOCALES


@cache
def _translator() -> Translator:
    return Translator(LOCALES)


def words(locale: str, key: str) -> str:
    """A text without variables."""
    return _translator().plain(locale, key)
