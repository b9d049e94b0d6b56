"""What the bot asks about clips, always with what they take."""

from aiogram.types import InlineKeyboardButton

from bot.core.capabilities import Mode
from bot.core.models import Usage
from bot.services.films import Offer
from bot.telegram.buttons import View, button, keyboard
from bot.telegram.callbacks import AskCancelTap, SentFilmTap, WordlessTap
from bot.telegram.screens.pictures import Rows
from bot.telegram.screens.words import with_cost
from bot.telegram.translator import Safe, Translate

_QUESTIONS = {
    Mode.TEXT_TO_VIDEO: "ask-film",
    Mode.IMAGE_TO_VIDEO: "ask-animate",
    Mode.VIDEO_TO_VIDEO: "ask-film-change",
    Mode.EXTEND_VIDEO: "ask-extend",
}


def film_question(mode: Mode, offer: Offer, t: Translate, *, private: bool) -> View:
    """What shall happen in a clip?

    Args:
        mode: The kind of clip.
        offer: What it takes.
        t: The language.
        private: Whether every message is an answer.
    """
    hint = "" if private else f"\n\n{t('ask-reply-here')}"
    text = f"{t(_QUESTIONS[mode])}\n\n{Safe(cost_words(offer, t))}{hint}"
    wordless = button(t.plain("film-wordless"), WordlessTap())
    optional = mode.takes_pictures and offer.spec.prompt_optional
    never = button(t.plain("button-never-mind"), AskCancelTap())
    return View(text=text, markup=keyboard([wordless if optional else None], [never]))


def cost_words(offer: Offer, t: Translate) -> str:
    """Which model it would be, how long it takes, and what is left."""
    usage, time = offer.usage, t.duration(offer.seconds)
    if usage is None or usage.limit is None or usage.left is None:
        return t("film-cost-free", model=offer.spec.title, time=time)
    return t("film-cost", model=offer.spec.title, time=time, left=usage.left, limit=usage.limit)


def sent_clip_view(rows: Rows, t: Translate) -> View:
    """What can be done with a clip that somebody sent."""
    return View(text=t("clip-text" if rows else "clip-nothing"), markup=keyboard(*rows))


def sent_clip_rows(offer: Offer | None, t: Translate) -> Rows:
    """Change it, where a model does that."""
    return [[sent_button("clip-change", offer.usage, t)]] if offer else []


def sent_button(key: str, usage: Usage | None, t: Translate) -> InlineKeyboardButton:
    """The button that asks what shall happen: `🎬 Animate · 1 of 3 left`."""
    return button(with_cost(t.plain(key), usage, t), SentFilmTap())
