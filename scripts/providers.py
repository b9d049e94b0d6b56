"""Writes docs/providers.md from the capability table: every model, and everything it does."""  # noqa: INP001 - a script

import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby, takewhile
from pathlib import Path
from typing import TypeAlias

from bot.core.capabilities import (
    CONTINUES,
    FROM_WORDS,
    Elements,
    Mode,
    ModelSpec,
    Option,
    OptionType,
    OptionValue,
    ProviderSpec,
    Setting,
    Shots,
)
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
    "starts from",
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
        _inputs(model, mode),
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
    facts = {
        "Sizes": ", ".join(f"{r.name} ({r.width}×{r.height})" for r in model.ratios),
        "Styles": ", ".join(f"{style.title('en')} (`{style.name}`)" for style in model.styles),
        "Prompt": _words(model),
        "Input": _bytes(model),
        "Shots": _shots(model.shots),
        "Elements": _elements(model.elements),
        "Not together": "; ".join(map(_clash, model.clashes)),
        "At once": str(model.concurrency),
    }
    lines = [f"- {name}: {words}" for name, words in facts.items() if words]
    lines += [
        f"- `--{option.key.replace('_', '-')}`: {_option(option, model)}"
        for option in model.options
    ]
    return "\n".join([f"### {model.title}", "", *lines])


def _bytes(model: ModelSpec) -> str:
    pictures = model.modes & {Mode.IMAGE_TO_IMAGE, Mode.UPSCALE, Mode.IMAGE_TO_VIDEO}
    limits = []
    if pictures:
        limits.append(f"a picture may have {model.max_input_bytes / 2**20:g} MB")
    if Mode.VIDEO_TO_VIDEO in model.modes:
        long = "" if model.max_clip_seconds is None else f" and {model.max_clip_seconds:g} s"
        limits.append(f"a clip may have {model.max_clip_bytes / 2**20:g} MB{long}")
    if model.continues:
        limits.append(f"only what was made by {', '.join(sorted(model.continues))} is continued")
    return "; ".join(limits)


def _shots(shots: Shots | None) -> str:
    if shots is None:
        return ""
    each = f"each of {shots.shortest:g} to {shots.longest:g} s and {shots.prompt_limit} characters"
    low, high = shots.totals
    return f"up to {shots.most}, {each}, together {low:g} to {high:g} s"


def _elements(elements: Elements | None) -> str:
    if elements is None:
        return ""
    pictures = f"{elements.fewest_pictures} to {elements.most_pictures} pictures each"
    beside = ", beside a picture to start from" if elements.need_input else ""
    return f"up to {elements.most} with {pictures}{beside}"


def _words(model: ModelSpec) -> str:
    if not any(mode for mode in model.modes if not mode.enlarges):
        return "none"
    if model.link:
        return f"a link such as {model.link.example}"
    limit = f"{model.prompt_limit} characters"
    if model.combined_limit:
        limit += f", with the negative prompt {model.combined_limit}"
    if model.english:
        limit += ", in English"
    return limit + ("; a picture is changed without one" if model.prompt_optional else "")


def _clash(values: Mapping[str, OptionValue]) -> str:
    return " and ".join(f"`--{key} {_value(value)}`" for key, value in values.items())


def _value(value: OptionValue) -> str:
    return str(value) if not isinstance(value, bool) else ON if value else OFF


def _option(option: Option, model: ModelSpec) -> str:
    values = {
        OptionType.BOOLEAN: "on or off",
        OptionType.CHOICE: ", ".join(option.choices),
    }.get(option.type, _range(option))
    default = _value(option.default)
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
    models = [model for provider in providers for model in provider.models if not model.enabled]
    for words, same in groupby(models, lambda model: why_off(model, example)):
        keys = [model.key for model in same]
        names = ", ".join(f"`{key}`" for key in keys)
        reasons.append(f"- {names}: {words} `MODELS_ENABLED={','.join(keys)}`")
    return "\n".join(["## Off by default", "", *(reasons or ["Nothing."])])


def reason(setting: Setting, example: str) -> str:
    """The comment in front of a variable in `.env.example`."""
    found = re.search(rf"((?:^# .*\n)+)#{setting.name}=", example, re.MULTILINE)
    if found is None:
        raise ValueError(f".env.example says nothing of {setting.name}")
    return " ".join(line.removeprefix("# ") for line in found[1].splitlines())


def why_off(model: ModelSpec, example: str) -> str:
    """The comment in front of the line of `.env.example` that switches a model on."""
    lines = [line.removeprefix("#").strip() for line in example.splitlines()]
    wanted = re.compile(rf"MODELS_ENABLED=(.*,)?{re.escape(model.key)}(,.*)?")
    place = next((n for n, line in enumerate(lines) if wanted.fullmatch(line)), None)
    if place is None:
        return "wanted by"
    words = list(takewhile(lambda line: line and "=" not in line, reversed(lines[:place])))
    return " ".join(reversed(words))


def _table(columns: Iterable[str], lines: Iterable[Iterable[str]]) -> str:
    head = list(columns)
    body = [head, ["---"] * len(head), *lines]
    return "\n".join(f"| {' | '.join(line)} |" for line in body)


def _name(mode: Mode) -> str:
    return mode.value.replace("_", " ")


def _inputs(model: ModelSpec, mode: Mode) -> str:
    if mode in FROM_WORDS:
        return "a link" if model.link else ""
    if mode is Mode.VIDEO_TO_VIDEO or mode in CONTINUES:
        return "a clip of its own" if mode in CONTINUES else "a clip"
    most = model.most_inputs(mode)
    return "a picture" if most == 1 else f"up to {most} pictures"


def _sign(value: bool) -> str:
    return "yes" if value else ""


def main() -> int:
    """Write the page."""
    PAGE.write_text(page(everything(), EXAMPLE.read_text(encoding="utf-8")), encoding="utf-8")
    sys.stdout.write(f"{PAGE.relative_to(ROOT)} is up to date.\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
