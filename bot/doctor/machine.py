"""Python, the variables' names, and the disk."""

import os
import platform
import shutil
import tempfile
from collections.abc import Iterator
from difflib import get_close_matches
from pathlib import Path

from dotenv import dotenv_values

from bot.config.load import settings_model
from bot.doctor.findings import Finding, good, note, wrong

ROOM = 512 * 1024 * 1024
"""Bytes of free disk below which a few days of pictures may not fit."""

NEAR = 0.85
"""How alike two names are (0 to 1) before one is taken for a slip of the other."""


def python() -> Finding:
    """The Python that runs this; an older one than 3.11 does not get this far."""
    return good(f"Python {platform.python_version()}")


def variables(env_file: Path) -> Iterator[Finding]:
    """Names that look like one of ours and are not."""
    known = {name.upper() for name in settings_model().model_fields}
    written = _written(env_file)
    for name in sorted({*written, *os.environ} - known):
        near = get_close_matches(name.upper(), known, n=1, cutoff=NEAR)
        if near:
            yield note(f"{name} is not a variable of this bot.", f"{near[0]} may be meant.")
        elif name in written:
            yield note(f"{name} in {env_file} is not a variable of this bot: it does nothing.")


def _written(env_file: Path) -> frozenset[str]:
    try:
        # a name may be written small: the settings do not mind
        return frozenset(name.upper() for name in dotenv_values(env_file))
    except (OSError, UnicodeDecodeError):
        return frozenset()  # reading the settings will complain


def disk(media_dir: Path) -> Iterator[Finding]:
    """Whether pictures can be written, and whether they will fit."""
    try:
        media_dir.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=media_dir) as file:
            file.write(b"picture")
    except OSError as error:
        yield wrong(
            f"MEDIA_DIR {media_dir} cannot be written to: {error.strerror}.",
            "Give its folder to the user that runs the bot, or choose another one.",
        )
        return
    free = shutil.disk_usage(media_dir).free
    room = f"MEDIA_DIR {media_dir} is writable, {free / 1024**3:.1f} GB free"
    yield good(f"{room}.") if free >= ROOM else wrong(f"{room}: too little.", "Make room.")
