"""A picture's link, and what somebody else sees who opens it."""

from aiogram.types import InlineKeyboardButton

from bot.core import parameters
from bot.core.adoption import repeatable
from bot.core.models import Artifact, Request, Usage
from bot.telegram.buttons import View, button, copy_button, copying, in_pairs, keyboard
from bot.telegram.callbacks import RevokeTap, SharedAction, SharedTap
from bot.telegram.screens.words import with_cost
from bot.telegram.translator import Safe, Translate

PREFIX = "g_"
"""Of the start parameter that opens a shared recipe."""


def address(username: str, key: str) -> str:
    """A link that opens a shared recipe in a private chat with the bot."""
    return f"https://t.me/{username}?start={PREFIX}{key}"


def link_view(artifact: Artifact, link: str, t: Translate) -> View:
    """A picture's link, to be copied, forwarded or taken back."""
    revoke = button(t.plain("share-revoke"), RevokeTap(artifact=artifact.id), danger=True)
    copy = copy_button(t.plain("share-copy"), link)
    return View(
        text=t("share-text", link=link, kind=_kind(artifact.clip)), markup=keyboard([copy, revoke])
    )


def revoked_view(t: Translate) -> View:
    """The link leads nowhere any more."""
    return View(text=t("share-revoked"))


def shared_view(key: str, wanted: Request, recipe: str, usage: Usage | None, t: Translate) -> View:
    """Somebody's recipe, and how to make it one's own.

    Args:
        key: Of the link.
        wanted: What would be made.
        recipe: The recipe in words.
        usage: What whoever looks at it has left today.
        t: The words.
    """
    kind = _kind(wanted.mode.films)
    if not repeatable(wanted):
        return View(text=t("shared-text-started", recipe=Safe(recipe), kind=kind))
    return View(
        text=t("shared-text", recipe=Safe(recipe), kind=kind),
        markup=keyboard(*_ways(key, wanted, usage, t)),
    )


def _ways(
    key: str, wanted: Request, usage: Usage | None, t: Translate
) -> list[list[InlineKeyboardButton]]:
    again = SharedTap(action=SharedAction.AGAIN, key=key)
    otherwise = SharedTap(action=SharedAction.COPY, key=key)
    others = [
        button(t.plain("result-edit"), SharedTap(action=SharedAction.EDIT, key=key)),
        button(t.plain("result-preset"), SharedTap(action=SharedAction.PRESET, key=key)),
        copying(t.plain("result-copy"), parameters.command(wanted), otherwise),
    ]
    mine = button(with_cost(t.plain("shared-again"), usage, t), again)
    return [[mine], *in_pairs(others)]


def _kind(clip: bool) -> str:
    return "clip" if clip else "picture"
