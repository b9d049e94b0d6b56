"""Recipes that are one object in JSON: NovelAI's, InvokeAI's, SwarmUI's, Fooocus's."""

import re
from collections.abc import Mapping
from typing import Any

from bot.core.adoption import Brought
from bot.services.metadata.drawn import Drawn
from bot.services.metadata.limits import parsed, sequence, table

_NAMES = {
    "prompt": ("prompt", "positive_prompt"),
    "negative": ("negative_prompt", "negativeprompt", "uc"),
    "seed": ("seed",),
    "steps": ("steps", "num_inference_steps"),
    "guidance": ("cfg_scale", "cfgscale", "guidance_scale", "scale", "guidance"),
    "width": ("width",),
    "height": ("height",),
    "model": ("model", "base_model", "model_name"),
}
_BEYOND = {
    "sampler": "Sampler",
    "scheduler": "Scheduler",
    "loras": "LoRA",
    "controlnets": "ControlNet",
    "clip_skip": "Clip skip",
    "sharpness": "Sharpness",
    "styles": "Styles",
}
_SIDES = re.compile(r"\(?(\d{1,5})[ ,x×]+(\d{1,5})\)?")


def novelai(fields: Mapping[str, str]) -> Brought | None:
    """NovelAI: settings in `Comment`; older pictures have the prompt in `Description` alone."""
    if not fields.get("Software", "").startswith("NovelAI"):
        return None
    settings = table(parsed(fields.get("Comment", "")))
    return _read({"prompt": fields.get("Description"), **settings}, "NovelAI")


def invokeai(fields: Mapping[str, str]) -> Brought | None:
    """InvokeAI: `invokeai_metadata`; before that `sd-metadata`, with all one level down."""
    settings = table(parsed(fields.get("invokeai_metadata", "")))
    if not settings:
        settings = table(table(parsed(fields.get("sd-metadata", ""))).get("image"))
        first = next(iter(sequence(settings.get("prompt"))), settings.get("prompt"))
        settings = {**settings, "prompt": table(first).get("prompt", first)}
    return _read(settings, "InvokeAI")


def in_parameters(text: str) -> Brought | None:
    """SwarmUI and Fooocus write JSON where others write lines."""
    settings = table(parsed(text)) if text.lstrip().startswith("{") else {}
    inner = table(settings.get("sui_image_params"))
    if inner:
        return _read(inner, "SwarmUI")
    return _read(settings, "Fooocus") if "guidance_scale" in settings else None


def _read(settings: Mapping[str, Any], program: str) -> Brought | None:
    found: dict[str, Any] = {key: _first(settings, names) for key, names in _NAMES.items()}
    model = found["model"]
    if isinstance(model, dict):
        found["model"] = model.get("name") or model.get("model_name")
    resolution = settings.get("resolution")
    sides = _SIDES.fullmatch(resolution) if isinstance(resolution, str) else None
    if sides:
        found["width"], found["height"] = sides.groups()
    beyond = [label for name, label in _BEYOND.items() if settings.get(name)]
    return Drawn(**found).brought(program, beyond)


def _first(settings: Mapping[str, Any], names: tuple[str, ...]) -> Any:
    return next((settings[name] for name in names if settings.get(name) is not None), None)
