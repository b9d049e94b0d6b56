"""What FusionBrain's page says of a request, as checks."""

from typing import Any

from aiohttp import BodyPartReader, web

STYLES = [
    {"name": "KANDINSKY", "title": "Кандинский", "titleEn": "Kandinsky"},
    {"name": "UHD", "title": "Детальное фото", "titleEn": "Detailed photo"},
    {"name": "ANIME", "title": "Аниме", "titleEn": "Anime"},
    {"name": "DEFAULT", "title": "Свой стиль", "titleEn": "No style"},
]
LONGEST_TEXT = 1000
FIELDS: dict[str, type] = {
    "type": str,
    "style": str,
    "width": int,
    "height": int,
    "numImages": int,
    "negativePromptDecoder": str,
    "generateParams": dict,
}


async def parts_of(request: web.Request) -> dict[str, tuple[BodyPartReader, bytes]]:
    """The parts of a multipart body by name, with their content."""
    if not request.content_type.startswith("multipart/form-data"):
        return {}
    found = {}
    async for part in await request.multipart():
        assert isinstance(part, BodyPartReader)
        found[part.name or ""] = part, bytes(await part.read())
    return found


def part_problem(parts: dict[str, tuple[BodyPartReader, bytes]]) -> tuple[int, str] | None:
    """Status and words of what is wrong with the parts."""
    if set(parts) != {"pipeline_id", "params"}:
        return 400, f"parts are {sorted(parts)}"
    identity, params = parts["pipeline_id"][0], parts["params"][0]
    if params.headers.get("Content-Type") != "application/json":
        return 415, f"params are {params.headers.get('Content-Type')}"
    if identity.filename is not None or "Content-Type" in identity.headers:
        return 400, "pipeline_id is not a plain field"
    return None


def problem_of(params: Any) -> str | None:
    """What is wrong with the JSON part."""
    if not isinstance(params, dict):
        return "params are no object"
    rules = (_unknown, _ill_typed, _wrong_values, _wrong_texts)
    return next((problem for rule in rules if (problem := rule(params))), None)


def _unknown(params: dict[str, Any]) -> str | None:
    odd = params.keys() - FIELDS.keys()
    inner = params.get("generateParams")
    odd |= inner.keys() - {"query"} if isinstance(inner, dict) else set()
    return f"unknown fields {sorted(odd)}" if odd else None


def _ill_typed(params: dict[str, Any]) -> str | None:
    wrong = [k for k, v in params.items() if type(v) is not FIELDS[k] or v == ""]
    return f"ill-typed or empty fields {wrong}" if wrong else None


def _wrong_values(params: dict[str, Any]) -> str | None:
    if params.get("type") != "GENERATE":
        return f"type is {params.get('type')!r}"
    if params.get("numImages", 1) != 1:
        return "numImages is not 1"
    if any(not 0 < params.get(side, 1024) <= 1024 for side in ("width", "height")):
        return "a side is over 1024"
    if params.get("style", "DEFAULT") not in {style["name"] for style in STYLES}:
        return f"no style {params['style']!r}"
    return None


def _wrong_texts(params: dict[str, Any]) -> str | None:
    query = params.get("generateParams", {}).get("query")
    if not isinstance(query, str) or not query:
        return "no query"
    if len(query) + len(params.get("negativePromptDecoder", "")) > LONGEST_TEXT:
        return "the texts are too long"
    return None
