"""What adapters ask of the network: values and a port, without any HTTP library.

`bot.providers.transport` is the one implementation.
"""

import json
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

from bot.core.errors import BadResponse, ProviderError

MEBIBYTE = 1024 * 1024

PICTURE_LIMIT = 64 * MEBIBYTE
"""Bytes that a picture's download may have."""

CLIP_LIMIT = 2048 * MEBIBYTE
"""The same for a clip: what a Bot API server of one's own takes as an upload."""


@dataclass(frozen=True, kw_only=True)
class Part:
    """One part of a multipart body.

    Attributes:
        content: A path stands for the file's content, which is read while it is sent.
        filename: Set for uploads; a part without it is a plain field.
        content_type: The part's own content type.
    """

    name: str
    content: str | bytes | Path = field(repr=False)
    filename: str | None = None
    content_type: str | None = None


@dataclass(frozen=True, kw_only=True)
class Answer:
    """A vendor's answer, read whole.

    Attributes:
        headers: With names in lower case.
        provider: Whose answer it is.
        detail: The beginning of the body, fit for a log: cut, without credentials and pictures.
    """

    status: int
    headers: Mapping[str, str]
    body: bytes = field(repr=False)
    provider: str
    detail: str

    def json(self) -> Any:
        """The body as JSON.

        Raises:
            BadResponse: It is none.
        """
        try:
            return json.loads(self.body)
        except (ValueError, RecursionError):
            # without the cause: json's error carries the whole body
            raise BadResponse(provider=self.provider, detail=self.detail) from None


Explain = Callable[[Answer], ProviderError | None]


def say_nothing(answer: Answer) -> ProviderError | None:  # noqa: ARG001 -- fits Explain
    """A vendor without error codes of its own."""
    return None


@dataclass(frozen=True, kw_only=True)
class Call:
    """One request to a vendor.

    Attributes:
        url: Absolute.
        json: The body as JSON, where there is one.
        parts: The body as multipart/form-data, where there is one.
        creates: Whether it may start paid work: it is sent once, and without an answer nobody
            knows what became of it. All others may be repeated.
        limit: Bytes that the answer may have.
        timeout: Seconds of silence after which the vendor is given up.
        explain: The vendor's own meaning of an answer, asked before the general one.
    """

    url: str
    method: str = "GET"
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    query: Mapping[str, str] = field(default_factory=dict)
    json: Any = field(default=None, repr=False)
    parts: Sequence[Part] = ()
    creates: bool = False
    limit: int = 32 * MEBIBYTE
    timeout: float = 60.0
    explain: Explain = say_nothing


class Transport(Protocol):
    """The network, as one vendor's adapter sees it."""

    async def request(self, call: Call) -> Answer:
        """Ask the vendor; the answer's status is 2xx.

        Raises:
            ProviderError: By the table in `bot.providers.transport`.
        """
        ...

    def download(self, url: str, limit: int = PICTURE_LIMIT) -> AsyncIterator[bytes]:
        """A file from an address that the vendor named, without any credentials.

        Raises:
            ProviderError: It could not be had, is larger than `limit` bytes, or its address
                leads into a private network.
        """
        ...

    def scrub(self, text: str) -> str:
        """A vendor's words, fit for a log: cut, and without credentials."""
        ...
