"""Builds what KIE is sent for clips, a function per kind of body; only documented fields."""

from typing import Any

from bot.core.capabilities import Mode
from bot.core.errors import BadParameter
from bot.core.models import Shot
from bot.providers.kie.bodies import Wish
from bot.providers.kie.film_spec import (
    DURATION,
    END,
    LONGEST_CHARACTER,
    LONGEST_VEO,
    MODE,
    MOST_FRAMES,
    QUALITY,
    REFERENCES,
    RESOLUTION,
    SHORTEST_CHARACTER,
    SORA_SIZE,
    SOUND,
    START,
    STORY_DURATION,
    TRANSLATE,
)

ALIVE = "The scene comes to life with natural motion; the camera moves gently."
"""What is said of a picture to which nothing was said: a prompt is needed."""

_SORA_KINDS = {Mode.TEXT_TO_VIDEO: "text-to-video", Mode.IMAGE_TO_VIDEO: "image-to-video"}
_SORA_RATIOS = {"16:9": "landscape", "9:16": "portrait"}


def veo(wish: Wish) -> dict[str, Any]:
    """KIE docs: `aspect_ratio` rather than `aspectRatio`; translation is said either way.

    Two pictures are the first and the last frame; references are taken by the fast model alone
    and make clips of 8 seconds.
    """
    kind = _veo_kind(wish)
    body: dict[str, Any] = {
        "model": wish.spec.vendor_name,
        "prompt": _words(wish),
        "aspect_ratio": wish.ratio.name,
        "generationType": kind,
        "enableTranslation": wish.option(TRANSLATE.key),
    }
    if wish.pictures:
        body["imageUrls"] = list(wish.pictures)
    duration, resolution = wish.option(DURATION), wish.option(RESOLUTION)
    if duration is not None:
        body["duration"] = LONGEST_VEO if kind == "REFERENCE_2_VIDEO" else int(duration)
    if resolution is not None:
        body["resolution"] = resolution
    return body


def veo_extension(wish: Wish) -> dict[str, Any]:
    """KIE docs: a new task that begins where another one's clip ends."""
    model = "fast" if wish.spec.vendor_name == "veo3_fast" else "quality"
    return {"taskId": wish.source, "prompt": wish.request.prompt, "model": model}


def veo_enlargement(wish: Wish) -> dict[str, Any]:
    """KIE docs: which of the clips of which task."""
    return {"taskId": wish.source, "index": wish.index}


def kling(wish: Wish) -> dict[str, Any]:
    """All fields are said: KIE's pages contradict each other on which may be left out.

    KIE docs: seconds are text for the clip and whole numbers for its shots; shots come with
    sound, and with the first frame alone.
    """
    shots, sound = wish.request.shots, bool(wish.option(SOUND.key))
    seconds = sum(shot.seconds for shot in shots) if shots else wish.option(DURATION)
    fields: dict[str, Any] = {
        "prompt": "" if shots else _words(wish),
        "sound": sound or bool(shots),
        "duration": f"{seconds:.0f}",
        "aspect_ratio": wish.ratio.name,
        "mode": wish.option(MODE.key),
        "multi_shots": bool(shots),
        "multi_prompt": [
            {"prompt": shot.prompt.strip(), "duration": int(shot.seconds)} for shot in shots
        ],
    }
    if wish.pictures:
        fields["image_urls"] = list(wish.pictures)
    if wish.request.elements:
        named = zip(wish.request.elements, wish.elements, strict=True)
        fields["kling_elements"] = [
            {
                "name": element.name,
                "description": element.description or element.name,
                "element_input_urls": list(addresses),
            }
            for element, addresses in named
        ]
    return {"model": wish.spec.vendor_name, "input": fields}


def sora(wish: Wish) -> dict[str, Any]:
    """KIE docs: `n_frames` are seconds, whatever the name says, and text."""
    fields: dict[str, Any] = {
        "prompt": _words(wish),
        "aspect_ratio": _SORA_RATIOS[wish.ratio.name],
        "n_frames": str(wish.option(DURATION)),
        "remove_watermark": True,
        "upload_method": "s3",
    }
    size = wish.option(SORA_SIZE.key)
    if size is not None:
        fields["size"] = size
    if wish.pictures:
        fields["image_urls"] = list(wish.pictures)
    return {"model": f"{wish.spec.key}-{_SORA_KINDS[wish.request.mode]}", "input": fields}


def sora_storyboard(wish: Wish) -> dict[str, Any]:
    """KIE docs: scenes instead of a prompt, with a capital letter; words alone are one scene."""
    asked = int(wish.option(DURATION) or 0)
    shots = wish.request.shots or (Shot(prompt=_words(wish), seconds=min(asked, 15)),)
    needed = sum(shot.seconds for shot in shots)
    lengths = sorted(map(int, STORY_DURATION.choices))
    seconds = asked if needed <= asked else next(each for each in lengths if needed <= each)
    fields: dict[str, Any] = {
        "n_frames": str(seconds),
        "aspect_ratio": _SORA_RATIOS[wish.ratio.name],
        "upload_method": "s3",
        "shots": [{"Scene": shot.prompt.strip(), "duration": shot.seconds} for shot in shots],
    }
    if wish.pictures:
        fields["image_urls"] = list(wish.pictures)
    return {"model": wish.spec.vendor_name, "input": fields}


def sora_character(wish: Wish) -> dict[str, Any]:
    """KIE docs: a clip of 1 to 4 seconds in which the character is seen."""
    fields: dict[str, Any] = {"character_file_url": list(wish.pictures)}
    return {"model": wish.spec.vendor_name, "input": fields | _character_words(wish)}


def sora_character_pro(wish: Wish) -> dict[str, Any]:
    """KIE docs: a part of what an earlier task made.

    Raises:
        BadParameter: It is none, or not as long as a character's clip has to be.
    """
    start, end = (float(wish.option(option.key) or 0) for option in (START, END))
    if not SHORTEST_CHARACTER <= end - start <= LONGEST_CHARACTER:
        allowed = f"{start + SHORTEST_CHARACTER:g}–{start + LONGEST_CHARACTER:g}"
        raise BadParameter(name=END.key, value=f"{end:g}", model=wish.spec.title, allowed=allowed)
    times = f"{start:g},{end:g}"
    fields = {"origin_task_id": wish.source, "timestamps": times}
    return {"model": wish.spec.vendor_name, "input": fields | _character_words(wish)}


def watermark_remover(wish: Wish) -> dict[str, Any]:
    """KIE docs: it wants the address under which Sora shows a clip to everybody."""
    fields = {"video_url": wish.request.prompt.strip(), "upload_method": "s3"}
    return {"model": wish.spec.vendor_name, "input": fields}


def runway(wish: Wish) -> dict[str, Any]:
    """KIE docs: the proportions of a picture are kept, and said of text alone."""
    body: dict[str, Any] = {
        "prompt": _words(wish),
        "duration": int(wish.option(DURATION) or 0),
        "quality": wish.option(QUALITY.key),
    }
    if wish.pictures:
        return body | {"imageUrl": wish.pictures[0]}
    return body | {"aspectRatio": wish.ratio.name}


def runway_extension(wish: Wish) -> dict[str, Any]:
    """KIE guide: a new task that begins where another one's clip ends."""
    return {
        "taskId": wish.source,
        "prompt": wish.request.prompt,
        "quality": wish.option(QUALITY.key),
    }


def luma(wish: Wish) -> dict[str, Any]:
    """KIE guide: a clip and what becomes of it, in English."""
    return {"prompt": wish.request.prompt, "videoUrl": wish.pictures[0]}


def _words(wish: Wish) -> str:
    return wish.request.prompt.strip() or ALIVE


def _veo_kind(wish: Wish) -> str:
    if not wish.pictures:
        return "TEXT_2_VIDEO"
    many = len(wish.pictures) > MOST_FRAMES
    wanted = many or wish.option(REFERENCES.key)
    return "REFERENCE_2_VIDEO" if wanted else "FIRST_AND_LAST_FRAMES_2_VIDEO"


def _character_words(wish: Wish) -> dict[str, str]:
    words = wish.request.prompt.strip()
    return {"character_prompt": words} if words else {}
