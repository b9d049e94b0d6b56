"""How KIE's clips come to an end, good or bad, and where they can be had afterwards."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.core.capabilities import Mode
from bot.core.errors import (
    BotError,
    ContentRejected,
    InputUnreadable,
    InvalidRequest,
    Misconfigured,
    ResultLost,
    TaskFailed,
    Unavailable,
)
from bot.core.models import Input, Request, Task
from bot.core.ports.provider import Accepted, Failed, Finished, Provider, Result, Running
from bot.providers.transport import Http
from tests.providers.films import clip, seen
from tests.providers.support import ended, only
from tests.vendors.base import Answers
from tests.vendors.kie import FORMS, KieServer

FAMILIES = ["veo3", "kling-3.0", "runway", "luma", "sora-2"]
RECORD = {
    "veo3": "record_veo",
    "kling-3.0": "record_market",
    "runway": "record_runway",
    "luma": "record_luma",
    "sora-2": "record_market",
}


@pytest.fixture
async def vendor() -> AsyncIterator[KieServer]:
    async with KieServer() as server:
        yield server


@pytest.fixture
def provider(vendor: KieServer, http: Http) -> Provider:
    return only(vendor.settings, http)


async def taken(provider: Provider, model: str, folder: Path) -> Task:
    request, paths = Request(mode=Mode.TEXT_TO_VIDEO, model=model, prompt="a fox"), []
    if model == "luma":
        inputs = (Input(media="clip.mp4", clip=True),)
        request, paths = replace(request, mode=Mode.VIDEO_TO_VIDEO, inputs=inputs), [clip(folder)]
    answer = await provider.submit(request, paths)
    assert isinstance(answer, Accepted)
    return answer.task


async def result(provider: Provider, model: str, folder: Path) -> Result:
    done = await ended(provider, await taken(provider, model, folder))
    assert isinstance(done, Finished)
    return done.results[0]


async def content(provider: Provider, found: Result) -> bytes:
    return b"".join([piece async for piece in provider.collect(found)])


@pytest.mark.parametrize("model", FAMILIES)
@pytest.mark.parametrize("form", FORMS)
async def test_k2_clips_in_any_place(
    vendor: KieServer, provider: Provider, tmp_path: Path, model: str, form: str
) -> None:
    vendor.form, vendor.flag_text = form, True
    found = await result(provider, model, tmp_path)
    assert found.url == f"{vendor.url}results/{next(iter(vendor.tasks))}/0"


@pytest.mark.parametrize("model", FAMILIES)
@pytest.mark.parametrize("outcome", ["create", "fail"])
@pytest.mark.parametrize(
    ("failure", "kind"),
    [
        ((500, "the camera broke"), TaskFailed),
        ((501, "generation failed"), TaskFailed),
        ((400, "Your prompt was flagged by the safety system."), ContentRejected),
        ((501, "It may violate our content policies."), ContentRejected),
        ((400, ""), ContentRejected),
        ((422, "wrong ratio"), InvalidRequest),
        ((451, "could not fetch the image"), InputUnreadable),
        (("", "no reason at all"), TaskFailed),
    ],
)
async def test_k3_failures(  # noqa: PLR0917 -- a table
    vendor: KieServer,
    provider: Provider,
    tmp_path: Path,
    model: str,
    outcome: str,
    failure: tuple[Any, str],
    kind: type[BotError],
) -> None:
    vendor.outcome, vendor.failure = outcome, failure
    state = await ended(provider, await taken(provider, model, tmp_path))
    assert isinstance(state, Failed)
    assert type(state.error) is kind


@pytest.mark.parametrize("model", FAMILIES)
async def test_success_without_a_clip_is_none(
    vendor: KieServer, provider: Provider, tmp_path: Path, model: str
) -> None:
    vendor.fewer = 1
    state = await ended(provider, await taken(provider, model, tmp_path))
    assert isinstance(state, Failed)
    assert state.error.code == "bad-response"


@pytest.mark.parametrize("model", FAMILIES)
@pytest.mark.parametrize("status", [200, 404, 422])
async def test_a_new_task_may_be_unknown_for_a_moment(
    vendor: KieServer, provider: Provider, tmp_path: Path, model: str, status: int
) -> None:
    vendor.unknown_first, vendor.unknown_status = 1, status
    task = await taken(provider, model, tmp_path)
    assert await provider.poll(task) == Running()
    assert isinstance(await ended(provider, task), Finished)
    old = Task(id="task_nobodys", data={**task.data, "created": "0"})
    state = await provider.poll(old)
    assert isinstance(state, Failed)
    assert isinstance(state.error, ResultLost)


async def test_what_runway_has_deleted_is_lost(
    vendor: KieServer, provider: Provider, tmp_path: Path
) -> None:
    vendor.films.expired = True
    state = await ended(provider, await taken(provider, "runway", tmp_path))
    assert isinstance(state, Failed)
    assert isinstance(state.error, ResultLost)


@pytest.mark.parametrize("code", [None, 0, "400", 500])
async def test_runways_code_says_nothing_where_its_state_says_success(
    vendor: KieServer, provider: Provider, tmp_path: Path, code: Any
) -> None:
    vendor.films.runway_code = code
    assert (await result(provider, "runway", tmp_path)).clip


async def test_luma_that_is_gone_is_told_as_such(
    vendor: KieServer, provider: Provider, tmp_path: Path
) -> None:
    vendor.faults.add("create_luma", Answers(404, "Not Found"))
    with pytest.raises(Misconfigured):
        await taken(provider, "luma", tmp_path)


@pytest.mark.parametrize("model", FAMILIES)
async def test_k9_an_expired_address_is_renewed(
    vendor: KieServer, provider: Provider, tmp_path: Path, model: str
) -> None:
    vendor.expired = True
    found = await result(provider, model, tmp_path)
    assert seen(await content(provider, found)).shows("a fox 0")
    [call] = [call for call in vendor.calls if call.operation == "renew"]
    assert call.params == {"url": found.url}


@pytest.mark.parametrize("model", FAMILIES)
async def test_an_address_for_others_is_a_renewed_one(
    vendor: KieServer, provider: Provider, tmp_path: Path, model: str
) -> None:
    found = await result(provider, model, tmp_path)
    assert found.vendor_ref
    link = await provider.link(found.vendor_ref)
    assert link is not None
    assert link.url == f"{found.url}?fresh=1"
    left = link.until - datetime.now(UTC)
    assert timedelta(minutes=19) < left <= timedelta(minutes=20)


async def test_an_address_of_a_larger_file_and_of_one_among_several(
    vendor: KieServer, provider: Provider, tmp_path: Path
) -> None:
    vendor.films.clips = 2
    done = await ended(provider, await taken(provider, "veo3", tmp_path))
    assert isinstance(done, Finished)
    second = done.results[1]
    link = await provider.link(str(second.vendor_ref))
    assert link is not None
    assert link.url == f"{second.url}?fresh=1"
    inputs = (Input(vendor_ref=second.vendor_ref, made_by="veo3", clip=True),)
    request = Request(mode=Mode.UPSCALE_VIDEO, model="veo-4k", inputs=inputs)
    larger = await provider.submit(request, ())
    assert isinstance(larger, Finished)
    link = await provider.link(str(larger.results[0].vendor_ref))
    assert link is not None
    assert link.url == f"{larger.results[0].url}?fresh=1"


@pytest.mark.parametrize(
    "reference", ["", "a:b:c", "kie:veo-text:nobodys", "kie:sora-character:somebody"]
)
async def test_what_kie_does_not_have_has_no_address(provider: Provider, reference: str) -> None:
    assert await provider.link(reference) is None


async def test_what_is_deleted_has_no_address(
    vendor: KieServer, provider: Provider, tmp_path: Path
) -> None:
    found = await result(provider, "runway", tmp_path)
    vendor.films.expired = True
    assert await provider.link(str(found.vendor_ref)) is None
    vendor.films.expired = False
    vendor.faults.add("renew", Answers(200, '{"code": 422, "msg": "gone", "data": null}'))
    assert await provider.link(str(found.vendor_ref)) is None


async def test_trouble_at_kie_is_no_deleted_file(
    vendor: KieServer, provider: Provider, tmp_path: Path
) -> None:
    found = await result(provider, "veo3", tmp_path)
    vendor.faults.add(RECORD["veo3"], *[Answers(503)] * 3)
    with pytest.raises(Unavailable):
        await provider.link(str(found.vendor_ref))
