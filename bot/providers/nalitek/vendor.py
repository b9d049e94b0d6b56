"""nalitek's calls: addresses, credentials, limits and refusals."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from http import HTTPStatus
from typing import Any
from urllib.parse import quote, urljoin

from aiolimiter import AsyncLimiter

from bot.core.errors import (
    Ambiguous,
    BadResponse,
    ContentRejected,
    InvalidRequest,
    Misconfigured,
    OutOfCredits,
    ProviderError,
    ResultLost,
    TaskFailed,
)
from bot.providers.calls import Answer, Call, Part, Transport
from bot.providers.complaints import error
from bot.providers.nalitek import reading
from bot.providers.nalitek.reading import Batch, Image
from bot.providers.nalitek.spec import KEY, LIMITS
from bot.providers.pace import per_minute

SECONDS = 30
UPLOAD_SECONDS = 120
STATUS_SECONDS = 5
"""nalitek docs: their sample's patience with `/api/status`."""

PAGE = 20

MODERATED = (
    "nsfw",
    "moderat",
    "content policy",
    "safety",
    "inappropriate",
    "модерац",
    "запрещ",
    "недопустим",
)
SHUT_OUT = ("whitelist", "ip address", "ip-адрес", "banned", "blocked", "заблокирован")
"""Words of a 403 that is no quota: keys may be bound to addresses, accounts be banned."""


class Vendor:
    """Asks nalitek, within its limits.

    Args:
        settings: The values of the settings in `spec`.
        transport: The network.

    Raises:
        Misconfigured: NALITEK_LIMITS cannot be used.
    """

    def __init__(self, settings: Mapping[str, str], transport: Transport) -> None:
        self._transport = transport
        self._base = settings["NALITEK_URL"].rstrip("/") + "/"
        self._headers = {"X-API-Key": settings["NALITEK_API_KEY"]}
        self._paces = paces(settings["NALITEK_LIMITS"])

    def address(self, url: str) -> str:
        """An address in an answer, which is often relative."""
        return urljoin(self._base, url)

    async def generate(self, body: Mapping[str, Any]) -> Image:
        """Paint from words."""
        return reading.image(await self._create("generate", "api/generate", body))

    async def img2img(self, parts: tuple[Part, ...]) -> Image:
        """Paint from a picture."""
        return reading.image(await self._create("img2img", "api/img2img", parts=parts))

    async def upscale(self, image_id: str, body: Mapping[str, Any]) -> Image:
        """Enlarge a picture that is stored there.

        Raises:
            ResultLost: It is not.
        """
        path = f"api/upscale/{quote(image_id, safe='')}"
        return reading.image(await self._create("upscale", path, body))

    async def batch_generate(self, body: Mapping[str, Any]) -> Batch:
        """Paint several pictures from words."""
        return reading.batch(await self._create("batch", "api/batch/generate", body))

    async def batch_img2img(self, parts: tuple[Part, ...]) -> Batch:
        """Paint several pictures from pictures."""
        return reading.batch(await self._create("batch", "api/batch/img2img", parts=parts))

    async def batch(self, batch_id: str) -> Batch:
        """How a batch is.

        Raises:
            ResultLost: There is no such batch.
        """
        return reading.batch(await self._ask(f"api/batch/{quote(batch_id, safe='')}"))

    async def stop(self, batch_id: str) -> int:
        """Stop what is not finished in a batch; how many pictures that was."""
        path = f"api/batch/{quote(batch_id, safe='')}"
        body = await self._read(path, method="DELETE")
        return reading.whole(reading.first(body, "cancelled")) or 0

    async def short(self, image_id: str) -> Image:
        """How a picture is.

        Raises:
            ResultLost: There is no such picture, or no such call.
        """
        return reading.image(await self._ask(f"api/get/{quote(image_id, safe='')}"))

    async def record(self, image_id: str) -> Image:
        """All about a picture.

        Raises:
            ResultLost: There is no such picture.
        """
        return reading.image(await self._ask(f"api/images/{quote(image_id, safe='')}"))

    async def newest(self, *, upscaled: bool = False) -> tuple[Image, ...]:
        """The pictures that were made last."""
        query = {"page": "1", "per_page": str(PAGE), "sort": "date_desc"}
        if upscaled:
            query["is_upscaled"] = "true"
        return reading.images(await self._ask("api/images", query))

    async def loras(self) -> tuple[reading.Lora, ...]:
        """The LoRAs that can be used."""
        return reading.loras(await self._read("api/loras"))

    async def status(self) -> Any:
        """How the service is; their samples ask for it without a key."""
        return await self._read("api/status", seconds=STATUS_SECONDS)

    async def account(self) -> reading.Account:
        """The operator's account."""
        return reading.account(await self._read("api/user/stats"))

    def failure(self, image: Image) -> ProviderError:
        """The error that a failed picture is."""
        words = image.words.casefold()
        kind = ContentRejected if any(word in words for word in MODERATED) else TaskFailed
        return kind(provider=KEY, detail=self._transport.scrub(image.words) or "failed")

    async def _ask(self, path: str, query: Mapping[str, str] | None = None) -> Any:
        """Look after pictures: all these questions share one budget."""
        async with self._paces["images"]:
            return await self._read(path, query)

    async def _read(
        self,
        path: str,
        query: Mapping[str, str] | None = None,
        *,
        method: str = "GET",
        seconds: float = SECONDS,
    ) -> Any:
        call = Call(
            method=method,
            url=self._base + path,
            headers=self._headers,
            query=query or {},
            timeout=seconds,
            explain=_missing,
        )
        return (await self._transport.request(call)).json()

    async def _create(
        self, kind: str, path: str, body: Any = None, parts: tuple[Part, ...] = ()
    ) -> Any:
        call = Call(
            method="POST",
            url=self._base + path,
            headers=self._headers,
            json=body,
            parts=parts,
            creates=True,
            timeout=UPLOAD_SECONDS if parts else SECONDS,
            explain=_MEANINGS.get(kind, _refused),
        )
        async with self._paces[kind]:
            answer = await self._transport.request(call)
        try:
            return answer.json()
        except BadResponse as unread:
            raise Ambiguous(**unread.data) from unread


def paces(value: str) -> dict[str, AsyncLimiter]:
    """Who waits for whom, from `generate=10,upscale=5`; what is left out is as documented.

    Raises:
        Misconfigured: It is no such list.
    """
    known = _numbers(LIMITS)
    given = _numbers(value)
    if given.keys() - known.keys():
        detail = f"NALITEK_LIMITS has to be a list such as {LIMITS}"
        raise Misconfigured(provider=KEY, detail=detail)
    numbers = known | given
    return {name: per_minute(KEY, "NALITEK_LIMITS", text) for name, text in numbers.items()}


def _numbers(value: str) -> dict[str, str]:
    pairs = (entry.partition("=") for entry in value.split(",") if entry.strip())
    return {name.strip(): number.strip() for name, _, number in pairs}


def _refused(answer: Answer) -> ProviderError | None:
    """403 is the day's quota, which comes back at 00:00 UTC; 429 the rate (nalitek docs)."""
    if answer.status == HTTPStatus.FORBIDDEN:
        return error(Misconfigured, answer) if _says(answer, SHUT_OUT) else _used_up(answer)
    if answer.status == HTTPStatus.BAD_REQUEST:
        return error(ContentRejected if _says(answer, MODERATED) else InvalidRequest, answer)
    return error(Misconfigured, answer) if answer.status == HTTPStatus.NOT_FOUND else None


def _refused_or_missing(answer: Answer) -> ProviderError | None:
    return _missing(answer) or _refused(answer)


_MEANINGS = {"upscale": _refused_or_missing}


def _missing(answer: Answer) -> ProviderError | None:
    gone = answer.status in {HTTPStatus.NOT_FOUND, HTTPStatus.METHOD_NOT_ALLOWED}
    return error(ResultLost, answer) if gone else None


def _says(answer: Answer, words: tuple[str, ...]) -> bool:
    """Whether an answer has one of these words in it, which may be Russian and escaped."""
    try:
        text = json.dumps(answer.json(), ensure_ascii=False).casefold()
    except BadResponse:
        text = answer.detail.casefold()
    return any(word in text for word in words)


def _used_up(answer: Answer) -> OutOfCredits:
    try:
        told = reading.text(reading.first(answer.json(), "reset_at"))
    except BadResponse:
        told = ""
    tomorrow = datetime.now(UTC).date() + timedelta(days=1)
    reset = told or f"{tomorrow:%Y-%m-%d} 00:00 UTC"
    return OutOfCredits(provider=KEY, detail=f"resets {reset}; 403: {answer.detail}")
