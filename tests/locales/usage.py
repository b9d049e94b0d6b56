"""Which messages the code asks for."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from tests.locales.files import ROOT

SPEAKERS = {"t", "plain", "get"}
FOLDERS = ("bot/telegram", "handlers", "bot/app.py", "bot/wiring")


@dataclass
class Usage:
    """What was found in the code.

    Attributes:
        asked: Keys in calls of a translator, with the file.
        words: Every string there is, which may be a key on its way to a translator.
        beginnings: Beginnings of keys that are put together.
    """

    asked: dict[str, str] = field(default_factory=dict)
    words: set[str] = field(default_factory=set)
    beginnings: dict[str, str] = field(default_factory=dict)


@cache
def usage() -> Usage:
    found = Usage()
    for path in _files():
        name, tree = str(path.relative_to(ROOT)), ast.parse(path.read_text(encoding="utf-8"))
        for node in ast.walk(tree):
            _note(node, name, found)
    return found


def _files() -> Iterator[Path]:
    for name in FOLDERS:
        place = ROOT / name
        yield from place.rglob("*.py") if place.is_dir() else [place]


def _note(node: ast.AST, file: str, found: Usage) -> None:
    match node:
        case ast.Constant(value=str(word)):
            found.words.add(word)
        case ast.JoinedStr(values=[ast.Constant(value=str(begun)), *_]) if begun.endswith("-"):
            found.beginnings[begun] = file
        case ast.Call(func=ast.Name(id=name) | ast.Attribute(attr=name)) if name in SPEAKERS:
            for key in _keys(node):
                found.asked[key] = file


def _keys(call: ast.Call) -> Iterator[str]:
    choices = [*call.args[:2]]
    for argument in choices:
        branches = (
            [argument.body, argument.orelse] if isinstance(argument, ast.IfExp) else [argument]
        )
        for branch in branches:
            if isinstance(branch, ast.Constant) and isinstance(branch.value, str):
                yield branch.value
