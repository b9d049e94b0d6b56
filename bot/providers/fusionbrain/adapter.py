"""Kandinsky at FusionBrain as a provider."""

import json
import logging
import time
from collections.abc import Mapping, Sequence
from http import HTTPStatus
from pathlib import Path
from typing import Any
from urllib.parse import quote

from bot.core.capabilities import ProviderSpec, Style
from bot.core.errors import (
    Ambiguous,
    BadResponse,
    ContentRejected,
    Misconfigured,
    ProviderError,
    ResultLost,
    TaskFailed,
    Unavailable,
)
from bot.core.models import Request, Task
from bot.core.ports.provider import Accepted, Failed, Finished, Health, Result, Running
from bot.providers.base import BaseProvider
from bot.providers.calls import MEBIBYTE, Answer, Call, Part, Transport
from bot.providers.fusionbrain import reading
from bot.providers.fusionbrain.spec import MODEL, sized

logger = logging.getLogger(__name__)

PIPELINE_SECONDS = 600
"""For how long the choice of a pipeline is kept."""

PREVIEW_BYTES = 4 * MEBIBYTE
UNFINISHED = frozenset({"INITIAL", "PROCESSING"})
ENDED = frozenset({"FAIL", "CANCEL"})


class FusionBrain(BaseProvider):
    """Translates to and from FusionBrain.

    Args:
        settings: The values of the settings in `spec`.
        transport: The network.

    Raises:
        Misconfigured: FUSIONBRAIN_MAX_SIDE cannot be used.
    """

    def __init__(self, settings: Mapping[str, str], transport: Transport) -> None:
        super().__init__(sized(settings["FUSIONBRAIN_MAX_SIDE"]), transport)
        self._base = settings["FUSIONBRAIN_URL"].rstrip("/") + "/key/api/v1/"
        self._styles_url = settings["FUSIONBRAIN_STYLES_URL"]
        self._choice = settings["FUSIONBRAIN_PIPELINE"]
        self._headers = {
            "X-Key": f"Key {settings['FUSIONBRAIN_API_KEY']}",
            "X-Secret": f"Secret {settings['FUSIONBRAIN_SECRET_KEY']}",
        }
        self._pipeline: tuple[str, float] | None = None
        self._strange: set[str] = set()

    async def submit(self, request: Request, inputs: Sequence[Path]) -> Accepted:  # noqa: ARG002 -- text alone
        """Start a task (FusionBrain docs: multipart with a JSON part, else 415)."""
        pipeline = await self._pipeline_id()
        params = json.dumps(_params(self.spec, request))
        call = Call(
            method="POST",
            url=f"{self._base}pipeline/run",
            headers=self._headers,
            parts=(
                Part(name="pipeline_id", content=pipeline),
                Part(name="params", content=params, content_type="application/json"),
            ),
            creates=True,
            explain=_no_pipeline,
        )
        try:
            return self._accepted(await self.transport.request(call))
        except Unavailable:
            self._pipeline = None  # another one may be active by the next attempt
            raise

    async def poll(self, task: Task) -> Running | Finished | Failed:
        """Look after a task (FusionBrain docs: a result is given out once, then 404)."""
        url = f"{self._base}pipeline/status/{quote(task.id, safe='')}"
        try:
            answer = await self.transport.request(self._question(url))
        except ResultLost as error:
            return Failed(error=error)
        body = answer.json()
        if reading.censored(body):
            return Failed(error=ContentRejected(**self._said(answer, body)))
        return self._state(answer, body)

    async def styles(self, model: str) -> tuple[Style, ...]:  # noqa: ARG002 -- one model
        """The list on the vendor's file server, which wants no credentials."""
        answer = await self.transport.request(Call(url=self._styles_url))
        found = reading.styles(answer.json())
        if not found:
            raise BadResponse(provider=self.spec.key, detail=answer.detail)
        return found

    async def preview(self, model: str, style: Style) -> bytes | None:  # noqa: ARG002 -- one model
        """The picture that the list of styles names."""
        if style.preview_url is None:
            return None
        pieces = self.transport.download(style.preview_url, PREVIEW_BYTES)
        return b"".join([piece async for piece in pieces])

    async def health(self, model: str) -> Health:  # noqa: ARG002 -- one model
        """The pipeline's state; the docs ask without an id, the SDKs with one."""
        pipeline = quote(await self._pipeline_id(), safe="")
        try:
            answer = await self._ask(f"pipeline/{pipeline}/availability")
        except ResultLost:
            answer = await self._ask("pipeline/availability")
        word = reading.availability(answer.json())
        available = word == "ACTIVE"
        return Health(available=available, reason=None if available else word or None)

    def _accepted(self, answer: Answer) -> Accepted:
        try:
            body = answer.json()
        except BadResponse as error:
            raise Ambiguous(**error.data) from error
        task_id, reason = reading.task_id(body), reading.refusal(body)
        if task_id:
            hint = reading.seconds(reading.first(body, "status_time"))
            return Accepted(task=Task(id=task_id), check_after=hint)
        if not reason or reason in UNFINISHED:
            raise Ambiguous(provider=self.spec.key, detail=answer.detail)
        raise Unavailable(provider=self.spec.key, detail=answer.detail, reason=reason)

    def _state(self, answer: Answer, body: Any) -> Running | Finished | Failed:
        word, pictures = reading.status(body), reading.pictures(body)
        if word in ENDED:
            return Failed(error=TaskFailed(**self._said(answer, body)))
        if pictures:  # whatever else it says: they are not given out again
            return Finished(results=tuple(Result(content=content) for content in pictures))
        if word == "DONE":
            return Failed(error=BadResponse(**self._said(answer, body)))
        self._wonder(word)
        return Running(check_after=reading.seconds(reading.first(body, "status_time")))

    def _wonder(self, word: str) -> None:
        if word not in UNFINISHED | self._strange:
            self._strange.add(word)
            logger.warning("FusionBrain reports an unknown task status: %.40r", word)

    def _said(self, answer: Answer, body: Any) -> dict[str, str]:
        complaint = self.transport.scrub(reading.complaint(body))
        return {"provider": self.spec.key, "detail": complaint or answer.detail}

    async def _pipeline_id(self) -> str:
        if self._pipeline is None or self._pipeline[1] < time.monotonic():
            answer = await self._listed()
            chosen = reading.choose(answer.json(), self._choice)
            if chosen is None:
                raise self._none_fits(answer)
            self._pipeline = chosen.id, time.monotonic() + PIPELINE_SECONDS
        return self._pipeline[0]

    async def _listed(self) -> Answer:
        try:
            return await self._ask("pipelines")
        except ResultLost as error:  # there is nothing at this address
            raise Misconfigured(**error.data) from error

    def _none_fits(self, answer: Answer) -> ProviderError:
        if self._choice and reading.choose(answer.json(), ""):
            detail = f"no pipeline is called {self._choice!r} (FUSIONBRAIN_PIPELINE)"
            return Misconfigured(provider=self.spec.key, detail=detail)
        return Unavailable(provider=self.spec.key, detail=answer.detail, reason="NO_PIPELINE")

    async def _ask(self, path: str) -> Answer:
        return await self.transport.request(self._question(self._base + path))

    def _question(self, url: str) -> Call:
        return Call(url=url, headers=self._headers, explain=_not_found)


def _params(spec: ProviderSpec, request: Request) -> dict[str, Any]:
    size = spec.models[0].ratio(request.ratio) or MODEL.ratios[0]
    params: dict[str, Any] = {
        "type": "GENERATE",
        "numImages": 1,
        "width": size.width,
        "height": size.height,
        "generateParams": {"query": request.prompt},
    }
    if request.style:
        params["style"] = request.style
    if request.negative:
        params["negativePromptDecoder"] = request.negative
    return params


def _not_found(answer: Answer) -> ProviderError | None:
    if answer.status != HTTPStatus.NOT_FOUND:
        return None
    return ResultLost(provider=answer.provider, detail=answer.detail)


def _no_pipeline(answer: Answer) -> ProviderError | None:
    if answer.status != HTTPStatus.NOT_FOUND:
        return None
    return Unavailable(provider=answer.provider, detail=answer.detail, reason="NO_PIPELINE")
