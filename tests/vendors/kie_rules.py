"""What KIE's pages say of a request, as checks; each gives words where something is wrong."""

from collections.abc import Callable, Mapping
from typing import Any

Check = Callable[[Any], bool]
FLUX_RATIOS = frozenset({"21:9", "16:9", "4:3", "1:1", "3:4", "9:16"})
GROK_RATIOS = frozenset({"2:3", "3:2", "1:1", "16:9", "9:16"})
FLUX_MODELS = frozenset({"flux-kontext-pro", "flux-kontext-max"})


def words(value: Any) -> bool:
    """A text that says something."""
    return isinstance(value, str) and bool(value)


def flag(value: Any) -> bool:
    """A boolean, neither a word nor a number."""
    return type(value) is bool


def one_of(*allowed: Any) -> Check:
    """One of these values, and of their type."""
    return lambda value: any(type(value) is type(each) and value == each for each in allowed)


def whole(low: int, high: int) -> Check:
    """A whole number within limits."""
    return lambda value: type(value) is int and low <= value <= high


def addresses(most: int) -> Check:
    """A list of addresses that is not empty."""
    return lambda value: (
        isinstance(value, list) and 0 < len(value) <= most and all(map(web, value))
    )


def web(value: Any) -> bool:
    """An address."""
    return isinstance(value, str) and value.startswith(("http://", "https://"))


FOUR_O: Mapping[str, Check] = {
    "prompt": words,
    "size": one_of("1:1", "3:2", "2:3"),
    "filesUrl": addresses(5),
    "maskUrl": web,
    "nVariants": one_of(1, 2, 4),
    "isEnhance": flag,
    "callBackUrl": web,
}
FLUX: Mapping[str, Check] = {
    "prompt": words,
    "model": one_of(*FLUX_MODELS),
    "aspectRatio": one_of(*FLUX_RATIOS),
    "outputFormat": one_of("jpeg", "png"),
    "inputImage": web,
    "enableTranslation": flag,
    "promptUpsampling": flag,
    "safetyTolerance": whole(0, 6),
    "callBackUrl": web,
}
_SINGLE = ("inputImage", "maskUrl", "imageUrl", "videoUrl")
MARKET: Mapping[str, Check] = {
    "model": words,
    "input": lambda value: isinstance(value, dict),
    "callBackUrl": web,
}
GROK: Mapping[str, Mapping[str, Check]] = {
    "grok-imagine/text-to-image": {"prompt": words, "aspect_ratio": one_of(*GROK_RATIOS)},
    "grok-imagine/image-to-image": {"prompt": words, "image_urls": addresses(1)},
    "grok-imagine/upscale": {"task_id": words},
}
NEEDED: Mapping[str, frozenset[str]] = {
    "grok-imagine/text-to-image": frozenset({"prompt"}),
    "grok-imagine/image-to-image": frozenset({"image_urls"}),
    "grok-imagine/upscale": frozenset({"task_id"}),
}


def wrong_four_o(body: Any) -> str | None:
    """Of a request to GPT-4o Image."""
    problem = wrong(body, FOUR_O, frozenset({"size"}))
    if problem is None and not body.keys() & {"prompt", "filesUrl"}:
        return "neither prompt nor filesUrl"
    if problem is None and "maskUrl" in body and len(body.get("filesUrl", [])) != 1:
        return "maskUrl counts with one file only"
    return problem


def wrong_flux(body: Any) -> str | None:
    """Of a request to Flux Kontext."""
    problem = wrong(body, FLUX, frozenset({"prompt"}))
    if problem is None and "inputImage" in body and body.get("safetyTolerance", 0) > 2:
        return "safetyTolerance is over 2 with inputImage"
    return problem


def wrong_market(body: Any) -> str | None:
    """Of a request to one of the market's models."""
    problem = wrong(body, MARKET, frozenset({"model", "input"}))
    if problem:
        return problem
    if body["model"] not in GROK:
        return f"no model {body['model']}"
    return wrong(body["input"], GROK[body["model"]], NEEDED[body["model"]])


def wrong_renewal(fields: frozenset[str]) -> Callable[[Any], str | None]:
    """Of a request for a file's new address."""
    checks = {name: web if name == "url" else words for name in fields}
    return lambda body: wrong(body, checks, fields)


def pictures_of(body: Mapping[str, Any]) -> list[str]:
    """The addresses of a request's inputs."""
    inside = body.get("input", {})
    lists = [body.get("filesUrl", []), body.get("imageUrls", [])]
    lists += [inside.get("image_urls", []), inside.get("character_file_url", [])]
    lists += [each["element_input_urls"] for each in inside.get("kling_elements", [])]
    lists += [[body[name]] for name in _SINGLE if name in body]
    return [address for listed in lists for address in listed]


def wrong(body: Any, checks: Mapping[str, Check], needed: frozenset[str]) -> str | None:
    """What is wrong with an object's fields: one that is unknown, one too few, a value."""
    if not isinstance(body, dict):
        return "the body is no object"
    if odd := body.keys() - checks.keys():
        return f"unknown fields {sorted(odd)}"
    if absent := needed - body.keys():
        return f"without {sorted(absent)}"
    bad = sorted(name for name, value in body.items() if not checks[name](value))
    return f"impossible values of {bad}" if bad else None
