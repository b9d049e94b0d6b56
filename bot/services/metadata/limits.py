"""How much of a stranger's metadata is believed: texts, numbers and data of any kind."""

import json
import math
from typing import Any

MAX_TEXT = 1024 * 1024
"""Characters of one field; the largest graphs that people share have some hundred thousand."""

MAX_WORDS = 20_000
"""Characters of a prompt; no model reads as many."""

_MAX_DIGITS = 25


def words(value: Any) -> str:
    """A text that can be shown; empty for whatever is none."""
    if not isinstance(value, str):
        return ""
    return value[:MAX_WORDS].replace("\0", "").encode("utf-8", "ignore").decode().strip()


def number(value: Any) -> float | None:
    """A finite number, also where it is written as a text."""
    if isinstance(value, str) and len(value) <= _MAX_DIGITS:
        try:
            value = float(value)
        except ValueError:
            return None
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    try:
        plain = float(value)
    except OverflowError:
        return None
    return plain if math.isfinite(plain) else None


def whole(value: Any) -> int | None:
    """A whole number, exact however large."""
    if isinstance(value, str) and len(value) <= _MAX_DIGITS:
        try:
            return int(value)
        except ValueError:
            pass
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    plain = number(value)
    return int(plain) if plain is not None and plain.is_integer() else None


def parsed(text: str) -> Any:
    """What a text in JSON says; None where it is none, or nested beyond reason."""
    if len(text) > MAX_TEXT:
        return None
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def table(value: Any) -> dict[str, Any]:
    """An object of JSON; empty for whatever is none."""
    return value if isinstance(value, dict) else {}


def sequence(value: Any) -> list[Any]:
    """An array of JSON; empty for whatever is none."""
    return value if isinstance(value, list) else []
