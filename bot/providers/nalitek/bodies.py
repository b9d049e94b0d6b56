"""What nalitek is sent, by kind of work."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from bot.core.capabilities import ModelSpec, OptionValue
from bot.core.models import Request
from bot.providers.calls import Part

KINDS = ((b"\x89PNG", "png", "image/png"), (b"RIFF", "webp", "image/webp"))


@dataclass(frozen=True, kw_only=True)
class Painting:
    """A request with all that has to be decided for it.

    Attributes:
        prompt: With the words that call up its LoRA.
        seed: Always one of our own, so that the picture can be found in the vendor's list.
    """

    request: Request
    spec: ModelSpec
    prompt: str
    seed: int
    size: tuple[int, int]

    def option(self, key: str) -> OptionValue:
        """An option as asked for, otherwise its default."""
        return self.request.options.get(key, default(self.spec, key))


def default(spec: ModelSpec, key: str) -> OptionValue:
    """An option's default."""
    return next(option.default for option in spec.options if option.key == key)


def generation(painting: Painting) -> dict[str, Any]:
    """`POST /api/generate`: the table has `lora_ids`, all samples have `lora_id`."""
    body = _common(painting)
    if painting.request.style:
        body |= {"lora_ids": [painting.request.style], "lora_id": painting.request.style}
    return body


def transformation(painting: Painting, picture: Path) -> tuple[Part, ...]:
    """`POST /api/img2img`: all as text beside the picture, LoRAs as `lora_models[]`."""
    fields = _common(painting) | {"strength": float(painting.option("strength"))}
    parts = [Part(name=name, content=_plain(value)) for name, value in fields.items()]
    if painting.request.style:
        parts.append(Part(name="lora_models[]", content=painting.request.style))
    return (_file(picture), *parts)


def batch(painting: Painting, count: int, *, flat: bool) -> dict[str, Any]:
    """`POST /api/batch/generate`: the same words several times, each with a seed of its own.

    Args:
        painting: The first one.
        count: How many.
        flat: Whether parameters stand beside the prompt, as in all samples; the newer
            description has them inside `params`.
    """
    jobs = []
    for index in range(count):
        params = generation(replace(painting, seed=painting.seed + index))
        job = {"id": str(index), "prompt": params.pop("prompt")}
        jobs.append(job | (params if flat else {"params": params}))
    return {"batch": jobs, "parallel": True, "priority": "normal"}


def batch_transformation(painting: Painting, picture: Path, count: int) -> tuple[Part, ...]:
    """`POST /api/batch/img2img`: one picture with several prompts makes variations."""
    shared = _common(painting) | {"strength": float(painting.option("strength"))}
    prompt = shared.pop("prompt")
    del shared["seed"]  # one for all would make the same picture of all
    if painting.request.style:
        shared["lora_models"] = [painting.request.style]
    prompts = (Part(name="prompts[]", content=prompt) for _ in range(count))
    file = replace(_file(picture), name="images[]")
    return (file, *prompts, Part(name="shared_params", content=json.dumps(shared)))


def enlarging(spec: ModelSpec, options: Mapping[str, OptionValue]) -> dict[str, Any]:
    """`POST /api/upscale/{id}`, the only call that takes faces and noise."""
    return {
        "scale": int(options.get("scale", default(spec, "scale"))),
        "face_enhance": bool(options.get("faces", default(spec, "faces"))),
        "denoise": float(options.get("denoise", default(spec, "denoise"))),
    }


def _common(painting: Painting) -> dict[str, Any]:
    width, height = painting.size
    body = {
        "prompt": painting.prompt,
        "width": width,
        "height": height,
        "steps": int(painting.option("steps")),
        "guidance_scale": float(painting.option("guidance")),
        "seed": painting.seed,
        "format": painting.option("format"),
        "model": painting.spec.vendor_name,
        # never left out: its default is once on and once off
        "smart_upscale": bool(painting.option("smart_upscale")),
    }
    if painting.request.negative:
        body["negative_prompt"] = painting.request.negative
    return body


def _plain(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _file(picture: Path) -> Part:
    content = picture.read_bytes()
    kinds = ((ending, kind) for start, ending, kind in KINDS if content.startswith(start))
    ending, kind = next(kinds, ("jpg", "image/jpeg"))
    return Part(name="image", content=content, filename=f"image.{ending}", content_type=kind)
