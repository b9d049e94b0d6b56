"""FLUX at nalitek as a provider."""

import asyncio
import logging
import secrets
from collections.abc import Awaitable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from bot.core.capabilities import Mode, ModelSpec, Style
from bot.core.errors import (
    Ambiguous,
    BadResponse,
    InputMissing,
    ProviderError,
    ResultLost,
)
from bot.core.models import Request, Task
from bot.core.ports.provider import (
    Accepted,
    Balance,
    Failed,
    Finished,
    Health,
    Result,
    Running,
)
from bot.providers.base import BaseProvider
from bot.providers.calls import MEBIBYTE, Transport
from bot.providers.nalitek import bodies, reading
from bot.providers.nalitek.batches import BATCH, Batches
from bot.providers.nalitek.bodies import Painting
from bot.providers.nalitek.canvas import Canvas, measured
from bot.providers.nalitek.enlarging import THEN, Enlarging, named
from bot.providers.nalitek.live import Live
from bot.providers.nalitek.looking import Looking
from bot.providers.nalitek.loras import Loras
from bot.providers.nalitek.reading import FAILED, Account, Image
from bot.providers.nalitek.spec import FLAT, KEY, VARIANTS, configured, plan_side
from bot.providers.nalitek.vendor import Vendor

logger = logging.getLogger(__name__)

OWN = f"{KEY}:"
"""Begins the names of pictures that are stored there: other vendors have numbers too."""

SAME = "the same picture in fine detail, sharp"
FAITHFUL = 0.1
"""How a foreign picture is painted anew before it is enlarged: in few words, hardly changed."""

PREVIEW_BYTES = 4 * MEBIBYTE
SEEDS = 2**31


class Nalitek(BaseProvider):
    """Translates to and from nalitek.

    Args:
        settings: The values of the settings in `spec`.
        transport: The network.

    Attributes:
        averages: Seconds per picture by model, as the vendor last said.

    Raises:
        Misconfigured: A setting's value cannot be used.
    """

    def __init__(self, settings: Mapping[str, str], transport: Transport) -> None:
        limit = plan_side(settings["NALITEK_PLAN_SIDE"])
        batch = settings["NALITEK_BATCH"]
        super().__init__(configured(settings["NALITEK_MODELS"], limit, batch), transport)
        self._canvas = Canvas(limit=limit)
        self._vendor = Vendor(settings, transport)
        self._live = Live(settings["NALITEK_URL"], settings["NALITEK_API_KEY"])
        self._looking = Looking(self._vendor, self._live)
        self._enlarging = Enlarging(self._vendor, self._looking)
        self._batches = Batches(self._vendor, self._result, flat=batch == FLAT)
        self._loras = Loras(self._vendor)
        self.averages: dict[str, float] = {}

    async def submit(self, request: Request, inputs: Sequence[Path]) -> Accepted | Finished:
        """Ask for a picture; waits for its turn within the vendor's limits."""
        spec = next(model for model in self.spec.models if model.key == request.model)
        if request.mode is Mode.TEXT_TO_IMAGE:
            size = self._canvas.wanted(request, _side(request, spec))
            painting = await self._painting(request, spec, size)
            if (count := _count(request)) > 1:
                return await self._batches.generate(painting, count)
            asked = self._vendor.generate(bodies.generation(painting))
            return self._taken(await self._surely(asked, painting), painting)
        if not inputs:
            raise InputMissing
        if request.mode is Mode.UPSCALE:
            return await self._enlarge(request, spec, inputs[0])
        size = await self._size(request, spec, inputs[0])
        painting = await self._painting(request, spec, size)
        if (count := _count(request)) > 1:
            return await self._batches.change(painting, inputs[0], count)
        return self._taken(await self._change(painting, inputs[0]), painting)

    async def poll(self, task: Task) -> Running | Finished | Failed:
        """Look after a task; nalitek docs: pictures stay until they are deleted."""
        found: Image | Running | Finished | Failed
        try:
            found = await self._look(task)
        except ResultLost as error:
            found = Failed(error=error)
        if isinstance(found, Running):
            return found
        await self._forget(task)
        return self._outcome(task, found) if isinstance(found, Image) else found

    async def styles(self, model: str) -> tuple[Style, ...]:  # noqa: ARG002 -- they fit all
        """The LoRAs that are active now, each with the words that call it up."""
        return await self._loras.styles()

    async def preview(self, model: str, style: Style) -> bytes | None:  # noqa: ARG002 -- see above
        """The picture that the list of LoRAs names."""
        if style.preview_url is None:
            return None
        pieces = self.transport.download(style.preview_url, PREVIEW_BYTES)
        return b"".join([piece async for piece in pieces])

    async def health(self, model: str) -> Health:
        """What the vendor says of the model, with its queue."""
        body = await self._vendor.status()
        name = next((spec.vendor_name for spec in self.spec.models if spec.key == model), model)
        average = reading.average(body, name)
        if average is not None:
            self.averages[model] = average
        return reading.health(body, name)

    async def account(self) -> Account:
        """What is left of the operator's quota and storage.

        Raises:
            ProviderError: The vendor did not say.
        """
        return await self._vendor.account()

    async def balance(self) -> Balance | None:
        """What is left of the operator's daily quota."""
        return reading.balance(await self.account())

    async def cancel(self, task: Task) -> bool:
        """Stop a batch; a single picture cannot be stopped."""
        await self._forget(task)
        return BATCH in task.data and await self._batches.cancel(task)

    async def close(self) -> None:
        """End the connection for live news, where there is one."""
        await self._live.close()

    async def _size(self, request: Request, spec: ModelSpec, picture: Path) -> tuple[int, int]:
        """Those asked for, otherwise with the picture's proportions."""
        side = _side(request, spec)
        if request.ratio is not None:
            return self._canvas.wanted(request, side)
        return self._canvas.like(await asyncio.to_thread(measured, picture), side)

    async def _painting(
        self, request: Request, spec: ModelSpec, size: tuple[int, int]
    ) -> Painting:
        seed = secrets.randbelow(SEEDS) if request.seed is None else request.seed
        prompt = request.prompt
        if request.style:
            prompt = await self._loras.prompt(request.style, prompt)
        return Painting(request=request, spec=spec, prompt=prompt, seed=seed, size=size)

    async def _change(self, painting: Painting, picture: Path) -> Image:
        parts = await asyncio.to_thread(bodies.transformation, painting, picture)
        return await self._surely(self._vendor.img2img(parts), painting)

    async def _enlarge(
        self, request: Request, spec: ModelSpec, picture: Path
    ) -> Accepted | Finished:
        body = bodies.enlarging(spec, request.options)
        stored = _stored(request)
        if stored:
            try:
                answer = await self._vendor.upscale(stored, body)
            except ResultLost as error:
                logger.info("Picture %s is not stored any more: %s", stored, error)
            else:
                return self._enlarged(answer, stored, body)
        return await self._enlarge_foreign(request, spec, picture)

    def _enlarged(
        self, answer: Image, stored: str, body: Mapping[str, object]
    ) -> Accepted | Finished:
        if answer.state == FAILED:
            raise self._vendor.failure(answer)
        if answer.ready:
            return Finished(results=(self._result(named(answer, stored)),))
        if answer.id in {"", stored}:
            return Accepted(task=self._enlarging.seek(answer, stored, body))
        return Accepted(task=Task(id=answer.id))

    async def _enlarge_foreign(
        self, request: Request, spec: ModelSpec, picture: Path
    ) -> Accepted | Finished:
        """The first of two steps; the second one follows from the task's data."""
        again = Request(
            mode=Mode.IMAGE_TO_IMAGE,
            model=request.model,
            prompt=request.prompt or SAME,
            options={"strength": FAITHFUL},
        )
        size = self._canvas.like(await asyncio.to_thread(measured, picture))
        painting = await self._painting(again, spec, size)
        answer = await self._change(painting, picture)
        if answer.state == FAILED:
            raise self._vendor.failure(answer)
        image_id = answer.id or (await self._listed(painting)).id
        body = bodies.enlarging(spec, request.options)
        return Accepted(task=self._enlarging.begin(image_id, body))

    async def _surely(self, asked: Awaitable[Image], painting: Painting) -> Image:
        """A creation's answer; where it is lost or nameless, the vendor's list has it."""
        try:
            answer = await asked
        except Ambiguous as error:
            logger.info("Looking for a picture in the vendor's list: %s", error)
            return await self._listed(painting, error)
        if answer.id or answer.ready or answer.state == FAILED:
            return answer
        return await self._listed(painting)

    async def _listed(self, painting: Painting, lost: Ambiguous | None = None) -> Image:
        """The picture as the vendor's list has it: its seed is ours alone.

        Raises:
            Ambiguous: It is not there, or the list cannot be had.
        """
        unknown = lost or Ambiguous(provider=KEY, detail="an answer without an id")
        if painting.request.seed is not None:  # others may have asked for the very same
            raise unknown
        try:
            images = await self._vendor.newest()
        except ProviderError as error:
            raise unknown from error
        for image in images:
            if image.id and image.seed == painting.seed and image.prompt == painting.prompt:
                return image
        raise unknown

    def _taken(self, image: Image, painting: Painting) -> Accepted | Finished:
        if image.state == FAILED:
            raise self._vendor.failure(image)
        if image.ready:
            seeded = replace(image, seed=painting.seed if image.seed is None else image.seed)
            return Finished(results=(self._result(seeded),))
        width, height = painting.size
        data = {"seed": str(painting.seed), "size": f"{width}x{height}"}
        return Accepted(task=Task(id=image.id, data=data))

    def _outcome(self, task: Task, image: Image) -> Finished | Failed:
        if image.state == FAILED:
            return Failed(error=self._vendor.failure(image))
        if not image.url:
            detail = f"picture {image.id} has no address"
            return Failed(error=BadResponse(provider=KEY, detail=detail))
        if image.seed is None:
            image = replace(image, seed=reading.whole(task.data.get("seed")))
        _compare(image, task.data.get("size", ""))
        return Finished(results=(self._result(image),))

    async def _look(self, task: Task) -> Image | Running | Finished | Failed:
        if BATCH in task.data:
            return await self._batches.look(task)
        if THEN in task.data:
            return await self._enlarging.look(task)
        return await self._looking.look(task.id)

    async def _forget(self, task: Task) -> None:
        for image_id in {task.id, self._enlarging.forget(task)}:
            await self._live.leave(image_id)

    def _result(self, image: Image) -> Result:
        return Result(
            url=self._vendor.address(image.url),
            seed=image.seed,
            vendor_ref=f"{OWN}{image.id}" if image.id else None,
        )


def _count(request: Request) -> int:
    return int(request.options.get(VARIANTS.key, VARIANTS.default))


def _side(request: Request, spec: ModelSpec) -> int:
    return int(request.options.get("side", bodies.default(spec, "side")))


def _stored(request: Request) -> str:
    """The id under which the vendor stores a request's picture; empty: it is a foreign one."""
    name = request.inputs[0].vendor_ref if request.inputs else None
    return name.removeprefix(OWN) if name and name.startswith(OWN) else ""


def _compare(image: Image, wanted: str) -> None:
    """Say so where smart upscale ended at another size; the docs leave open at which."""
    if image.size and wanted and "{}x{}".format(*image.size) != wanted:
        logger.info("Picture %s is %s instead of %s", image.id, image.size, wanted)
