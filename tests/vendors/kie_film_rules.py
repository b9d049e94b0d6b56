"""What KIE's pages say of a request for a clip, as checks like those of `kie_rules`."""

from collections.abc import Callable, Mapping
from typing import Any

from tests.vendors.kie_rules import Check, addresses, flag, one_of, web, whole, words, wrong

Relation = Callable[[Mapping[str, Any]], str | None]


def text(longest: int, shortest: int = 1) -> Check:
    """A text of so many characters."""
    return lambda value: isinstance(value, str) and shortest <= len(value) <= longest


def seconds_as_text(low: int, high: int) -> Check:
    """A whole number as text."""
    return lambda value: isinstance(value, str) and value.isdecimal() and low <= int(value) <= high


def _list_of(most: int, fields: Mapping[str, Check], *, fewest: int = 0) -> Check:
    """A list of objects, each with all of these fields and no others."""
    return lambda value: (
        isinstance(value, list)
        and fewest <= len(value) <= most
        and all(wrong(each, fields, frozenset(fields)) is None for each in value)
    )


def _pictures(low: int, high: int) -> Check:
    return lambda value: addresses(high)(value) and len(value) >= low


def _number(low: float, high: float) -> Check:
    return lambda value: type(value) in {int, float} and low <= value <= high


VEO: Mapping[str, Check] = {
    "prompt": words,
    "model": one_of("veo3", "veo3_fast", "veo3_lite"),
    "aspect_ratio": one_of("16:9", "9:16", "Auto"),
    "imageUrls": addresses(3),
    "generationType": one_of("TEXT_2_VIDEO", "FIRST_AND_LAST_FRAMES_2_VIDEO", "REFERENCE_2_VIDEO"),
    "duration": one_of(4, 6, 8),
    "resolution": one_of("720p", "1080p", "4k"),
    "enableTranslation": flag,
    "watermark": words,
    "callBackUrl": web,
}
VEO_EXTENSION: Mapping[str, Check] = {
    "taskId": words,
    "prompt": words,
    "model": one_of("fast", "quality", "lite"),
    "seeds": whole(10000, 99999),
    "watermark": words,
    "callBackUrl": web,
}
VEO_4K: Mapping[str, Check] = {"taskId": words, "index": whole(0, 9), "callBackUrl": web}
RUNWAY: Mapping[str, Check] = {
    "prompt": text(1800),
    "duration": one_of(5, 10),
    "quality": one_of("720p", "1080p"),
    "aspectRatio": one_of("16:9", "9:16", "1:1", "4:3", "3:4"),
    "imageUrl": web,
    "waterMark": words,
    "callBackUrl": web,
}
RUNWAY_EXTENSION: Mapping[str, Check] = {
    "taskId": words,
    "prompt": words,
    "quality": one_of("720p", "1080p"),
    "waterMark": words,
    "callBackUrl": web,
}
LUMA: Mapping[str, Check] = {
    "prompt": lambda value: words(value) and value.isascii(),
    "videoUrl": web,
    "watermark": words,
    "callBackUrl": web,
}
_SORA: Mapping[str, Check] = {
    "prompt": text(10_000),
    "aspect_ratio": one_of("landscape", "portrait"),
    "n_frames": one_of("10", "15"),
    "remove_watermark": flag,
    "upload_method": one_of("s3", "oss"),
    "character_id_list": lambda value: isinstance(value, list) and 0 < len(value) <= 5,
}
_SIZE = {"size": one_of("standard", "high")}
_PICTURE = {"image_urls": addresses(1)}
_CHARACTER: Mapping[str, Check] = {
    "character_prompt": text(5000),
    "safety_instruction": text(5000),
}
INPUTS: Mapping[str, Mapping[str, Check]] = {
    "kling-3.0/video": {
        "prompt": text(5000, 0),
        "image_urls": addresses(2),
        "sound": flag,
        "duration": seconds_as_text(3, 15),
        "aspect_ratio": one_of("16:9", "9:16", "1:1"),
        "mode": one_of("std", "pro", "4K"),
        "multi_shots": flag,
        "multi_prompt": _list_of(5, {"prompt": words, "duration": whole(1, 12)}),
        "kling_elements": _list_of(
            3,
            {"name": words, "description": words, "element_input_urls": _pictures(2, 4)},
            fewest=1,
        ),
    },
    "sora-2-text-to-video": _SORA,
    "sora-2-image-to-video": {**_SORA, **_PICTURE},
    "sora-2-pro-text-to-video": {**_SORA, **_SIZE},
    "sora-2-pro-image-to-video": {**_SORA, **_SIZE, **_PICTURE},
    "sora-2-pro-storyboard": {
        "shots": _list_of(10, {"Scene": words, "duration": _number(0.1, 15)}, fewest=1),
        "n_frames": one_of("10", "15", "25"),
        "aspect_ratio": one_of("landscape", "portrait"),
        "upload_method": one_of("s3", "oss"),
        **_PICTURE,
    },
    "sora-2-characters": {"character_file_url": addresses(1), **_CHARACTER},
    "sora-2-characters-pro": {
        "origin_task_id": words,
        "timestamps": lambda value: _span(value) is not None,
        "character_user_name": text(40),
        **_CHARACTER,
    },
    "sora-watermark-remover": {
        "video_url": lambda value: (
            text(500)(value) and value.startswith("https://sora.chatgpt.com/")
        ),
        "upload_method": one_of("s3", "oss"),
    },
}
"""What each of the market's models for clips takes as `input`."""

NEEDED: Mapping[str, frozenset[str]] = {
    "kling-3.0/video": frozenset(
        {"prompt", "sound", "duration", "aspect_ratio", "mode", "multi_shots", "multi_prompt"}
    ),
    "sora-2-text-to-video": frozenset({"prompt"}),
    "sora-2-image-to-video": frozenset({"prompt", "image_urls"}),
    "sora-2-pro-text-to-video": frozenset({"prompt"}),
    "sora-2-pro-image-to-video": frozenset({"prompt", "image_urls"}),
    "sora-2-pro-storyboard": frozenset({"shots", "n_frames"}),
    "sora-2-characters": frozenset({"character_file_url"}),
    "sora-2-characters-pro": frozenset({"origin_task_id", "timestamps"}),
    "sora-watermark-remover": frozenset({"video_url"}),
}


def wrong_veo(body: Any) -> str | None:
    """Of a request to Veo."""
    problem = wrong(body, VEO, frozenset({"prompt"}))
    if problem:
        return problem
    count, kind = len(body.get("imageUrls", [])), body.get("generationType")
    allowed = {"TEXT_2_VIDEO": (0, 0), "FIRST_AND_LAST_FRAMES_2_VIDEO": (1, 2)}
    low, high = allowed.get(kind, (1, 3)) if kind else (0, 2)
    if not low <= count <= high:
        return f"{count} pictures for {kind}"
    if kind == "REFERENCE_2_VIDEO" and body.get("model", "veo3_fast") == "veo3":
        return "references are not for veo3"
    if kind == "REFERENCE_2_VIDEO" and body.get("duration", 8) != 8:
        return "references make 8 seconds"
    return None


def wrong_veo_extension(body: Any) -> str | None:
    """Of a request to extend a Veo clip."""
    return wrong(body, VEO_EXTENSION, frozenset({"taskId", "prompt"}))


def wrong_veo_4k(body: Any) -> str | None:
    """Of a request for a Veo clip in 4K."""
    return wrong(body, VEO_4K, frozenset({"taskId"}))


def wrong_runway(body: Any) -> str | None:
    """Of a request to Runway."""
    problem = wrong(body, RUNWAY, frozenset({"prompt", "duration", "quality"}))
    if problem:
        return problem
    if body["quality"] == "1080p" and body["duration"] != 5:
        return "1080p has 5 seconds"
    if ("imageUrl" in body) == ("aspectRatio" in body):
        return "either a picture's proportions or one's own"
    return None


def wrong_runway_extension(body: Any) -> str | None:
    """Of a request to extend a Runway clip."""
    return wrong(body, RUNWAY_EXTENSION, frozenset({"taskId", "prompt", "quality"}))


def wrong_luma(body: Any) -> str | None:
    """Of a request to Luma."""
    return wrong(body, LUMA, frozenset({"prompt", "videoUrl"}))


def wrong_input(model: str, inside: Any) -> str | None:
    """Of the `input` of a request to one of the market's models for clips."""
    problem = wrong(inside, INPUTS[model], NEEDED[model])
    related: Mapping[str, Relation] = {
        "kling-3.0/video": _wrong_kling,
        "sora-2-pro-storyboard": _wrong_storyboard,
    }
    return problem or (related[model](inside) if model in related else None)


def _wrong_kling(inside: Mapping[str, Any]) -> str | None:
    shots, elements = inside["multi_prompt"], inside.get("kling_elements", [])
    if inside["multi_shots"] != bool(shots):
        return "multi_shots and multi_prompt disagree"
    if shots and sum(shot["duration"] for shot in shots) != int(inside["duration"]):
        return "the shots do not last as long as the clip"
    if shots and (not inside["sound"] or len(inside.get("image_urls", [])) > 1):
        return "shots have a sound, and one frame at most"
    if not shots and not inside["prompt"]:
        return "without a prompt"
    if elements and not inside.get("image_urls"):
        return "elements need image_urls"
    names = [element["name"] for element in elements]
    return next((said for shot in shots if (said := _wrong_shot(shot["prompt"], names))), None)


def _wrong_shot(said: str, names: list[str]) -> str | None:
    length = len(said)
    for name in names:
        length += said.count(f"@{name}") * (37 - len(f"@{name}"))
    return f"a shot of {length} characters" if length > 500 else None


def _wrong_storyboard(inside: Mapping[str, Any]) -> str | None:
    total = sum(shot["duration"] for shot in inside["shots"])
    return "the scenes are longer than the clip" if total > int(inside["n_frames"]) else None


def _span(value: Any) -> tuple[float, float] | None:
    """The beginning and the end that `3.55,5.55` stands for, where it is 1 to 4 s long."""
    try:
        start, end = (float(each) for each in str(value).split(","))
    except ValueError:
        return None
    return (start, end) if 1 <= end - start <= 4 else None
