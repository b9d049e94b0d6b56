"""A recipe inside a clip's file, without decoding a picture of it.

Written as tags that every player shows, and as XMP in a box of its own at the end of the file:
XMP's standard has it there for MP4.
"""

import struct
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from bot.services import clips
from bot.services.metadata import mp4, xmp


def embed(source: Path, target: Path, recipe: Mapping[str, Any], told: str) -> None:
    """Copy an MP4 with its recipe, from file to file, however large it is.

    Args:
        source: As its maker sent it; whatever that one told in it is left out.
        target: A file that is made.
        recipe: As `bot.core.recipe.portable` makes it.
        told: The same for people.

    Raises:
        InputUnreadable: It is no clip.
    """
    tags = {"comment": told, "description": str(recipe.get("prompt", ""))}
    clips.clean(source, target, {name: text for name, text in tags.items() if text})
    packet = xmp.packet(recipe).encode()
    head = struct.pack(">I4s", 8 + len(mp4.XMP) + len(packet), b"uuid")
    with target.open("ab") as file:
        file.write(head + mp4.XMP + packet)
