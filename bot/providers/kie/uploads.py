"""Takes pictures and clips to KIE: it reads inputs from public addresses only, so it gets its own.

KIE docs: uploads cost nothing and are kept for a day at least; a name that was used before keeps
showing the old file for a while.
"""

import asyncio
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from bot.core.errors import BadResponse
from bot.providers.calls import Call, Part, Transport
from bot.providers.kie import records
from bot.providers.kie.refusals import refused


@dataclass(frozen=True, kw_only=True)
class Kind:
    """What a file is, by its beginning.

    Attributes:
        mark: Bytes that it has at the place.
        place: How far from the beginning.
        ending: Of its name.
        mime: Its type.
        folder: Where it is put.
    """

    mark: bytes
    ending: str
    mime: str
    place: int = 0
    folder: str = "images"


KINDS = (
    Kind(mark=b"\x89PNG", ending="png", mime="image/png"),
    Kind(mark=b"WEBP", place=8, ending="webp", mime="image/webp"),
    Kind(mark=b"AVI ", place=8, ending="avi", mime="video/x-msvideo", folder="videos"),
    Kind(mark=b"ftypqt", place=4, ending="mov", mime="video/quicktime", folder="videos"),
    Kind(mark=b"ftyp", place=4, ending="mp4", mime="video/mp4", folder="videos"),
    Kind(mark=b"\x1aE\xdf\xa3", ending="webm", mime="video/webm", folder="videos"),
    Kind(mark=b"", ending="jpg", mime="image/jpeg"),
)
"""KIE docs: JPEG, PNG and WebP pictures; MP4, MOV, AVI and WebM clips."""

_BEGINNING = 16


class Uploads:
    """KIE's upload host.

    Args:
        url: Its address.
        headers: With the credentials.
        transport: The network.
    """

    def __init__(self, url: str, headers: Mapping[str, str], transport: Transport) -> None:
        self._url = f"{url.rstrip('/')}/api/file-stream-upload"
        self._headers = headers
        self._transport = transport

    async def send(self, path: Path) -> str:
        """Upload a picture or clip under a random name; returns where KIE finds it.

        It is read while it is sent: a clip may be larger than the memory of a small server.

        Raises:
            ProviderError: It was not taken.
        """
        kind = await asyncio.to_thread(kind_of, path)
        name = f"{secrets.token_hex(16)}.{kind.ending}"
        call = Call(
            method="POST",
            url=self._url,
            headers=self._headers,
            parts=(
                Part(name="file", content=path, filename=name, content_type=kind.mime),
                Part(name="uploadPath", content=kind.folder),
                Part(name="fileName", content=name),
            ),
            explain=refused,
        )
        answer = await self._transport.request(call)
        address = records.address(answer.json())
        if not address:
            raise BadResponse(provider=answer.provider, detail=answer.detail)
        return address


def kind_of(path: Path) -> Kind:
    """What a file is; a JPEG if nothing else fits."""
    with path.open("rb") as file:
        beginning = file.read(_BEGINNING)
    return next(kind for kind in KINDS if beginning.startswith(kind.mark, kind.place))
