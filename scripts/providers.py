"""Writes docs/providers.md from the capability table: every model, and everything it does."""  # noqa: INP001 - a script

import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TypeAlias

from bot.core.capabilities import Mode, ModelSpec, Option, OptionType, ProviderSpec, Setting
from bot.providers import registry
from bot.providers.transport import Http

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "providers.md"
EXAMPLE = ROOT / ".env.example"
ON, OFF = "on", "off"

Row: TypeAlias = tuple[ProviderSpec, ModelSpec, Mode]

HEAD = """# Providers and models

Made by `make docs` from the capability table, from which the bot makes its keyboards and checks
too; a test fails when this page is out of date. What an operator can change without a release
stands in [configuration.md](configuration.md).
"""

COLUMNS = (
    "provider",
    "model",
    "mode",
    "pictures taken",
    "mask",
    "negative prompt",
    "seed",
    "usual time",
    "price",
    "by default",
)


def everything() -> tuple[ProviderSpec, ...]:
    """What every provider offers once all that is off by default is switched on."""
    declared = registry.specs()
    settings = {
        setting.name: ON if setting.default == OFF else "a key"
        for spec in declared
        for setting in spec.settings
        if setting.default in {OFF, None}
    }
    enabled = frozenset(model.key for spec in declared for model in spec.models)
    built = registry.build(settings, Http().transport, enabled)
    return tuple(provider.spec for provider in built)


def rows(providers: Iterable[ProviderSpec]) -> Iterator[Row]:
    """Every mode of every model."""
    for provider in providers:
        for model in provider.models:
            for mode in Mode:
                if mode in model.modes:
                    yield provider, model, mode


def page(providers: tuple[ProviderSpec, ...], example: str) -> str:
    """The whole page.

    Args:
        providers: What is offered.
        example: The text of `.env.example`, which says why something is off.
    """
    cells = [_cells(row) for row in rows(providers)]
    models = sum(len(provider.models) for provider in providers)
    count = f"{models} models of {len(providers)} providers; {len(cells)} pairs of model and mode."
    parts = [HEAD, count, _table(COLUMNS, cells), _off(providers, example)]
    parts += [_provider(provider) for provider in providers]
    return "\n\n".join(part.strip() for part in parts if part) + "\n"


def _cells(row: Row) -> tuple[str, ...]:
    provider, model, mode = row
    painting = not mode.enlarges
    return (
        provider.title,
        f"`{model.key}`",
        _name(mode),
        _inputs(model.most_inputs(mode)),
        _sign(model.mask and mode is Mode.IMAGE_TO_IMAGE),
        _sign(model.negative_prompt and painting),
        _sign(model.seed and painting),
        f"{model.usual_seconds:g} s",
        "" if model.price is None else f"${model.price}",
        _default(row),
    )


def _default(row: Row) -> str:
    provider, model, mode = row
    if not model.enabled or (model.key, mode) not in _declared():
        return "[off](#off-by-default)"
    return "on without other providers" if provider.fallback else "on"


def _declared() -> set[tuple[str, Mode]]:
    return {(model.key, mode) for _, model, mode in rows(registry.specs())}


def _provider(provider: ProviderSpec) -> str:
    needed = [f"`{setting.name}`" for setting in provider.settings if setting.default is None]
    words = f"Needs {', '.join(needed)}." if needed else "Needs nothing."
    return "\n\n".join([f"## {provider.title}", words, *map(_model, provider.models)])


def _model(model: ModelSpec) -> str:
    limit = f"{model.prompt_limit} characters"
    if model.combined_limit:
        limit += f", with the negative prompt {model.combined_limit}"
    facts = {
        "Sizes": ", ".join(f"{r.name} ({r.width}×{r.height})" for r in model.ratios),
        "Styles": ", ".join(f"{style.title('en')} (`{style.name}`)" for style in model.styles),
        "Prompt": limit + ("; a picture is varied without one" if model.prompt_optional else ""),
        "Input": _bytes(model),
        "At once": str(model.concurrency),
    }
    lines = [f"- {name}: {words}" for name, words in facts.items() if words]
    lines += [
        f"- `--{option.key.replace('_', '-')}`: {_option(option, model)}"
        for option in model.options
    ]
    return "\n".join([f"### {model.title}", "", *lines])


def _bytes(model: ModelSpec) -> str:
    if not any(mode.takes_pictures or mode is Mode.UPSCALE for mode in model.modes):
        return ""
    return f"a picture may have {model.max_input_bytes / 2**20:g} MB"


def _option(option: Option, model: ModelSpec) -> str:
    values = {
        OptionType.BOOLEAN: "on or off",
        OptionType.CHOICE: ", ".join(option.choices),
    }.get(option.type, _range(option))
    default = str(option.default)
    if option.type is OptionType.BOOLEAN:
        default = ON if option.default else OFF
    modes = [mode for mode in Mode if mode in option.modes & model.modes]
    only = "" if set(modes) == model.modes else f"; in {' and '.join(map(_name, modes))}"
    return f"{values} (default {default}){only}"


def _range(option: Option) -> str:
    if option.minimum is None or option.maximum is None:
        return "a number"
    step = f", in the panel by {option.step:g}" if option.step else ""
    return f"{option.minimum:g} to {option.maximum:g}{step}"


def _off(providers: Iterable[ProviderSpec], example: str) -> str:
    reasons = [
        f"- `{setting.name}`: {reason(setting, example)}"
        for provider in providers
        for setting in provider.settings
        if setting.default == OFF
    ]
    reasons += [
        f"- `{model.key}`: wanted by `MODELS_ENABLED={model.key}`."
        for provider in providers
        for model in provider.models
        if not model.enabled
    ]
    return "\n".join(["## Off by default", "", *(reasons or ["Nothing."])])


def reason(setting: Setting, example: str) -> str:
    """The comment in front of a variable in `.env.example`."""
    found = re.search(rf"((?:^# .*\n)+)#{setting.name}=", example, re.MULTILINE)
    if found is None:
        raise ValueError(f".env.example says nothing of {setting.name}")
    return " ".join(line.removeprefix("# ") for line in found[1].splitlines())


def _table(columns: Iterable[str], lines: Iterable[Iterable[str]]) -> str:
    head = list(columns)
    body = [head, ["---"] * len(head), *lines]
    return "\n".join(f"| {' | '.join(line)} |" for line in body)


def _name(mode: Mode) -> str:
    return mode.value.replace("_", " ")


def _inputs(number: int) -> str:
    return {0: "", 1: "1"}.get(number, f"up to {number}")


def _sign(value: bool) -> str:
    return "yes" if value else ""


def main() -> int:
    """Write the page."""
    PAGE.write_text(page(everything(), EXAMPLE.read_text(encoding="utf-8")), encoding="utf-8")
    sys.stdout.write(f"{PAGE.relative_to(ROOT)} is up to date.\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
