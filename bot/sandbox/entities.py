"""Message texts: HTML to entities as Telegram parses it, and lengths as Telegram counts them."""

from dataclasses import dataclass, field
from typing import Any

from bot.sandbox.errors import bad_request

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
_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
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
    """One pass over the source; ``TDLib: parse_html`` is the model for what is refused and how."""

    def __init__(self, source: str) -> None:
        self._source = source
        self._at = 0
        self._text: list[str] = []
        self._offset = 0
        self._open: list[_Open] = []
        self._entities: list[Json] = []

    def parse(self) -> Formatted:
        while self._at < len(self._source):
            if self._source[self._at] != "<":
                self._add(self._character())
            elif self._source.startswith("</", self._at):
                self._end_tag()
            else:
                self._start_tag()
        if self._open:
            tag = self._open[-1].tag
            raise self._refuse(f'Can\'t find end tag corresponding to start tag "{tag}"')
        for entity in self._entities:
            if entity["type"] == "code":
                entity.pop("language", None)
        return Formatted(text="".join(self._text), entities=in_order(self._entities))

    def _refuse(self, what: str, position: int | None = None) -> Exception:
        where = ""
        if position is not None:
            where = f" at byte offset {len(self._source[:position].encode())}"
        return bad_request(f"can't parse entities: {what}{where}")

    def _peek(self) -> str:
        return self._source[self._at : self._at + 1]

    def _add(self, character: str) -> None:
        self._text.append(character)
        self._offset += utf16_length(character)

    def _character(self) -> str:
        """Take one character, decoding ``&lt;`` and its like; an unknown one stays as it is."""
        start = self._at
        self._at += 1
        if self._source[start] != "&":
            return self._source[start]
        end = start + 1
        while end < len(self._source) and (
            self._source[end].isalnum() or self._source[end] == "#"
        ):
            end += 1
        decoded = _decode(self._source[start + 1 : end])
        if decoded is None:
            return "&"
        self._at = end + (self._source[end : end + 1] == ";")
        return decoded

    def _skip_spaces(self) -> None:
        while self._peek().isspace():
            self._at += 1

    def _word(self, stop: str) -> str:
        start = self._at
        while self._peek() and not self._peek().isspace() and self._peek() not in stop:
            self._at += 1
        return self._source[start : self._at]

    def _start_tag(self) -> None:
        begin = self._at
        self._at += 1
        tag = self._word(">").lower()
        if not self._peek():
            raise self._refuse("Unclosed start tag", begin)
        if tag not in _TAGS:
            raise self._refuse(f'Unsupported start tag "{tag}"', begin)
        attributes = self._attributes(tag, begin)
        if tag == "span" and attributes.get("class") != "tg-spoiler":
            raise self._refuse('Tag "span" must have class "tg-spoiler"', begin)
        self._open.append(_Open(tag, attributes, self._offset, len(self._text)))

    def _attributes(self, tag: str, begin: int) -> dict[str, str]:
        attributes: dict[str, str] = {}
        while True:
            self._skip_spaces()
            if self._peek() == ">":
                self._at += 1
                return attributes
            if not self._peek():
                raise self._refuse(f'Unclosed start tag "{tag}"', begin)
            name = self._word("=>").lower()
            if not name:
                raise self._refuse(f'Empty attribute name in the tag "{tag}"', begin)
            self._skip_spaces()
            if self._peek() != "=":
                attributes[name] = ""
                continue
            self._at += 1
            self._skip_spaces()
            attributes[name] = self._value(tag, begin)

    def _value(self, tag: str, begin: int) -> str:
        quote = self._peek()
        if not quote:
            raise self._refuse(f'Unclosed start tag "{tag}"', begin)
        if quote not in "'\"":
            start = self._at
            value = self._word(">").lower()
            if not all(c.isalnum() or c in ".-" for c in value):
                raise self._refuse("Unexpected end of name token", start)
            return value
        self._at += 1
        value = ""
        while self._peek() and self._peek() != quote:
            value += self._character()
        if not self._peek():
            raise self._refuse("Unclosed start tag", begin)
        self._at += 1
        return value

    def _end_tag(self) -> None:
        begin = self._at
        if not self._open:
            raise self._refuse("Unexpected end tag", begin)
        self._at += 2
        found = self._word(">").lower()
        self._skip_spaces()
        if self._peek() != ">":
            raise self._refuse("Unclosed end tag", begin)
        self._at += 1
        opened = self._open.pop()
        if found and found != opened.tag:
            where = len(self._source[:begin].encode())
            raise self._refuse(
                f'Unmatched end tag at byte offset {where}, expected "</{opened.tag}>",'
                f' found "</{found}>"'
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
            self._entities[-1] = {"type": "pre", **place} | _language(last)
            return
        self._entities.append(entity | place)

    def _entity(self, opened: _Open) -> Json | None:
        if opened.tag == "a":
            return self._link(opened)
        if opened.tag == "blockquote":
            wide = "expandable" in opened.attributes
            return {"type": "expandable_blockquote" if wide else "blockquote"}
        if opened.tag == "tg-emoji":
            emoji = opened.attributes.get("emoji-id", "")
            if not emoji.isdecimal():
                raise self._refuse("Invalid custom emoji identifier specified")
            return {"type": "custom_emoji", "custom_emoji_id": emoji}
        entity: Json = {"type": _SIMPLE[opened.tag]}
        language = opened.attributes.get("class", "")
        if opened.tag == "code" and language.startswith("language-"):
            entity["language"] = language.removeprefix("language-")
        return entity

    def _link(self, opened: _Open) -> Json | None:
        url = opened.attributes.get("href") or "".join(self._text[opened.position :])
        if url.startswith("tg://user?id=") and url[13:].isdecimal():
            user = {"id": int(url[13:]), "is_bot": False, "first_name": ""}
            return {"type": "text_mention", "user": user}
        if "://" not in url and "." in url and ":" not in url:
            url = f"http://{url}"
        if not url.lower().startswith(_LINK_SCHEMES):
            return None
        rest = url.partition("://")[2]
        bare = rest and not set("/?#") & set(rest)
        return {"type": "text_link", "url": f"{url}/" if bare else url}


def _language(entity: Json) -> Json:
    return {"language": entity["language"]} if "language" in entity else {}


def _decode(name: str) -> str | None:
    if name in _NAMED:
        return _NAMED[name]
    digits, base = (name[2:], 16) if name[:2] == "#x" else (name[1:], 10)
    if name[:1] != "#" or not digits:
        return None
    try:
        code = int(digits, base)
    except ValueError:
        return None
    surrogate = 0xD800 <= code <= 0xDFFF  # noqa: PLR2004 -- Unicode's own numbers
    return None if code == 0 or code >= 0x10FFFF or surrogate else chr(code)  # noqa: PLR2004
