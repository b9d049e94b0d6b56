"""`/video`, and the buttons that make clips of pictures and longer or larger ones of clips."""

from dataclasses import replace

from aiogram import F, Router
from aiogram.filters import StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Message

from bot.core.capabilities import Mode
from bot.core.errors import InputUnreadable
from bot.core.ports.stores import CacheStore
from bot.core.recipe import as_input
from bot.services.films import Films, Scene, mode_of
from bot.services.wishes import Asker
from bot.telegram.asking import Asking, restored, settle
from bot.telegram.callbacks import FilmAction, FilmTap, SentFilmTap, SizeTap, WordlessTap
from bot.telegram.clip_buttons import sizes_keyboard
from bot.telegram.easel import Easel
from bot.telegram.echoes import once
from bot.telegram.filming import Filming
from bot.telegram.markups import Markups
from bot.telegram.menus import Menus
from bot.telegram.postponed import Asked
from bot.telegram.translator import Translate
from handlers.common import below
from handlers.filters import Addressed, Answer, Commanded, Filmed, Stale
from handlers.imagine import answer, postpone_stale

_MODES = {
    FilmAction.ANIMATE: Mode.IMAGE_TO_VIDEO,
    FilmAction.CHANGE: Mode.VIDEO_TO_VIDEO,
    FilmAction.EXTEND: Mode.EXTEND_VIDEO,
}


async def film(
    message: Message,
    *,
    asker: Asker,
    asked: Asked,
    filming: Filming,
    state: FSMContext,
    t: Translate,
) -> None:
    """Film what a message says; ask, where it says nothing and the model needs words.

    Raises:
        InputUnreadable: Its file is neither a picture nor a clip.
    """
    if message.document and not asked.inputs:
        raise InputUnreadable
    await filming.take(message, asker, asked, state, t)


async def postpone_film(
    message: Message, asked: Asked, cache: CacheStore, state: FSMContext, t: Translate
) -> None:
    """Offer to film what waited for too long."""
    asked = replace(asked, mode=mode_of(asked.inputs))
    await postpone_stale(message, asked, cache, state, t)


async def open_menu(
    message: Message,
    *,
    asker: Asker,
    asked: Asked,
    filming: Filming,
    menus: Menus,
    t: Translate,
) -> None:
    """Say what can be done with a clip."""
    scene = Scene(mode=Mode.VIDEO_TO_VIDEO, inputs=asked.inputs)
    await menus.open_clip(message, asker, asked, await filming.offer(asker, scene), t)


async def ask_about_sent(
    callback: CallbackQuery,
    *,
    asker: Asker,
    menus: Menus,
    filming: Filming,
    state: FSMContext,
    t: Translate,
) -> None:
    """Ask what shall happen with a picture or a clip that somebody sent."""
    message = below(callback)
    inputs = await menus.pictures(message)
    scene = Scene(mode=mode_of(inputs), inputs=inputs)
    await filming.ask(message, asker, state, scene, t)


async def ask_about_made(  # noqa: PLR0913 - what a handler needs, by name
    callback: CallbackQuery,
    *,
    callback_data: FilmTap,
    asker: Asker,
    markups: Markups,
    filming: Filming,
    state: FSMContext,
    t: Translate,
) -> None:
    """Ask what shall happen with a picture or a clip that was made here."""
    message = below(callback)
    artifact, run = await markups.pressed(callback, callback_data.artifact)
    scene = Scene(mode=_MODES[callback_data.action], inputs=(as_input(artifact, run),))
    await filming.ask(message, asker, state, scene, t)


@once
async def film_wordless(
    callback: CallbackQuery, asker: Asker, easel: Easel, state: FSMContext, t: Translate
) -> None:
    """Let the model decide what happens."""
    message = below(callback)
    data = await state.get_data()
    if data.get("question") != message.message_id:
        await callback.answer(t.plain("toast-other-question"), show_alert=True)
        return
    asked = Asked(said="", inputs=restored(data["inputs"]), mode=Mode(data["mode"]))
    await easel.paint(message, asker, t, asked)
    await callback.answer(t.plain("toast-started"))
    await settle(message, state)


async def offer_sizes(
    callback: CallbackQuery,
    *,
    callback_data: FilmTap,
    asker: Asker,
    markups: Markups,
    films: Films,
    t: Translate,
) -> None:
    """Show how much larger a clip can be made, what that takes and how long."""
    artifact, run = await markups.pressed(callback, callback_data.artifact)
    offers = await films.sizes(asker, as_input(artifact, run))
    markup = sizes_keyboard(artifact.id, offers, t)
    await below(callback).edit_reply_markup(reply_markup=markup)


@once
async def enlarge(
    callback: CallbackQuery,
    *,
    callback_data: SizeTap,
    asker: Asker,
    markups: Markups,
    easel: Easel,
    t: Translate,
) -> None:
    """Make a clip larger."""
    message = below(callback)
    artifact, run = await markups.pressed(callback, callback_data.artifact)
    await easel.enlarge_clip(message, asker, t, as_input(artifact, run), callback_data.model)
    await callback.answer(t.plain("toast-started"))
    await markups.show(message, artifact.id, t)


def create_router() -> Router:
    """The router."""
    router = Router(name="films")
    answers = StateFilter(Asking.film)
    router.message.register(postpone_stale, Stale(), answers, Answer())
    router.message.register(answer, answers, Answer())
    command = Commanded("video", clips=True)
    router.message.register(postpone_film, Stale(), command)
    router.message.register(film, command)
    router.message.register(open_menu, Filmed(), ~F.caption, Addressed())
    router.callback_query.register(ask_about_sent, SentFilmTap.filter())
    router.callback_query.register(film_wordless, WordlessTap.filter())
    router.callback_query.register(offer_sizes, FilmTap.filter(F.action == FilmAction.SIZES))
    router.callback_query.register(ask_about_made, FilmTap.filter())
    router.callback_query.register(enlarge, SizeTap.filter())
    return router
