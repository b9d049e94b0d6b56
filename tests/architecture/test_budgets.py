"""Sizes end somewhere, and work in the background has one owner."""

import ast
from collections.abc import Iterator

import pytest

from tests.architecture.source import Function, Module, modules

FUNCTION_LINES = 40
MODULE_LINES = 250
GENERATED = "bot.storage.migrations.versions"
MAY_DETACH = frozenset({"bot.services.supervisor", "bot.storage.uninterrupted"})
"""The second awaits what it detaches before it returns."""

DETACHING = frozenset({"create_task", "ensure_future", "run_coroutine_threadsafe"})

ALL = tuple(m for m in modules("bot", "handlers", "benchmarks") if GENERATED not in m.name)


@pytest.mark.parametrize("module", ALL, ids=lambda module: module.name)
class TestEveryModule:
    def test_is_short(self, module: Module) -> None:
        assert code_lines(module) <= MODULE_LINES

    def test_has_short_functions(self, module: Module) -> None:
        sizes = {function.name: lines(function) for function in module.functions()}
        assert {name: size for name, size in sizes.items() if size > FUNCTION_LINES} == {}

    def test_leaves_background_work_to_the_supervisor(self, module: Module) -> None:
        if module.name not in MAY_DETACH:
            assert set(detached(module)) == set()


def code_lines(module: Module) -> int:
    """A module's lines of code: neither blank, nor comment, nor documentation."""
    spans = (
        range(node.lineno, (node.end_lineno or node.lineno) + 1) for node in module.docstrings()
    )
    documented = {line for span in spans for line in span}
    numbered = enumerate(module.text.splitlines(), start=1)
    stripped = ((number, line.strip()) for number, line in numbered if number not in documented)
    return sum(bool(line) and not line.startswith("#") for _, line in stripped)


def lines(function: Function) -> int:
    """A function's lines without its documentation."""
    documented = ast.get_docstring(function, clean=False)
    whole = (function.end_lineno or function.lineno) - function.lineno + 1
    return whole - (len(documented.splitlines()) if documented else 0)


def detached(module: Module) -> set[int]:
    """Lines that start work nobody waits for; a task group waits, so its own method is fine."""
    groups = set(task_groups(module))
    return {
        node.lineno
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Attribute)
        and node.attr in DETACHING
        and ast.unparse(node.value) not in groups
    }


def task_groups(module: Module) -> Iterator[str]:
    """The names that task groups have in a module."""
    for node in ast.walk(module.tree):
        match node:
            case ast.withitem(context_expr=made, optional_vars=ast.Name(id=name)):
                given: ast.expr | None = made
            case ast.Assign(value=made, targets=[ast.Name(id=name)]):
                given = made
            case ast.arg(arg=name, annotation=given):
                pass
            case _:
                continue
        if given is not None and "TaskGroup" in ast.unparse(given):
            yield name
