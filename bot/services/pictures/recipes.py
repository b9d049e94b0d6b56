"""A recipe inside a picture's file, without touching a pixel.

Written twice: as the line layout that Stable Diffusion web UIs made common (`parameters`), for
people and other programs, and as our JSON, for ourselves.
"""

import html
import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from PIL import ExifTags, Image

from bot.core.errors import InputUnreadable
from bot.services.pictures import containers
from bot.services.pictures.files import opened

KEY = "vernissage"
"""Of our JSON: a PNG text chunk's keyword, an XMP attribute's namespace."""

_PARAMETERS = "parameters"
_LABELS = {"steps": "Steps", "guidance": "CFG scale", "strength": "Denoising strength"}
_XMP = (
    '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF'
    ' xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about=""'
    ' xmlns:{key}="urn:{key}:1" {key}:recipe="{recipe}"/></rdf:RDF></x:xmpmeta>'
)
_FOUND = re.compile(KEY + ':recipe="([^"]*)"')


def with_recipe(path: Path, recipe: Mapping[str, Any]) -> bytes:
    """A picture's file with its recipe inside; a kind that can hold none comes back as it is.

    Args:
        path: PNG, JPEG or WebP.
        recipe: As `bot.core.recipe.portable` makes it.

    Raises:
        InputUnreadable: It is no picture.
    """
    with opened(path) as image:
        kind, size = image.format, image.size
    content = path.read_bytes()
    told = parameters(recipe, size)
    plain = json.dumps(dict(recipe))
    match kind:
        case "PNG":
            return containers.png(content, {_PARAMETERS: told, KEY: plain})
        case "JPEG" | "MPO":
            return containers.jpeg(content, _exif(told), _xmp(plain))
        case "WEBP":
            return containers.webp(content, size, _exif(told), _xmp(plain))
        case _:
            return content


def read_recipe(content: bytes) -> Mapping[str, Any] | None:
    """Our recipe from a file's metadata; None where there is none, whatever the bytes are."""
    try:
        with opened(content) as image:
            text = _text(image)
            recipe = json.loads(text) if text else None
    except (InputUnreadable, RecursionError):
        return None
    return recipe if isinstance(recipe, dict) else None


def parameters(recipe: Mapping[str, Any], size: tuple[int, int]) -> str:
    """The recipe as people know it from other programs: prompt, negative prompt, settings."""
    lines = [str(recipe.get("prompt", ""))]
    if recipe.get("negative"):
        lines.append(f"Negative prompt: {recipe['negative']}")
    lines.append(", ".join(f"{name}: {value}" for name, value in _settings(recipe, size)))
    return "\n".join(lines)


def _settings(recipe: Mapping[str, Any], size: tuple[int, int]) -> Iterator[tuple[str, Any]]:
    options = dict(recipe.get("options", {}))
    for key, label in _LABELS.items():
        if key in options:
            yield label, options.pop(key)
    if "seed" in recipe:
        yield "Seed", recipe["seed"]
    yield "Size", f"{size[0]}x{size[1]}"
    yield "Model", recipe.get("model", "")
    if recipe.get("style"):
        yield "Style", recipe["style"]
    yield from options.items()


def _exif(told: str) -> bytes:
    """EXIF: a comment in Unicode, which other programs write big-endian."""
    exif = Image.Exif()
    comment = b"UNICODE\0" + told.encode("utf-16-be", "surrogatepass")
    exif.get_ifd(ExifTags.IFD.Exif)[ExifTags.Base.UserComment] = comment
    return exif.tobytes()


def _xmp(plain: str) -> bytes:
    return _XMP.format(key=KEY, recipe=html.escape(plain)).encode()


def _text(image: Image.Image) -> str | None:
    if image.format == "PNG":
        text = image.info.get(KEY)
        return text if isinstance(text, str) else None
    xmp = image.info.get("xmp", b"")
    found = _FOUND.search(xmp.decode(errors="replace")) if isinstance(xmp, bytes) else None
    return html.unescape(found[1]) if found else None
