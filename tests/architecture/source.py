"""Reads the project's source as trees, for the tests beside it."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import TypeAlias

ROOT = Path(__file__).resolve().parents[2]
CODE = ("bot", "handlers")

Function: TypeAlias = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True, kw_only=True)
class Module:
    """One file of the project."""

    name: str
    path: Path
    text: str
    tree: ast.Module

    @property
    def package(self) -> str:
        """Its layer: `core` for `bot.core.runs`, `handlers` for `handlers.start`."""
        parts = self.name.split(".")
        return parts[1] if parts[0] == "bot" and len(parts) > 1 else parts[0]

    @cached_property
    def nodes(self) -> tuple[ast.AST, ...]:
        """All of its tree."""
        return tuple(ast.walk(self.tree))

    def imports(self) -> Iterator[str]:
        """Full names of all that is imported, inside functions too."""
        for node in self.nodes:
            match node:
                case ast.Import(names=names):
                    yield from (alias.name for alias in names)
                case ast.ImportFrom(module=source, names=names, level=0):
                    yield from (f"{source}.{alias.name}" for alias in names)
                case ast.ImportFrom():
                    raise AssertionError(f"{self.name} imports relatively: the tables need names")

    def functions(self) -> Iterator[Function]:
        """All functions and methods, the nested ones too."""
        for node in self.nodes:
            if isinstance(node, Function):
                yield node

    def docstrings(self) -> frozenset[ast.Constant]:
        """The nodes that are documentation: after a definition or an assignment."""
        return frozenset(
            node.value
            for node in self.nodes
            if isinstance(node, ast.Expr)
            and isinstance(node.value, ast.Constant)
            and isinstance(node.value.value, str)
        )


def modules(*folders: str) -> tuple[Module, ...]:
    """Every module below these folders; below `bot` and `handlers` without any."""
    paths = (path for folder in folders or CODE for path in sorted((ROOT / folder).rglob("*.py")))
    return tuple(_read(path) for path in paths)


@cache
def _read(path: Path) -> Module:
    name = ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
    text = path.read_text(encoding="utf-8")
    return Module(name=name, path=path, text=text, tree=ast.parse(text))
