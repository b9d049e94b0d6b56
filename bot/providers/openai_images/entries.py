"""Models as data that an operator can change: those of the page, and AIPOMOGATOR_MODELS over them.

The variable is a JSON object of models by the vendor's name of them. Whatever it says of a model
takes the place of what stands here; a name that is not here is a further model.
"""

import json
import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from types import MappingProxyType
from typing import Any, NamedTuple, NoReturn, TypeAlias

from bot.core.errors import Misconfigured

KEY = "openai_images"
SETTING = "AIPOMOGATOR_MODELS"
FIELDS = ("n", "size", "quality", "style", "response_format")
"""aipomogator docs: the fields of a request besides `model` and `prompt`."""

Entry: TypeAlias = Mapping[str, Any]

NEW: Entry = MappingProxyType(
    {
        "title": "",
        "sizes": {},
        "prompt_limit": 4000,
        "qualities": [],
        "styles": [],
        "fields": list(FIELDS),
        "seconds": 20,
        "enabled": True,
    }
)
"""A model of which nothing is said."""

DOCUMENTED: Mapping[str, Entry] = MappingProxyType(
    {
        "dall-e-3": {
            "title": "DALL·E 3",
            "sizes": {
                "1024x1024": Decimal("0.04"),
                "1792x1024": Decimal("0.08"),
                "1024x1792": Decimal("0.08"),
            },
            "qualities": ["standard", "hd"],
            "styles": ["vivid", "natural"],
            "prompt_limit": 4000,
        },
        "dall-e-2": {
            "title": "DALL·E 2",
            "sizes": {
                "1024x1024": Decimal("0.02"),
                "512x512": Decimal("0.018"),
                "256x256": Decimal("0.016"),
            },
            "prompt_limit": 1000,
            "fields": ["n", "size", "response_format"],
        },
        "yandexgpt/yandex-art": {
            "title": "YandexART",
            "sizes": {"1024x1024": Decimal("0.04")},
            "prompt_limit": 500,
            # the page's sample sends model and prompt alone
            "fields": ["response_format"],
            "seconds": 60,
        },
    }
)
"""aipomogator docs: models, sizes in pixels, prices in US dollars; the limits of prompts are those
of OpenAI and Yandex."""


class _Rule(NamedTuple):
    fits: Callable[[Any], bool]
    told: str


def entries(setting: str) -> Mapping[str, Entry]:
    """Every model by the vendor's name.

    Args:
        setting: AIPOMOGATOR_MODELS; empty: the documented ones.

    Raises:
        Misconfigured: It cannot be used.
    """
    changes = _object(setting) if setting else {}
    for name, entry in changes.items():
        _check(name, entry)
    names = dict.fromkeys((*DOCUMENTED, *changes))
    return {name: {**NEW, **DOCUMENTED.get(name, {}), **changes.get(name, {})} for name in names}


def refuse(words: str) -> NoReturn:
    """Say what is wrong with the setting.

    Raises:
        Misconfigured: Always.
    """
    raise Misconfigured(provider=KEY, detail=f"{SETTING}: {words}") from None


def _object(setting: str) -> dict[str, Any]:
    try:
        found = json.loads(setting, parse_float=Decimal, parse_constant=_no_number)
    except (ValueError, RecursionError):
        refuse('has to be JSON such as {"dall-e-2": {"enabled": false}}')
    if not isinstance(found, dict):
        refuse("has to be an object of models by name")
    return found


def _no_number(_: str) -> NoReturn:
    raise ValueError("no number")


def _check(name: str, entry: Any) -> None:
    if not (name.strip() and isinstance(entry, dict)):
        refuse(f"{name!r} has to be an object")
    for field, value in entry.items():
        if field not in RULES:
            refuse(f"{name} knows {', '.join(RULES)}, and no {field!r}")
        if not RULES[field].fits(value):
            refuse(f"{field} of {name} has to be {RULES[field].told}")


def _is_number(value: Any) -> bool:
    return isinstance(value, int | Decimal) and not isinstance(value, bool)


def _are_sizes(value: Any) -> bool:
    if not isinstance(value, dict):
        return False
    prices = all(price is None or (_is_number(price) and price >= 0) for price in value.values())
    return prices and all(re.fullmatch(r"[1-9][0-9]{1,3}x[1-9][0-9]{1,3}", size) for size in value)


def _are_words(value: Any) -> bool:
    words = isinstance(value, list) and all(isinstance(word, str) and word for word in value)
    return words and len(set(value)) == len(value)


RULES: Mapping[str, _Rule] = MappingProxyType(
    {
        "title": _Rule(lambda value: isinstance(value, str), "a text"),
        "sizes": _Rule(_are_sizes, 'prices by size such as {"1024x1024": 0.04} (null: unknown)'),
        "prompt_limit": _Rule(
            lambda value: type(value) is int and value > 0, "a number of characters"
        ),
        "qualities": _Rule(_are_words, "a list of different texts"),
        "styles": _Rule(_are_words, "a list of different texts"),
        "fields": _Rule(
            lambda value: _are_words(value) and set(value) <= set(FIELDS),
            f"a list with some of {', '.join(FIELDS)}",
        ),
        "seconds": _Rule(lambda value: _is_number(value) and value > 0, "a number of seconds"),
        "enabled": _Rule(lambda value: isinstance(value, bool), "true or false"),
    }
)
"""What may be said of a model."""
