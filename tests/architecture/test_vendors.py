"""A vendor is known to its own file, the locales and `.env.example`; nobody else names it."""

import ast
import re
from collections.abc import Iterator

import pytest

from bot.core.capabilities import ProviderSpec
from bot.providers.registry import specs
from tests.architecture.source import Module, modules

ALL = tuple(module for module in modules() if not module.name.startswith("bot.providers."))


@pytest.mark.parametrize("spec", specs(), ids=lambda spec: spec.key)
def test_nobody_else_names_a_vendor_or_its_models(spec: ProviderSpec) -> None:
    names = {spec.key, *(model.key for model in spec.models)}
    pattern = re.compile(rf"(?<![a-z])({'|'.join(map(re.escape, names))})(?![a-z])", re.IGNORECASE)
    found = [
        f"{module.name}:{line} {word}"
        for module in ALL
        for line, word in words(module)
        if pattern.search(word)
    ]
    assert found == []


def words(module: Module) -> Iterator[tuple[int, str]]:
    """Every name and every text of a module, its documentation left out."""
    documentation = module.docstrings()
    for node in ast.walk(module.tree):
        match node:
            case ast.Constant(value=str(text)) if node not in documentation:
                yield node.lineno, text
            case ast.Name(id=name) | ast.Attribute(attr=name) | ast.FunctionDef(name=name):
                yield node.lineno, name
            case ast.ImportFrom(module=str(source), names=aliases):
                yield from ((node.lineno, f"{source}.{alias.name}") for alias in aliases)
