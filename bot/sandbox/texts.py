"""What becomes of a text on its way into a message: parsed, trimmed, counted, linked, shown."""

import html
import re
from typing import Any

from bot.sandbox.entities import Formatted, in_order, parse_html, utf16_length
from bot.sandbox.errors import bad_request

Json = dict[str, Any]

TEXT_LIMIT = 4096
CAPTION_LIMIT = 1024
ENTITY_LIMIT = 100

_AUTOMATIC = re.compile(
    r"(?P<url>https?://[^\s<>\"]+[^\s<>\".,;:!?)'])"
    r"|(?P<email>[\w.+-]+@[\w-]+\.[\w.-]*\w)"
    r"|(?<![\w/@])(?P<mention>@[A-Za-z]\w{3,31})\b"
    r"|(?<![\w/<>])(?P<bot_command>/[A-Za-z0-9_]{1,32}(?:@[A-Za-z]\w{3,31})?)(?![\w/])"
    r"|(?<![\w#])(?P<hashtag>#\w*[^\W\d]\w*)"
)
_OPENING = {
    "bold": "<b>",
    "italic": "<i>",
    "underline": "<u>",
    "strikethrough": "<s>",
    "spoiler": '<span class="tg-spoiler">',
    "code": "<code>",
    "blockquote": "<blockquote>",
    "expandable_blockquote": "<blockquote expandable>",
}
_LITERAL = {"code", "pre", "text_link", "text_mention"}


def written(text: str, parse_mode: str | None, entities: list[Json] | None) -> Formatted:
    """Return what the bot wrote, parsed, trimmed and with links found.

    Args:
        text: as sent.
        parse_mode: ``HTML`` or none; the local Telegram speaks no Markdown.
        entities: explicit ones, used when there is no parse mode.

    Raises:
        ApiError: the text cannot be parsed.
    """
    if not parse_mode:
        formatted = Formatted(text=text, entities=_checked(text, entities or []))
    elif parse_mode.lower() == "html":
        formatted = parse_html(text)
    else:
        raise bad_request("unsupported parse_mode")
    return _finish(formatted)


def typed(text: str) -> Formatted:
    """Return what a person typed: no markup, but commands, mentions and links are found."""
    return _finish(Formatted(text=text))


def check_length(formatted: Formatted, limit: int) -> None:
    """Refuse a text that is too long once parsed, counted in code points.

    Raises:
        ApiError: ``message is too long`` or ``message caption is too long``.
    """
    if len(formatted.text) > limit:
        what = "message" if limit == TEXT_LIMIT else "message caption"
        raise bad_request(f"{what} is too long")


def as_html(text: str, entities: list[Json]) -> str:
    """Return safe HTML of a text and its entities; line breaks stay line breaks."""
    units = text.encode("utf-16-le", "surrogatepass")
    return _render(units, in_order(entities), 0, len(units) // 2)


def _render(units: bytes, entities: list[Json], start: int, end: int) -> str:
    parts: list[str] = []
    at = start
    while entities:
        entity, *entities = entities
        begin, finish = entity["offset"], min(entity["offset"] + entity["length"], end)
        if begin < at:
            continue
        inside = [e for e in entities if e["offset"] < finish]
        entities = [e for e in entities if e["offset"] >= finish]
        parts.append(_slice(units, at, begin))
        content = _render(units, inside, begin, finish)
        opening = _opening(entity)
        parts.append(opening + content + _closing(opening))
        at = finish
    return "".join([*parts, _slice(units, at, end)])


def _slice(units: bytes, start: int, end: int) -> str:
    return html.escape(units[2 * start : 2 * end].decode("utf-16-le", "replace"), quote=False)


def _opening(entity: Json) -> str:
    kind = entity["type"]
    if kind in _OPENING:
        return _OPENING[kind]
    if kind == "pre":
        language = html.escape(entity.get("language", ""))
        return f'<pre><code class="language-{language}">' if language else "<pre>"
    if kind == "text_link":
        return f'<a href="{html.escape(entity["url"])}" rel="noopener noreferrer">'
    return f'<span class="tg-{kind.replace("_", "-")}">'


def _closing(opening: str) -> str:
    names = re.findall(r"<([a-z]+)", opening)
    return "".join(f"</{name}>" for name in reversed(names))


def _checked(text: str, entities: list[Json]) -> list[Json]:
    length = utf16_length(text)
    for entity in entities:
        if entity["offset"] < 0 or entity["length"] <= 0:
            raise bad_request("can't parse MessageEntity: wrong offset or length")
        if entity["offset"] + entity["length"] > length:
            end = entity["offset"] + entity["length"]
            raise bad_request(f"entity beginning at {entity['offset']} ends after the text: {end}")
    return in_order(entities)


def _finish(formatted: Formatted) -> Formatted:
    trimmed = _trim(formatted)
    entities = trimmed.entities[:ENTITY_LIMIT]
    return Formatted(
        text=trimmed.text, entities=in_order([*entities, *_automatic(trimmed.text, entities)])
    )


def _trim(formatted: Formatted) -> Formatted:
    """Cut white space at both ends, as clients and the server do."""
    right = formatted.text.rstrip()
    first = min((e["offset"] for e in formatted.entities), default=len(right))
    lead = min(len(right) - len(right.lstrip()), first)
    text = right[lead:]
    total = utf16_length(text)
    entities = []
    for entity in formatted.entities:
        offset = entity["offset"] - lead
        length = min(entity["length"], total - offset)
        if length > 0:
            entities.append(entity | {"offset": offset, "length": length})
    return Formatted(text=text, entities=entities)


def _automatic(text: str, entities: list[Json]) -> list[Json]:
    taken = [(e["offset"], e["offset"] + e["length"]) for e in entities if e["type"] in _LITERAL]
    found = []
    for match in _AUTOMATIC.finditer(text):
        offset = utf16_length(text[: match.start()])
        length = utf16_length(match.group())
        if not any(offset < end and start < offset + length for start, end in taken):
            found.append({"type": str(match.lastgroup), "offset": offset, "length": length})
    return found
