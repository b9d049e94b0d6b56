"""Takes pictures to KIE: it reads inputs from public addresses only, so it gets its own.

KIE docs: uploads cost nothing and are kept for a day at least; a name that was used before keeps
showing the old file for a while.
"""

import asyncio
import secrets
from collections.abc import Mapping
from pathlib import Path

from bot.core.errors import BadResponse
from bot.providers.calls import Call, Part, Transport
from bot.providers.kie import records
from bot.providers.kie.refusals import refused

FOLDER = "images"
_KINDS = ((b"\x89PNG", "png", "image/png"), (b"RIFF", "webp", "image/webp"))
_JPEG = (b"", "jpg", "image/jpeg")


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
        """Upload a picture under a random name; returns where KIE finds it.

        Raises:
            ProviderError: It was not taken.
        """
        content = await asyncio.to_thread(path.read_bytes)
        _, ending, kind = next((k for k in _KINDS if content.startswith(k[0])), _JPEG)
        name = f"{secrets.token_hex(16)}.{ending}"
        call = Call(
            method="POST",
            url=self._url,
            headers=self._headers,
            parts=(
                Part(name="file", content=content, filename=name, content_type=kind),
                Part(name="uploadPath", content=FOLDER),
                Part(name="fileName", content=name),
            ),
            explain=refused,
        )
        answer = await self._transport.request(call)
        address = records.address(answer.json())
        if not address:
            raise BadResponse(provider=answer.provider, detail=answer.detail)
        return address
