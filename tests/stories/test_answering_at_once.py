"""Vendors whose answer is the picture: from the message to the delivered file, model by model."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.stories.paper import pixels, result, seed
from tests.stories.paper import size as size_of
from tests.stories.studio import Studio, studio
from tests.vendors import openai_images, segmind
from tests.vendors.base import Answers
from tests.vendors.openai_images import OpenAiImagesServer
from tests.vendors.segmind import SegmindServer

GPT = '{"gpt-image-1": {"sizes": {"1536x1024": 0.06}, "fields": ["n", "size"]}}'


@dataclass(kw_only=True)
class Gallery:
    """A bot with keys of both vendors."""

    place: Studio
    segmind: SegmindServer
    openai: OpenAiImagesServer


@pytest.fixture
async def gallery(tmp_path: Path, database_url: str) -> AsyncIterator[Gallery]:
    async with AsyncExitStack() as stack:
        one = await stack.enter_async_context(SegmindServer())
        other = await stack.enter_async_context(OpenAiImagesServer())
        settings = {**one.settings, **other.settings, "AIPOMOGATOR_MODELS": GPT}
        values: dict[str, Any] = {name.lower(): value for name, value in settings.items()}
        place = await stack.enter_async_context(studio(tmp_path, database_url, **values))
        yield Gallery(place=place, segmind=one, openai=other)


async def test_kandinsky_2_2(gallery: Gallery) -> None:
    chat = gallery.place.anna.private
    wish = await chat.say(
        "a fox --model kandinsky-2.2 --ar 3:4 --seed 11 --steps 40 --prior-steps 5 --no fog"
    )
    picture = await result(chat, wish)
    [call] = gallery.segmind.calls
    assert call.params["prompt"] == "a fox"
    assert call.params["negative_prompt"] == "fog"
    assert (call.params["num_inference_steps"], call.params["prior_steps"]) == (40, 5)
    assert seed(picture) == 11
    content = await picture.bytes()
    assert pixels(content) == pixels(segmind.painted(call.params, 11))
    assert size_of(content) == (768, 1024)


async def test_the_vendors_seed_is_told(gallery: Gallery) -> None:
    chat = gallery.place.boris.private
    picture = await result(chat, await chat.say("лиса --model kandinsky-2.2 --side 1024"))
    [call] = gallery.segmind.calls
    content = await picture.bytes()
    assert pixels(content) == pixels(segmind.painted(call.params, seed(picture)))
    assert size_of(content) == (1024, 1024)


@pytest.mark.parametrize("form", ["b64_json", "url"])
@pytest.mark.parametrize(
    ("flags", "name", "size"),
    [
        ("dall-e-3 --ar 16:9 --style vivid --quality hd", "dall-e-3", "1792x1024"),
        ("dall-e-2 --side 256", "dall-e-2", "256x256"),
        ("yandex-art", "yandexgpt/yandex-art", None),
        ("gpt-image-1", "gpt-image-1", "1536x1024"),
    ],
)
async def test_models_of_the_reseller(
    gallery: Gallery, form: str, flags: str, name: str, size: str | None
) -> None:
    gallery.openai.form = form
    chat = gallery.place.anna.private
    picture = await result(chat, await chat.say(f"a fox --model {flags}"))
    call = gallery.openai.calls[0]
    assert (call.params["model"], call.params.get("size")) == (name, size)
    painted = openai_images.painted(call.params)
    [kept] = (gallery.place.folder / "media" / "runs").glob("*/*")
    assert kept.read_bytes() == painted
    across, down = size_of(await picture.bytes())  # Telegram makes large photos smaller
    width, height = size_of(painted)
    assert across / down == pytest.approx(width / height, rel=0.01)


async def test_several_pictures_are_several_requests(gallery: Gallery) -> None:
    chat = gallery.place.anna.private
    wish = await chat.say("a fox --model dall-e-3 --n 3")
    await chat.wait(
        lambda _: sum(bool(m.photo and m.replies_to(wish)) for m in chat.messages) == 3, timeout=10
    )
    assert [call.params["n"] for call in gallery.openai.calls] == [1, 1, 1]


@pytest.mark.parametrize(
    ("language", "words"), [("en", "no longer offered"), ("ru", "у разработчика больше нет")]
)
async def test_a_model_that_is_gone(gallery: Gallery, language: str, words: str) -> None:
    person = gallery.place.anna if language == "en" else gallery.place.boris
    await gallery.place.restart(failover=False)
    gallery.segmind.faults.add("paint", Answers(410))
    wish = await person.private.say("a fox --model kandinsky-2.2")
    answer = await person.private.wait(lambda m: m.replies_to(wish) and words in m.words)
    assert not answer.photo
