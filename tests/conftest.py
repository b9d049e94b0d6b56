"""What every test's process needs once, and what it need not do again for each test."""

import gc
import ssl
import sys
from collections.abc import Iterator
from types import FunctionType, MethodType
from typing import Any

import pytest

gc.disable()  # what is imported from here on stays: nobody need look through it again and again


def pytest_collection_finish() -> None:
    """From here on there is garbage."""
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)
    gc.enable()


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """Share the tests out between the workers."""
    if config.getvalue("dist") != "load":  # what `-n` means by itself
        return None
    from tests.support.scheduling import TogetherScheduling

    return TogetherScheduling(config, log)


@pytest.fixture(scope="session", autouse=True)
def _made_once() -> Iterator[None]:
    """What is the same for every test and dear to make again."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ssl.SSLContext, "load_verify_locations", lambda *_, **__: None)
        _compile_statements_once(patch)
        _inspect_handlers_once(patch)
        yield
        gc.collect()
        gc.freeze()  # pytest looks through all that is left, five times, when it ends


def _compile_statements_once(patch: pytest.MonkeyPatch) -> None:
    """One database's compiled statements serve those of all other tests."""
    from sqlalchemy import create_engine
    from sqlalchemy.dialects.postgresql.psycopg import PGDialect_psycopg
    from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite

    from bot.storage import database

    compiled = {"compiled_cache": dict[Any, Any]()}
    for dialect in (SQLiteDialect_pysqlite, PGDialect_psycopg):  # part of the cache's keys
        patch.setattr(dialect, "__eq__", lambda one, other: type(one) is type(other))
        patch.setattr(dialect, "__hash__", lambda one: hash(type(one)))

    def create(*args: Any, **options: Any) -> Any:
        return create_engine(*args, execution_options=compiled, **options)

    patch.setattr(database, "create_engine", create)


def _inspect_handlers_once(patch: pytest.MonkeyPatch) -> None:
    """What aiogram found out about a callable's parameters holds for every bot."""
    from aiogram.dispatcher.event.handler import CallableObject
    from aiogram.filters import Filter

    usual, known = CallableObject.__post_init__, dict[Any, dict[str, Any]]()

    def kind(callback: Any) -> Any:
        match callback:
            case Filter():
                return type(callback)
            case FunctionType() | MethodType() if not hasattr(callback, "__wrapped__"):
                return type(callback), callback.__code__
        return None

    def inspect(one: CallableObject) -> None:
        same = kind(one.callback)
        if same not in known:
            usual(one)
            found = {"awaitable": one.awaitable, "params": one.params, "varkw": one.varkw}
            known.update({same: found} if same else {})
        else:
            vars(one).update(known[same])

    patch.setattr(CallableObject, "__post_init__", inspect)


@pytest.fixture(autouse=True)
def _forget_updates() -> Iterator[None]:
    """Aiogram keeps the last 128 updates (`Update.event_type`), and through them their bots."""
    yield
    if update := sys.modules.get("aiogram.types.update"):
        update.Update.event_type.fget.cache_clear()
