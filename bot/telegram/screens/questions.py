"""What the bot asks; the next message is the answer."""

from dataclasses import replace

from bot.core.models import Request
from bot.telegram.buttons import View
from bot.telegram.keyboards import question_keyboard
from bot.telegram.screens.words import clipped, code
from bot.telegram.translator import Translate

_PROMPT = 3000
"""Characters of an old prompt that leave room for the rest in a message's 4096."""


def prompt_question(t: Translate, *, private: bool) -> View:
    """What is to be painted?"""
    return _question(t("ask-prompt"), t, private=private)


def change_question(t: Translate, *, private: bool) -> View:
    """What is to be changed in a picture?"""
    return _question(t("ask-change"), t, private=private)


def edit_question(request: Request, t: Translate, *, private: bool, proposals: bool) -> View:
    """The old prompt, to be copied, and a request for the new one.

    Args:
        request: Has the old prompt.
        t: The language.
        private: Whether every message is an answer.
        proposals: Whether help with the words can be had.
    """
    old = code(clipped(request.prompt, _PROMPT))
    view = _question(t("ask-edit", prompt=old), t, private=private)
    return replace(view, markup=question_keyboard(t, proposals=proposals))


def proposal_question(words: str, t: Translate, *, private: bool) -> View:
    """Proposed words, to be copied, and a request for the final ones."""
    proposed = code(clipped(words, _PROMPT))
    return _question(t("ask-proposal", prompt=proposed), t, private=private)


def negative_question(t: Translate, *, private: bool) -> View:
    """What must not be in the pictures?"""
    return _question(t("ask-negative"), t, private=private)


def _question(text: str, t: Translate, *, private: bool) -> View:
    hint = "" if private else f"\n\n{t('ask-reply-here')}"
    return View(text=text + hint, markup=question_keyboard(t))
