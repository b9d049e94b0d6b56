"""Every model in every mode, from the message or the tap to the delivered file.

What is off by default is switched on; a model or a mode that nobody tells of fails a test.
"""

import json
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from bot.core.capabilities import Mode, ModelSpec, ProviderSpec
from bot.sandbox import ChatView, MessageView
from scripts.providers import everything, rows
from tests.stories.paper import pixels, result, size, snapshot
from tests.stories.studio import Studio, studio
from tests.support.films import measured, mp4
from tests.vendors.base import VendorServer
from tests.vendors.colour import Order, plain
from tests.vendors.fusionbrain import FusionBrainServer
from tests.vendors.kie import KieServer
from tests.vendors.nalitek import NalitekServer
from tests.vendors.openai_images import OpenAiImagesServer
from tests.vendors.segmind import SegmindServer

VENDORS: Mapping[str, Callable[[], VendorServer] | None] = {
    "fusionbrain": FusionBrainServer,
    "kie": KieServer,
    "nalitek": NalitekServer,
    "openai_images": OpenAiImagesServer,
    "segmind": SegmindServer,
    "sketch": None,  # the bot paints by itself
}
OFFERED = everything()
CASES = tuple(rows(OFFERED))
SWITCHES: dict[str, Any] = {
    setting.name.lower(): "on"
    for spec in OFFERED
    for setting in spec.settings
    if setting.default == "off"
}


@dataclass(kw_only=True)
class Stage:
    """A bot with the key of one provider.

    Attributes:
        place: The studio.
        painted: The pictures that left the vendor; None: the bot paints by itself.
    """

    place: Studio
    painted: set[bytes] | None = field(default_factory=set)

    async def paint(self, order: Order) -> bytes:
        """Paint, and remember it."""
        content = plain(order)
        assert self.painted is not None
        self.painted.add(content)
        return content

    def kept(self) -> set[bytes]:
        """The files of all results, byte by byte."""
        return {file.read_bytes() for file in (self.place.folder / "media/runs").glob("*/*")}


@pytest.fixture
async def stage(
    request: pytest.FixtureRequest, tmp_path: Path, database_url: str
) -> AsyncIterator[Stage]:
    spec: ProviderSpec = request.param
    wanted = [model.key for model in spec.models if not model.enabled]
    values: dict[str, Any] = {**SWITCHES, "models_enabled": ",".join(wanted)}
    async with AsyncExitStack() as stack:
        make = VENDORS[spec.key]
        vendor = await stack.enter_async_context(make()) if make else None
        if isinstance(vendor, FusionBrainServer):
            vendor.status_time = 1
        if vendor:
            values |= {name.lower(): value for name, value in vendor.settings.items()}
        place = await stack.enter_async_context(studio(tmp_path, database_url, **values))
        found = Stage(place=place)
        if vendor:
            vendor.painter = found.paint
        else:
            found.painted = None
        yield found


async def from_words(place: Studio, model: ModelSpec) -> MessageView:
    chat = place.anna.private
    return await result(chat, await chat.say(f"a fox --model {model.key}"))


async def from_a_photo(place: Studio, model: ModelSpec) -> MessageView:
    chat = place.anna.private
    wish = await chat.send_photo(snapshot(), f"make it night --model {model.key}")
    return await result(chat, wish)


async def from_a_picture(place: Studio, model: ModelSpec) -> MessageView:
    """Enlarge what the model has made of a photo, by a tap below it."""
    anna, chat = place.anna, place.anna.private
    await chat.command("provider", model.key)
    await chat.wait_text(model.title)
    await anna.tap(await from_a_photo(place, model), "Upscale")
    menu = await chat.wait_button("Upscale", timeout=10)
    await anna.tap(menu, "Upscale")
    return await chat.wait(lambda m: (m.photo or m.document) and m.id > menu.id, timeout=10)


async def filmed(chat: ChatView, wish: MessageView) -> MessageView:
    """Wait for the clip that answers a wish."""
    return await chat.wait(lambda m: m.video and m.replies_to(wish), timeout=60)


async def film_from_words(place: Studio, model: ModelSpec) -> MessageView:
    chat = place.anna.private
    words = model.link.example if model.link else "a fox wakes up"
    return await filmed(chat, await chat.say(f"/video {words} --model {model.key}"))


async def film_from_a_photo(place: Studio, model: ModelSpec) -> MessageView:
    chat = place.anna.private
    caption = f"/video it turns its head --model {model.key}"
    return await filmed(chat, await chat.send_photo(snapshot(), caption))


async def film_from_a_clip(place: Studio, model: ModelSpec) -> MessageView:
    """Change a clip that somebody sent, or one that was made here where no other will do."""
    chat, words = place.anna.private, f"/video make it night --model {model.key}"
    if not model.continues:
        return await filmed(chat, await chat.send_video(mp4(2, (320, 180)), words))
    clip = await film_from_words(place, origin(model))
    return await filmed(chat, await chat.say(words, reply_to=clip))


async def longer_film(place: Studio, model: ModelSpec) -> MessageView:
    """Go on with a clip, by a tap below it."""
    chat, clip = place.anna.private, await film_from_words(place, origin(model))
    await place.anna.tap(clip, "Extend")
    question = await chat.wait_text("What happens next?")
    await chat.say("it runs away")
    return await filmed(chat, await answer_of(chat, question))


async def larger_film(place: Studio, model: ModelSpec) -> MessageView:
    """Enlarge a clip, by two taps below it."""
    chat, clip = place.anna.private, await film_from_words(place, origin(model))
    await place.anna.tap(clip, "Enlarge")
    sizes = await clip.becomes(lambda m: m.button(model.title))
    await place.anna.tap(sizes, model.title)
    return await filmed(chat, clip)


def origin(model: ModelSpec) -> ModelSpec:
    """A model whose clips this one goes on with."""
    able = [m for spec in OFFERED for m in spec.models if m.key in model.continues]
    return next(m for m in able if Mode.TEXT_TO_VIDEO in m.modes)


async def answer_of(chat: ChatView, question: MessageView) -> MessageView:
    """What was said after a question."""
    return next(m for m in chat.messages if m.id > question.id and not m.from_bot)


STORIES = {
    Mode.TEXT_TO_IMAGE: from_words,
    Mode.IMAGE_TO_IMAGE: from_a_photo,
    Mode.UPSCALE: from_a_picture,
    Mode.TEXT_TO_VIDEO: film_from_words,
    Mode.IMAGE_TO_VIDEO: film_from_a_photo,
    Mode.VIDEO_TO_VIDEO: film_from_a_clip,
    Mode.EXTEND_VIDEO: longer_film,
    Mode.UPSCALE_VIDEO: larger_film,
}


@pytest.mark.parametrize(
    ("stage", "model", "mode"),
    CASES,
    indirect=["stage"],
    ids=[f"{model.key}-{mode}" for _, model, mode in CASES],
)
async def test_a_file_is_delivered(stage: Stage, model: ModelSpec, mode: Mode) -> None:
    place = stage.place
    delivered = await STORIES[mode](place, model)
    await place.settled()
    *_, run = place.rows("SELECT model, request, state FROM runs ORDER BY id")
    assert (run[0], json.loads(run[1])["mode"], run[2]) == (model.key, mode, "done")
    shown = await delivered.bytes()
    if mode.films:
        clip = measured(shown)
        assert clip.codec == "h264"
        assert clip.frames > 1
        assert delivered.video
        assert (delivered.video["width"], delivered.video["height"]) == clip.size
        return
    assert min(size(shown)) >= 100
    if stage.painted is not None:
        assert stage.kept()
        assert stage.kept() <= stage.painted
        assert any(alike(shown, picture) for picture in stage.painted)


def alike(shown: bytes, painted: bytes) -> bool:
    """Whether Telegram shows this picture: as a JPEG, hence with colours a little off."""
    pairs = zip(pixels(shown)[:3], pixels(painted)[:3], strict=True)
    return all(abs(one - other) <= 4 for one, other in pairs)


def test_every_provider_has_a_stand_in() -> None:
    assert {spec.key for spec in OFFERED} == VENDORS.keys()


def test_every_mode_has_a_story() -> None:
    assert {mode for _, _, mode in CASES} <= STORIES.keys()


async def test_nothing_is_offered_of_which_no_story_tells(
    tmp_path: Path, database_url: str
) -> None:
    """A bot with every key, everything being switched on, offers what stands in the matrix."""
    values: dict[str, Any] = {
        setting.name.lower(): "a key"
        for spec in OFFERED
        for setting in spec.settings
        if setting.default is None
    }
    values["models_enabled"] = ",".join(model.key for spec in OFFERED for model in spec.models)
    async with studio(tmp_path, database_url, **SWITCHES, **values) as place:
        assert place.app
        offered = place.app.services.catalogue.models
    assert {(model.key, mode) for model in offered for mode in model.modes} == {
        (model.key, mode) for _, model, mode in CASES
    }
