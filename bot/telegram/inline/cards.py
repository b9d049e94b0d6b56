"""The words and buttons of a message that was posted inline, until it is a picture and after."""

from collections.abc import Sequence
from dataclasses import replace

from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup

from bot.core.capabilities import Mode
from bot.core.catalogue import Catalogue
from bot.core.errors import BotError
from bot.core.models import Request, Run
from bot.core.parameters import command
from bot.telegram.buttons import button, in_rows, keyboard
from bot.telegram.callbacks import FailureAction, FailureTap, StartTap
from bot.telegram.keyboards import failure_keyboard
from bot.telegram.screens.words import quoted
from bot.telegram.translator import Translate

QUERY = 256
"""Telegram: characters of an inline query."""

_QUOTED = 900
_ACTIONS = frozenset({FailureAction.RETRY, FailureAction.SHORTEN, FailureAction.OTHER})


def waiting_text(prompt: str, model: str, t: Translate) -> str:
    """A card that was just posted."""
    return with_prompt(prompt, t("inline-waiting", model=model))


def with_prompt(prompt: str, text: str) -> str:
    """Words below the prompt that they are about: the card answers no message that has it."""
    return f"{quoted(prompt, _QUOTED)}\n{text}" if prompt else text


def start_keyboard(tap: StartTap, t: Translate) -> InlineKeyboardMarkup:
    """The button that starts a card, for bots that Telegram does not tell what was chosen."""
    return keyboard([button(t.plain("inline-start"), tap)])


def picture_keyboard(request: Request, t: Translate) -> InlineKeyboardMarkup | None:
    """Below a picture: whoever presses writes the same words, to choose a model for themselves."""
    if request.mode is Mode.UPSCALE:
        return None
    return keyboard([_rewrite(t.plain("inline-another"), request)])


def failed_keyboard(
    run: Run, error: BotError, catalogue: Catalogue, t: Translate
) -> InlineKeyboardMarkup:
    """The next steps after a failure, in the card itself; other words go through a new query."""
    markup = failure_keyboard(run, error, catalogue, t)
    steps = [each for row in (markup.inline_keyboard if markup else []) for each in row]
    kept = [step for step in steps if _step(step) in _ACTIONS]
    rewrite = _rewrite(t.plain("failure-edit"), run.request)
    return keyboard(*in_rows(kept[:1], 1), [rewrite], *in_rows(kept[1:], 1))


def stopped_keyboard(run: Run, t: Translate) -> InlineKeyboardMarkup:
    """After a cancelled job: paint it after all."""
    tap = FailureTap(action=FailureAction.RETRY, run=run.id)
    return keyboard([button(t.plain("inline-after-all"), tap)])


def typed(request: Request) -> str:
    """A request as somebody would type it behind the bot's name, whichever model it is for."""
    words = command(replace(request, model="", seed=None)).removeprefix("/imagine").strip()
    return words if len(words) <= QUERY else request.prompt[:QUERY]


def _rewrite(label: str, request: Request) -> InlineKeyboardButton:
    return InlineKeyboardButton(text=label, switch_inline_query_current_chat=typed(request))


def _step(step: InlineKeyboardButton) -> FailureAction | None:
    data = step.callback_data or ""
    if not data.startswith(f"{FailureTap.__prefix__}{FailureTap.__separator__}"):
        return None
    return FailureTap.unpack(data).action


def first(runs: Sequence[Run]) -> Request:
    """What an inline card is about: it has one request."""
    return runs[0].request
