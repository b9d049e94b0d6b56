"""What other programs tell of how a picture was drawn, made into a recipe."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from bot.core.adoption import Brought
from bot.core.capabilities import Mode, OptionValue
from bot.core.models import Request
from bot.services.metadata.limits import number, whole, words

_ADDED = re.compile(r"<(?:lora|lyco|hypernet):[^<>\n]{1,200}>")
_ADDITIONS = "LoRA"
_LONGEST_NAME = 40
_BEYOND = 12
_LARGEST_SIDE = 100_000


@dataclass(frozen=True, kw_only=True)
class Drawn:
    """Settings as found: of any kind, or missing.

    Attributes:
        guidance: How closely the prompt is followed; others call it CFG scale.
    """

    prompt: Any
    negative: Any = None
    seed: Any = None
    steps: Any = None
    guidance: Any = None
    width: Any = None
    height: Any = None
    model: Any = None

    def brought(self, program: str, beyond: Iterable[str] = ()) -> Brought | None:
        """The recipe as far as it makes sense; None where it has no words.

        Args:
            program: What wrote it.
            beyond: Names of settings that no model here has.
        """
        prompt, taken = _without_additions(words(self.prompt))
        negative, also = _without_additions(words(self.negative))
        if not prompt:
            return None
        names = [*([_ADDITIONS] if taken or also else []), *beyond]
        return Brought(
            request=Request(
                mode=Mode.TEXT_TO_IMAGE,
                model=words(self.model)[:_LONGEST_NAME],
                prompt=prompt,
                negative=negative,
                ratio=_ratio(whole(self.width), whole(self.height)),
                seed=_seed(whole(self.seed)),
                options=_options(whole(self.steps), number(self.guidance)),
            ),
            program=program,
            beyond=tuple(dict.fromkeys(name[:_LONGEST_NAME] for name in names))[:_BEYOND],
        )


def _without_additions(text: str) -> tuple[str, bool]:
    """A prompt without the weights that only the other program has, and whether it had any."""
    plain, count = _ADDED.subn("", text)
    if not count:
        return text, False
    parts = (part.strip() for part in re.split(r"[,\n]", plain))
    return ", ".join(part for part in parts if part), True


def _ratio(width: int | None, height: int | None) -> str | None:
    sides = width, height
    if any(side is None or not 0 < side <= _LARGEST_SIDE for side in sides):
        return None
    return f"{width}:{height}"


def _seed(seed: int | None) -> int | None:
    """Others write -1 for any."""
    return seed if seed is not None and 0 <= seed < 2**64 else None


def _options(steps: int | None, guidance: float | None) -> dict[str, OptionValue]:
    options: dict[str, OptionValue] = {}
    if steps is not None and 0 < steps <= _LARGEST_SIDE:
        options["steps"] = steps
    if guidance is not None and 0 <= guidance <= _LARGEST_SIDE:
        options["guidance"] = guidance
    return options
