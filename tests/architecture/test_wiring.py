"""Every handler gets what it asks for, and every button leads to a handler."""

import inspect
from collections.abc import Iterator, Mapping
from enum import StrEnum
from pathlib import Path
from typing import Any, get_type_hints

import pytest
from aiogram import Router
from aiogram.dispatcher.event.handler import CallableObject, HandlerObject
from aiogram.filters import Command
from aiogram.filters.callback_data import CallbackData, CallbackQueryFilter

from bot.telegram import callbacks, saved_callbacks
from handlers import create_root_router
from handlers.filters import Addressed, Answer, Commanded
from handlers.reactions import OnPicture
from handlers.sharing import Wanted
from tests.stories.studio import studio
from tests.support.database import database_url, new_database_url, sqlite_template

__all__ = ["database_url", "new_database_url", "sqlite_template"]

AIOGRAM = {"bot", "state", "raw_state", "event_update", "event_from_user", "event_chat"}
MIDDLEWARES = {"person", "group", "t", "locale", "album"}
ROOT_FILTER = {"asker"}
FROM_FILTERS: dict[type, str] = {
    CallbackQueryFilter: "callback_data",
    Command: "command",
    Addressed: "asked",
    Answer: "asked",
    Commanded: "asked",
    Wanted: "wanted",
    OnPicture: "found",
}
TAPS = [
    kind
    for kind in (vars(callbacks) | vars(saved_callbacks)).values()
    if isinstance(kind, type) and issubclass(kind, CallbackData) and kind is not CallbackData
]


def _handlers(router: Router) -> Iterator[HandlerObject]:
    for observer in router.observers.values():
        yield from observer.handlers
    for child in router.sub_routers:
        yield from _handlers(child)


HANDLERS = list(_handlers(create_root_router()))


def _asks(part: CallableObject) -> set[str]:
    """The names a callable wants besides the event itself."""
    parameters = list(inspect.signature(part.callback).parameters.values())[1:]
    required = [p for p in parameters if p.default is inspect.Parameter.empty]
    return {p.name for p in required if p.kind is not inspect.Parameter.VAR_KEYWORD}


def _from_filters(handler: HandlerObject) -> set[str]:
    given = set()
    for each in handler.filters or []:
        for kind, name in FROM_FILTERS.items():
            if isinstance(each.callback, kind):
                given.add(name)
    return given


@pytest.fixture
async def data(tmp_path: Path, database_url: str) -> Mapping[str, Any]:
    """What the dispatcher of a real app hands to handlers."""
    async with studio(tmp_path, database_url) as place:
        assert place.app is not None
        return dict(place.app.dispatcher.workflow_data)


def test_every_parameter_has_a_source(data: Mapping[str, Any]) -> None:
    common = AIOGRAM | MIDDLEWARES | ROOT_FILTER | data.keys()
    for handler in HANDLERS:
        missing = _asks(handler) - common - _from_filters(handler)
        assert not missing, handler.callback
        for each in handler.filters or []:
            if not isinstance(each.callback, CallbackQueryFilter | Command) and not each.magic:
                assert not _asks(each) - common - _from_filters(handler), each.callback


def test_every_source_is_what_the_handlers_expect(data: Mapping[str, Any]) -> None:
    seen = 0
    for handler in HANDLERS:
        for name, kind in get_type_hints(handler.callback).items():
            plain = isinstance(kind, type) and not getattr(kind, "_is_protocol", False)
            if name in data and plain:
                assert isinstance(data[name], kind), (handler.callback, name)
                seen += 1
    assert seen > 20


def _filters() -> Iterator[CallbackQueryFilter]:
    for handler in HANDLERS:
        for each in handler.filters or []:
            if isinstance(each.callback, CallbackQueryFilter):
                yield each.callback


def _variants(kind: type[CallbackData]) -> Iterator[CallbackData]:
    """A button for every action that it can carry."""
    values = {"value": "x", "option": "x", "model": "x", "key": "x", "draft": "x"}
    fields = kind.model_fields
    actions = {
        name: field.annotation
        for name, field in fields.items()
        if isinstance(field.annotation, type) and issubclass(field.annotation, StrEnum)
    }
    rest = {
        name: values.get(name, 1)
        for name, field in fields.items()
        if name not in actions and field.is_required()
    }
    if not actions:
        yield kind(**rest)
    for name, words in actions.items():
        for word in words:
            yield kind(**rest, **{name: word})


@pytest.mark.parametrize("kind", TAPS, ids=lambda kind: kind.__name__)
def test_every_button_leads_somewhere(kind: type[CallbackData]) -> None:
    mine = [each for each in _filters() if each.callback_data is kind]
    for tap in _variants(kind):
        assert any(each.rule is None or each.rule.resolve(tap) for each in mine), tap


def test_the_fallback_comes_last() -> None:
    personal = create_root_router().sub_routers[-1]
    names = [router.name for router in personal.sub_routers]
    assert names[-1] == "fallback"
    assert names.index("imagine") == len(names) - 2
