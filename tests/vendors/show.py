"""All vendors at once, with pictures and clips worth looking at: for `make demo PROVIDERS=all`."""

import asyncio
import re
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from io import BytesIO
from random import Random
from zlib import crc32

from PIL import Image

from bot.providers.sketch import paint, picture
from bot.providers.sketch.source import near
from bot.providers.sketch.spec import STYLES
from tests.vendors.base import VendorServer
from tests.vendors.clips import Film
from tests.vendors.colour import Order
from tests.vendors.fusionbrain import FusionBrainServer
from tests.vendors.kie import KieServer
from tests.vendors.moving import filmed
from tests.vendors.nalitek import NalitekServer
from tests.vendors.openai_images import OpenAiImagesServer
from tests.vendors.segmind import SegmindServer

SMALL = 128
"""Pixels of a side, up to which a picture is the preview of a style."""

CHANGE = 0.7
"""How much of a picture that is started from is painted over."""


@dataclass(frozen=True, kw_only=True)
class Easel:
    """Paints as the bot itself does without keys.

    Attributes:
        style: One that all pictures of this easel have.
        seconds: How long it thinks before, where the vendor's answer is the picture.
    """

    style: str
    seconds: float = 0.0

    async def __call__(self, order: Order) -> bytes:
        await asyncio.sleep(self.seconds)
        return await asyncio.to_thread(_paint, order, self.style)


@dataclass(frozen=True, kw_only=True)
class Camera:
    """Films what an easel would paint.

    Attributes:
        style: One that all clips of this camera have.
    """

    style: str

    async def __call__(self, film: Film) -> bytes:
        return await asyncio.to_thread(filmed, film, self.style)


@asynccontextmanager
async def exhibition() -> AsyncIterator[dict[str, str]]:
    """Every vendor at work; gives the environment of a bot that uses them all."""
    async with AsyncExitStack() as stack:
        settings: dict[str, str] = {}
        servers = vendors()
        for server in servers:
            settings |= (await stack.enter_async_context(server)).settings
        yield settings
        for server in servers:
            server.complaints.clear()  # who taps around is no test


def vendors() -> tuple[VendorServer, ...]:
    """One of each, with the times of a quick day."""
    fusionbrain, kie, nalitek = FusionBrainServer(), KieServer(), NalitekServer()
    openai, segmind = OpenAiImagesServer(), SegmindServer()
    fusionbrain.status_time = 3
    fusionbrain.finish_after(polls=2, seconds=4)
    kie.finish_after(seconds=8)  # a clip is first looked for after 15
    kie.films.patience = 1, 0.0
    nalitek.finish_after(looks=3, seconds=5)
    fusionbrain.painter = Easel(style="gouache")
    kie.painter = Easel(style="neon")
    kie.filmer = Camera(style="gouache")
    nalitek.painter = Easel(style="poster")
    openai.painter = Easel(style="watercolour", seconds=4)
    segmind.painter = Easel(style="ink", seconds=3)
    return fusionbrain, kie, nalitek, openai, segmind


def _paint(order: Order, style: str) -> bytes:
    if max(order.size) <= SMALL:
        return paint.preview(STYLES[crc32(order.words.encode()) % len(STYLES)].name)
    buffer = BytesIO()
    _imagine(order, style).save(buffer, order.form)
    return buffer.getvalue()


def _imagine(order: Order, style: str) -> Image.Image:
    wish = picture.Wish(prompt=re.sub(r" -?\d+$", "", order.words), style=style)
    chance = Random(f"{order.words} {order.name}")
    if not order.source:
        return picture.draw(wish, order.size, chance)
    with Image.open(BytesIO(order.source)) as image:
        source = image.convert("RGB")
    if order.enlarges:
        scale = max(2, max(order.size) // max(source.size))
        larger = (source.width * scale, source.height * scale)
        return source.resize(larger, Image.Resampling.LANCZOS)
    source = source.resize(near(source.size))
    changed = picture.change(wish, source, CHANGE, chance)
    if not order.mask:
        return changed
    with Image.open(BytesIO(order.mask)) as image:
        kept = image.convert("L").resize(source.size)
    return Image.composite(source, changed, kept)
