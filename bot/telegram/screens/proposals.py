"""Other words for a prompt, proposed."""

from collections.abc import Sequence

from aiogram.types import InlineKeyboardMarkup

from bot.core.capabilities import Wording
from bot.telegram.buttons import View, button, in_rows, keyboard
from bot.telegram.callbacks import AskCancelTap, ProposalAction, ProposalTap, RewordTap
from bot.telegram.screens.words import clipped, code
from bot.telegram.translator import Translate

_PROMPT = 3000
"""Characters of a prompt that leave room for the rest in a message's 4096."""


def wordings_keyboard(offered: Sequence[Wording], t: Translate) -> InlineKeyboardMarkup:
    """What can be done with the words, below the question for other ones."""
    taps = [button(t.plain(f"reword-{how}"), RewordTap(how=how)) for how in offered]
    return keyboard(*in_rows(taps, 1), [button(t.plain("button-never-mind"), AskCancelTap())])


def proposal_view(words: str, how: Wording, owner: int, t: Translate, note: str = "") -> View:
    """A proposal, to be copied, and what can become of it.

    Args:
        words: The proposal; empty: there is none yet.
        how: What was done.
        owner: Whose it is.
        t: The language.
        note: Why there is no newer one.
    """
    told = [t(f"proposed-{how}", prompt=code(clipped(words, _PROMPT)))] if words else []
    text = "\n\n".join([note, *told] if note else told)
    return View(text=text, markup=_keyboard(owner, t, words=bool(words)))


def kept_view(prompt: str, t: Translate) -> View:
    """The person's own words, as they were."""
    return View(text=t("proposal-kept", prompt=code(clipped(prompt, _PROMPT))))


def _keyboard(owner: int, t: Translate, *, words: bool) -> InlineKeyboardMarkup:
    labels = {
        ProposalAction.USE: "proposal-use" if words else None,
        ProposalAction.ANOTHER: "proposal-another" if words else "proposal-retry",
        ProposalAction.EDIT: "proposal-edit" if words else None,
        ProposalAction.KEEP: "proposal-keep",
    }
    taps = [
        button(t.plain(label), ProposalTap(owner=owner, action=action))
        for action, label in labels.items()
        if label
    ]
    return keyboard(*in_rows(taps, 2))
