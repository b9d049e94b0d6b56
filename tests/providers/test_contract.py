"""What is true of every provider, whichever vendor is behind it."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.core.capabilities import CONTINUES, FROM_WORDS, Mode, ModelSpec, ProviderSpec
from bot.core.errors import ProviderError
from bot.core.models import Input, Request, Task
from bot.core.ports.provider import (
    Accepted,
    Balance,
    Failed,
    Finished,
    Provider,
    Result,
    Running,
    Unit,
)
from bot.providers.registry import build, specs
from bot.providers.transport import Http
from tests.providers.films import clip, seen
from tests.providers.pictures import opened, photo, size_of
from tests.providers.support import ended
from tests.support.sketching import make_cheap
from tests.vendors.base import VendorServer
from tests.vendors.fusionbrain import FusionBrainServer
from tests.vendors.kie import KieServer
from tests.vendors.nalitek import NalitekServer
from tests.vendors.openai_images import OpenAiImagesServer
from tests.vendors.segmind import SegmindServer

VENDORS: dict[str, Callable[[], VendorServer]] = {
    "fusionbrain": FusionBrainServer,
    "kie": KieServer,
    "nalitek": NalitekServer,
    "openai_images": OpenAiImagesServer,
    "segmind": SegmindServer,
}
"""The local servers; a new vendor's belongs here."""

LOCAL = {"sketch": {"SKETCH_SECONDS": "0"}}
"""Settings of those that need no server."""

BALANCES = {
    "fusionbrain": None,
    "kie": Balance(left={Unit.CREDITS: 100}),
    "nalitek": Balance(
        left={Unit.GENERATIONS: 63, Unit.UPSCALES: 42},
        resets_at=datetime(2025, 1, 16, tzinfo=UTC),
    ),
    "openai_images": None,
    "segmind": Balance(left={Unit.CREDITS: 99.5}),
    "sketch": None,
}
"""What each local server leaves the operator; None: the vendor has no way to tell."""

CASES = [
    pytest.param(spec.key, model.key, mode, id=f"{model.key}-{mode}")
    for spec in specs()
    for model in spec.models
    for mode in sorted(model.modes)
]
MODELS = [
    pytest.param(spec.key, model.key, id=model.key) for spec in specs() for model in spec.models
]


def spec_of(key: str) -> ProviderSpec:
    return next(spec for spec in specs() if spec.key == key)


def model_of(provider: Provider, key: str) -> ModelSpec:
    return next(model for model in provider.spec.models if model.key == key)


@pytest.fixture(autouse=True)
def _cheap_films(monkeypatch: pytest.MonkeyPatch) -> None:
    """What Sketch paints is looked at in test_sketch.py and test_moving.py."""
    make_cheap(monkeypatch, smaller=1, frames=1)


@pytest.fixture
async def servers(http: Http) -> AsyncIterator[Callable[[str], Awaitable[Provider]]]:
    """Gives a provider by its key, with its vendor on this machine."""
    running = dict(LOCAL)
    async with AsyncExitStack() as stack:

        async def provider(key: str) -> Provider:
            if key not in running:
                vendor = await stack.enter_async_context(VENDORS[key]())
                running[key] = vendor.settings
            names = frozenset(model.key for model in spec_of(key).models)
            found = build(running[key], http.transport, names)
            return next(each for each in found if each.spec.key == key)

        yield provider


def asked(
    provider: Provider, model: str, mode: Mode, inputs: tuple[Input, ...] | None = None
) -> Request:
    """A request that uses whatever the model has."""
    spec = model_of(provider, model)
    words = spec.link.example if spec.link else "a fox in the snow"
    given = () if mode in FROM_WORDS else (Input(media="photo.jpg"),)
    return Request(
        model=model,
        mode=mode,
        prompt="" if mode.enlarges else words,
        negative="fog" if spec.negative_prompt else "",
        style=spec.styles[0].name if spec.styles else None,
        ratio=spec.ratios[-1].name if spec.ratios and mode in FROM_WORDS else None,
        seed=7 if spec.seed else None,
        inputs=given if inputs is None else inputs,
        options={option.key: option.default for option in spec.options_for(mode)},
    )


def first_mode(provider: Provider, model: str) -> Mode:
    """What a model is asked for where that does not matter."""
    modes = model_of(provider, model).modes
    return next(mode for mode in Mode if mode in modes)


async def request_for(
    provider: Provider, model: str, mode: Mode, folder: Path
) -> tuple[Request, list[Path]]:
    """A request with what it starts from: for a bound model that is made first."""
    spec = model_of(provider, model)
    if spec.continues and mode in {*CONTINUES, Mode.VIDEO_TO_VIDEO}:
        maker = min(spec.continues)
        [first, *_] = await finished(provider, asked(provider, maker, Mode.TEXT_TO_VIDEO), [])
        source = Input(media="a.mp4", vendor_ref=first.vendor_ref, made_by=maker, clip=True)
        return asked(provider, model, mode, (source,)), []
    if mode is Mode.VIDEO_TO_VIDEO:
        inputs = (Input(media="clip.mp4", clip=True),)
        return asked(provider, model, mode, inputs), [clip(folder)]
    request = asked(provider, model, mode)
    return request, [photo(folder)] if request.inputs else []


async def finished(provider: Provider, request: Request, paths: list[Path]) -> tuple[Result, ...]:
    """What comes of a request."""
    answer = await provider.submit(request, paths)
    if isinstance(answer, Accepted):
        assert answer.check_after is None or answer.check_after >= 0
        state = await ended(provider, answer.task)
        assert isinstance(state, Finished)
        answer = state
    assert answer.results
    return answer.results


def test_every_vendor_has_a_local_server() -> None:
    assert {spec.key for spec in specs()} == VENDORS.keys() | LOCAL.keys()


@pytest.mark.parametrize(("key", "model", "mode"), CASES)
async def test_every_mode_gives_a_picture_or_a_clip(
    servers: Callable[[str], Awaitable[Provider]], tmp_path: Path, key: str, model: str, mode: Mode
) -> None:
    provider = await servers(key)
    request, paths = await request_for(provider, model, mode, tmp_path)
    for result in await finished(provider, request, paths):
        content = b"".join([piece async for piece in provider.collect(result)])
        assert result.clip is mode.films
        size = seen(content).size if mode.films else size_of(content)
        ratio = model_of(provider, model).ratio(request.ratio)
        if request.ratio and ratio and not mode.films:
            assert size == (ratio.width, ratio.height)
        if request.ratio and ratio:
            assert abs(size[0] / size[1] - ratio.width / ratio.height) < 0.01


@pytest.mark.parametrize(("key", "model"), MODELS)
async def test_a_task_is_plain_data(
    servers: Callable[[str], Awaitable[Provider]], tmp_path: Path, key: str, model: str
) -> None:
    provider = await servers(key)
    request, paths = await request_for(provider, model, first_mode(provider, model), tmp_path)
    answer = await provider.submit(request, paths)
    if isinstance(answer, Accepted):
        stored = Task(id=str(answer.task.id), data=dict(answer.task.data))
        assert stored == answer.task
        assert all(type(value) is str for value in answer.task.data.values())
        again = await servers(key)  # another process
        assert isinstance(await again.poll(stored), Running | Finished)


@pytest.mark.parametrize(("key", "model"), MODELS)
async def test_styles_and_previews(
    servers: Callable[[str], Awaitable[Provider]], key: str, model: str
) -> None:
    provider = await servers(key)
    styles = await provider.styles(model)
    assert bool(styles) == bool(model_of(provider, model).styles)
    for style in styles:
        assert style.title("en")
        assert style.title("ru")
    for style in styles[:2]:
        preview = await provider.preview(model, style)
        assert preview is None or opened(preview)


@pytest.mark.parametrize(("key", "model"), MODELS)
async def test_health(servers: Callable[[str], Awaitable[Provider]], key: str, model: str) -> None:
    health = await (await servers(key)).health(model)
    assert health is None or health.available


@pytest.mark.parametrize("key", [spec.key for spec in specs()])
async def test_what_is_left_is_told_after_a_picture(
    servers: Callable[[str], Awaitable[Provider]], key: str
) -> None:
    provider = await servers(key)
    model = provider.spec.models[0].key
    await provider.submit(asked(provider, model, Mode.TEXT_TO_IMAGE), [])
    assert await provider.balance() == BALANCES[key]


@pytest.mark.parametrize(("key", "model"), MODELS)
async def test_an_unknown_task_is_an_end_or_an_error_of_ours(
    servers: Callable[[str], Awaitable[Provider]], key: str, model: str
) -> None:
    provider = await servers(key)
    try:
        state = await provider.poll(Task(id="00000000-0000-0000-0000-000000000000"))
    except ProviderError:
        return
    assert isinstance(state, Failed)


@pytest.mark.parametrize("spec", specs(), ids=lambda spec: spec.key)
def test_declarations_make_sense(spec: ProviderSpec) -> None:
    assert spec.models
    for model in spec.models:
        assert model.modes
        assert 0 <= model.clock.first <= model.clock.deadline
        assert 0 < model.clock.interval < model.clock.deadline
        assert model.concurrency >= 1
        assert len({style.name for style in model.styles}) == len(model.styles)
        assert all({"en", "ru"} <= style.titles.keys() for style in model.styles)
        for ratio in model.ratios:
            across, down = map(int, ratio.name.split(":"))
            assert abs(ratio.width / ratio.height - across / down) < 0.05
