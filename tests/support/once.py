"""What need not be done again for each bot of a process, as it always comes to the same."""

import ssl
import sys
from functools import cache
from importlib import util
from types import FunctionType, MethodType
from typing import Any

import httpx
import pytest


def make_once(patch: pytest.MonkeyPatch) -> None:
    """Keep what is dear to make, and read no certificates: nothing here speaks TLS."""
    patch.setattr(ssl.SSLContext, "load_verify_locations", lambda *_, **__: None)
    _make_clients_alike(patch)
    _compile_statements_once(patch)
    _inspect_handlers_once(patch)


def _make_clients_alike(patch: pytest.MonkeyPatch) -> None:
    """HTTP clients share a TLS context and need not look, in every request, for what is absent."""
    made_once = cache(httpx.create_ssl_context)
    patch.setattr("httpx._transports.default.create_ssl_context", made_once)
    if util.find_spec("sniffio") is None:
        patch.setitem(sys.modules, "sniffio", None)


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
    from aiogram.dispatcher.event.handler import CallableObject, HandlerObject
    from aiogram.dispatcher.flags import extract_flags_from_object
    from aiogram.filters import Filter

    usual, known = CallableObject.__post_init__, dict[Any, dict[str, Any]]()
    usually_handled = HandlerObject.__post_init__

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

    def inspect_handler(one: HandlerObject) -> None:
        if isinstance(one.callback, FunctionType) and not hasattr(one.callback, "__wrapped__"):
            inspect(one)
            one.flags.update(extract_flags_from_object(one.callback))
        else:
            usually_handled(one)

    patch.setattr(CallableObject, "__post_init__", inspect)
    patch.setattr(HandlerObject, "__post_init__", inspect_handler)
