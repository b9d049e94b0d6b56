"""A request as portable data, and the requests that follow from another one.

The same dictionary is what the database stores, what a delivered file carries in its metadata
and what comes back from there; whoever reads it must expect anything in it.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import asdict, replace
from typing import Any

from bot.core.capabilities import FROM_WORDS, Mode, ModelSpec, OptionValue
from bot.core.models import Artifact, Element, Input, Preferences, Request, Run, Shot

VERSION = 1
"""Of the dictionary's shape."""

_TEXTS = ("prompt", "negative", "style", "ratio")


def to_dict(request: Request) -> dict[str, Any]:
    """A request as JSON-able data; what is not set is left out."""
    data: dict[str, Any] = {"version": VERSION, "mode": request.mode.value, "model": request.model}
    data |= {name: value for name in _TEXTS if (value := getattr(request, name))}
    if request.seed is not None:
        data["seed"] = request.seed
    if request.inputs:
        data["inputs"] = [_told(picture) for picture in request.inputs]
    if request.mask:
        data["mask"] = _told(request.mask)
    if request.shots:
        data["shots"] = [asdict(shot) for shot in request.shots]
    if request.elements:
        data["elements"] = [_element_told(element) for element in request.elements]
    if request.options:
        data["options"] = dict(request.options)
    return data


def portable(request: Request) -> dict[str, Any]:
    """A request as a file may carry it to anybody: without addresses of other pictures."""
    return to_dict(bare(request))


def bare(request: Request) -> Request:
    """A request without the pictures that it starts from: those are nobody else's business."""
    return replace(request, inputs=(), mask=None, elements=())


def from_dict(data: Mapping[str, Any]) -> Request:
    """The request that `to_dict` described.

    Raises:
        ValueError: It is no such description.
    """
    return Request(
        mode=Mode(_text(data, "mode")),
        model=_text(data, "model"),
        prompt=_text(data, "prompt"),
        negative=_text(data, "negative"),
        style=_text(data, "style") or None,
        ratio=_text(data, "ratio") or None,
        seed=_number(data, "seed"),
        inputs=tuple(_input(entry) for entry in _list(data, "inputs")),
        mask=_input(data["mask"]) if "mask" in data else None,
        shots=tuple(_shot(entry) for entry in _list(data, "shots")),
        elements=tuple(_element(entry) for entry in _list(data, "elements")),
        options=_options(data),
    )


def to_json(request: Request) -> str:
    """A request as a line of JSON."""
    return json.dumps(to_dict(request), ensure_ascii=False)


def from_json(text: str) -> Request:
    """The request that `to_json` wrote.

    Raises:
        ValueError: It is no such line.
    """
    data = json.loads(text)
    if not isinstance(data, dict):
        raise ValueError("a recipe is an object")  # noqa: TRY004 - one kind for all bad data
    return from_dict(data)


def as_made(run: Run, artifact: Artifact) -> Request:
    """The request that makes this very picture again, as far as its seed is known."""
    return replace(run.request, seed=artifact.seed)


def again(request: Request) -> Request:
    """The same wish with a new seed."""
    return replace(request, seed=None)


def variations(request: Request, count: int) -> tuple[Request, ...]:
    """The same wish several times, each with a new seed."""
    return tuple(again(request) for _ in range(count))


def edited(request: Request, prompt: str) -> Request:
    """The same wish in other words."""
    return replace(request, prompt=prompt)


def derived(request: Request, spec: ModelSpec, mode: Mode, inputs: tuple[Input, ...]) -> Request:
    """A wish for another kind of work or another model, as far as that one can follow."""
    able = {option.key for option in spec.options_for(mode)}
    ratio = request.ratio if spec.ratio(request.ratio) else None
    return Request(
        mode=mode,
        model=spec.key,
        prompt=request.prompt,
        negative=request.negative if spec.negative_prompt else "",
        style=request.style if spec.key == request.model else None,
        ratio=ratio if mode in FROM_WORDS else None,
        seed=request.seed if spec.seed else None,
        inputs=inputs,
        mask=request.mask if inputs == request.inputs else None,
        shots=request.shots if spec.shots and mode is request.mode else (),
        elements=request.elements if spec.elements and mode is request.mode else (),
        options={key: value for key, value in request.options.items() if key in able},
    )


def as_input(artifact: Artifact, run: Run | None = None) -> Input:
    """A picture or clip made here, as the start of another.

    Args:
        artifact: The picture or clip.
        run: What made it, where it matters who did.
    """
    made = run is not None and not run.request.mode.enlarges
    return Input(
        media=artifact.media,
        file_id=artifact.file_id,
        vendor_ref=artifact.vendor_ref,
        made_by=run.request.model if run and made else None,
        clip=artifact.clip,
        artifact=artifact.id if artifact.clip else None,
        part=run.request.part if run and artifact.clip else 0,
        seconds=artifact.seconds,
    )


def as_settings(request: Request) -> Preferences:
    """A request's settings, to start a new wish from."""
    return Preferences(
        model=request.model,
        style=request.style,
        ratio=request.ratio,
        negative=request.negative,
        seed=request.seed,
        options=request.options,
    )


def shortened(request: Request, limit: int) -> Request:
    """A request with as many whole words of its prompt as fit into so many characters."""
    return replace(request, prompt=cut(request.prompt, limit))


def cut(text: str, limit: int) -> str:
    """The beginning of a text, ending with a whole word where there is one."""
    if len(text) <= limit:
        return text
    words = re.match(rf"(?s:.{{0,{limit}}})(?!\S)", text)
    return (words[0].rstrip() if words else "") or text[:limit]


def _told(picture: Input) -> dict[str, Any]:
    return {key: value for key, value in asdict(picture).items() if value}


def _element_told(element: Element) -> dict[str, Any]:
    pictures = [_told(picture) for picture in element.pictures]
    return {"name": element.name, "description": element.description, "pictures": pictures}


def _text(data: Mapping[str, Any], name: str) -> str:
    value = data.get(name, "")
    if not isinstance(value, str):
        raise ValueError(f"{name} is not a text")  # noqa: TRY004 - one kind for all bad data
    return value


def _list(data: Mapping[str, Any], name: str) -> list[Any]:
    value = data.get(name, [])
    if not isinstance(value, list):
        raise ValueError(f"{name} is not a list")  # noqa: TRY004 - one kind for all bad data
    return value


def _number(data: Mapping[str, Any], name: str) -> int | None:
    number = data.get(name)
    if number is not None and (not isinstance(number, int) or isinstance(number, bool)):
        raise ValueError(f"{name} is not a number")
    return number


def _object(entry: Any) -> dict[str, Any]:
    if not isinstance(entry, dict):
        raise ValueError("an entry is not an object")  # noqa: TRY004 - one kind for all bad data
    return entry


def _input(entry: Any) -> Input:
    data = _object(entry)
    names = ("file_id", "media", "vendor_ref", "made_by")
    addresses = {name: _text(data, name) or None for name in names}
    return Input(
        **addresses,
        clip=data.get("clip") is True,
        artifact=_number(data, "artifact"),
        part=_number(data, "part") or 0,
        seconds=_seconds(data) if "seconds" in data else None,
        size=_number(data, "size"),
    )


def _shot(entry: Any) -> Shot:
    data = _object(entry)
    return Shot(prompt=_text(data, "prompt"), seconds=_seconds(data))


def _seconds(data: Mapping[str, Any]) -> float:
    seconds = data.get("seconds")
    if not isinstance(seconds, int | float) or isinstance(seconds, bool):
        raise ValueError("a length of a shot or clip is no number")  # noqa: TRY004 - one kind for all bad data
    return seconds


def _element(entry: Any) -> Element:
    data = _object(entry)
    pictures = tuple(_input(picture) for picture in _list(data, "pictures"))
    return Element(
        name=_text(data, "name"), description=_text(data, "description"), pictures=pictures
    )


def _options(data: Mapping[str, Any]) -> Mapping[str, OptionValue]:
    options = data.get("options", {})
    if not isinstance(options, dict):
        raise ValueError("options are not an object")  # noqa: TRY004 - one kind for all bad data
    if not all(isinstance(value, int | float | str) for value in options.values()):
        raise ValueError("an option is neither a number nor a word")
    return options
