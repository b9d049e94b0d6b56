"""What the gallery's page is told: pictures in short, one in full, and its own words."""

from collections.abc import Iterator, Sequence

from bot.core import parameters
from bot.core.capabilities import ModelSpec, Style
from bot.core.catalogue import Catalogue
from bot.core.gallery import Entry, Shelves, kind_of
from bot.core.models import Request
from bot.core.ports.showroom import Told
from bot.core.recipe import as_made
from bot.telegram.screens.gallery import kind_name
from bot.telegram.screens.words import (
    mode_name,
    option_name,
    option_value,
    spec_line,
    style_title,
)
from bot.telegram.translator import Translate
from bot.telegram.views import ALL, FAVOURITES, of_kind, of_model

_WORDS = (
    *("title", "search", "clear", "all", "favourites", "filters", "today", "yesterday", "loading"),
    *("empty", "empty-hint", "nothing", "nothing-hint", "searching", "gone", "open", "close"),
    *("previous", "next", "repeat", "star", "unstar", "share", "delete", "copy", "copied"),
    *("recipe", "more", "less", "started", "to-chat", "delete-ask", "keep", "deleted", "failed"),
    *("retry", "stale", "stale-hint", "forged", "forged-hint", "clip", "starred", "play"),
)
"""Messages `app-…`, without it."""


def page_words(t: Translate) -> dict[str, str]:
    """The page's words by their names."""
    return {word: t.plain(f"app-{word}") for word in _WORDS}


def about_shelves(shelves: Shelves, catalogue: Catalogue, t: Translate) -> list[Told]:
    """What the gallery can be narrowed to, in the order of its chips."""
    found = [(ALL, t.plain("app-all"))]
    if shelves.favourites:
        found.append((FAVOURITES, t.plain("gallery-favourites")))
    if len(shelves.kinds) > 1:
        found += [(of_kind(kind), kind_name(kind, t)) for kind in shelves.kinds]
    models = [key for key in shelves.models if key]
    if len(models) > 1:
        found += [(of_model(key), spec_line(catalogue.get(key), key)) for key in models]
    return [{"view": view, "title": title} for view, title in found]


def in_short(entry: Entry) -> Told:
    """A picture as the grid shows it."""
    artifact, run = entry
    return {
        "id": artifact.id,
        "made": (run.collected_at or run.created_at).isoformat(),
        "kind": kind_of(run.request.mode),
        "clip": artifact.clip,
        "seconds": artifact.seconds,
        "star": artifact.favourite,
        "width": artifact.width,
        "height": artifact.height,
        "prompt": run.request.prompt,
    }


def about_picture(
    entry: Entry, spec: ModelSpec | None, styles: Sequence[Style], t: Translate
) -> Told:
    """A picture with its recipe and what can be done with it."""
    artifact, run = entry
    request = as_made(run, artifact)
    return {
        **in_short(entry),
        "model": spec_line(spec, request.model),
        "facts": [
            {"name": name, "value": value}
            for name, value in _facts(request, spec, styles, t)
            if value
        ],
        "note": artifact.note or "",
        "command": parameters.command(request) if request.prompt else "",
        "again": spec is not None and not request.mode.enlarges,
    }


def _facts(
    request: Request, spec: ModelSpec | None, styles: Sequence[Style], t: Translate
) -> Iterator[tuple[str, str]]:
    yield t.plain("recipe-model"), spec_line(spec, request.model)
    yield t.plain("recipe-mode"), mode_name(request.mode, t)
    yield t.plain("recipe-style"), style_title(request.style, styles, t) if request.style else ""
    yield t.plain("recipe-ratio"), request.ratio or ""
    yield t.plain("recipe-seed"), "" if request.seed is None else str(request.seed)
    yield t.plain("recipe-negative"), request.negative
    for key, value in request.options.items():
        if spec and spec.option(key):
            yield option_name(key, t), option_value(value, t)
