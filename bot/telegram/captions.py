"""The words below a picture."""

import html
from collections.abc import Sequence

from bot.core.models import Artifact
from bot.telegram.errors import shortened
from bot.telegram.translator import Safe, Translate

LIMIT = 1024
"""Telegram: characters of a caption once its markup is taken out."""

SEPARATOR = " · "

_NOTE = 400
"""Characters of a caption that a note may take from the prompt, and at the most."""


def caption(prompt: str, facts: Sequence[str | None], note: str = "", remark: str = "") -> Safe:
    """The prompt as an expandable quote, the provider's note as another, one line of facts.

    What was typed is text, never markup; the prompt is cut first and escaped then, so that no
    escape is cut in two.

    Args:
        prompt: As it was typed.
        facts: Plain words; those that are None or empty are left out.
        note: Plain words about what was made of the prompt.
        remark: A plain sentence after all else.
    """
    said = (SEPARATOR.join(fact for fact in facts if fact), remark)
    line = "\n".join(shortened(words, LIMIT // 4) for words in said if words)
    told = shortened(note.strip(), _NOTE)
    below = [part for part in (told, line) if part]
    quote = shortened(prompt.strip(), LIMIT - sum(len(part) + 1 for part in below))
    parts = [
        f"<blockquote expandable>{_escaped(part)}</blockquote>" for part in (quote, told) if part
    ]
    return Safe("\n".join([*parts, _escaped(line)]))


def provider_note(artifact: Artifact, t: Translate) -> str:
    """The provider's own words on a picture, for its caption; empty where it has none."""
    return f"{t.plain('caption-note')} {artifact.note}" if artifact.note else ""


def _escaped(text: str) -> str:
    return html.escape(text, quote=False)
