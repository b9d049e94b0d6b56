"""The buttons below a picture."""

from aiogram import Bot, F, Router
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery

from bot.core.capabilities import Allowance
from bot.core.errors import NotYours
from bot.core.recipe import again, as_input, variations
from bot.services.history import History
from bot.services.quota import Quota
from bot.services.wishes import Asker
from bot.telegram.asking import Asking, ask, stored
from bot.telegram.callbacks import ResultAction, ResultTap, UpscaleTap
from bot.telegram.easel import Easel
from bot.telegram.echoes import once
from bot.telegram.keyboards import VARIATIONS, delete_keyboard, upscale_keyboard
from bot.telegram.markups import Markups
from bot.telegram.originals import Originals
from bot.telegram.replies import is_private
from bot.telegram.rewording import Rewording
from bot.telegram.screens.questions import change_question
from bot.telegram.translator import Translate
from handlers.common import Handler, below, may_rule, remove, vanish


@once
async def repeat(
    callback: CallbackQuery,
    *,
    callback_data: ResultTap,
    asker: Asker,
    markups: Markups,
    easel: Easel,
    t: Translate,
) -> None:
    """Paint the same again, once or several times, with new seeds."""
    _, run = await markups.pressed(callback, callback_data.artifact)
    count = VARIATIONS if callback_data.action is ResultAction.VARY else 1
    wanted = variations(again(run.request), count)
    await easel.repeat(below(callback), asker, t, wanted)
    await callback.answer(t.plain("toast-started"))


async def edit(
    callback: CallbackQuery,
    *,
    callback_data: ResultTap,
    markups: Markups,
    state: FSMContext,
    rewording: Rewording,
    t: Translate,
) -> None:
    """Ask for other words."""
    message = below(callback)
    _, run = await markups.pressed(callback, callback_data.artifact)
    await rewording.ask(message, state, run.request, t)


async def change(
    callback: CallbackQuery,
    callback_data: ResultTap,
    markups: Markups,
    state: FSMContext,
    t: Translate,
) -> None:
    """Ask what to change in this picture."""
    message = below(callback)
    artifact, _ = await markups.pressed(callback, callback_data.artifact)
    view = change_question(t, private=is_private(message.chat))
    await ask(message, state, Asking.prompt, view, inputs=stored((as_input(artifact),)))


async def offer_upscale(
    callback: CallbackQuery,
    *,
    callback_data: ResultTap,
    asker: Asker,
    markups: Markups,
    quota: Quota,
    t: Translate,
) -> None:
    """Show how much larger the picture can be made, and what that takes.

    Raises:
        UnsupportedMode: No model enlarges any more.
    """
    await markups.pressed(callback, callback_data.artifact)
    spec = await markups.enlarger(callback_data.artifact, asker.person.preferences.model)
    usage = await quota.of(asker.person, Allowance.UPSCALE, asker.group)
    markup = upscale_keyboard(callback_data.artifact, spec, usage, t)
    await below(callback).edit_reply_markup(reply_markup=markup)


@once
async def enlarge(
    callback: CallbackQuery,
    *,
    callback_data: UpscaleTap,
    asker: Asker,
    markups: Markups,
    easel: Easel,
    t: Translate,
) -> None:
    """Make the picture larger."""
    message = below(callback)
    artifact, run = await markups.pressed(callback, callback_data.artifact)
    await easel.enlarge(message, asker, t, as_input(artifact, run), callback_data.scale)
    await callback.answer(t.plain("toast-started"))
    await markups.show(message, artifact.id, t)


async def send_file(
    callback: CallbackQuery,
    callback_data: ResultTap,
    markups: Markups,
    originals: Originals,
    t: Translate,
) -> None:
    """Send the original, its recipe inside.

    Raises:
        InputGone: Its time here is over.
    """
    artifact, run = await markups.pressed(callback, callback_data.artifact)
    size = f"{artifact.width}×{artifact.height}"
    async with originals.packed(run, artifact) as file:
        await below(callback).reply_document(
            file, caption=t("file-caption", size=size), allow_sending_without_reply=True
        )


async def favour(
    callback: CallbackQuery,
    *,
    callback_data: ResultTap,
    asker: Asker,
    markups: Markups,
    history: History,
    t: Translate,
) -> None:
    """Set or take the star.

    Raises:
        NotYours: It is somebody else's picture.
    """
    message = below(callback)
    artifact, run = await markups.pressed(callback, callback_data.artifact)
    if run.person_id != asker.person.id:
        raise NotYours
    await history.favour(artifact.id, favourite=not artifact.favourite)
    await callback.answer(t.plain("toast-unfavoured" if artifact.favourite else "toast-favoured"))
    await markups.show(message, artifact.id, t)


async def ask_delete(
    callback: CallbackQuery, callback_data: ResultTap, bot: Bot, markups: Markups, t: Translate
) -> None:
    """Ask before a picture is deleted.

    Raises:
        NotYours: It is somebody else's picture.
    """
    message = below(callback)
    artifact, run = await markups.pressed(callback, callback_data.artifact)
    await may_rule(bot, message.chat, callback.from_user.id, run.person_id)
    await message.edit_reply_markup(reply_markup=delete_keyboard(artifact.id, t))


async def delete(
    callback: CallbackQuery,
    *,
    callback_data: ResultTap,
    bot: Bot,
    markups: Markups,
    history: History,
    t: Translate,
) -> None:
    """Delete a picture: its file, its message, and in an album its number.

    Raises:
        NotYours: It is somebody else's picture.
    """
    message = below(callback)
    artifact, run = await markups.pressed(callback, callback_data.artifact)
    await may_rule(bot, message.chat, callback.from_user.id, run.person_id)
    await history.delete(artifact.id)
    await callback.answer(t.plain("toast-deleted"))
    if message.text is None:
        await vanish(bot, message, t("picture-deleted"))
        return
    if artifact.message_id is not None:
        await remove(bot, message.chat.id, artifact.message_id)
    numbers = await markups.numbers(run.job_id, t)
    if numbers is None:
        await vanish(bot, message, t("picture-deleted"))
    else:
        await message.edit_reply_markup(reply_markup=numbers)


async def show(
    callback: CallbackQuery, callback_data: ResultTap, markups: Markups, t: Translate
) -> None:
    """Show the buttons of one picture."""
    await markups.pressed(callback, callback_data.artifact)
    await markups.show(below(callback), callback_data.artifact, t)


async def show_numbers(
    callback: CallbackQuery, callback_data: ResultTap, markups: Markups, t: Translate
) -> None:
    """Show the numbers of an album again."""
    _, run = await markups.pressed(callback, callback_data.artifact)
    numbers = await markups.numbers(run.job_id, t)
    await below(callback).edit_reply_markup(reply_markup=numbers)


def create_router() -> Router:
    """The router."""
    router = Router(name="results")
    actions: dict[ResultAction, Handler] = {
        ResultAction.AGAIN: repeat,
        ResultAction.VARY: repeat,
        ResultAction.EDIT: edit,
        ResultAction.CHANGE: change,
        ResultAction.UPSCALE: offer_upscale,
        ResultAction.FILE: send_file,
        ResultAction.FAVOUR: favour,
        ResultAction.DELETE: ask_delete,
        ResultAction.DELETE_YES: delete,
        ResultAction.SHOW: show,
        ResultAction.BACK: show,
        ResultAction.NUMBERS: show_numbers,
    }
    for action, handler in actions.items():
        router.callback_query.register(handler, ResultTap.filter(F.action == action))
    router.callback_query.register(enlarge, UpscaleTap.filter())
    return router
