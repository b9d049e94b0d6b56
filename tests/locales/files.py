"""The Fluent files, read for the tests."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from fluent.syntax import FluentParser, ast
from fluent.syntax.visitor import Visitor

ROOT = Path(__file__).resolve().parents[2]
LOCALES = ROOT / "locales"
LANGUAGES = tuple(sorted(folder.name for folder in LOCALES.iterdir() if folder.is_dir()))
OTHERS = tuple(language for language in LANGUAGES if language != "en")
PLURALS = {"en": {"one", "other"}, "ru": {"one", "few", "many"}}
CATEGORIES = {"zero", "one", "two", "few", "many", "other"}


@dataclass(frozen=True)
class Entry:
    """A message with the file that it stands in."""

    file: str
    message: ast.Message

    def variables(self) -> set[str]:
        found = _Found()
        found.visit(self.message)
        return found.variables

    def selections(self) -> list[set[str]]:
        """The names of the variants of each choice in it."""
        found = _Found()
        found.visit(self.message)
        return found.selections


class _Found(Visitor):
    def __init__(self) -> None:
        self.variables: set[str] = set()
        self.selections: list[set[str]] = []

    def visit_VariableReference(self, node: ast.VariableReference) -> None:  # noqa: N802
        self.variables.add(node.id.name)

    def visit_SelectExpression(self, node: ast.SelectExpression) -> None:  # noqa: N802
        keys = {_key(variant) for variant in node.variants}
        self.selections.append(keys)
        self.generic_visit(node)


def _key(variant: ast.Variant) -> str:
    key = variant.key
    return str(key.name if isinstance(key, ast.Identifier) else key.value)


@cache
def entries(language: str) -> dict[str, Entry]:
    """All messages of a language by their key; a key that stands twice is a mistake."""
    found: dict[str, Entry] = {}
    for path in sorted((LOCALES / language).glob("*.ftl")):
        for entry in FluentParser().parse(path.read_text(encoding="utf-8")).body:
            if isinstance(entry, ast.Junk):
                raise TypeError(f"{path.name}: {entry.content}")
            if isinstance(entry, ast.Message):
                key = entry.id.name
                if key in found:
                    raise ValueError(f"{key} stands in {found[key].file} and {path.name}")
                found[key] = Entry(path.name, entry)
    return found
