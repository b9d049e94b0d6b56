"""The recipe that a file brings along, whoever wrote it, as far as it can be believed."""

from collections.abc import Mapping
from dataclasses import replace
from itertools import islice

from bot.core.adoption import Brought
from bot.core.capabilities import Mode, OptionValue
from bot.core.models import Request
from bot.core.recipe import bare, from_dict
from bot.services.metadata import comfy, flat, infotext, mp4, xmp
from bot.services.metadata.embedding import PARAMETERS
from bot.services.metadata.fields import COMMENT, XMP, fields
from bot.services.metadata.limits import parsed, table, words

_NAME = 64  # characters of a style, a model, an option
_OPTIONS = 50
_SHOTS = 20
_LARGEST = 1e15


def brought(content: bytes) -> Brought | None:
    """The recipe in a picture's or film's metadata; None where there is none, whatever it is.

    Bounded in time and memory for bytes of any kind.
    """
    found = fields(content)
    ours = _ours(found)
    if ours:
        return ours
    theirs = _theirs(found)
    if theirs and mp4.is_mp4(content):
        return replace(theirs, request=replace(theirs.request, mode=Mode.TEXT_TO_VIDEO))
    return theirs


def _ours(found: Mapping[str, str]) -> Brought | None:
    text = found.get(xmp.KEY) or xmp.recipe_in(found.get(XMP, ""))
    data = table(parsed(text)) if text else {}
    try:
        return Brought(request=_bounded(bare(from_dict(data)))) if data else None
    except ValueError:
        return None


def _bounded(request: Request) -> Request:
    """A request as a stranger may have written it, with nothing in it that breaks a screen."""
    seed = request.seed
    options = islice(request.options.items(), _OPTIONS)
    return replace(
        request,
        model=words(request.model)[:_NAME],
        prompt=words(request.prompt),
        negative=words(request.negative),
        style=words(request.style)[:_NAME] or None,
        ratio=words(request.ratio)[:_NAME] or None,
        shots=tuple(
            replace(shot, prompt=words(shot.prompt))
            for shot in request.shots[:_SHOTS]
            if _sane(shot.seconds)
        ),
        seed=seed if seed is not None and 0 <= seed < 2**64 else None,
        options={words(key)[:_NAME]: _option(v) for key, v in options if _sane(v)},
    )


def _option(value: OptionValue) -> OptionValue:
    return words(value)[:_NAME] if isinstance(value, str) else value


def _sane(value: OptionValue) -> bool:
    return isinstance(value, str) or abs(value) < _LARGEST  # not-a-number is not smaller either


def _theirs(found: Mapping[str, str]) -> Brought | None:
    lines = found.get(PARAMETERS) or found.get(COMMENT, "")
    return (
        infotext.read(lines)
        or flat.in_parameters(lines)
        or comfy.read(found)
        or comfy.read(_inside(lines))
        or flat.novelai(found)
        or flat.invokeai(found)
    )


def _inside(text: str) -> Mapping[str, str]:
    """Films of ComfyUI's have both graphs in one comment, each as a text of its own."""
    data = table(parsed(text)) if comfy.is_graph(text) else {}
    names = ("prompt", "workflow")
    return {name: data[name] for name in names if isinstance(data.get(name), str)}
