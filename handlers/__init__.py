"""The conversation: routers in the order in which they are asked."""

from aiogram import Router

from bot.telegram.echoes import Echoes
from handlers import (
    account,
    batch,
    cancel,
    copies,
    elements,
    failures,
    fallback,
    films,
    group,
    history,
    imagine,
    inline,
    membership,
    pictures,
    preset_answers,
    presets,
    proposals,
    reactions,
    results,
    settings,
    settings_films,
    settings_values,
    sharing,
    sheets,
    start,
)
from handlers.filters import WithAsker


def create_root_router() -> Router:
    """All routers below one; commands first, free text late, the fallback last."""
    root = Router(name="handlers")
    root.include_routers(group.create_router(), _create_personal_router())
    return root


def _create_personal_router() -> Router:
    """Those that have to know who speaks."""
    personal = Router(name="personal handlers")
    personal.message.filter(WithAsker())
    personal.callback_query.filter(WithAsker())
    personal.callback_query.middleware(Echoes())
    personal.include_routers(
        membership.create_router(),
        sharing.create_router(),
        inline.create_router(),
        start.create_router(),
        account.create_router(),
        cancel.create_router(),
        settings.create_router(),
        settings_films.create_router(),
        settings_values.create_router(),
        sheets.create_router(),
        history.create_router(),
        elements.create_router(),
        presets.create_router(),
        preset_answers.create_router(),
        results.create_router(),
        copies.create_router(),
        reactions.create_router(),
        failures.create_router(),
        proposals.create_router(),
        films.create_router(),
        pictures.create_router(),
        batch.create_router(),
        imagine.create_router(),
        fallback.create_router(),
    )
    return personal
