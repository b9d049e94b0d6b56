"""What is offered, as data."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.core.capabilities import (
    Mode,
    ModelSpec,
    Option,
    OptionType,
    ProviderSpec,
    Setting,
    Style,
)
from bot.core.models import Request
from bot.providers import sizes
from bot.providers.openai_images.entries import KEY, SETTING, Entry, entries, refuse

QUALITY = "quality"
LONGEST_KEY = 32

TITLES: Mapping[str, Mapping[str, str]] = {
    "vivid": {"en": "Vivid", "ru": "Яркий"},
    "natural": {"en": "Natural", "ru": "Естественный"},
}
"""Of the documented styles; others are called by their name."""


@dataclass(frozen=True, kw_only=True)
class Offer:
    """A model and how it is asked.

    Attributes:
        sizes: All of them, the default first.
        fields: What it may be sent besides `model` and `prompt`.
    """

    spec: ModelSpec
    sizes: tuple[sizes.Size, ...]
    fields: frozenset[str]

    def body(self, request: Request) -> dict[str, Any]:
        """A request in the vendor's terms, with the allowed fields alone."""
        values = {
            "n": 1,  # OpenAI docs: dall-e-3 makes one at a time
            "size": sizes.chosen(self.sizes, self.spec, request).name if self.sizes else None,
            "quality": self._quality(request),
            "style": request.style,
            "response_format": "b64_json",
        }
        allowed = {
            name: value
            for name, value in values.items()
            if name in self.fields and value is not None
        }
        return {"model": self.spec.vendor_name, "prompt": request.prompt, **allowed}

    def _quality(self, request: Request) -> Any:
        option = self.spec.option(QUALITY)
        return option and request.options.get(QUALITY, option.default)


def offers(setting: str) -> Mapping[str, Offer]:
    """The models by our own names.

    Args:
        setting: AIPOMOGATOR_MODELS.

    Raises:
        Misconfigured: It cannot be used.
    """
    found: dict[str, Offer] = {}
    for name, entry in entries(setting).items():
        offer = _offer(name, entry)
        if offer.spec.key in found:
            refuse(f"{offer.spec.key} stands for two models")
        found[offer.spec.key] = offer
    return found


def _offer(name: str, entry: Entry) -> Offer:
    fields = frozenset(entry["fields"])
    listed = sizes.read(entry["sizes"])
    able = listed if "size" in fields else listed[:1]
    spec = ModelSpec(
        key=_key(name),
        vendor_name=name,
        title=entry["title"] or name.rpartition("/")[2],
        modes=frozenset({Mode.TEXT_TO_IMAGE}),
        ratios=sizes.ratios(able),
        styles=tuple(map(_style, entry["styles"])) if "style" in fields else (),
        prompt_limit=entry["prompt_limit"],
        options=(*_qualities(entry), *sizes.side(able)),
        usual_seconds=float(entry["seconds"]),
        concurrency=1,
        price=next(iter(entry["sizes"].values()), None),
        enabled=entry["enabled"],
    )
    return Offer(spec=spec, sizes=able, fields=fields)


def _key(name: str) -> str:
    key = re.sub(r"[^a-z0-9.]+", "-", name.rpartition("/")[2].casefold()).strip("-.")
    if not 0 < len(key) <= LONGEST_KEY:
        refuse(f"{name!r} is no name of a model")
    return key


def _style(name: str) -> Style:
    return Style(name=name, titles=TITLES.get(name, {"en": name, "ru": name}))


def _qualities(entry: Entry) -> tuple[Option, ...]:
    words = tuple(entry["qualities"]) if "quality" in entry["fields"] else ()
    if not words:
        return ()
    return (Option(key=QUALITY, type=OptionType.CHOICE, default=words[0], choices=words),)


SPEC = ProviderSpec(
    key=KEY,
    title="aipomogator",
    models=tuple(offer.spec for offer in offers("").values()),
    settings=(
        Setting(name="AIPOMOGATOR_API_KEY", secret=True),
        Setting(name="AIPOMOGATOR_URL", default="https://api.aipomogator.ru/v1"),
        Setting(name="AIPOMOGATOR_PER_MINUTE", default="5"),
        Setting(name=SETTING, default=""),
        Setting(name="AIPOMOGATOR_CHAT_MODEL", default=""),
    ),
)
