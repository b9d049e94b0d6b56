"""Builds what KIE is sent, a function per kind of body.

The same thing has another name in every family: `size`, `aspectRatio`, `aspect_ratio`;
`filesUrl`, `inputImage`, `image_urls`. Only documented fields are sent.
"""

from dataclasses import dataclass
from math import log
from typing import Any

from bot.core.capabilities import AspectRatio, ModelSpec, OptionValue
from bot.core.models import Request
from bot.providers.kie.configuration import proportion
from bot.providers.kie.spec import (
    ENHANCE,
    MOST_EDIT_SAFETY,
    SAFETY,
    TRANSLATE,
    UPSAMPLING,
    VARIANTS,
)


@dataclass(frozen=True, kw_only=True)
class Wish:
    """All that a request's body is made of.

    Attributes:
        request: What is wanted.
        spec: Its model, as configured.
        pictures: Where KIE finds the inputs, or the clip.
        elements: Where it finds the pictures of each element.
        mask: Where it finds the mask, where there is one.
        shape: Width by height of the first input, where there is one.
        source: The id of the task that is continued, where one is.
        index: Which of that task's results is meant.
    """

    request: Request
    spec: ModelSpec
    pictures: tuple[str, ...] = ()
    elements: tuple[tuple[str, ...], ...] = ()
    mask: str = ""
    shape: float | None = None
    source: str = ""
    index: int = 0

    def option(self, key: str) -> OptionValue | None:
        """An option's value; None: the model is configured without it."""
        option = self.spec.option(key)
        return None if option is None else self.request.options.get(key, option.default)

    @property
    def ratio(self) -> AspectRatio:
        """Of the model's proportions the nearest to those wanted, else to the input's."""
        name = self.request.ratio
        wanted = self.shape if name is None else proportion(name)
        if wanted is None:
            return self.spec.ratios[0]
        shape = wanted
        return min(self.spec.ratios, key=lambda each: abs(log(proportion(each.name) / shape)))


def four_o(wish: Wish) -> dict[str, Any]:
    """KIE guide: sizes are only these three; without an input `filesUrl` stays away.

    KIE docs: with pictures the prompt may be left out. Of a mask, what is black is changed; it
    counts only with a single picture, and has that one's size and format.
    """
    body: dict[str, Any] = {"size": wish.ratio.name}
    if wish.request.prompt:
        body["prompt"] = wish.request.prompt
    variants, enhance = wish.option(VARIANTS.key), wish.option(ENHANCE.key)
    if wish.pictures:
        body["filesUrl"] = list(wish.pictures)
    if wish.mask:
        body["maskUrl"] = wish.mask
    if variants is not None:
        body["nVariants"] = int(variants)
    if enhance is not None:
        body["isEnhance"] = enhance
    return body


def flux(wish: Wish) -> dict[str, Any]:
    """KIE docs: an edit without `aspectRatio` keeps the original's proportions."""
    safety = int(wish.option(SAFETY.key) or 0)
    body: dict[str, Any] = {
        "model": wish.spec.vendor_name,
        "prompt": wish.request.prompt,
        "enableTranslation": wish.option(TRANSLATE.key),
        "promptUpsampling": wish.option(UPSAMPLING.key),
        "safetyTolerance": min(safety, MOST_EDIT_SAFETY) if wish.pictures else safety,
    }
    if wish.pictures:
        body["inputImage"] = wish.pictures[0]
    if wish.request.ratio or not wish.pictures:
        body["aspectRatio"] = wish.ratio.name
    return body


def grok_text(wish: Wish) -> dict[str, Any]:
    """KIE guide: the market's APIs take the model's name and its fields apart."""
    fields = {"prompt": wish.request.prompt, "aspect_ratio": wish.ratio.name}
    return {"model": "grok-imagine/text-to-image", "input": fields}


def grok_image(wish: Wish) -> dict[str, Any]:
    """KIE docs: the proportions are the input's."""
    fields = {"prompt": wish.request.prompt, "image_urls": list(wish.pictures)}
    return {"model": "grok-imagine/image-to-image", "input": fields}


def grok_upscale(wish: Wish) -> dict[str, Any]:
    """KIE docs: it enlarges what an earlier task made, and nothing else."""
    return {"model": "grok-imagine/upscale", "input": {"task_id": wish.source}}
