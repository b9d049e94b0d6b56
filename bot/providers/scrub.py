"""Makes a vendor's words fit for a log: short, without credentials and without pictures."""

import re
from collections.abc import Iterable
from urllib.parse import quote

LONGEST = 300
"""Characters that are kept; enough to understand an error."""

_READ = 8 * LONGEST
_SHORTEST_SECRET = 4
_BASE64 = re.compile(r"[A-Za-z0-9+/_=-]{120,}")


class Scrubber:
    """Takes secrets out of texts.

    Args:
        secrets: What must never be seen; shorter ones than four characters are no secrets.
    """

    def __init__(self, secrets: Iterable[str] = ()) -> None:
        known = {secret for secret in secrets if len(secret) >= _SHORTEST_SECRET}
        known |= {quote(secret, safe="") for secret in known}
        self._secrets = sorted(known, key=len, reverse=True)

    def __call__(self, text: str) -> str:
        """The text without secrets and base64, at most `LONGEST` characters on one line."""
        for secret in self._secrets:
            text = text.replace(secret, "***")
        # a secret or a picture may go on behind the cut: look at more than is kept, not at all
        short = _BASE64.sub("…", " ".join(text[:_READ].split()))
        return short if len(short) <= LONGEST else short[: LONGEST - 1] + "…"

    def body(self, content: bytes) -> str:
        """The beginning of an answer's body."""
        longest = max(map(len, self._secrets), default=0)
        return self(content[: 4 * _READ + longest].decode(errors="replace")[: _READ + longest])
