"""The words below a picture."""

import html
from collections.abc import Sequence

from bot.telegram.errors import shortened
from bot.telegram.translator import Safe

LIMIT = 1024
"""Telegram: characters of a caption once its markup is taken out."""

SEPARATOR = " · "


def caption(prompt: str, facts: Sequence[str | None]) -> Safe:
    """The prompt as an expandable quote, then one line of facts.

    What was typed is text, never markup; the prompt is cut first and escaped then, so that no
    escape is cut in two.

    Args:
        prompt: As it was typed.
        facts: Plain words; those that are None or empty are left out.
    """
    line = shortened(SEPARATOR.join(fact for fact in facts if fact), LIMIT // 4)
    quote = shortened(prompt.strip(), LIMIT - len(line) - 1)
    parts = [f"<blockquote expandable>{_escaped(quote)}</blockquote>"] if quote else []
    return Safe("\n".join([*parts, _escaped(line)]))


def _escaped(text: str) -> str:
    return html.escape(text, quote=False)
