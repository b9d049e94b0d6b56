"""A vendor is known to its own file, the locales and `.env.example`; nobody else names it."""

import ast
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache

import pytest

from bot.core.capabilities import ProviderSpec
from bot.providers.registry import specs
from tests.architecture.source import Module, modules


@pytest.mark.parametrize("spec", specs(), ids=lambda spec: spec.key)
def test_nobody_else_names_a_vendor_or_its_models(spec: ProviderSpec) -> None:
    names = {spec.key, *(model.key for model in spec.models)}
    pattern = re.compile(rf"(?<![a-z])({'|'.join(map(re.escape, names))})(?![a-z])", re.IGNORECASE)
    found = {word: places for word, places in said().items() if pattern.search(word)}
    assert found == {}


@cache
def said() -> Mapping[str, list[str]]:
    """Every word of the others, with the places where they say it."""
    places = defaultdict(list)
    for module in modules():
        if module.name.startswith("bot.providers."):
            continue
        for line, word in words(module):
            places[word].append(f"{module.name}:{line}")
    return places


def words(module: Module) -> Iterator[tuple[int, str]]:
    """Every name and every text of a module, its documentation left out."""
    documentation = module.docstrings()
    for node in module.nodes:
        match node:
            case ast.Constant(value=str(text)) if node not in documentation:
                yield node.lineno, text
            case ast.Name(id=name) | ast.Attribute(attr=name) | ast.FunctionDef(name=name):
                yield node.lineno, name
            case ast.ImportFrom(module=str(source), names=aliases):
                yield from ((node.lineno, f"{source}.{alias.name}") for alias in aliases)
