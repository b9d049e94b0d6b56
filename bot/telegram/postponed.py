"""What a message asks for, and how it is kept until a button is pressed."""

from dataclasses import dataclass, replace

from bot.core.capabilities import Mode
from bot.core.models import Input, Request
from bot.core.parameters import split
from bot.core.ports.stores import CacheStore
from bot.core.recipe import cut, from_dict, to_dict
from bot.telegram.asking import restored, restored_one, stored, stored_one


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What a message asks for.

    Attributes:
        said: Prompt and parameters.
        inputs: Pictures that it speaks of.
        mask: What marks a part of the picture, where that is known.
        beneath: The picture that a message with another picture replies to.
        base: The request whose settings it starts from, instead of the person's own.
        mode: The kind of clip that is asked for; None: a picture.
    """

    said: str
    inputs: tuple[Input, ...] = ()
    mask: Input | None = None
    beneath: Input | None = None
    base: Request | None = None
    mode: Mode | None = None


async def postpone(cache: CacheStore, chat_id: int, message_id: int, asked: Asked) -> None:
    """Keep a request under the message that asked for it."""
    value = {
        "said": asked.said,
        "inputs": stored(asked.inputs),
        "mask": stored_one(asked.mask),
        "beneath": stored_one(asked.beneath),
        "base": to_dict(asked.base) if asked.base else None,
        "mode": asked.mode,
    }
    await cache.put(_key(chat_id, message_id), value)


async def recall(cache: CacheStore, chat_id: int, message_id: int) -> Asked | None:
    """The request that a message asked for, if it was kept."""
    kept = await cache.get(_key(chat_id, message_id))
    if kept is None:
        return None
    base, mode = kept.value["base"], kept.value.get("mode")
    return Asked(
        said=kept.value["said"],
        inputs=restored(kept.value["inputs"]),
        mask=restored_one(kept.value.get("mask")),
        beneath=restored_one(kept.value.get("beneath")),
        base=from_dict(base) if base else None,
        mode=Mode(mode) if mode else None,
    )


def without(asked: Asked, over: int) -> Asked:
    """The same with a prompt that is shorter by so many characters; its parameters stay."""
    words = split(asked.said)
    prompt = cut(words.prompt, max(1, len(words.prompt) - over))
    flags = (f"--{flag.name} {flag.value}".rstrip() for flag in words.flags)
    return replace(asked, said=" ".join([prompt, *flags]))


def _key(chat_id: int, message_id: int) -> str:
    return f"postponed:{chat_id}:{message_id}"
