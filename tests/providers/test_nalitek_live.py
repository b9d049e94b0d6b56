"""Live progress from nalitek: it moves a bar, and nothing depends on it."""

import asyncio
import logging
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.core.models import Task
from bot.core.ports.provider import Accepted, Failed, Finished, Running
from bot.providers.nalitek import live, looking
from bot.providers.nalitek.adapter import Nalitek
from bot.providers.nalitek.live import Live
from bot.providers.transport import Http
from tests.providers.nalitek_support import built, enlarge
from tests.providers.pictures import photo
from tests.providers.support import accepted, ended
from tests.vendors.base import Answers, CutBefore, Slowly
from tests.vendors.nalitek import API_KEY, NalitekServer

LONG = 1000  # looks


@pytest.fixture
async def vendor() -> AsyncIterator[NalitekServer]:
    async with NalitekServer() as server:
        server.finish_after(looks=LONG)
        yield server


@pytest.fixture
async def provider(vendor: NalitekServer, http: Http) -> AsyncIterator[Nalitek]:
    adapter = built(vendor, http)
    yield adapter
    await adapter.close()


async def followed(vendor: NalitekServer, provider: Nalitek) -> Task:
    """A task whose news are asked for."""
    task = (await accepted(provider)).task
    assert isinstance(await provider.poll(task), Running)
    async with asyncio.timeout(5):
        assert await vendor.subscriptions.get() == f"generation_{task.id}"
    return task


async def running(provider: Nalitek, task: Task) -> Running:
    state = await provider.poll(task)
    assert isinstance(state, Running)
    return state


async def test_true_progress(vendor: NalitekServer, provider: Nalitek) -> None:
    task = await followed(vendor, provider)
    await vendor.tell("generation_started", 4738, message="Генерация началась")
    assert await running(provider, task) == Running(progress=None, check_after=looking.GLANCE)
    await vendor.tell("generation_progress", 4738, progress=47, current_step=14, total_steps=30)
    assert await running(provider, task) == Running(progress=0.47, check_after=looking.GLANCE)


async def test_while_news_come_the_vendor_is_asked_rarely(
    vendor: NalitekServer, provider: Nalitek, monkeypatch: pytest.MonkeyPatch
) -> None:
    task = await followed(vendor, provider)
    await vendor.tell("generation_progress", 4738, progress=10)
    before = vendor.count("get")
    for _ in range(5):
        await running(provider, task)
    assert vendor.count("get") == before
    monkeypatch.setattr(looking, "QUESTIONS", 0.0)
    assert (await running(provider, task)).progress == 0.1
    assert vendor.count("get") == before + 1


async def test_silence_is_no_news(
    vendor: NalitekServer, provider: Nalitek, monkeypatch: pytest.MonkeyPatch
) -> None:
    task = await followed(vendor, provider)
    await vendor.tell("generation_progress", 4738, progress=10)
    monkeypatch.setattr(live, "SILENCE", -1.0)
    before = vendor.count("get")
    assert await running(provider, task) == Running(progress=0.1)
    assert vendor.count("get") == before + 1


@pytest.mark.parametrize(
    "event",
    [
        "generation_complete",
        "generation.complete",
        "generation_completed",
        "generation_failed",
        "upscale.complete",
    ],
)
async def test_n19_an_end_is_believed_only_by_asking(
    vendor: NalitekServer, provider: Nalitek, event: str
) -> None:
    task = await followed(vendor, provider)
    await vendor.tell("generation_progress", 4738, progress=90)
    before = vendor.count("get")
    await vendor.tell(event, 4738, url="https://evil.example/x.png", status="completed")
    assert isinstance(await provider.poll(task), Running)
    assert vendor.count("get") == before + 1
    vendor.finish_after(looks=1)
    done = await provider.poll(task)
    assert isinstance(done, Finished)
    assert done.results[0].url == f"{vendor.url}uploads/images/flux_4738.png"


@pytest.mark.parametrize("name", ["generation.progress", "generation_progress"])
@pytest.mark.parametrize(
    ("told", "expected"),
    [("47", 0.47), (250, 1.0), (-3, 0.0), ("much", None), (None, None), (float("inf"), None)],
)
async def test_n19_odd_news(
    vendor: NalitekServer, provider: Nalitek, name: str, told: object, expected: float | None
) -> None:
    task = await followed(vendor, provider)
    await vendor.tell(name, 4738, progress=told)
    assert (await running(provider, task)).progress == expected


async def test_progress_never_goes_back(vendor: NalitekServer, provider: Nalitek) -> None:
    task = await followed(vendor, provider)
    await vendor.tell("generation_progress", 4738, progress=60)
    await vendor.tell("generation_progress", 4738, progress=20)
    assert (await running(provider, task)).progress == 0.6


async def test_news_of_nobodys_picture(vendor: NalitekServer, provider: Nalitek) -> None:
    task = await followed(vendor, provider)
    [sid] = vendor.sockets
    bodies: tuple[object, ...] = ({"image_id": 99, "progress": 5}, {"progress": 5}, [], "x", None)
    for body in bodies:
        await vendor.live.call("generation_progress", body, to=sid, timeout=5)
    await vendor.live.call("batch_started", to=sid, timeout=5)
    assert await running(provider, task) == Running()


async def test_one_connection_for_all_and_none_afterwards(
    vendor: NalitekServer, provider: Nalitek
) -> None:
    tasks = [await followed(vendor, provider) for _ in range(3)]
    assert len(vendor.sockets) == 1
    vendor.finish_after(looks=1)
    for task in tasks[:2]:
        assert isinstance(await ended(provider, task), Finished)
    assert len(vendor.sockets) == 1
    assert isinstance(await ended(provider, tasks[2]), Finished)
    async with asyncio.timeout(5):
        await vendor.gone.wait()
    assert not provider._live.connected


async def test_a_later_picture_connects_anew(vendor: NalitekServer, provider: Nalitek) -> None:
    task = await followed(vendor, provider)
    assert not await provider.cancel(task)
    async with asyncio.timeout(5):
        await vendor.gone.wait()
    task = await followed(vendor, provider)
    await vendor.tell("generation_progress", int(task.id), progress=5)
    assert (await running(provider, task)).progress == 0.05


async def test_a_lost_connection_is_made_again_later(
    vendor: NalitekServer, provider: Nalitek, monkeypatch: pytest.MonkeyPatch
) -> None:
    task = await followed(vendor, provider)
    await vendor.tell("generation_progress", 4738, progress=50)
    monkeypatch.setattr(looking, "QUESTIONS", 0.0)
    await vendor.hang_up()
    while provider._live.connected:
        assert (await running(provider, task)).progress == 0.5
    await running(provider, task)
    assert vendor.subscriptions.empty()  # not at once
    provider._live._not_before = 0.0
    await running(provider, task)
    async with asyncio.timeout(5):
        await vendor.subscriptions.get()
    await vendor.tell("generation_progress", 4738, progress=70)
    assert (await running(provider, task)).progress == 0.7


async def test_pauses_between_attempts_grow(
    vendor: NalitekServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = [0.0]
    attempts = []
    news = Live("http://127.0.0.1:9/", API_KEY, clock=lambda: now[0])
    connect = news._connect

    async def counted() -> None:
        attempts.append(now[0])
        await connect()

    monkeypatch.setattr(news, "_connect", counted)
    for second in range(0, 2000, 10):
        now[0] = float(second)
        await news.follow("1")
    assert attempts == [0, 30, 150, 750, 1350, 1950]
    await news.close()


async def test_without_a_connection_all_goes_on(
    vendor: NalitekServer, provider: Nalitek, caplog: pytest.LogCaptureFixture
) -> None:
    vendor.faults.add("unknown", *[CutBefore()] * 9)
    task = (await accepted(provider)).task
    with caplog.at_level(logging.INFO, "bot"):
        assert await running(provider, task) == Running()
    assert caplog.records == []
    vendor.finish_after(looks=1)
    assert isinstance(await ended(provider, task), Finished)


async def test_a_refused_key_is_nobodys_concern(vendor: NalitekServer) -> None:
    news = Live(vendor.url, "wrong")
    await news.follow("1")
    assert not news.connected
    assert vendor.sockets == []
    await news.close()


@pytest.mark.parametrize("hop", ["first", "upgrade"])
async def test_n7_the_key_follows_no_redirect(vendor: NalitekServer, hop: str) -> None:
    async with NalitekServer() as elsewhere:
        away = Answers(307, "", {"Location": f"{elsewhere.url}socket.io/?EIO=4&transport=polling"})
        vendor.faults.add("unknown", *([away] if hop == "first" else [Slowly(0), away]))
        news = Live(vendor.url, API_KEY)
        await news.follow("1")
        await news.close()
        assert elsewhere.calls == []
    assert vendor.sockets == []


async def test_a_connection_that_hangs_is_given_up(
    vendor: NalitekServer, provider: Nalitek, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(live, "CONNECT_SECONDS", 0.0)
    task = (await accepted(provider)).task
    assert await running(provider, task) == Running()
    assert not provider._live.connected


async def test_the_key_is_in_no_log(
    vendor: NalitekServer, provider: Nalitek, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        task = await followed(vendor, provider)
        await vendor.tell("generation_progress", 4738, progress=50)
        await running(provider, task)
    assert API_KEY not in caplog.text


async def test_who_is_forgotten_is_not_waited_for(
    vendor: NalitekServer, provider: Nalitek, monkeypatch: pytest.MonkeyPatch
) -> None:
    await followed(vendor, provider)
    monkeypatch.setattr(live, "FORGOTTEN", -1.0)
    await provider._live.leave("another")
    async with asyncio.timeout(5):
        await vendor.gone.wait()
    assert provider._live.news("4738") is None


async def test_two_steps_are_one_bar(
    vendor: NalitekServer, provider: Nalitek, tmp_path: Path
) -> None:
    answer = await provider.submit(enlarge(provider), [photo(tmp_path)])
    assert isinstance(answer, Accepted)
    task = answer.task
    await running(provider, task)
    async with asyncio.timeout(5):
        await vendor.subscriptions.get()
    await vendor.tell("generation_progress", 4738, progress=50)
    assert (await running(provider, task)).progress == 0.35
    vendor.finish_after(looks=2)
    await vendor.tell("generation_complete", 4738)
    await running(provider, task)
    async with asyncio.timeout(5):
        assert await vendor.subscriptions.get() == "generation_4739"
    await vendor.tell("generation_progress", 4739, progress=50)
    assert (await running(provider, task)).progress == pytest.approx(0.85)
    await vendor.tell("upscale.complete", 4739)
    assert isinstance(await ended(provider, task), Finished)


async def test_a_failure_ends_the_connection(vendor: NalitekServer, provider: Nalitek) -> None:
    task = await followed(vendor, provider)
    vendor.outcome = "failed"
    vendor.finish_after(looks=1)
    assert isinstance(await provider.poll(task), Failed)
    async with asyncio.timeout(5):
        await vendor.gone.wait()
