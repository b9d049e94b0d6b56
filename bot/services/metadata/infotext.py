"""The text that Stable Diffusion web UIs write: prompt, negative prompt, a line of settings."""

import json
import re
from collections.abc import Mapping

from bot.core.adoption import Brought
from bot.services.metadata.drawn import Drawn
from bot.services.metadata.limits import MAX_TEXT

PROGRAM = "Stable Diffusion web UI"

_NEGATIVE = "Negative prompt:"
_PAIR = re.compile(r'(\w[\w \-/]{0,40}): *("(?:\\.|[^\\"])*"|[^,]*)(?:,|$)')
_LONGEST_LINE = 16_384
_FEWEST = 3
"""Settings that make a line one of settings; a prompt's own line may have a colon or two."""

_FOLLOWED = frozenset({"Steps", "Seed", "Size", "CFG scale", "Distilled CFG Scale", "Model"})
_TELLING = frozenset({"Steps", "Sampler", "CFG scale", "Seed", "Model hash"})
_NOISE = re.compile(r"(?i)hash|version|^rng$|^size-\d|^module|^user$|^created|^civitai|^style$")
_DENOISING = "Denoising strength"


def read(text: str) -> Brought | None:
    """The recipe in such a text; None where it is another kind of text."""
    lines = text[:MAX_TEXT].strip().splitlines()
    settings = _settings(lines[-1]) if lines else {}
    if len(settings) < _FEWEST or not _TELLING & settings.keys():
        return None
    said = "\n".join(lines[:-1])
    prompt, _, negative = f"\n{said}".partition(f"\n{_NEGATIVE}")
    width, _, height = settings.get("Size", "").partition("x")
    beyond = [name for name in settings if name not in _FOLLOWED and not _NOISE.search(name)]
    return Drawn(
        prompt=prompt,
        negative=negative,
        seed=settings.get("Seed"),
        steps=settings.get("Steps"),
        guidance=settings.get("Distilled CFG Scale") or settings.get("CFG scale"),
        width=width,
        height=height,
        model=settings.get("Model"),
    ).brought(PROGRAM, beyond)


def write(prompt: str, negative: str, settings: Mapping[str, object]) -> str:
    """A recipe in this layout, with values quoted that would be taken for several."""
    pairs = ", ".join(f"{name}: {_quoted(str(value))}" for name, value in settings.items())
    negatives = [f"{_NEGATIVE} {negative}"] if negative else []
    return "\n".join([prompt, *negatives, pairs])


def _settings(line: str) -> dict[str, str]:
    pairs = (match.groups() for match in _PAIR.finditer(line[:_LONGEST_LINE]))
    return {name.strip(): _unquoted(value.strip()) for name, value in pairs}


def _quoted(value: str) -> str:
    return json.dumps(value, ensure_ascii=False) if re.search(r'[,:"\n]', value) else value


def _unquoted(value: str) -> str:
    if not value.startswith('"'):
        return value
    try:
        plain = json.loads(value)
    except ValueError:
        return value.strip('"')
    return plain if isinstance(plain, str) else value
