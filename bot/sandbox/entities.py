"""Message texts: HTML to entities as Telegram parses it, and lengths as Telegram counts them."""

from dataclasses import dataclass, field
from typing import Any

from bot.sandbox.scanner import Scanner

Json = dict[str, Any]

_SIMPLE = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "span": "spoiler",
    "tg-spoiler": "spoiler",
    "code": "code",
    "pre": "pre",
}
_TAGS = {*_SIMPLE, "a", "tg-emoji", "blockquote"}
_LINK_SCHEMES = ("http://", "https://", "tg://", "ton://", "tonsite://", "mailto:", "tel:")


@dataclass(frozen=True, kw_only=True, slots=True)
class Formatted:
    """A text and its entities; offsets and lengths count UTF-16 code units."""

    text: str
    entities: list[Json] = field(default_factory=list)


def utf16_length(text: str) -> int:
    """Return the number of UTF-16 code units, the unit of entity offsets."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def parse_html(source: str) -> Formatted:
    """Turn Telegram's HTML into a text with entities.

    Raises:
        ApiError: in the words of Telegram's parser, with byte offsets.
    """
    return _HtmlParser(source).parse()


def in_order(entities: list[Json]) -> list[Json]:
    """Sort entities so that outer ones come before the ones inside them."""
    return sorted(entities, key=lambda e: (e["offset"], -e["length"]))


@dataclass(slots=True)
class _Open:
    tag: str
    attributes: dict[str, str]
    offset: int
    position: int


class _HtmlParser:
    """One pass over the source, with the tags that are open."""

    def __init__(self, source: str) -> None:
        self._scanner = Scanner(source)
        self._text: list[str] = []
        self._offset = 0
        self._open: list[_Open] = []
        self._entities: list[Json] = []

    def parse(self) -> Formatted:
        scanner = self._scanner
        while scanner.at < len(scanner.source):
            if scanner.peek() != "<":
                character = scanner.character()
                self._text.append(character)
                self._offset += utf16_length(character)
            elif scanner.source.startswith("</", scanner.at):
                self._end_tag(scanner)
            else:
                self._start_tag(scanner)
        if self._open:
            tag = self._open[-1].tag
            raise scanner.refusal(f'Can\'t find end tag corresponding to start tag "{tag}"')
        for entity in self._entities:
            if entity["type"] == "code":
                entity.pop("language", None)
        return Formatted(text="".join(self._text), entities=in_order(self._entities))

    def _start_tag(self, scanner: Scanner) -> None:
        begin = scanner.at
        scanner.at += 1
        tag = scanner.word(">").lower()
        if not scanner.peek():
            raise scanner.refusal("Unclosed start tag", begin)
        if tag not in _TAGS:
            raise scanner.refusal(f'Unsupported start tag "{tag}"', begin)
        attributes = scanner.attributes(tag, begin)
        if tag == "span" and attributes.get("class") != "tg-spoiler":
            raise scanner.refusal('Tag "span" must have class "tg-spoiler"', begin)
        self._open.append(_Open(tag, attributes, self._offset, len(self._text)))

    def _end_tag(self, scanner: Scanner) -> None:
        begin = scanner.at
        if not self._open:
            raise scanner.refusal("Unexpected end tag", begin)
        scanner.at += 2
        found = scanner.word(">").lower()
        scanner.skip_spaces()
        if scanner.peek() != ">":
            raise scanner.refusal("Unclosed end tag", begin)
        scanner.at += 1
        opened = self._open.pop()
        if found and found != opened.tag:
            raise scanner.refusal(
                f"Unmatched end tag at byte offset {scanner.byte_offset(begin)},"
                f' expected "</{opened.tag}>", found "</{found}>"'
            )
        length = self._offset - opened.offset
        if length:
            self._close(opened, {"offset": opened.offset, "length": length})

    def _close(self, opened: _Open, place: Json) -> None:
        entity = self._entity(opened)
        if entity is None:
            return
        last = self._entities[-1] if self._entities else {}
        nested = (last.get("offset"), last.get("length")) == (place["offset"], place["length"])
        if entity["type"] == "pre" and nested and last["type"] == "code":
            language = {"language": last["language"]} if "language" in last else {}
            self._entities[-1] = {"type": "pre", **place} | language
            return
        self._entities.append(entity | place)

    def _entity(self, opened: _Open) -> Json | None:
        if opened.tag == "a":
            return _link(opened.attributes.get("href") or "".join(self._text[opened.position :]))
        if opened.tag == "blockquote":
            wide = "expandable" in opened.attributes
            return {"type": "expandable_blockquote" if wide else "blockquote"}
        if opened.tag == "tg-emoji":
            emoji = opened.attributes.get("emoji-id", "")
            if not emoji.isdecimal():
                raise self._scanner.refusal("Invalid custom emoji identifier specified")
            return {"type": "custom_emoji", "custom_emoji_id": emoji}
        entity: Json = {"type": _SIMPLE[opened.tag]}
        language = opened.attributes.get("class", "")
        if opened.tag == "code" and language.startswith("language-"):
            entity["language"] = language.removeprefix("language-")
        return entity


def _link(url: str) -> Json | None:
    """Return what a link becomes; ``None`` for an address that Telegram does not link."""
    user_id = url.removeprefix("tg://user?id=")
    if user_id != url and user_id.isdecimal():
        user = {"id": int(user_id), "is_bot": False, "first_name": ""}
        return {"type": "text_mention", "user": user}
    if ":" not in url and "." in url:
        url = f"http://{url}"
    if not url.lower().startswith(_LINK_SCHEMES):
        return None
    rest = url.partition("://")[2]
    bare = rest and not set("/?#") & set(rest)
    return {"type": "text_link", "url": f"{url}/" if bare else url}
