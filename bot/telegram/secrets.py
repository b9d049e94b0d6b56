"""Keeps tokens and keys out of the log.

Two ordinary failures carry the bot's token: aiohttp's errors name the URL that they failed at, and
Telegram's URLs hold the token.
"""

import logging
import re
import sys
import traceback
from collections.abc import Iterable
from types import TracebackType

TOKEN = re.compile(r"\d{5,}(?::|%3[Aa])[A-Za-z0-9_-]{30,}")
"""A bot token, as it is or quoted in a URL."""

HIDDEN = "[secret]"
SHORTEST = 6
"""Characters; shorter secrets would blot out ordinary words."""


class Scrubber(logging.Filter):
    """Blots out tokens and secrets in message, arguments, traceback and stack.

    Args:
        secrets: Further texts that must not appear.
    """

    def __init__(self, secrets: Iterable[str] = ()) -> None:
        super().__init__()
        longest_first = sorted({s for s in secrets if len(s) >= SHORTEST}, key=len, reverse=True)
        patterns = [*map(re.escape, longest_first), TOKEN.pattern]
        self._pattern = re.compile("|".join(patterns))

    def scrub(self, text: str) -> str:
        """The text without secrets."""
        return self._pattern.sub(HIDDEN, text)

    def filter(self, record: logging.LogRecord) -> bool:
        """Rewrite a record; none is held back."""
        record.msg, record.args = self.scrub(_message(record)), ()
        if record.exc_info and not record.exc_text:
            record.exc_text = "".join(traceback.format_exception(*record.exc_info)).rstrip()
        if record.exc_text:
            record.exc_text, record.exc_info = self.scrub(record.exc_text), None
        if record.stack_info:
            record.stack_info = self.scrub(record.stack_info)
        return True


def install(logger: logging.Logger, secrets: Iterable[str] = ()) -> Scrubber:
    """Scrub whatever a logger's handlers put out, and what ends the process unhandled.

    Args:
        logger: The root logger, with its handlers already in place: a filter on a logger alone
            does not see what its children pass on.
        secrets: Every configured secret.
    """
    scrubber = Scrubber(secrets)
    logger.addFilter(scrubber)
    for handler in logger.handlers:
        handler.addFilter(scrubber)

    def crashed(
        kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        text = "".join(traceback.format_exception(kind, error, trace))
        sys.stderr.write(scrubber.scrub(text))

    sys.excepthook = crashed
    return scrubber


def _message(record: logging.LogRecord) -> str:
    """The message with its arguments, even when they do not fit: logging would print them."""
    try:
        return record.getMessage()
    except (TypeError, ValueError, KeyError):
        return f"{record.msg} {record.args}"
