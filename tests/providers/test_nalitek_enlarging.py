"""Enlarging at nalitek: stored pictures at once, foreign ones in two steps."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from bot.core.errors import (
    Ambiguous,
    InvalidRequest,
    OutOfCredits,
    ProviderError,
    RateLimited,
    ResultLost,
    TaskFailed,
    Unavailable,
)
from bot.core.models import Task
from bot.core.ports.provider import Accepted, Failed, Finished, Running
from bot.providers.nalitek import enlarging
from bot.providers.nalitek.adapter import FAITHFUL, Nalitek
from bot.providers.transport import Http
from tests.providers.nalitek_support import built, enlarge, result, size
from tests.providers.pictures import photo
from tests.providers.support import ended, wish
from tests.vendors.base import Answers, CutBefore, LoseAnswer
from tests.vendors.nalitek import NalitekServer


@pytest.fixture
async def vendor() -> AsyncIterator[NalitekServer]:
    async with NalitekServer() as server:
        yield server


@pytest.fixture
async def provider(vendor: NalitekServer, http: Http) -> AsyncIterator[Nalitek]:
    adapter = built(vendor, http)
    yield adapter
    await adapter.close()


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    return photo(tmp_path, (640, 512))


async def stored(provider: Nalitek) -> str:
    """The name of a picture that was painted there, 1024 pixels in the square."""
    ref = (await result(provider, wish(provider))).vendor_ref
    assert ref is not None
    return ref


async def foreign(
    provider: Nalitek, picture: Path, options: dict[str, object] | None = None
) -> Task:
    """The task of a picture that came from elsewhere."""
    answer = await provider.submit(enlarge(provider, options=options or {}), [picture])
    assert isinstance(answer, Accepted)
    return answer.task


def posted(vendor: NalitekServer, operation: str) -> list[dict[str, Any]]:
    return [call.params for call in vendor.calls if call.operation == operation]


async def test_a_stored_picture_is_enlarged_at_once(
    vendor: NalitekServer, provider: Nalitek, picture: Path
) -> None:
    ref = await stored(provider)
    options = {"scale": "4", "faces": True, "denoise": 0.0}
    one = await result(provider, enlarge(provider, ref, options=options), picture)
    assert posted(vendor, "upscale") == [{"scale": 4, "face_enhance": True, "denoise": 0.0}]
    assert vendor.count("img2img") == 0
    assert one.vendor_ref == "nalitek:4739"
    assert await size(provider, one) == (4096, 4096)


async def test_n22_faces_and_noise_go_to_upscale_alone(
    vendor: NalitekServer, provider: Nalitek, picture: Path
) -> None:
    await result(provider, enlarge(provider, options={"faces": True}), picture)
    [painting], [larger] = posted(vendor, "img2img"), posted(vendor, "upscale")
    assert not {"face_enhance", "denoise"} & painting.keys()
    assert larger == {"scale": 2, "face_enhance": True, "denoise": 0.5}


@pytest.mark.parametrize("ref", ["4738", "another:4738", "nalitek", None])
async def test_a_foreign_picture_is_painted_anew_first(
    vendor: NalitekServer, provider: Nalitek, picture: Path, ref: str | None
) -> None:
    vendor._store(prompt="somebody else's", seed=1, size=(64, 64))
    one = await result(provider, enlarge(provider, ref), picture)
    [painting] = posted(vendor, "img2img")
    assert painting["strength"] == FAITHFUL
    assert (painting["width"], painting["height"]) == (640, 512)
    assert painting["smart_upscale"] is False
    assert one.vendor_ref == "nalitek:4740"
    assert await size(provider, one) == (1280, 1024)


async def test_a_stored_picture_that_is_gone_is_sent_again(
    vendor: NalitekServer, provider: Nalitek, picture: Path
) -> None:
    one = await result(provider, enlarge(provider, "nalitek:99"), picture)
    assert await size(provider, one) == (1280, 1024)
    assert (vendor.count("img2img"), vendor.count("upscale")) == (1, 2)


async def test_a_large_foreign_picture_fits_the_plan(
    vendor: NalitekServer, provider: Nalitek, tmp_path: Path
) -> None:
    await foreign(provider, photo(tmp_path, (4000, 3000)))
    [painting] = posted(vendor, "img2img")
    assert (painting["width"], painting["height"]) == (2048, 1536)


@pytest.mark.parametrize("status", [None, "completed"])
async def test_n11_an_enlarging_that_answers_with_the_picture(
    vendor: NalitekServer, provider: Nalitek, picture: Path, status: str | None
) -> None:
    ref = await stored(provider)
    vendor.direct, vendor.direct_status = True, status
    answer = await provider.submit(enlarge(provider, ref), [picture])
    assert isinstance(answer, Finished)
    [one] = answer.results
    assert one.vendor_ref == "nalitek:4739"
    assert await size(provider, one) == (2048, 2048)


async def test_n11_both_steps_answer_at_once(
    vendor: NalitekServer, provider: Nalitek, picture: Path
) -> None:
    vendor.direct = True
    one = await result(provider, enlarge(provider), picture)
    assert await size(provider, one) == (1280, 1024)


@pytest.mark.parametrize("whose", ["source", "none"])
@pytest.mark.parametrize("parent", [True, False])
async def test_n12_the_larger_picture_is_found_in_the_list(
    vendor: NalitekServer, provider: Nalitek, picture: Path, whose: str, parent: bool
) -> None:
    ref = await stored(provider)
    vendor.upscale_id, vendor.tells_parent = whose, parent
    one = await result(provider, enlarge(provider, ref), picture)
    assert one.vendor_ref == "nalitek:4739"
    assert await size(provider, one) == (2048, 2048)
    one = await result(provider, enlarge(provider), picture)
    assert await size(provider, one) == (1280, 1024)


@pytest.mark.parametrize("whose", ["source", "none"])
async def test_n12_a_final_answer_without_an_id_of_its_own(
    vendor: NalitekServer, provider: Nalitek, picture: Path, whose: str
) -> None:
    ref = await stored(provider)
    vendor.upscale_id, vendor.direct = whose, True
    one = await result(provider, enlarge(provider, ref), picture)
    assert one.vendor_ref is None
    assert await size(provider, one) == (2048, 2048)


async def test_n12_the_source_itself_becomes_larger(
    vendor: NalitekServer, provider: Nalitek, picture: Path
) -> None:
    ref = await stored(provider)
    vendor.upscale_id = "replaced"
    one = await result(provider, enlarge(provider, ref), picture)
    assert await size(provider, one) == (2048, 2048)
    one = await result(provider, enlarge(provider), picture)
    assert await size(provider, one) == (1280, 1024)


async def test_n12_the_source_as_it_was_is_no_result(
    vendor: NalitekServer, provider: Nalitek, picture: Path
) -> None:
    ref = await stored(provider)
    larger = await result(provider, enlarge(provider, ref), picture)
    vendor.upscale_id = "replaced"
    answer = await provider.submit(enlarge(provider, larger.vendor_ref), [picture])
    assert isinstance(answer, Accepted)
    vendor.images[4739].size = (2048, 2048)
    assert isinstance(await provider.poll(answer.task), Running)
    vendor.images[4739].size = (4096, 4096)
    assert isinstance(await provider.poll(answer.task), Finished)


async def test_n12_a_strangers_picture_is_never_taken(
    vendor: NalitekServer, provider: Nalitek, picture: Path
) -> None:
    ref = await stored(provider)
    vendor.upscale_id = "none"
    answer = await provider.submit(enlarge(provider, ref), [picture])
    assert isinstance(answer, Accepted)
    larger = vendor.images[4739]
    larger.seed += 1
    assert isinstance(await provider.poll(answer.task), Running)
    larger.seed -= 1
    larger.size = (512, 512)
    assert isinstance(await provider.poll(answer.task), Running)
    larger.size = (2048, 2048)
    assert isinstance(await ended(provider, answer.task), Finished)


async def test_a_restart_between_the_steps_enlarges_once(
    vendor: NalitekServer, provider: Nalitek, http: Http, picture: Path
) -> None:
    task = await foreign(provider, picture, options={"scale": "4", "denoise": 0.3})
    stored_task = Task(id=task.id, data=dict(task.data))
    done = await ended(built(vendor, http), stored_task)
    assert isinstance(done, Finished)
    assert posted(vendor, "upscale") == [{"scale": 4, "face_enhance": False, "denoise": 0.3}]


async def test_a_restart_after_the_second_step_enlarges_no_more(
    vendor: NalitekServer, provider: Nalitek, http: Http, picture: Path
) -> None:
    task = await foreign(provider, picture)
    vendor.faults.add("upscale", LoseAnswer())
    assert isinstance(await provider.poll(task), Running)
    done = await ended(built(vendor, http), task)
    assert isinstance(done, Finished)
    assert done.results[0].vendor_ref == "nalitek:4739"
    assert vendor.count("upscale") == 1


async def test_a_second_step_without_an_answer_is_not_repeated(
    vendor: NalitekServer, provider: Nalitek, picture: Path
) -> None:
    task = await foreign(provider, picture)
    vendor.faults.add("upscale", LoseAnswer())
    assert isinstance(await provider.poll(task), Running)
    done = await ended(provider, task)
    assert isinstance(done, Finished)
    assert vendor.count("upscale") == 1


async def test_a_second_step_that_never_arrived_ends_unclear(
    vendor: NalitekServer,
    provider: Nalitek,
    picture: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    task = await foreign(provider, picture)
    vendor.faults.add("upscale", CutBefore())
    assert isinstance(await provider.poll(task), Running)
    assert isinstance(await provider.poll(task), Running)
    monkeypatch.setattr(enlarging, "SOUGHT_SECONDS", -1.0)
    done = await provider.poll(task)
    assert isinstance(done, Failed)
    assert isinstance(done.error, Ambiguous)
    assert vendor.count("upscale") == 1


@pytest.mark.parametrize(
    ("answer", "error"),
    [(Answers(429, "", {"Retry-After": "9"}), RateLimited), (Answers(503), Unavailable)],
    ids=["429", "503"],
)
async def test_a_second_step_that_is_put_off(
    vendor: NalitekServer,
    provider: Nalitek,
    picture: Path,
    answer: Answers,
    error: type[ProviderError],
) -> None:
    task = await foreign(provider, picture)
    vendor.faults.add("upscale", answer)
    with pytest.raises(error):
        await provider.poll(task)
    assert isinstance(await ended(provider, task), Finished)


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        (Answers(403), OutOfCredits),
        (Answers(400), InvalidRequest),
        (Answers(404), ResultLost),
        (Answers(201, '{"status":"failed","error":"no"}'), TaskFailed),
    ],
    ids=lambda value: str(getattr(value, "status", "")),
)
async def test_a_second_step_that_is_refused(
    vendor: NalitekServer,
    provider: Nalitek,
    picture: Path,
    answer: Answers,
    error: type[ProviderError],
) -> None:
    task = await foreign(provider, picture)
    vendor.faults.add("upscale", answer)
    done = await provider.poll(task)
    assert isinstance(done, Failed)
    assert isinstance(done.error, error)


async def test_a_first_step_that_fails(
    vendor: NalitekServer, provider: Nalitek, picture: Path
) -> None:
    vendor.outcome = "failed"
    done = await ended(provider, await foreign(provider, picture))
    assert isinstance(done, Failed)
    assert isinstance(done.error, TaskFailed)
    assert vendor.count("upscale") == 0


async def test_without_a_list_the_source_is_asked(
    vendor: NalitekServer, provider: Nalitek, http: Http, picture: Path
) -> None:
    task = await foreign(provider, picture)
    vendor.faults.add("list", *[Answers(404)] * 5)
    assert isinstance(await ended(built(vendor, http), task), Finished)


async def test_a_lost_upscale_of_a_stored_picture_is_told(
    vendor: NalitekServer, provider: Nalitek, picture: Path
) -> None:
    ref = await stored(provider)
    vendor.faults.add("upscale", LoseAnswer())
    with pytest.raises(Ambiguous):
        await provider.submit(enlarge(provider, ref), [picture])
    assert vendor.count("upscale") == 1


async def test_courses_are_not_kept_for_ever(
    vendor: NalitekServer, provider: Nalitek, picture: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(enlarging, "MOST", 2)
    tasks = [await foreign(provider, picture) for _ in range(4)]
    assert len(provider._enlarging._courses) == 2
    for task in tasks:
        assert isinstance(await ended(provider, task), Finished)
    assert provider._enlarging._courses == {}
