"""KIE's clips in 1080p and 4K: no tasks, but a question that is repeated."""

from collections.abc import AsyncIterator
from typing import Any

import pytest

from bot.core.capabilities import Mode
from bot.core.errors import (
    BotError,
    ContentRejected,
    InvalidRequest,
    Misconfigured,
    ResultLost,
    TaskFailed,
    Unavailable,
)
from bot.core.models import Input, Request, Task
from bot.core.ports.provider import Accepted, Failed, Finished, Provider, Result, Running
from bot.providers.transport import Http
from tests.providers.films import seen
from tests.providers.support import ended, only
from tests.vendors.base import Answers, LoseAnswer
from tests.vendors.kie import KieServer

HD, UHD = "veo-1080p", "veo-4k"
OPERATION = {HD: "larger_1080p", UHD: "larger_4k"}
PAUSE = {HD: 25.0, UHD: 30.0}


@pytest.fixture
async def vendor() -> AsyncIterator[KieServer]:
    async with KieServer() as server:
        yield server


@pytest.fixture
def provider(vendor: KieServer, http: Http) -> Provider:
    return only(vendor.settings, http)


async def clip(provider: Provider) -> Result:
    """A clip of Veo's."""
    request = Request(mode=Mode.TEXT_TO_VIDEO, model="veo3-fast", prompt="a fox")
    answer = await provider.submit(request, ())
    assert isinstance(answer, Accepted)
    done = await ended(provider, answer.task)
    assert isinstance(done, Finished)
    return done.results[0]


def wish(model: str, source: Result) -> Request:
    inputs = (Input(vendor_ref=source.vendor_ref, made_by="veo3-fast", clip=True),)
    return Request(mode=Mode.UPSCALE_VIDEO, model=model, inputs=inputs)


async def waiting(vendor: KieServer, provider: Provider, model: str) -> Task:
    """A larger file that is not there yet."""
    source = await clip(provider)
    vendor.finish_after(polls=3)
    answer = await provider.submit(wish(model, source), ())
    assert isinstance(answer, Accepted)
    assert answer.check_after == 60
    return answer.task


async def refusal(provider: Provider, model: str, source: Result) -> BotError:
    with pytest.raises(BotError) as caught:
        await provider.submit(wish(model, source), ())
    return caught.value


@pytest.mark.parametrize(("model", "size"), [(HD, (1920, 1080)), (UHD, (3840, 2160))])
async def test_a_file_that_is_there_comes_at_once(
    vendor: KieServer, provider: Provider, model: str, size: tuple[int, int]
) -> None:
    answer = await provider.submit(wish(model, await clip(provider)), ())
    assert isinstance(answer, Finished)
    [result] = answer.results
    found = seen(b"".join([piece async for piece in provider.collect(result)]))
    assert (found.size, result.clip) == (size, True)
    assert found.shows("a fox 0")
    [call] = [call for call in vendor.calls if call.operation == OPERATION[model]]
    assert call.method == ("GET" if model == HD else "POST")
    assert call.params == {"taskId": "task_veo_1", "index": "0" if model == HD else 0}


@pytest.mark.parametrize("model", [HD, UHD])
@pytest.mark.parametrize(
    "said",
    [
        None,
        (400, "1080P is processing. It should be ready in 1-2 minutes."),
        (422, "The 4K video is processing. Please check back shortly."),
        (500, "Still generating, please wait."),
    ],
)
async def test_one_that_is_not_is_asked_for_again(
    vendor: KieServer, provider: Provider, model: str, said: tuple[int, str] | None
) -> None:
    if said:
        vendor.films.waiting = vendor.films.waiting_4k = said
    task = await waiting(vendor, provider, model)
    assert await provider.poll(task) == Running(check_after=PAUSE[model])
    done = await provider.poll(task)
    assert isinstance(done, Finished)
    assert vendor.count(OPERATION[model]) == 3


@pytest.mark.parametrize("model", [HD, UHD])
@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ((500, "The 4K version of this video is unavailable."), TaskFailed),
        ((501, "Generation failed"), TaskFailed),
        ((400, "1080P is only for 16:9 videos."), InvalidRequest),
        ((400, "It violates the content policy."), ContentRejected),
        ((422, "recordInfo is null"), ResultLost),
    ],
)
async def test_one_that_will_never_be_is_given_up(
    vendor: KieServer,
    provider: Provider,
    model: str,
    said: tuple[int, str],
    kind: type[BotError],
) -> None:
    task = await waiting(vendor, provider, model)
    vendor.films.larger_refusal = said
    state = await provider.poll(task)
    assert isinstance(state, Failed)
    assert type(state.error) is kind
    assert type(await refusal(provider, model, await clip_of(provider, vendor))) is kind


async def clip_of(provider: Provider, vendor: KieServer) -> Result:
    vendor.finish_after()
    return await clip(provider)


@pytest.mark.parametrize("model", [HD, UHD])
@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        (Answers(200, '{"code": 500, "msg": "busy", "data": null}'), Unavailable),
        (Answers(200, '{"code": 455, "msg": "maintenance", "data": null}'), Unavailable),
        (Answers(200, '{"code": 401, "msg": "no", "data": null}'), Misconfigured),
    ],
)
async def test_trouble_is_no_end(
    vendor: KieServer, provider: Provider, model: str, answer: Answers, kind: type[BotError]
) -> None:
    task = await waiting(vendor, provider, model)
    repeated = model == HD and kind is Unavailable  # a question is, an order is not
    vendor.faults.add(OPERATION[model], *[answer] * (3 if repeated else 1))
    with pytest.raises(kind):
        await provider.poll(task)
    assert isinstance(await ended(provider, task), Finished)


async def test_4k_is_ordered_once_even_if_its_answer_is_lost(
    vendor: KieServer, provider: Provider
) -> None:
    source = await clip(provider)
    vendor.faults.add(OPERATION[UHD], LoseAnswer())
    answer = await provider.submit(wish(UHD, source), ())
    assert isinstance(answer, Accepted)
    assert vendor.count(OPERATION[UHD]) == 1  # not at once again: KIE wants half a minute between
    assert isinstance(await provider.poll(answer.task), Finished)


@pytest.mark.parametrize("status", [200, 404])
async def test_k6_the_guides_path_of_4k_is_asked_where_the_docs_is_unknown(
    vendor: KieServer, provider: Provider, status: int
) -> None:
    source = await clip(provider)
    vendor.films.guide_paths, vendor.films.absent_status = True, status
    vendor.finish_after(polls=2)
    answer = await provider.submit(wish(UHD, source), ())
    assert isinstance(answer, Accepted)
    assert isinstance(await provider.poll(answer.task), Finished)
    assert vendor.count("larger_4k_guide") == 2


@pytest.mark.parametrize("model", [HD, UHD])
async def test_an_expired_address_is_renewed(
    vendor: KieServer, provider: Provider, model: str
) -> None:
    answer = await provider.submit(wish(model, await clip(provider)), ())
    assert isinstance(answer, Finished)
    vendor.expired = True
    content = b"".join([piece async for piece in provider.collect(answer.results[0])])
    assert seen(content).shows("a fox 0")
    [call] = [call for call in vendor.calls if call.operation == "renew"]
    assert call.params == {"url": answer.results[0].url}


def test_the_clocks_are_the_vendors(provider: Provider) -> None:
    clocks: dict[str, Any] = {model.key: model.clock for model in provider.spec.models}
    found = {key: (c.first, c.interval, c.deadline) for key, c in clocks.items()}
    assert found[HD] == (60, 25, 600)
    assert found[UHD] == (60, 30, 1200)
    for key in ("veo3", "veo3-fast", "kling-3.0", "runway", "luma", "sora-2"):
        assert found[key] == (15, 15, 1200)
