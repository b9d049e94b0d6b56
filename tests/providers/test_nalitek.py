"""nalitek as its page describes it; the names n1 to n23 are the page's contradictions."""

import asyncio
import json
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.core.errors import (
    Ambiguous,
    BadResponse,
    ContentRejected,
    InputMissing,
    InputUnreadable,
    InvalidRequest,
    Misconfigured,
    OutOfCredits,
    ProviderError,
    RateLimited,
    ResultLost,
    TaskFailed,
    Unavailable,
)
from bot.core.models import Task
from bot.core.ports.provider import (
    Accepted,
    Balance,
    Failed,
    Finished,
    Health,
    Running,
    Unit,
)
from bot.providers.nalitek.adapter import Nalitek
from bot.providers.registry import build
from bot.providers.transport import Http
from tests.providers.nalitek_support import Nameless, built, change, content, result, size
from tests.providers.pictures import photo
from tests.providers.support import accepted, ended, wish
from tests.vendors.base import Answers, CutBefore, LoseAnswer
from tests.vendors.nalitek import API_KEY, NalitekServer


@pytest.fixture
async def vendor() -> AsyncIterator[NalitekServer]:
    async with NalitekServer() as server:
        yield server


@pytest.fixture
async def provider(vendor: NalitekServer, http: Http) -> AsyncIterator[Nalitek]:
    adapter = built(vendor, http)
    yield adapter
    await adapter.close()


async def test_everything_documented_is_sent_and_nothing_else(
    vendor: NalitekServer, provider: Nalitek
) -> None:
    options = {
        "steps": 50,
        "guidance": 8.5,
        "format": "webp",
        "smart_upscale": True,
        "side": "1536",
    }
    wanted = wish(
        provider, ratio="3:2", negative="fog", seed=0, style="anime-style-v2", options=options
    )
    one = await result(provider, wanted)
    [call] = [call for call in vendor.calls if call.operation == "generate"]
    assert call.params == {
        "prompt": "a fox in the snow, anime, manga",
        "negative_prompt": "fog",
        "width": 1536,
        "height": 1024,
        "steps": 50,
        "guidance_scale": 8.5,
        "seed": 0,
        "lora_ids": ["anime-style-v2"],
        "lora_id": "anime-style-v2",
        "format": "webp",
        "model": "flux-dev",
        "smart_upscale": True,
    }
    assert await size(provider, one) == (1536, 1024)
    assert one.seed == 0
    assert one.vendor_ref == "nalitek:4738"


async def test_n20_documented_defaults_and_no_webhook(
    vendor: NalitekServer, provider: Nalitek
) -> None:
    one = await result(provider, wish(provider))
    params = vendor.calls[0].params
    assert params == {
        "prompt": "a fox in the snow",
        "width": 1024,
        "height": 1024,
        "steps": 30,
        "guidance_scale": 7.5,
        "seed": one.seed,
        "format": "png",
        "model": "flux-dev",
        "smart_upscale": False,
    }


async def test_a_picture_is_changed(
    vendor: NalitekServer, provider: Nalitek, tmp_path: Path
) -> None:
    wanted = change(provider, seed=7, negative="fog", options={"strength": 0.0})
    one = await result(provider, wanted, photo(tmp_path, (300, 200)))
    assert vendor.calls[0].operation == "img2img"
    assert vendor.calls[0].params == {
        "prompt": "make it snow",
        "negative_prompt": "fog",
        "strength": 0.0,
        "width": 1024,
        "height": 704,
        "steps": 30,
        "guidance_scale": 7.5,
        "seed": 7,
        "format": "png",
        "model": "flux-dev",
        "smart_upscale": False,
    }
    assert one.seed == 7
    assert await size(provider, one) == (1024, 704)


@pytest.mark.parametrize(
    ("original", "expected"),
    [
        ((1000, 1000), (1024, 1024)),
        ((4000, 3000), (1024, 768)),
        ((900, 1600), (576, 1024)),
        ((3000, 500), (2048, 512)),
        ((1, 2000), (512, 2048)),
    ],
)
async def test_n13_n14_a_changed_picture_keeps_its_proportions_where_they_are_possible(
    vendor: NalitekServer,
    provider: Nalitek,
    tmp_path: Path,
    original: tuple[int, int],
    expected: tuple[int, int],
) -> None:
    one = await result(provider, change(provider), photo(tmp_path, original))
    assert await size(provider, one) == expected


async def test_a_changed_picture_in_proportions_of_ones_own(
    provider: Nalitek, tmp_path: Path
) -> None:
    one = await result(provider, change(provider, ratio="9:16"), photo(tmp_path))
    assert await size(provider, one) == (576, 1024)


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
async def test_an_input_comes_as_what_it_is(
    vendor: NalitekServer, provider: Nalitek, tmp_path: Path, kind: str
) -> None:
    from PIL import Image

    picture = tmp_path / "picture"
    Image.new("RGB", (600, 600)).save(picture, kind)
    assert await result(provider, change(provider), picture)


async def test_an_input_that_is_none(provider: Nalitek, tmp_path: Path) -> None:
    broken = tmp_path / "broken.jpg"
    broken.write_bytes(b"no picture")
    with pytest.raises(InputUnreadable):
        await provider.submit(change(provider), [broken])
    with pytest.raises(InputMissing):
        await provider.submit(change(provider), [])


async def test_n1_a_lora_for_a_changed_picture(
    vendor: NalitekServer, provider: Nalitek, tmp_path: Path
) -> None:
    wanted = change(provider, style="anime-style-v2", prompt="Anime hero")
    await result(provider, wanted, photo(tmp_path))
    [call] = [call for call in vendor.calls if call.operation == "img2img"]
    assert call.params["loras"] == ["anime-style-v2"]
    assert call.params["prompt"] == "Anime hero"  # one of its words is there


async def test_n1_a_lora_that_is_not_listed_is_refused_unspent(
    vendor: NalitekServer, provider: Nalitek
) -> None:
    with pytest.raises(InvalidRequest, match="old-town-v1"):
        await provider.submit(wish(provider, style="old-town-v1"), [])
    assert vendor.count("generate") == 0


async def test_n1_without_a_list_a_lora_is_sent_as_it_is(
    vendor: NalitekServer, provider: Nalitek
) -> None:
    vendor.faults.add("loras", *[Answers(500)] * 3)
    await accepted(provider, style="detailed-eyes-v1")
    assert vendor.calls[-1].params["lora_ids"] == ["detailed-eyes-v1"]
    assert vendor.calls[-1].params["prompt"] == "a fox in the snow"


async def test_loras_are_styles(vendor: NalitekServer, provider: Nalitek) -> None:
    anime, eyes = await provider.styles("flux-dev")
    assert (anime.name, anime.title("ru")) == ("anime-style-v2", "Anime Style v2 (anime, manga)")
    assert (eyes.name, eyes.title("en")) == ("detailed-eyes-v1", "Detailed Eyes v1")
    assert anime.preview_url == f"{vendor.url}uploads/loras/previews/anime-v2_preview.jpg"
    assert await provider.preview("flux-dev", anime)
    assert await provider.preview("flux-dev", eyes) is None
    await accepted(provider, style=anime.name)
    assert vendor.count("loras") == 1


@pytest.mark.parametrize("wanted", [True, False])
async def test_n2_smart_upscale_is_always_said(
    vendor: NalitekServer, provider: Nalitek, tmp_path: Path, wanted: bool
) -> None:
    options = {"smart_upscale": wanted}
    await accepted(provider, options=options)
    assert vendor.calls[-1].params["smart_upscale"] is wanted
    await provider.submit(change(provider, options=options), [photo(tmp_path)])
    assert vendor.calls[-1].params["smart_upscale"] is wanted


async def test_n3_another_size_than_wanted_is_noted(
    vendor: NalitekServer, provider: Nalitek, caplog: pytest.LogCaptureFixture
) -> None:
    taken = await accepted(provider, options={"smart_upscale": True, "side": "2048"})
    assert "target_width" not in vendor.calls[-1].params
    vendor.images[4738].size = (1024, 1024)
    with caplog.at_level(logging.INFO, "bot"):
        assert isinstance(await ended(provider, taken.task), Finished)
    assert "instead of 2048x2048" in caplog.text


async def test_n4_short_state_first_details_at_the_end(
    vendor: NalitekServer, provider: Nalitek
) -> None:
    vendor.finish_after(looks=3)
    task = (await accepted(provider)).task
    assert isinstance(await ended(provider, task), Finished)
    assert (vendor.count("get"), vendor.count("image")) == (3, 1)


@pytest.mark.parametrize("status", [404, 405])
async def test_n4_without_the_short_state(
    vendor: NalitekServer, provider: Nalitek, status: int
) -> None:
    vendor.has_get = False
    vendor.finish_after(looks=2)
    vendor.faults.add("get", Answers(status))
    task = (await accepted(provider)).task
    assert isinstance(await provider.poll(task), Running)
    done = await ended(provider, task)
    assert isinstance(done, Finished)


async def test_n4_without_the_details(vendor: NalitekServer, provider: Nalitek) -> None:
    vendor.faults.add("image", *[Answers(500)] * 3)
    task = (await accepted(provider)).task
    done = await ended(provider, task)
    assert isinstance(done, Finished)
    [one] = done.results
    assert one.seed == vendor.images[4738].seed
    assert one.vendor_ref == "nalitek:4738"
    assert await content(provider, one) == vendor.images[4738].painted()


@pytest.mark.parametrize("field", ["image_id", "id", ""])
async def test_n5_an_id_wherever_it_is(
    vendor: NalitekServer, provider: Nalitek, field: str
) -> None:
    vendor.id_field = field
    assert (await accepted(provider)).task.id == "4738"


async def test_n5_without_an_id_the_list_has_it(vendor: NalitekServer, provider: Nalitek) -> None:
    vendor.id_field = ""
    await accepted(provider)
    vendor.faults.add("generate", Nameless())
    assert (await accepted(provider)).task.id == "4739"
    vendor.faults.add("generate", Nameless())
    with pytest.raises(Ambiguous):
        await provider.submit(wish(provider, seed=5), [])


@pytest.mark.parametrize("field", ["error_message", "message", "details", "error"])
@pytest.mark.parametrize("short", [True, False])
async def test_n6_the_vendors_words_wherever_they_are(
    vendor: NalitekServer, provider: Nalitek, field: str, short: bool
) -> None:
    vendor.outcome, vendor.words_field, vendor.has_get = "failed", field, short
    done = await ended(provider, (await accepted(provider)).task)
    assert isinstance(done, Failed)
    assert isinstance(done.error, TaskFailed)
    assert done.error.data["detail"] == "Модель исчерпала краски"


@pytest.mark.parametrize("words", ["NSFW content", "Отклонено модерацией", "Запрещённая тема"])
async def test_a_failure_by_moderation(
    vendor: NalitekServer, provider: Nalitek, words: str
) -> None:
    vendor.outcome, vendor.words = "failed", words
    done = await ended(provider, (await accepted(provider)).task)
    assert isinstance(done, Failed)
    assert isinstance(done.error, ContentRejected)
    vendor.faults.add("generate", Answers(400, f'{{"error": "bad", "details": "{words}"}}'))
    with pytest.raises(ContentRejected):
        await provider.submit(wish(provider), [])


@pytest.mark.parametrize("absolute", [True, False])
async def test_n7_addresses_relative_and_absolute(
    vendor: NalitekServer, provider: Nalitek, absolute: bool
) -> None:
    vendor.absolute = absolute
    one = await result(provider, wish(provider))
    assert one.url == f"{vendor.url}uploads/images/flux_4738.png"
    assert await content(provider, one) == vendor.images[4738].painted()


async def test_n7_the_key_stays_with_the_api(vendor: NalitekServer, provider: Nalitek) -> None:
    async with NalitekServer() as elsewhere:
        elsewhere._store(prompt="x", seed=1, size=(64, 64))
        vendor.file_host = elsewhere.url.rstrip("/")
        one = await result(provider, wish(provider))
        assert one.url == f"{elsewhere.url}uploads/images/flux_4738.png"
        assert await content(provider, one) == elsewhere.images[4738].painted()
        assert elsewhere.count("file") == 1  # whose complaint about a key would fail the test


async def test_n7_a_redirect_does_not_take_the_key_along(
    vendor: NalitekServer, provider: Nalitek
) -> None:
    async with NalitekServer() as elsewhere:
        there = {"Location": f"{elsewhere.url}api/generate"}
        vendor.faults.add("generate", Answers(307, "", there))
        with pytest.raises(Misconfigured):
            await provider.submit(wish(provider), [])
        assert elsewhere.calls == []


@pytest.mark.parametrize("status", [None, "completed"])
async def test_n11_a_change_that_answers_with_the_picture(
    vendor: NalitekServer, provider: Nalitek, tmp_path: Path, status: str | None
) -> None:
    vendor.direct, vendor.direct_status = True, status
    answer = await provider.submit(change(provider), [photo(tmp_path)])
    assert isinstance(answer, Finished)
    [one] = answer.results
    assert one.seed == vendor.images[4738].seed
    assert one.vendor_ref == "nalitek:4738"
    assert await size(provider, one) == (1024, 704)
    assert vendor.count("get") == 0


async def test_n11_a_failure_at_once(vendor: NalitekServer, provider: Nalitek) -> None:
    body = '{"image_id": 1, "status": "failed", "error_message": "no paint"}'
    vendor.faults.add("generate", Answers(201, body))
    with pytest.raises(TaskFailed, match="no paint"):
        await provider.submit(wish(provider), [])


@pytest.mark.parametrize(
    ("plan", "largest", "wide"),
    [
        ("1024", "1024", (1024, 576)),
        ("2048", "2048", (2048, 1152)),
        ("4096", "4096", (4096, 2304)),
    ],
)
async def test_n15_sizes_are_those_of_the_plan(
    vendor: NalitekServer,
    http: Http,
    plan: str,
    largest: str,
    wide: tuple[int, int],
) -> None:
    vendor.plan_side = int(plan)
    provider = built(vendor, http, NALITEK_PLAN_SIDE=plan)
    option = provider.spec.models[0].option("side")
    assert option is not None
    assert (option.choices[-1], option.default) == (largest, "1024")
    for ratio in provider.spec.models[0].ratios:
        for side in option.choices:
            await accepted(provider, ratio=ratio.name, options={"side": side})
    params = vendor.calls[-1].params
    assert (params["width"], params["height"]) == wide


async def test_n13_n14_full_hd_is_rounded_and_small_ones_grow(
    vendor: NalitekServer, provider: Nalitek
) -> None:
    await accepted(provider, ratio="16:9", options={"side": "1920"})
    params = vendor.calls[-1].params
    assert (params["width"], params["height"]) == (1920, 1088)
    await accepted(provider, ratio="9:16", options={"side": "768"})
    params = vendor.calls[-1].params
    assert (params["width"], params["height"]) == (512, 896)


@pytest.mark.parametrize("value", ["512", "5000", "many", "-1", "²"])
def test_n15_an_impossible_plan(http: Http, value: str) -> None:
    with pytest.raises(Misconfigured, match="NALITEK_PLAN_SIDE"):
        build({"NALITEK_API_KEY": API_KEY, "NALITEK_PLAN_SIDE": value}, http.transport)


async def test_n17_the_account_as_the_vendor_tells_it(provider: Nalitek) -> None:
    account = await provider.account()
    assert account.plan == "pro"
    assert (account.generations_left, account.upscales_left) == (63, 42)
    assert (account.used_mb, account.limit_mb) == (3276.8, 10240)
    assert account.reset_at == "2025-01-16T00:00:00Z"


@pytest.mark.parametrize(
    ("quota", "balance"),
    [
        (
            {"remaining_generations": 0, "reset_at": "2025-01-16T03:00:00+03:00"},
            Balance(left={Unit.GENERATIONS: 0}, resets_at=datetime(2025, 1, 16, tzinfo=UTC)),
        ),
        (
            {"remaining_upscales": "7", "reset_at": "at night"},
            Balance(left={Unit.UPSCALES: 7}),
        ),
        ({"reset_at": "2025-01-16T00:00:00Z"}, None),
        (None, None),
    ],
)
async def test_n17_nalitek_tells_what_is_left_as_far_as_it_says(
    vendor: NalitekServer, provider: Nalitek, quota: object, balance: Balance | None
) -> None:
    vendor.faults.add("stats", Answers(200, json.dumps({"quota": quota})))
    assert await provider.balance() == balance


async def test_n18_a_used_up_quota_tells_when_it_is_back(
    vendor: NalitekServer, provider: Nalitek
) -> None:
    vendor.quota = 1
    await accepted(provider)
    with pytest.raises(OutOfCredits) as caught:
        await provider.submit(wish(provider), [])
    tomorrow = (datetime.now(UTC) + timedelta(days=1)).date()
    assert f"resets {tomorrow} 00:00 UTC" in str(caught.value)
    assert "req_abc123def456" in str(caught.value)
    told = '{"error": "Daily limit", "reset_at": "2025-01-16T00:00:00Z"}'
    vendor.faults.add("generate", Answers(403, told))
    with pytest.raises(OutOfCredits, match="resets 2025-01-16T00:00:00Z"):
        await provider.submit(wish(provider), [])


@pytest.mark.parametrize("words", ["IP address not in whitelist", "Пользователь заблокирован"])
async def test_n18_other_meanings_of_403(
    vendor: NalitekServer, provider: Nalitek, words: str
) -> None:
    vendor.faults.add("generate", Answers(403, f'{{"error": "{words}"}}'))
    with pytest.raises(Misconfigured):
        await provider.submit(wish(provider), [])


async def test_n18_too_many_requests_say_when_to_come_back(
    vendor: NalitekServer, provider: Nalitek
) -> None:
    vendor.faults.add("generate", Answers(429, "slow down", {"Retry-After": "42"}))
    with pytest.raises(RateLimited) as caught:
        await provider.submit(wish(provider), [])
    assert caught.value.data["retry_after"] == 42


async def test_n21_steps_by_model(vendor: NalitekServer, provider: Nalitek) -> None:
    request = replace(wish(provider), model="flux-schnell")
    await provider.submit(request, [])
    assert vendor.calls[-1].params["model"] == "flux-schnell"
    assert vendor.calls[-1].params["steps"] == 15
    for spec in provider.spec.models:
        steps = spec.option("steps")
        assert steps is not None
        assert (steps.minimum, steps.maximum) == (10, 100)


@pytest.mark.parametrize("kind", ["generate", "img2img", "upscale", "images"])
async def test_requests_wait_for_their_turn(
    vendor: NalitekServer, http: Http, tmp_path: Path, kind: str
) -> None:
    limits = f"{vendor.settings['NALITEK_LIMITS']},{kind}=1"
    provider = built(vendor, http, NALITEK_LIMITS=limits)
    picture = photo(tmp_path)
    vendor._store(prompt="x", seed=1, size=(64, 64))
    steps: dict[str, Callable[[], Awaitable[object]]] = {
        "generate": lambda: provider.submit(wish(provider), []),
        "img2img": lambda: provider.submit(change(provider), [picture]),
        "upscale": lambda: provider._vendor.upscale("4738", {"scale": 2}),
        "images": lambda: provider._vendor.short("4738"),
    }
    await steps[kind]()
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.2):
            await steps[kind]()
    assert len(vendor.calls) == 1


@pytest.mark.parametrize("value", ["generate=0", "generate=x", "delete=5", "5", "generate"])
def test_impossible_limits_are_told(http: Http, value: str) -> None:
    with pytest.raises(Misconfigured, match="NALITEK_LIMITS"):
        build({"NALITEK_API_KEY": API_KEY, "NALITEK_LIMITS": value}, http.transport)


async def test_models_are_configuration(vendor: NalitekServer, http: Http) -> None:
    provider = built(vendor, http, NALITEK_MODELS="flux-schnell, flux-2.pro,flux-schnell")
    first, second = provider.spec.models
    assert (first.title, second.title, second.vendor_name) == (
        "FLUX schnell",
        "flux-2.pro",
        "flux-2.pro",
    )
    assert (await accepted(provider)).task.id == "4738"


@pytest.mark.parametrize("value", [",", "Flux Dev", "a" * 33, "flux:dev"])
def test_impossible_models_are_told(http: Http, value: str) -> None:
    with pytest.raises(Misconfigured, match="NALITEK_MODELS"):
        build({"NALITEK_API_KEY": API_KEY, "NALITEK_MODELS": value}, http.transport)


async def test_health_and_average_time(vendor: NalitekServer, provider: Nalitek) -> None:
    assert await provider.health("flux-dev") == Health(available=True, queue=5)
    assert await provider.health("flux-schnell") == Health(available=True, queue=2)
    assert provider.averages == {"flux-dev": 28.5, "flux-schnell": 15.3}


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ('{"status": "maintenance"}', "MAINTENANCE"),
        ('{"status": "operational", "models": {"flux-dev": {"status": "offline"}}}', "OFFLINE"),
        ('{"status": "operational", "models": {"flux-dev": "loading"}}', "LOADING"),
        ('{"status": "operational", "models": []}', None),
        ("{}", None),
    ],
)
async def test_health_in_other_words(
    vendor: NalitekServer, provider: Nalitek, body: str, reason: str | None
) -> None:
    vendor.faults.add("service", Answers(200, body))
    health = await provider.health("flux-dev")
    assert (health.available, health.reason) == (reason is None, reason)


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        (Answers(400, '{"error": "bad", "request_id": "req_1"}'), InvalidRequest),
        (Answers(401), Misconfigured),
        (Answers(404), Misconfigured),
        (Answers(429), RateLimited),
        (Answers(500), Ambiguous),
        (Answers(502), Ambiguous),
        (Answers(503), Unavailable),
        (Answers(201, "<html>"), Ambiguous),
        (Answers(201, "{}"), Ambiguous),
        (Answers(201, "[]"), Ambiguous),
        (CutBefore(), Ambiguous),
    ],
    ids=lambda value: str(getattr(value, "status", value)),
)
async def test_a_creation_is_sent_once_whatever_happens(
    vendor: NalitekServer, provider: Nalitek, answer: Answers, error: type[ProviderError]
) -> None:
    vendor.faults.add("generate", answer)
    with pytest.raises(error) as caught:
        await provider.submit(wish(provider), [])
    assert type(caught.value) is error
    assert vendor.count("generate") == 1


@pytest.mark.parametrize("field", ["total_pages", "pages"])
async def test_n16_a_lost_answer_is_found_in_the_list(
    vendor: NalitekServer, provider: Nalitek, tmp_path: Path, field: str
) -> None:
    vendor.pages_field = field
    await accepted(provider)
    vendor.faults.add("generate", LoseAnswer())
    taken = await accepted(provider)
    assert taken.task.id == "4739"
    vendor.faults.add("img2img", LoseAnswer())
    answer = await provider.submit(change(provider), [photo(tmp_path)])
    assert isinstance(answer, Accepted)
    assert answer.task.id == "4740"
    assert (vendor.count("generate"), vendor.count("img2img")) == (2, 1)


async def test_a_lost_answer_of_a_chosen_seed_may_be_anybodys(
    vendor: NalitekServer, provider: Nalitek
) -> None:
    await accepted(provider, seed=5)
    vendor.faults.add("generate", LoseAnswer())
    with pytest.raises(Ambiguous):
        await provider.submit(wish(provider, seed=5), [])
    assert vendor.count("list") == 0


async def test_a_lost_answer_without_a_list(vendor: NalitekServer, provider: Nalitek) -> None:
    vendor.faults.add("generate", LoseAnswer())
    vendor.faults.add("list", *[Answers(500)] * 3)
    with pytest.raises(Ambiguous):
        await provider.submit(wish(provider), [])


@pytest.mark.parametrize(
    "body",
    ['{"status": "completed"}', '{"status": "completed", "url": ""}'],
)
async def test_done_without_a_picture_is_an_end(
    vendor: NalitekServer, provider: Nalitek, body: str
) -> None:
    vendor.faults.add("get", Answers(200, body))
    vendor.faults.add("image", Answers(200, body))
    done = await provider.poll((await accepted(provider)).task)
    assert isinstance(done, Failed)
    assert isinstance(done.error, BadResponse)


async def test_an_unknown_state_goes_on_and_is_noted_once(
    vendor: NalitekServer, provider: Nalitek, caplog: pytest.LogCaptureFixture
) -> None:
    vendor.faults.add("get", *[Answers(200, '{"status":"dreaming"}')] * 2)
    task = (await accepted(provider)).task
    with caplog.at_level(logging.WARNING, "bot"):
        assert isinstance(await provider.poll(task), Running)
        assert isinstance(await provider.poll(task), Running)
    assert [record.levelname for record in caplog.records] == ["WARNING"]
    assert isinstance(await provider.poll(task), Finished)


async def test_looks_that_fail_are_repeated_later(
    vendor: NalitekServer, provider: Nalitek
) -> None:
    task = (await accepted(provider)).task
    vendor.faults.add("get", *[Answers(500)] * 3, Answers(200, "<html>"))
    with pytest.raises(Unavailable):
        await provider.poll(task)
    with pytest.raises(BadResponse):
        await provider.poll(task)
    assert isinstance(await provider.poll(task), Finished)


async def test_a_deleted_picture(vendor: NalitekServer, provider: Nalitek) -> None:
    task = (await accepted(provider)).task
    vendor.images.clear()
    done = await provider.poll(task)
    assert isinstance(done, Failed)
    assert isinstance(done.error, ResultLost)


async def test_a_task_id_is_one_piece_of_the_path(
    vendor: NalitekServer, provider: Nalitek
) -> None:
    done = await provider.poll(Task(id="../generate?x=1"))
    assert isinstance(done, Failed)
    assert {call.operation for call in vendor.calls} == {"get", "image"}


async def test_a_task_goes_on_in_another_process(
    vendor: NalitekServer, provider: Nalitek, http: Http
) -> None:
    task = (await accepted(provider)).task
    stored = Task(id=task.id, data=dict(task.data))
    assert isinstance(await ended(built(vendor, http), stored), Finished)


async def test_the_vendor_cannot_cancel(vendor: NalitekServer, provider: Nalitek) -> None:
    assert not await provider.cancel((await accepted(provider)).task)


async def test_nothing_secret_is_logged(
    vendor: NalitekServer, provider: Nalitek, caplog: pytest.LogCaptureFixture
) -> None:
    vendor.finish_after(looks=2)
    vendor.faults.add("generate", Answers(400, f'{{"error": "key {API_KEY}"}}'))
    with caplog.at_level(logging.DEBUG):
        with pytest.raises(InvalidRequest) as caught:
            await provider.submit(wish(provider), [])
        task = (await accepted(provider)).task
        assert isinstance(await provider.poll(task), Running)
        assert isinstance(await ended(provider, task), Finished)
    assert caplog.records
    assert API_KEY not in caplog.text + str(caught.value)
