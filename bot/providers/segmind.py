"""Segmind: Kandinsky 2.2, the picture being the answer.

Source of the facts: "Segmind docs", the model's page; "Segmind's general pages" stand behind what
that page does not say: the kinds of refusals and the headers besides the credits.
"""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal, InvalidOperation
from http import HTTPStatus as Status
from pathlib import Path
from typing import Any

from bot.core.capabilities import (
    Mode,
    ModelSpec,
    Option,
    OptionType,
    ProviderSpec,
    Setting,
)
from bot.core.errors import (
    BadResponse,
    ContentRejected,
    InvalidRequest,
    Misconfigured,
    OutOfCredits,
    ProviderError,
    RateLimited,
    TaskFailed,
    Unavailable,
)
from bot.core.models import Request
from bot.core.ports.provider import Balance, Finished, Provider, Result, Unit
from bot.providers import contents, sizes
from bot.providers.base import BaseProvider
from bot.providers.calls import Answer, Call, Transport
from bot.providers.complaints import error, mentions, seconds_until
from bot.providers.pace import per_minute
from bot.providers.refusals import retry_after

logger = logging.getLogger(__name__)

KEY = "segmind"
SIZES = "768x768,1024x1024,768x1024,1024x768"
"""Segmind docs: 768 and 1024 per side; 512 is in their sample only."""

PICTURES = ("image", "images", "output", "data", "b64_json", "url")
"""Fields of a JSON answer in which there may be pictures: its shape is not documented."""

SECONDS = 120
LONGEST_PROMPT = 4096
"""Segmind docs name no limit: as long as a message can be."""

STEPS = Option(key="steps", type=OptionType.INTEGER, default=20, minimum=20, maximum=100, step=5)
PRIOR_STEPS = Option(
    key="prior_steps", type=OptionType.INTEGER, default=25, minimum=1, maximum=100, step=5
)

KANDINSKY = ModelSpec(
    key="kandinsky-2.2",
    vendor_name="kandinsky2.2-txt2img",
    title="Kandinsky 2.2",
    modes=frozenset({Mode.TEXT_TO_IMAGE}),
    ratios=sizes.ratios(sizes.read(SIZES.split(","))),
    negative_prompt=True,
    seed=True,
    prompt_limit=LONGEST_PROMPT,
    options=(STEPS, PRIOR_STEPS, *sizes.side(sizes.read(SIZES.split(",")))),
    usual_seconds=5,
    concurrency=2,
    price=Decimal("0.005"),
)

PROVIDER = ProviderSpec(
    key=KEY,
    title="Segmind",
    models=(KANDINSKY,),
    settings=(
        Setting(name="SEGMIND_API_KEY", secret=True),
        Setting(name="SEGMIND_URL", default="https://api.segmind.com/v1"),
        Setting(name="SEGMIND_PER_MINUTE", default="5"),
        Setting(name="SEGMIND_SIZES", default=SIZES),
    ),
)

ADDRESS = frozenset({Status.UNAUTHORIZED, Status.FORBIDDEN, Status.NOT_FOUND, 405})
"""Statuses that say that key or address are wrong; 405 comes as a page of HTML."""

WORDED: Mapping[int, type[ProviderError]] = {
    Status.BAD_REQUEST: InvalidRequest,
    Status.NOT_ACCEPTABLE: OutOfCredits,
    Status.INTERNAL_SERVER_ERROR: TaskFailed,
}
"""Statuses with several meanings, and the meaning where the words tell no other one.

Segmind docs: 406 is "not enough credits", 500 "issue with processing", of which nothing is billed.
"""

WORDS: Mapping[type[ProviderError], tuple[str, ...]] = {
    ContentRejected: ("nsfw", "moderation", "content policy", "safety", "inappropriate"),
    OutOfCredits: ("credit", "spend limit", "spending limit", "balance", "quota", "billing"),
    InvalidRequest: ("content type", "content-type", "invalid", "must be", "allowed", "img_"),
}


def create(settings: Mapping[str, str], transport: Transport) -> Provider:
    """Build the adapter.

    Raises:
        Misconfigured: SEGMIND_PER_MINUTE or SEGMIND_SIZES cannot be used.
    """
    return Segmind(settings, transport)


class Segmind(BaseProvider):
    """Translates to and from Segmind.

    Args:
        settings: The values of the settings in `PROVIDER`.
        transport: The network.

    Attributes:
        credits: What the operator's account had left after the last answer; None: nobody asked.

    Raises:
        Misconfigured: SEGMIND_PER_MINUTE or SEGMIND_SIZES cannot be used.
    """

    def __init__(self, settings: Mapping[str, str], transport: Transport) -> None:
        self._sizes = _sizes(settings["SEGMIND_SIZES"])
        self._model = replace(
            KANDINSKY,
            ratios=sizes.ratios(self._sizes),
            options=(STEPS, PRIOR_STEPS, *sizes.side(self._sizes)),
        )
        super().__init__(replace(PROVIDER, models=(self._model,)), transport)
        self._url = f"{settings['SEGMIND_URL'].rstrip('/')}/{KANDINSKY.vendor_name}"
        self._headers = {"x-api-key": settings["SEGMIND_API_KEY"]}
        self._pace = per_minute(KEY, "SEGMIND_PER_MINUTE", settings["SEGMIND_PER_MINUTE"])
        self.credits: Decimal | None = None

    async def submit(self, request: Request, inputs: Sequence[Path]) -> Finished:  # noqa: ARG002 -- text alone
        """Have a picture painted; waits for its turn within the vendor's limit."""
        call = Call(
            method="POST",
            url=self._url,
            headers=self._headers,
            json=self._body(request),
            creates=True,
            timeout=SECONDS,
            explain=self._explain,
        )
        async with self._pace:
            answer = await self.transport.request(call)
        found = _results(answer)
        if not found:
            raise BadResponse(provider=KEY, detail=answer.detail)
        seed = _seed(answer.headers.get("x-seed-value", ""), request.seed)
        return Finished(results=tuple(replace(result, seed=seed) for result in found))

    async def balance(self) -> Balance | None:
        """As the last answer told; Segmind's page has no call that asks for it."""
        if self.credits is None:
            return None
        return Balance(left={Unit.CREDITS: float(self.credits)})

    def _body(self, request: Request) -> dict[str, Any]:
        size = sizes.chosen(self._sizes, self._model, request)
        body: dict[str, Any] = {
            "prompt": request.prompt,
            "samples": 1,
            "num_inference_steps": request.options.get(STEPS.key, STEPS.default),
            "img_width": size.width,
            "img_height": size.height,
            "prior_steps": request.options.get(PRIOR_STEPS.key, PRIOR_STEPS.default),
            "seed": -1 if request.seed is None else request.seed,
            "base64": False,  # the documented default is once true and once false
        }
        if request.negative:
            body["negative_prompt"] = request.negative
        return body

    def _explain(self, answer: Answer) -> ProviderError | None:
        self._note_credits(answer.headers.get("x-remaining-credits", ""))
        if answer.status == Status.TOO_MANY_REQUESTS:
            return error(RateLimited, answer, _pause(answer))
        kind = _kind(answer)
        return error(kind, answer) if kind else None

    def _note_credits(self, text: str) -> None:
        """Segmind docs: the header is in every answer; it should be monitored."""
        try:
            left = Decimal(text)
        except InvalidOperation:
            return
        if left.is_finite():
            self.credits = left
            logger.info("%s has %s credits left", PROVIDER.title, left)


def _kind(answer: Answer) -> type[ProviderError] | None:
    if answer.status in ADDRESS:
        return Misconfigured
    if answer.status == Status.GONE:
        return Unavailable
    if answer.status not in WORDED:
        return None
    named = (kind for kind, words in WORDS.items() if mentions(answer, words))
    return next(named, WORDED[answer.status])


def _pause(answer: Answer) -> int:
    reset = answer.headers.get("x-rate-limit-reset-at-utc", "")
    return retry_after(answer) or seconds_until(reset, datetime.now(UTC))


def _results(answer: Answer) -> tuple[Result, ...]:
    """The pictures of an answer, whichever form it has; its type is not believed."""
    if contents.is_picture(answer.body):
        return (Result(content=answer.body),)
    try:
        body = answer.json()
    except BadResponse:
        body = answer.body.decode("ascii", errors="replace")
    return contents.pictures(body, PICTURES)


def _seed(text: str, wanted: int | None) -> int | None:
    number = text.strip()
    return int(number) if number.isascii() and number.isdecimal() else wanted


def _sizes(value: str) -> tuple[sizes.Size, ...]:
    try:
        found = sizes.read(text for text in value.split(",") if text.strip())
    except ValueError:
        found = ()
    if not found:
        detail = "SEGMIND_SIZES has to be a list such as 768x768,1024x768"
        raise Misconfigured(provider=KEY, detail=detail)
    return found
