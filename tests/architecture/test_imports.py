"""Who may import whom. docs/architecture.md draws what stands here."""

import sys
from collections.abc import Iterator

from tests.architecture.source import Module, modules

MAY_IMPORT: dict[str, frozenset[str]] = {
    "core": frozenset(),
    "providers": frozenset({"core"}),
    "storage": frozenset({"core"}),
    "services": frozenset({"core"}),
    "queue": frozenset({"core", "services"}),
    "telegram": frozenset({"core", "services"}),
    "handlers": frozenset({"core", "services", "telegram"}),
    "web": frozenset({"core"}),
    "sandbox": frozenset(),
    "config": frozenset({"core", "providers"}),
}
"""Each layer with those it may use, besides itself."""

TOP = frozenset(
    {
        "app",
        "bot",
        "company",
        "demo",
        "doctor",
        "exhibition",
        "outside",
        "painting",
        "process",
        "saving",
        "stand_ins",
        "wiring",
        "__main__",
    }
)
"""These put the layers together and may use all of them."""

FOREIGN: dict[str, frozenset[str]] = {
    "aiogram": frozenset({"telegram", "handlers", "sandbox", "app", "outside", "wiring"}),
    "sqlalchemy": frozenset({"storage"}),
    "alembic": frozenset({"storage"}),
    "prometheus_client": frozenset({"web"}),
    "typer": frozenset({"__main__"}),
}
"""Libraries that shall be known in few places, with those places."""


def layers(module: Module) -> Iterator[str]:
    """The project's layers that a module uses."""
    for name in module.imports():
        match name.split("."):
            case ["bot", layer, *_] if layer != module.package:
                yield layer
            case ["handlers", *_] if module.package != "handlers":
                yield "handlers"


def test_every_module_is_in_a_known_layer() -> None:
    unknown = {m.name for m in modules() if m.package not in MAY_IMPORT.keys() | TOP}
    assert unknown == set()


def test_layers_use_only_those_below_them() -> None:
    used = {
        m.name: set(layers(m)) - MAY_IMPORT[m.package] for m in modules() if m.package not in TOP
    }
    assert {name: wrong for name, wrong in used.items() if wrong} == {}


def test_libraries_are_used_where_they_belong() -> None:
    astray = {
        (module.name, library)
        for module in modules()
        for library in FOREIGN.keys() & {name.partition(".")[0] for name in module.imports()}
        if module.package not in FOREIGN[library]
    }
    assert astray == set()


def test_core_needs_the_standard_library_alone() -> None:
    known = sys.stdlib_module_names | {"bot"}
    foreign = {
        (module.name, name)
        for module in modules("bot/core")
        for name in module.imports()
        if name.partition(".")[0] not in known
    }
    assert not foreign


def test_httpx_is_known_to_the_transport_alone() -> None:
    users = {m.name for m in modules() if any(n.split(".")[0] == "httpx" for n in m.imports())}
    assert users <= {"bot.providers.transport"}


def test_handlers_are_imported_by_the_composition_root_alone() -> None:
    users = {module.name for module in modules("bot") if "handlers" in set(layers(module))}
    assert users <= {"bot.app"}


def test_table_has_no_circle() -> None:
    reached = {layer: _below(layer) for layer in MAY_IMPORT}
    assert [layer for layer, below in reached.items() if layer in below] == []


def _below(layer: str) -> frozenset[str]:
    direct = MAY_IMPORT[layer]
    return direct.union(*(_below(other) for other in direct))
