"""OpenAI's pictures as a provider."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from bot.core.capabilities import Wording
from bot.core.errors import BadResponse
from bot.core.models import Request
from bot.core.ports.provider import Finished, Result
from bot.providers.base import BaseProvider
from bot.providers.calls import Call, Transport
from bot.providers.chat import WORDINGS, Chat
from bot.providers.contents import picture
from bot.providers.openai_images.entries import KEY, SETTING
from bot.providers.openai_images.offers import SPEC, offers
from bot.providers.openai_images.refusals import explain
from bot.providers.pace import per_minute

SECONDS = 180
"""YandexART takes its time, however synchronous the call is."""


class OpenAiImages(BaseProvider):
    """Translates to and from a server that speaks as OpenAI does.

    Args:
        settings: The values of the settings in `SPEC`.
        transport: The network.

    Raises:
        Misconfigured: AIPOMOGATOR_MODELS or AIPOMOGATOR_PER_MINUTE cannot be used.
    """

    def __init__(self, settings: Mapping[str, str], transport: Transport) -> None:
        self._offers = offers(settings[SETTING])
        models = tuple(offer.spec for offer in self._offers.values())
        chat = settings["AIPOMOGATOR_CHAT_MODEL"]
        wordings = WORDINGS if chat else frozenset()
        super().__init__(replace(SPEC, models=models, wordings=wordings), transport)
        base = settings["AIPOMOGATOR_URL"].rstrip("/")
        self._url = f"{base}/images/generations"
        self._headers = {"Authorization": f"Bearer {settings['AIPOMOGATOR_API_KEY']}"}
        self._chat = Chat(
            url=f"{base}/chat/completions",
            headers=self._headers,
            transport=transport,
            explain=explain,
            model=chat,
        )
        limit = settings["AIPOMOGATOR_PER_MINUTE"]
        self._pace = per_minute(KEY, "AIPOMOGATOR_PER_MINUTE", limit)

    async def submit(self, request: Request, inputs: Sequence[Path]) -> Finished:  # noqa: ARG002 -- text alone
        """Have a picture painted; waits for its turn within the vendor's limit."""
        call = Call(
            method="POST",
            url=self._url,
            headers=self._headers,
            json=self._offers[request.model].body(request),
            creates=True,
            timeout=SECONDS,
            explain=explain,
        )
        async with self._pace:
            answer = await self.transport.request(call)
        found = tuple(_results(answer.json()))
        if not found:
            raise BadResponse(provider=KEY, detail=answer.detail)
        return Finished(results=found)

    async def reword(self, prompt: str, how: Wording, limit: int) -> str:
        """Other words for a prompt, by the configured chat model."""
        return await self._chat.reword(prompt, how, limit)


def _results(body: Any) -> Iterator[Result]:
    """The pictures of an answer; whatever was asked for, base64 goes before an address."""
    data = body.get("data") if isinstance(body, dict) else None
    for item in data if isinstance(data, list) else []:
        if not isinstance(item, dict):
            continue
        found = picture(item.get("b64_json")) or picture(item.get("url"))
        if found:
            yield replace(found, note=_note(item.get("revised_prompt")))


def _note(words: Any) -> str | None:
    return words.strip() or None if isinstance(words, str) else None
