"""Several pictures of one request at nalitek; n8 to n10 and n23 are its contradictions."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from bot.core.errors import (
    Ambiguous,
    BadResponse,
    Misconfigured,
    OutOfCredits,
    ResultLost,
    TaskFailed,
)
from bot.core.models import Task
from bot.core.ports.provider import Accepted, Failed, Finished, Running
from bot.providers.nalitek.adapter import Nalitek
from bot.providers.transport import Http
from tests.providers.nalitek_support import built, change, content
from tests.providers.pictures import photo
from tests.providers.support import accepted, ended, wish
from tests.vendors.base import Answers, LoseAnswer
from tests.vendors.nalitek import NalitekServer

FOUR = {"variants": "4"}
THREE = {"variants": "3"}


@pytest.fixture
async def vendor() -> AsyncIterator[NalitekServer]:
    async with NalitekServer() as server:
        yield server


@pytest.fixture
def provider(vendor: NalitekServer, http: Http) -> Nalitek:
    return built(vendor, http)


def sent(vendor: NalitekServer) -> Any:
    return next(call.params for call in vendor.calls if call.operation.startswith("batch"))


async def test_all_pictures_come_together(vendor: NalitekServer, provider: Nalitek) -> None:
    done = await ended(provider, (await accepted(provider, seed=40, options=FOUR)).task)
    assert isinstance(done, Finished)
    assert [one.seed for one in done.results] == [40, 41, 42, 43]
    assert [one.vendor_ref for one in done.results] == [f"nalitek:{4738 + n}" for n in range(4)]
    for one, image in zip(done.results, vendor.images.values(), strict=True):
        assert await content(provider, one) == image.painted()
    assert vendor.count("generate") == 0


async def test_one_picture_is_no_batch(vendor: NalitekServer, provider: Nalitek) -> None:
    await accepted(provider, options={"variants": "1"})
    assert (vendor.count("generate"), vendor.count("batch")) == (1, 0)


async def test_n1_a_batch_of_changes(
    vendor: NalitekServer, provider: Nalitek, tmp_path: Path
) -> None:
    options = {**THREE, "strength": 0.4, "smart_upscale": True}
    request = change(provider, options=options, style="detailed-eyes-v1", negative="fog")
    answer = await provider.submit(request, [photo(tmp_path)])
    assert isinstance(answer, Accepted)
    done = await ended(provider, answer.task)
    assert isinstance(done, Finished)
    assert len({one.seed for one in done.results}) == 3
    assert (
        sent(vendor)
        == [
            {
                "prompt": "make it snow",
                "negative_prompt": "fog",
                "strength": 0.4,
                "width": 1024,
                "height": 704,
                "steps": 30,
                "guidance_scale": 7.5,
                "format": "png",
                "model": "flux-dev",
                "smart_upscale": True,
                "lora_models": ["detailed-eyes-v1"],
            }
        ]
        * 3
    )


@pytest.mark.parametrize("reference", [True, False])
async def test_n8_either_answer_to_a_new_batch(
    vendor: NalitekServer, provider: Nalitek, reference: bool
) -> None:
    vendor.reference = reference
    done = await ended(provider, (await accepted(provider, options=THREE)).task)
    assert isinstance(done, Finished)
    assert len(done.results) == 3


@pytest.mark.parametrize("form", ["nested", "flat"])
async def test_n9_parameters_inside_or_beside(
    vendor: NalitekServer, http: Http, form: str
) -> None:
    provider = built(vendor, http, NALITEK_BATCH=form)
    done = await ended(provider, (await accepted(provider, seed=1, options=THREE)).task)
    assert isinstance(done, Finished)
    body = sent(vendor)
    assert (body["parallel"], body["priority"]) == (True, "normal")
    first = body["batch"][0]
    assert ("params" in first, "seed" in first) == (form == "nested", form == "flat")
    assert (first["id"], first["prompt"]) == ("0", "a fox in the snow")
    inside = first["params"] if form == "nested" else first
    assert (inside["seed"], inside["smart_upscale"]) == (1, False)


async def test_n9_switched_off(vendor: NalitekServer, http: Http) -> None:
    provider = built(vendor, http, NALITEK_BATCH="off")
    assert all(model.option("variants") is None for model in provider.spec.models)
    with pytest.raises(Misconfigured, match="NALITEK_BATCH"):
        built(vendor, http, NALITEK_BATCH="sideways")


async def test_n10_our_names_are_not_pictures(vendor: NalitekServer, provider: Nalitek) -> None:
    vendor.full_jobs = False
    done = await ended(provider, (await accepted(provider, seed=5, options=THREE)).task)
    assert isinstance(done, Finished)
    assert [one.vendor_ref for one in done.results] == [f"nalitek:{4738 + n}" for n in range(3)]
    assert [one.seed for one in done.results] == [5, 6, 7]


async def test_n10_without_ids_of_pictures(vendor: NalitekServer, provider: Nalitek) -> None:
    task = (await accepted(provider, seed=5, options=THREE)).task
    body = '{"status":"completed","jobs":[{"id":"1","status":"completed","url":"/uploads/x.png"}]}'
    vendor.faults.add("batch_state", Answers(200, body))
    done = await provider.poll(task)
    assert isinstance(done, Finished)
    [one] = done.results
    assert (one.vendor_ref, one.seed, one.url) == (None, 6, f"{vendor.url}uploads/x.png")


async def test_pictures_fail_one_by_one(vendor: NalitekServer, provider: Nalitek) -> None:
    vendor.failing = {1}
    done = await ended(provider, (await accepted(provider, seed=0, options=THREE)).task)
    assert isinstance(done, Finished)
    assert [one.seed for one in done.results] == [0, 2]


async def test_all_pictures_fail(vendor: NalitekServer, provider: Nalitek) -> None:
    vendor.failing = {0, 1, 2}
    done = await ended(provider, (await accepted(provider, options=THREE)).task)
    assert isinstance(done, Failed)
    assert isinstance(done.error, TaskFailed)
    assert done.error.data["detail"] == vendor.words


async def test_a_picture_that_is_gone_is_left_out(
    vendor: NalitekServer, provider: Nalitek
) -> None:
    vendor.full_jobs = False
    task = (await accepted(provider, seed=0, options=THREE)).task
    del vendor.images[4739]
    done = await ended(provider, task)
    assert isinstance(done, Finished)
    assert [one.seed for one in done.results] == [0, 2]


async def test_n23_progress_is_what_is_finished(vendor: NalitekServer, provider: Nalitek) -> None:
    vendor.finish_after(looks=9)
    task = (await accepted(provider, options=FOUR)).task
    assert await provider.poll(task) == Running(progress=0.0, check_after=5)
    vendor.images[4738].looks = 99
    assert await provider.poll(task) == Running(progress=0.25, check_after=5)
    vendor.failing = {1}
    assert await provider.poll(task) == Running(progress=0.5, check_after=5)


async def test_a_batch_can_be_stopped(vendor: NalitekServer, provider: Nalitek) -> None:
    vendor.finish_after(looks=9)
    task = (await accepted(provider, options=THREE)).task
    assert await provider.cancel(task)
    assert vendor.batches[task.id].stopped


async def test_a_finished_batch_cannot_be_stopped(
    vendor: NalitekServer, provider: Nalitek
) -> None:
    task = (await accepted(provider, options=THREE)).task
    assert isinstance(await ended(provider, task), Finished)
    assert not await provider.cancel(task)
    vendor.batches.clear()
    assert not await provider.cancel(task)


async def test_a_batch_goes_on_in_another_process(
    vendor: NalitekServer, provider: Nalitek, http: Http
) -> None:
    task = (await accepted(provider, seed=3, options=THREE)).task
    done = await ended(built(vendor, http), Task(id=task.id, data=dict(task.data)))
    assert isinstance(done, Finished)
    assert len(done.results) == 3


async def test_an_unknown_batch(vendor: NalitekServer, provider: Nalitek) -> None:
    task = (await accepted(provider, options=THREE)).task
    vendor.batches.clear()
    done = await provider.poll(task)
    assert isinstance(done, Failed)
    assert isinstance(done.error, ResultLost)


async def test_an_empty_end(vendor: NalitekServer, provider: Nalitek) -> None:
    task = (await accepted(provider, options=THREE)).task
    vendor.faults.add("batch_state", Answers(200, '{"status": "completed", "jobs": null}'))
    done = await provider.poll(task)
    assert isinstance(done, Failed)
    assert isinstance(done.error, BadResponse)
    vendor.faults.add("batch_state", Answers(200, '{"jobs": ["?"]}'))
    assert isinstance(await provider.poll(task), Running)


@pytest.mark.parametrize(
    "answer",
    [LoseAnswer(), Answers(500), Answers(202, "{}")],
    ids=["lost", "500", "nameless"],
)
async def test_a_batch_is_asked_for_once(
    vendor: NalitekServer, provider: Nalitek, answer: Answers
) -> None:
    vendor.faults.add("batch", answer)
    with pytest.raises(Ambiguous):
        await provider.submit(wish(provider, options=THREE), [])
    assert vendor.count("batch") == 1


async def test_n18_a_batch_over_the_quota(vendor: NalitekServer, provider: Nalitek) -> None:
    vendor.quota = 0
    with pytest.raises(OutOfCredits):
        await provider.submit(wish(provider, options=THREE), [])
