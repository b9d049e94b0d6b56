"""Reading Telegram's HTML: characters, tags and attributes, refused as its parser refuses them."""

from bot.sandbox.errors import ApiError, bad_request

_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
_LAST_CODE = 0x10FFFF
_SURROGATES = range(0xD800, 0xE000)


class Scanner:
    """A place in the source; ``TDLib: parse_html`` is the model for what is refused and how."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.at = 0

    def refusal(self, what: str, position: int | None = None) -> ApiError:
        """Return a refusal, with the byte offset of a position."""
        where = "" if position is None else f" at byte offset {self.byte_offset(position)}"
        return bad_request(f"can't parse entities: {what}{where}")

    def byte_offset(self, position: int) -> int:
        """Return where a position is in UTF-8."""
        return len(self.source[:position].encode())

    def peek(self) -> str:
        """Return the next character, empty at the end."""
        return self.source[self.at : self.at + 1]

    def character(self) -> str:
        """Take one character, decoding ``&lt;`` and its like; an unknown one stays as it is."""
        start = self.at
        self.at += 1
        if self.source[start] != "&":
            return self.source[start]
        end = start + 1
        while end < len(self.source) and (self.source[end].isalnum() or self.source[end] == "#"):
            end += 1
        decoded = _decode(self.source[start + 1 : end])
        if decoded is None:
            return "&"
        self.at = end + (self.source[end : end + 1] == ";")
        return decoded

    def skip_spaces(self) -> None:
        """Go to the next character that is no white space."""
        while self.peek().isspace():
            self.at += 1

    def word(self, stop: str) -> str:
        """Take everything up to white space or one of these characters."""
        start = self.at
        while self.peek() and not self.peek().isspace() and self.peek() not in stop:
            self.at += 1
        return self.source[start : self.at]

    def attributes(self, tag: str, begin: int) -> dict[str, str]:
        """Take the attributes of a tag and its closing bracket.

        Args:
            tag: its name.
            begin: where it began, for refusals.

        Raises:
            ApiError: they are malformed.
        """
        attributes: dict[str, str] = {}
        while True:
            self.skip_spaces()
            if self.peek() == ">":
                self.at += 1
                return attributes
            if not self.peek():
                raise self.refusal(f'Unclosed start tag "{tag}"', begin)
            name = self.word("=>").lower()
            if not name:
                raise self.refusal(f'Empty attribute name in the tag "{tag}"', begin)
            self.skip_spaces()
            attributes[name] = ""
            if self.peek() == "=":
                self.at += 1
                self.skip_spaces()
                attributes[name] = self._value(tag, begin)

    def _value(self, tag: str, begin: int) -> str:
        quote = self.peek()
        if not quote:
            raise self.refusal(f'Unclosed start tag "{tag}"', begin)
        if quote not in "'\"":
            start = self.at
            value = self.word(">").lower()
            if not all(c.isalnum() or c in ".-" for c in value):
                raise self.refusal("Unexpected end of name token", start)
            return value
        self.at += 1
        value = ""
        while self.peek() and self.peek() != quote:
            value += self.character()
        if not self.peek():
            raise self.refusal("Unclosed start tag", begin)
        self.at += 1
        return value


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
    return chr(code) if 0 < code < _LAST_CODE and code not in _SURROGATES else None
