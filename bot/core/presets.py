"""Presets: recipes saved under a name. What their names may be, and what they do to a prompt."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.core.errors import PresetNameUnfit, UnknownPreset
from bot.core.models import Preferences, Request
from bot.core.parameters import NOTHING, Words, split
from bot.core.recipe import as_settings

MOST = 30
"""Presets of one person."""

NAME_LIMIT = 32
"""Characters of a name: what fits into a button."""

WORDS_LIMIT = 500
"""Characters of the words that a preset adds."""

FLAG = "preset"
PLACE = "{prompt}"
"""Where the wish stands among a preset's words; without it they are added after the wish."""


@dataclass(frozen=True, kw_only=True)
class Preset:
    """A recipe that its owner saved as a style of their own.

    Attributes:
        request: How the picture that it was saved from was made, without pictures and seed; its
            prompt is painted where nothing else is said.
        words: What every prompt gets; see `PLACE`.
    """

    id: int
    name: str
    request: Request
    words: str = ""

    def settings(self, now: Preferences) -> Preferences:
        """The settings that it stands for; how many pictures there are stays as it is now."""
        return replace(as_settings(self.request), seed=None, count=now.count, preset=self.id)

    def framed(self, prompt: str) -> str:
        """A prompt with the preset's words, unless it has them already."""
        if not self.words or self._frames(prompt):
            return prompt
        if PLACE in self.words:
            return self.words.replace(PLACE, prompt)
        return f"{prompt.rstrip(' ,.;')}, {self.words}"

    def _frames(self, prompt: str) -> bool:
        said, words = prompt.casefold(), self.words.casefold()
        if PLACE not in words:
            return words in said
        before, *between, after = (piece.strip() for piece in words.split(PLACE))
        return not between and said.startswith(before) and said.endswith(after)


def checked_name(text: str) -> str:
    """A name as it is kept, its blanks made single.

    Raises:
        PresetNameUnfit: It is empty, too long, or would be read as something else.
    """
    name = " ".join(text.split())
    letters = re.search(r"[^\W_]", name)
    read = split(name).flags or name.casefold() in NOTHING
    if not letters or read or len(name) > NAME_LIMIT:
        raise PresetNameUnfit(limit=NAME_LIMIT)
    return name


def key_of(name: str) -> str:
    """What two names have in common that are the same."""
    return " ".join(name.split()).casefold()


def find(name: str, presets: Sequence[Preset]) -> Preset | None:
    """A preset by its name or an unambiguous beginning of it."""
    wanted = key_of(name)
    exact = [preset for preset in presets if key_of(preset.name) == wanted]
    begun = [preset for preset in presets if wanted and key_of(preset.name).startswith(wanted)]
    match exact or begun:
        case [preset]:
            return preset
        case _:
            return None


def chosen(words: Words, presets: Sequence[Preset]) -> tuple[Preset | None, Words]:
    """The preset that `--preset` names (None: that none is wanted), and the text without it.

    Raises:
        UnknownPreset: There is none of that name, or there are several.
    """
    found, prompt = None, words.prompt
    for flag in words.flags:
        if flag.name == FLAG:
            found, rest = _named(flag.value, presets)
            prompt = " ".join(piece for piece in (prompt, rest) if piece)
    left = tuple(flag for flag in words.flags if flag.name != FLAG)
    return found, Words(prompt=prompt, flags=left)


def _named(value: str, presets: Sequence[Preset]) -> tuple[Preset | None, str]:
    pieces = value.split()
    for cut in range(len(pieces), 0, -1):
        name, rest = " ".join(pieces[:cut]), " ".join(pieces[cut:])
        if found := find(name, presets):
            return found, rest
        if name.casefold() in NOTHING:
            return None, rest
    known = ", ".join(preset.name for preset in presets)
    raise UnknownPreset(name=next(iter(pieces), ""), known=known, count=len(presets))
