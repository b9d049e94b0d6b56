"""Sizes end somewhere, and work in the background has one owner."""

import ast
from collections.abc import Iterator

from tests.architecture.source import Function, Module, modules

FUNCTION_LINES = 40
MODULE_LINES = 250
GENERATED = "bot.storage.migrations.versions"
MAY_DETACH = frozenset({"bot.services.supervisor"})

DETACHING = frozenset({"create_task", "ensure_future", "run_coroutine_threadsafe"})


def written() -> tuple[Module, ...]:
    """Every module that somebody wrote."""
    found = modules("bot", "handlers", "benchmarks")
    return tuple(module for module in found if GENERATED not in module.name)


def test_modules_are_short() -> None:
    sizes = {module.name: code_lines(module) for module in written()}
    assert {name: size for name, size in sizes.items() if size > MODULE_LINES} == {}


def test_functions_are_short() -> None:
    sizes = {
        f"{m.name}.{function.name}": lines(function)
        for m in written()
        for function in m.functions()
    }
    assert {name: size for name, size in sizes.items() if size > FUNCTION_LINES} == {}


def test_background_work_is_left_to_the_supervisor() -> None:
    found = {module.name: detached(module) for module in written()}
    assert {name for name, places in found.items() if places} <= MAY_DETACH


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
        for node in module.nodes
        if isinstance(node, ast.Attribute)
        and node.attr in DETACHING
        and ast.unparse(node.value) not in groups
    }


def task_groups(module: Module) -> Iterator[str]:
    """The names that task groups have in a module."""
    for node in module.nodes if "TaskGroup" in module.text else ():
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
