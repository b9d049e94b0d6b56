"""A recipe inside a file, without touching a pixel.

Written several times: as the lines that Stable Diffusion web UIs made common (`parameters` in a
PNG, the comment in EXIF), as XMP for photo programs, and as our JSON, for ourselves.
"""

import json
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from PIL import ExifTags, Image

from bot.services.metadata import containers, films, infotext, mp4, xmp
from bot.services.pictures.files import opened

PARAMETERS = "parameters"
"""The PNG text chunk that web UIs write and read."""

_HEAD = 16  # bytes that tell one kind from another
_MATROSKA = b"\x1aE\xdf\xa3"
_LABELS = {"steps": "Steps", "guidance": "CFG scale", "strength": "Denoising strength"}


def embed(source: Path, target: Path, recipe: Mapping[str, Any], size: tuple[int, int]) -> None:
    """Copy a file with its recipe inside; of a kind that can hold none it is a plain copy.

    Args:
        source: PNG, JPEG, WebP or MP4, however large.
        target: A file that is made.
        recipe: As `bot.core.recipe.portable` makes it.
        size: Width and height, as people see it.

    Raises:
        InputUnreadable: It is neither a picture nor a clip.
    """
    with source.open("rb") as file:
        head = file.read(_HEAD)
    if mp4.is_mp4(head):
        films.embed(source, target, recipe, parameters(recipe, size))
    elif head.startswith(_MATROSKA):
        shutil.copyfile(source, target)
    else:
        target.write_bytes(with_recipe(source, recipe))


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
        turned = image.getexif().get(ExifTags.Base.Orientation)
    content, packet = path.read_bytes(), xmp.packet(recipe)
    told = parameters(recipe, size)
    exif = _exif(told, str(recipe.get("prompt", "")), turned)
    match kind:
        case "PNG":
            texts = {PARAMETERS: told, xmp.KEY: json.dumps(dict(recipe))}
            texts |= {"Software": xmp.PROGRAM, "XML:com.adobe.xmp": packet}
            return containers.png(content, texts)
        case "JPEG" | "MPO":
            return containers.jpeg(content, exif, packet.encode())
        case "WEBP":
            return containers.webp(content, size, exif, packet.encode())
        case _:
            return content


def parameters(recipe: Mapping[str, Any], size: tuple[int, int]) -> str:
    """The recipe as people know it from other programs: prompt, negative prompt, settings."""
    prompt, negative = str(recipe.get("prompt", "")), str(recipe.get("negative", ""))
    return infotext.write(prompt, negative, dict(_settings(recipe, size)))


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
    yield "Version", xmp.PROGRAM


def _exif(told: str, prompt: str, turned: Any) -> bytes:
    """EXIF: a comment in Unicode, which other programs write big-endian."""
    exif = Image.Exif()
    exif[ExifTags.Base.Software] = xmp.PROGRAM
    if prompt.isascii():  # EXIF: a description is in ASCII
        exif[ExifTags.Base.ImageDescription] = prompt
    if turned:
        exif[ExifTags.Base.Orientation] = turned
    comment = b"UNICODE\0" + told.encode("utf-16-be", "surrogatepass")
    exif.get_ifd(ExifTags.IFD.Exif)[ExifTags.Base.UserComment] = comment
    return exif.tobytes()
