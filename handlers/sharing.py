"""Links to pictures: made, opened by others, taken back."""

import re
from typing import Any

from aiogram import F, Router
from aiogram.filters import CommandObject, CommandStart, Filter
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Message

from bot.core.errors import LinkGone, NotYours
from bot.core.models import Request
from bot.core.recipe import again
from bot.services.shares import Shares
from bot.services.wishes import Asker
from bot.telegram.callbacks import (
    ResultAction,
    ResultTap,
    RevokeTap,
    SharedAction,
    SharedTap,
)
from bot.telegram.easel import Easel
from bot.telegram.echoes import once
from bot.telegram.markups import Markups
from bot.telegram.rewording import Rewording
from bot.telegram.screens.sharing import PREFIX, revoked_view
from bot.telegram.sharing import Sharing
from bot.telegram.translator import Translate
from handlers.common import Handler, below

_STARTED = re.compile(rf"{PREFIX}(?P<key>[\w-]*)", re.ASCII)


async def share(
    callback: CallbackQuery,
    *,
    callback_data: ResultTap,
    asker: Asker,
    markups: Markups,
    sharing: Sharing,
    t: Translate,
) -> None:
    """Show a picture's link to whoever made the picture.

    Raises:
        NotYours: It is somebody else's picture.
    """
    artifact, run = await markups.pressed(callback, callback_data.artifact)
    if run.person_id != asker.person.id:
        raise NotYours
    await sharing.offer(below(callback), artifact, t)


async def revoke(
    callback: CallbackQuery,
    *,
    callback_data: RevokeTap,
    asker: Asker,
    markups: Markups,
    shares: Shares,
    t: Translate,
) -> None:
    """Take a link back.

    Raises:
        NotYours: It is somebody else's picture.
    """
    message = below(callback)
    artifact, run = await markups.found(callback_data.artifact)
    if run.person_id != asker.person.id:
        raise NotYours
    await shares.revoke(artifact.id)
    view = revoked_view(t)
    await message.edit_text(view.text, reply_markup=view.markup)


async def open_link(
    message: Message,
    command: CommandObject,
    asker: Asker,
    sharing: Sharing,
    t: Translate,
) -> None:
    """Show the recipe that a link leads to.

    Raises:
        LinkGone: It leads nowhere.
    """
    started = _STARTED.fullmatch(command.args or "")
    if started is None:
        raise LinkGone
    await sharing.open(message, started["key"], asker.person, t)


class Wanted(Filter):
    """Gives handlers `wanted`: the recipe of a button below a shared picture."""

    async def __call__(
        self,
        callback: CallbackQuery,  # noqa: ARG002 - every filter is called with it
        callback_data: SharedTap,
        asker: Asker,
        sharing: Sharing,
    ) -> dict[str, Any]:
        """Let all through.

        Raises:
            LinkGone: It was taken back.
        """
        return {"wanted": await sharing.wanted(callback_data.key, asker.person)}


@once
async def repeat(
    callback: CallbackQuery, asker: Asker, wanted: Request, easel: Easel, t: Translate
) -> None:
    """Paint a shared recipe for whoever pressed."""
    await easel.repeat(below(callback), asker, t, [again(wanted)])
    await callback.answer(t.plain("toast-started"))


async def edit(
    callback: CallbackQuery, wanted: Request, state: FSMContext, rewording: Rewording, t: Translate
) -> None:
    """Ask for other words for a shared recipe."""
    await rewording.ask(below(callback), state, wanted, t)


def create_router() -> Router:
    """The router; before the one that greets, which takes every other start."""
    router = Router(name="sharing")
    shared: Any = F.args.startswith(PREFIX)
    router.message.register(open_link, CommandStart(deep_link=True, magic=shared))
    router.callback_query.register(share, ResultTap.filter(F.action == ResultAction.SHARE))
    router.callback_query.register(revoke, RevokeTap.filter())
    taps: dict[SharedAction, Handler] = {SharedAction.AGAIN: repeat, SharedAction.EDIT: edit}
    for action, handler in taps.items():
        pressed = SharedTap.filter(F.action == action)
        router.callback_query.register(handler, pressed, Wanted())
    return router
