"""Few words in two languages, enough for what these tests look at."""

from collections.abc import Mapping
from pathlib import Path

from bot.core.errors import BotError, tree
from bot.telegram.translator import Translator

OWN = {
    "error-refunded": "Refunded.",
    "error-spent": "Spent.",
    "error-next-retry": "Try again.",
    "error-next-model": "Try another model.",
    "error-unexpected": "Oh no, <code>{ $reference }</code>.",
    "card-title": "<b>{ $model }</b>{ $details }",
    "card-detail": '{" "}· { $detail }',
    "card-place": "Place { $place }",
    "card-progress": "{ $bar } { $percent } %",
    "card-progress-estimated": "{ $bar } ≈ { $percent } %",
    "card-done": "{ $done } of { $total } ready",
    "card-left": "About { $time } left",
    "card-soon": "Any moment",
    "card-stopping": "Stopping",
    "caption-seed": "seed { $seed }",
    "caption-length": "{ $seconds } s",
    "clip-too-large": "{ $size } MB, until { $until }",
    "clip-nowhere": "{ $size } MB, kept",
    "result-download": "Download",
    "result-share": "Share",
    "album-control": "{ $count } pictures",
    "report-several": "{ $failed } of { $total } failed:",
    "report-item": "{ $numbers }: { $text }",
    "report-returned": "{ $returned } of { $failed } refunded.",
}


def errors() -> dict[str, str]:
    """A message for each error, with all its variables."""
    kinds: set[type[BotError]] = set(tree())
    return {
        f"error-{kind.code}": f"Error {kind.code}"
        + "".join(f" {name}=[{{ ${name} }}]" for name in sorted(kind.fields))
        for kind in kinds
    }


def words(folder: Path, **more: str) -> Translator:
    """A translator with these words in English, and the same in Russian after `ru:`."""
    messages = errors() | OWN | {name.replace("_", "-"): text for name, text in more.items()}
    asked = frozenset(messages.items())
    if asked not in _WRITTEN:
        _WRITTEN[asked] = _written(folder, messages)
    return _WRITTEN[asked]


_WRITTEN: dict[frozenset[tuple[str, str]], Translator] = {}
"""The same words are written and read once."""


def _written(folder: Path, messages: Mapping[str, str]) -> Translator:
    for code, before in (("en", ""), ("ru", "ru: ")):
        (folder / code).mkdir()
        lines = [f"{key} = {before}{text}" for key, text in messages.items()]
        (folder / code / "all.ftl").write_text("\n".join(lines), encoding="utf-8")
    return Translator(folder)
