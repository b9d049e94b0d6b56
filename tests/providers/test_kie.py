"""KIE as its pages describe it; the names k1 to k22 are the pages' contradictions."""

import asyncio
import logging
from collections.abc import AsyncIterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from bot.core.capabilities import Mode
from bot.core.errors import (
    BadResponse,
    InputUnreadable,
    InvalidRequest,
    Misconfigured,
    ResultLost,
    UnsupportedMode,
)
from bot.core.models import Input, Request, Task
from bot.core.ports.provider import (
    Accepted,
    Balance,
    Finished,
    Health,
    Provider,
    Result,
    Running,
    Unit,
)
from bot.providers.kie.adapter import Kie
from bot.providers.kie.pace import creations
from bot.providers.registry import build
from bot.providers.transport import Http
from tests.providers.pictures import photo
from tests.providers.support import ended, only
from tests.vendors.base import Answers, Hold
from tests.vendors.kie import FORMS, KieServer, painted

GPT, PRO, MAX, GROK = "gpt-4o-image", "flux-kontext-pro", "flux-kontext-max", "grok-imagine"
PICTURE = Input(media="photo.jpg")


@pytest.fixture
async def vendor() -> AsyncIterator[KieServer]:
    async with KieServer() as server:
        yield server


@pytest.fixture
def provider(vendor: KieServer, http: Http) -> Provider:
    return only(vendor.settings, http)


def wish(model: str, mode: Mode = Mode.TEXT_TO_IMAGE, **changes: Any) -> Request:
    inputs = () if mode is Mode.TEXT_TO_IMAGE else (PICTURE,)
    fields = {"prompt": "a fox in the snow", "inputs": inputs, **changes}
    return Request(model=model, mode=mode, **fields)


async def taken(provider: Provider, request: Request, *paths: Path) -> Task:
    answer = await provider.submit(request, paths)
    assert isinstance(answer, Accepted)
    return answer.task


async def sent(vendor: KieServer, provider: Provider, request: Request, *paths: Path) -> Any:
    """What the vendor was asked for."""
    await taken(provider, request, *paths)
    return vendor.calls[-1].params


async def results(provider: Provider, task: Task) -> tuple[Result, ...]:
    done = await ended(provider, task)
    assert isinstance(done, Finished)
    return done.results


async def content(provider: Provider, result: Result) -> bytes:
    return b"".join([piece async for piece in provider.collect(result)])


async def test_4o_sends_everything_documented_and_nothing_else(
    vendor: KieServer, provider: Provider
) -> None:
    assert await sent(vendor, provider, wish(GPT)) == {
        "prompt": "a fox in the snow",
        "size": "1:1",
        "nVariants": 1,
        "isEnhance": False,
    }
    options = {"variants": "4", "enhance": True}
    assert await sent(vendor, provider, wish(GPT, ratio="2:3", options=options)) == {
        "prompt": "a fox in the snow",
        "size": "2:3",
        "nVariants": 4,
        "isEnhance": True,
    }


async def test_4o_edits_up_to_five_pictures(
    vendor: KieServer, provider: Provider, tmp_path: Path
) -> None:
    assert next(m for m in provider.spec.models if m.key == GPT).max_inputs == 5
    path = photo(tmp_path, (300, 200))
    body = await sent(vendor, provider, wish(GPT, Mode.IMAGE_TO_IMAGE), *[path] * 5)
    assert body.keys() == {"prompt", "size", "filesUrl", "nVariants", "isEnhance"}
    assert len(set(body["filesUrl"])) == 5
    assert [vendor.uploads[url] for url in body["filesUrl"]] == [path.read_bytes()] * 5


async def test_k15_a_mask_goes_with_the_picture_that_it_belongs_to(
    vendor: KieServer, provider: Provider, tmp_path: Path
) -> None:
    assert next(m for m in provider.spec.models if m.key == GPT).mask
    path = photo(tmp_path, (300, 200))
    mask = tmp_path / "mask.jpg"
    Image.new("RGB", (300, 200), "white").save(mask)
    request = wish(GPT, Mode.IMAGE_TO_IMAGE, mask=PICTURE)
    body = await sent(vendor, provider, request, path, mask)
    assert [vendor.uploads[url] for url in body["filesUrl"]] == [path.read_bytes()]
    assert vendor.uploads[body["maskUrl"]] == mask.read_bytes()


async def test_4o_varies_a_picture_without_words(
    vendor: KieServer, provider: Provider, tmp_path: Path
) -> None:
    request = wish(GPT, Mode.IMAGE_TO_IMAGE, prompt="", options={"variants": "4"})
    body = await sent(vendor, provider, request, photo(tmp_path, (300, 200)))
    assert body.keys() == {"size", "filesUrl", "nVariants", "isEnhance"}


@pytest.mark.parametrize(
    ("size", "name"),
    [((300, 200), "3:2"), ((1600, 900), "3:2"), ((200, 300), "2:3"), ((500, 480), "1:1")],
)
async def test_4o_keeps_the_proportions_of_a_picture_as_far_as_it_can(
    vendor: KieServer, provider: Provider, tmp_path: Path, size: tuple[int, int], name: str
) -> None:
    request = wish(GPT, Mode.IMAGE_TO_IMAGE)
    assert (await sent(vendor, provider, request, photo(tmp_path, size)))["size"] == name


@pytest.mark.parametrize("model", [PRO, MAX])
async def test_flux_sends_everything_documented_and_nothing_else(
    vendor: KieServer, provider: Provider, model: str
) -> None:
    options = {"translate": False, "upsampling": True, "safety": 6}
    assert await sent(vendor, provider, wish(model, ratio="21:9", options=options)) == {
        "model": model,
        "prompt": "a fox in the snow",
        "aspectRatio": "21:9",
        "enableTranslation": False,
        "promptUpsampling": True,
        "safetyTolerance": 6,
    }


@pytest.mark.parametrize("model", [PRO, MAX])
async def test_flux_edits_one_picture_and_keeps_its_proportions(
    vendor: KieServer, provider: Provider, tmp_path: Path, model: str
) -> None:
    request = wish(model, Mode.IMAGE_TO_IMAGE)
    body = await sent(vendor, provider, request, photo(tmp_path))
    [address] = vendor.uploads
    assert body == {
        "model": model,
        "prompt": "a fox in the snow",
        "inputImage": address,
        "enableTranslation": True,
        "promptUpsampling": False,
        "safetyTolerance": 2,
    }


async def test_flux_changes_the_proportions_of_a_picture_when_asked_to(
    vendor: KieServer, provider: Provider, tmp_path: Path
) -> None:
    request = wish(PRO, Mode.IMAGE_TO_IMAGE, ratio="9:16")
    assert (await sent(vendor, provider, request, photo(tmp_path)))["aspectRatio"] == "9:16"


@pytest.mark.parametrize(("safety", "for_edit"), [(0, 0), (1, 1), (2, 2), (3, 2), (6, 2)])
async def test_flux_is_as_tolerant_as_an_edit_may_be(
    vendor: KieServer, provider: Provider, tmp_path: Path, safety: int, for_edit: int
) -> None:
    options = {"safety": safety}
    body = await sent(vendor, provider, wish(PRO, options=options))
    assert body["safetyTolerance"] == safety
    request = wish(PRO, Mode.IMAGE_TO_IMAGE, options=options)
    body = await sent(vendor, provider, request, photo(tmp_path))
    assert body["safetyTolerance"] == for_edit


async def test_grok_sends_everything_documented_and_nothing_else(
    vendor: KieServer, provider: Provider, tmp_path: Path
) -> None:
    assert await sent(vendor, provider, wish(GROK, ratio="3:2")) == {
        "model": "grok-imagine/text-to-image",
        "input": {"prompt": "a fox in the snow", "aspect_ratio": "3:2"},
    }
    request = wish(GROK, Mode.IMAGE_TO_IMAGE)
    body = await sent(vendor, provider, request, photo(tmp_path))
    assert body == {
        "model": "grok-imagine/image-to-image",
        "input": {"prompt": "a fox in the snow", "image_urls": list(vendor.uploads)},
    }


async def test_grok_makes_several_pictures_per_task(vendor: KieServer, provider: Provider) -> None:
    task = await taken(provider, wish(GROK))
    found = await results(provider, task)
    expected = [painted(vendor.tasks[task.id].body, index) for index in range(6)]
    assert [await content(provider, result) for result in found] == expected


@pytest.mark.parametrize("model", [GPT, PRO, GROK])
@pytest.mark.parametrize("as_text", [False, True])
async def test_k1_flags_as_text_and_as_numbers(
    vendor: KieServer, provider: Provider, model: str, as_text: bool
) -> None:
    vendor.flag_text = as_text
    vendor.finish_after(polls=2)
    task = await taken(provider, wish(model))
    assert isinstance(await provider.poll(task), Running)
    assert await results(provider, task)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("model", [GPT, PRO, GROK])
async def test_k2_results_in_any_place(
    vendor: KieServer, provider: Provider, model: str, form: str
) -> None:
    vendor.form = form
    task = await taken(provider, wish(model))
    first, *_ = await results(provider, task)
    assert await content(provider, first) == painted(vendor.tasks[task.id].body)


async def test_k5_the_markets_tasks_are_looked_after_where_the_docs_say(
    vendor: KieServer, provider: Provider
) -> None:
    await results(provider, await taken(provider, wish(GROK)))
    assert vendor.calls[-1].path == "/api/v1/jobs/recordInfo"


@pytest.mark.parametrize(
    ("wanted", "size"), [("16:9", "3:2"), ("9:16", "2:3"), ("4:3", "3:2"), ("5:4", "3:2")]
)
async def test_k7_other_proportions_become_the_nearest_of_three(
    vendor: KieServer, provider: Provider, wanted: str, size: str
) -> None:
    names = [ratio.name for ratio in provider.spec.models[0].ratios]
    assert names == ["1:1", "3:2", "2:3"]
    assert (await sent(vendor, provider, wish(GPT, ratio=wanted)))["size"] == size


async def test_k8_flux_does_not_offer_what_only_the_guide_has(
    vendor: KieServer, provider: Provider, http: Http
) -> None:
    names = [ratio.name for ratio in provider.spec.models[1].ratios]
    assert names == ["16:9", "21:9", "4:3", "1:1", "3:4", "9:16"]
    wider = only(vendor.settings | {"KIE_FLUX_RATIOS": "16:21, 1:1"}, http)
    assert [ratio.name for ratio in wider.spec.models[1].ratios] == ["16:21", "1:1"]


@pytest.mark.parametrize(
    ("model", "operation"), [(GPT, "renew_4o"), (PRO, "renew"), (GROK, "renew")]
)
@pytest.mark.parametrize("field", [None, "downloadUrl"])
async def test_k9_k21_an_expired_address_is_renewed(
    vendor: KieServer, provider: Provider, model: str, operation: str, field: str | None
) -> None:
    vendor.expired, vendor.renewed_field = True, field
    task = await taken(provider, wish(model))
    first, *_ = await results(provider, task)
    assert await content(provider, first) == painted(vendor.tasks[task.id].body)
    [renewal] = [call for call in vendor.calls if call.operation == operation]
    expected = {"url": first.url} | ({"taskId": task.id} if model == GPT else {})
    assert renewal.params == expected


async def test_k9_an_address_that_works_is_not_renewed(
    vendor: KieServer, provider: Provider
) -> None:
    [result] = await results(provider, await taken(provider, wish(PRO)))
    await content(provider, result)
    assert (vendor.count("result"), vendor.count("renew")) == (1, 0)


@pytest.mark.parametrize(
    "answer", [Answers(200, '{"code": 422, "msg": "gone", "data": null}'), Answers(200, "{}")]
)
async def test_k21_what_cannot_be_renewed_is_lost(
    vendor: KieServer, provider: Provider, answer: Answers
) -> None:
    vendor.expired = True
    [result] = await results(provider, await taken(provider, wish(PRO)))
    vendor.faults.add("renew", answer)
    with pytest.raises(ResultLost):
        await content(provider, result)


async def test_a_result_without_a_source_is_not_renewed(
    vendor: KieServer, provider: Provider
) -> None:
    vendor.expired = True
    [result] = await results(provider, await taken(provider, wish(PRO)))
    with pytest.raises(ResultLost):
        await content(provider, Result(url=result.url))
    assert vendor.count("renew") == 0


async def test_k10_grok_enlarges_nothing_unless_configured(provider: Provider) -> None:
    assert all(Mode.UPSCALE not in model.modes for model in provider.spec.models)


async def test_k10_grok_enlarges_its_own_pictures(
    vendor: KieServer, http: Http, tmp_path: Path
) -> None:
    provider = only(vendor.settings | {"KIE_GROK_UPSCALE": "on"}, http)
    assert [m.key for m in provider.spec.models if Mode.UPSCALE in m.modes] == [GROK]
    task = await taken(provider, wish(GROK))
    first, *_ = await results(provider, task)
    inputs = (Input(media="photo.jpg", vendor_ref=first.vendor_ref),)
    request = wish(GROK, Mode.UPSCALE, prompt="", inputs=inputs)
    follow_up = await taken(provider, request, photo(tmp_path))
    assert vendor.calls[-1].params == {
        "model": "grok-imagine/upscale",
        "input": {"task_id": task.id},
    }
    assert len(await results(provider, follow_up)) == 1
    assert not vendor.uploads


@pytest.mark.parametrize(
    "reference",
    [None, "", "4711", "kie", "kie:grok-text:", "other:grok-text:task_1", "kie:4o-text:task_1"],
)
async def test_k10_grok_enlarges_nobody_elses_pictures(
    vendor: KieServer, http: Http, tmp_path: Path, reference: str | None
) -> None:
    provider = only(vendor.settings | {"KIE_GROK_UPSCALE": "on"}, http)
    inputs = (Input(media="photo.jpg", vendor_ref=reference),)
    with pytest.raises(UnsupportedMode):
        await provider.submit(wish(GROK, Mode.UPSCALE, inputs=inputs), [photo(tmp_path)])
    assert not vendor.calls


async def test_k14_translation_is_said_either_way(vendor: KieServer, provider: Provider) -> None:
    for value in (True, False):
        body = await sent(vendor, provider, wish(PRO, options={"translate": value}))
        assert body["enableTranslation"] is value


@pytest.mark.parametrize("variants", ["1", "2", "4"])
async def test_k15_variants(vendor: KieServer, provider: Provider, variants: str) -> None:
    task = await taken(provider, wish(GPT, options={"variants": variants}))
    assert len(await results(provider, task)) == int(variants)


async def test_k15_fewer_than_were_asked_for_are_taken(
    vendor: KieServer, provider: Provider
) -> None:
    vendor.fewer = 3
    task = await taken(provider, wish(GPT, options={"variants": "4"}))
    assert len(await results(provider, task)) == 1


@pytest.mark.parametrize(
    ("value", "keys", "fields"),
    [
        ("variants, enhance, mask", ["variants", "enhance"], {"nVariants", "isEnhance"}),
        ("enhance", ["enhance"], {"isEnhance"}),
        ("none", [], set()),
    ],
)
async def test_k15_what_left_the_page_can_be_left_out(
    vendor: KieServer, http: Http, value: str, keys: list[str], fields: set[str]
) -> None:
    provider = only(vendor.settings | {"KIE_GPT_OPTIONS": value}, http)
    assert [option.key for option in provider.spec.models[0].options] == keys
    assert provider.spec.models[0].mask is ("mask" in value)
    body = await sent(vendor, provider, wish(GPT))
    assert body.keys() == {"prompt", "size"} | fields


async def test_k15_an_option_that_it_never_had_is_refused(vendor: KieServer, http: Http) -> None:
    with pytest.raises(Misconfigured, match="has to be none, or a list such as variants,enhance"):
        build(vendor.settings | {"KIE_GPT_OPTIONS": "variant"}, http.transport)


async def test_k17_an_older_page_spells_its_words_otherwise(
    vendor: KieServer, provider: Provider
) -> None:
    vendor.text_field = "message"
    assert await results(provider, await taken(provider, wish(GPT)))
    vendor.refusal = 422, "wrong"
    with pytest.raises(InvalidRequest, match="wrong"):
        await taken(provider, wish(GPT))


@pytest.mark.parametrize("field", ["downloadUrl", "fileUrl"])
async def test_k18_inputs_go_to_the_upload_host(
    vendor: KieServer, http: Http, tmp_path: Path, field: str
) -> None:
    async with KieServer() as host:
        host.address_field = field
        provider = only(vendor.settings | {"KIE_UPLOAD_URL": host.url}, http)
        vendor.uploads = host.uploads
        path = photo(tmp_path)
        body = await sent(vendor, provider, wish(PRO, Mode.IMAGE_TO_IMAGE), path)
        assert host.uploads == {body["inputImage"]: path.read_bytes()}
        assert [call.operation for call in host.calls] == ["upload"]
        assert [call.operation for call in vendor.calls] == ["create_flux"]


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
async def test_k18_uploads_have_random_names_with_their_kind(
    vendor: KieServer, provider: Provider, tmp_path: Path, form: str
) -> None:
    path = tmp_path / "A private name.bin"
    photo(tmp_path).rename(path)
    with Image.open(path) as image:
        image.save(path, form)
    for _ in range(2):
        await taken(provider, wish(PRO, Mode.IMAGE_TO_IMAGE), path)
    endings = {"JPEG": ".jpg", "PNG": ".png", "WEBP": ".webp"}
    assert len(vendor.uploads) == 2
    assert all(url.endswith(endings[form]) and "private" not in url for url in vendor.uploads)


async def test_k18_a_broken_upload_is_repeated_and_pays_nothing(
    vendor: KieServer, provider: Provider, tmp_path: Path
) -> None:
    vendor.faults.add("upload", Answers(502), Answers(200, '{"code": 500, "msg": "busy"}'))
    await taken(provider, wish(PRO, Mode.IMAGE_TO_IMAGE), photo(tmp_path))
    assert (vendor.count("upload"), vendor.count("create_flux")) == (3, 1)


async def test_k18_an_upload_without_an_address_ends_it(
    vendor: KieServer, provider: Provider, tmp_path: Path
) -> None:
    vendor.faults.add("upload", Answers(200, '{"success": true, "code": 200, "data": {}}'))
    with pytest.raises(BadResponse):
        await taken(provider, wish(PRO, Mode.IMAGE_TO_IMAGE), photo(tmp_path))
    assert vendor.count("create_flux") == 0


async def test_what_is_no_picture_is_not_uploaded(
    vendor: KieServer, provider: Provider, tmp_path: Path
) -> None:
    path = tmp_path / "photo.jpg"
    path.write_bytes(b"no picture")
    with pytest.raises(InputUnreadable):
        await taken(provider, wish(GPT, Mode.IMAGE_TO_IMAGE), path)
    assert not vendor.calls


@pytest.mark.parametrize("field", ["taskId", "task_id"])
async def test_k19_ids_under_either_name(
    vendor: KieServer, provider: Provider, field: str
) -> None:
    vendor.id_field = field
    assert (await taken(provider, wish(GROK))).id == "task_market_1"


@pytest.mark.parametrize(
    ("model", "reported", "shown"),
    [
        (GPT, "0.42", 0.42),
        (GPT, 0.42, 0.42),
        (GPT, "7", 1.0),
        (GPT, "-1", 0.0),
        (GPT, "soon", None),
        (GPT, None, None),
        (PRO, "0.42", None),
        (GROK, 42, None),
    ],
)
async def test_k20_progress_is_known_of_4o_alone(
    vendor: KieServer, provider: Provider, model: str, reported: Any, shown: float | None
) -> None:
    vendor.progress = reported
    vendor.finish_after(polls=2)
    task = await taken(provider, wish(model))
    assert await provider.poll(task) == Running(progress=shown)


async def test_no_task_is_looked_at_three_times_per_second(provider: Provider) -> None:
    for model in provider.spec.models:
        assert model.clock.interval / 3 > 1  # the follow-up's densest looks


@pytest.mark.parametrize("number", range(1, 60))
def test_no_ten_seconds_have_more_creations_than_are_allowed(number: int) -> None:
    bucket = creations(number)
    assert bucket.max_rate >= 1
    assert int(bucket.max_rate + 10 * bucket.max_rate / bucket.time_period) <= number


async def test_creations_wait_for_their_turn(vendor: KieServer, http: Http) -> None:
    provider = only(vendor.settings | {"KIE_CREATIONS": "1"}, http)
    await taken(provider, wish(GPT))
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.05):
            await taken(provider, wish(GROK))
    assert [call.operation for call in vendor.calls] == ["create_4o"]


async def test_a_hundred_tasks_may_run_at_once(vendor: KieServer, http: Http) -> None:
    usual, few = (only(vendor.settings | more, http) for more in ({}, {"KIE_TASKS": "3"}))
    assert {model.concurrency for model in usual.spec.models} == {100}
    assert {model.concurrency for model in few.spec.models} == {3}


async def test_prices_are_the_operators(vendor: KieServer, http: Http) -> None:
    assert all(model.price is None for model in only(vendor.settings, http).spec.models)
    priced = only(vendor.settings | {"KIE_PRICES": f"{GPT}=0.03, {MAX} = 0.05"}, http)
    prices = {model.key: model.price for model in priced.spec.models if model.price is not None}
    assert prices == {GPT: Decimal("0.03"), MAX: Decimal("0.05")}


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("KIE_CREATIONS", "0"),
        ("KIE_CREATIONS", "many"),
        ("KIE_TASKS", "-1"),
        ("KIE_PRICES", f"{GPT}=cheap"),
        ("KIE_PRICES", f"{GPT}=-1"),
        ("KIE_PRICES", "no-model=1"),
        ("KIE_GPT_SIZES", "square"),
        ("KIE_FLUX_RATIOS", ","),
        ("KIE_GROK_RATIOS", "1:0"),
        ("KIE_GROK_UPSCALE", "maybe"),
    ],
)
async def test_impossible_settings_are_told(
    vendor: KieServer, http: Http, name: str, value: str
) -> None:
    with pytest.raises(Misconfigured, match=name):
        build(vendor.settings | {name: value}, http.transport)


@pytest.mark.parametrize(
    ("left", "health"),
    [
        (100, Health(available=True)),
        ("0.5", Health(available=True)),
        (0, Health(available=False, reason="OUT_OF_CREDITS")),
        (-2, Health(available=False, reason="OUT_OF_CREDITS")),
        (None, Health(available=True)),
    ],
)
async def test_health_is_the_accounts(
    vendor: KieServer, provider: Provider, left: Any, health: Health
) -> None:
    vendor.credits = left
    assert await provider.health(GPT) == health


async def test_the_operator_can_read_what_is_left(
    vendor: KieServer, http: Http, caplog: pytest.LogCaptureFixture
) -> None:
    provider = only(vendor.settings, http)
    assert isinstance(provider, Kie)
    with caplog.at_level(logging.INFO):
        assert await provider.balance() == Balance(left={Unit.CREDITS: 100})
        await provider.balance()
    assert provider.credits == 100
    assert caplog.text.count("KIE has 100 credits left") == 1


async def test_kie_may_not_say_what_is_left(vendor: KieServer, provider: Provider) -> None:
    vendor.credits = None
    assert await provider.balance() is None
    vendor.credits = 0
    assert await provider.balance() == Balance(left={Unit.CREDITS: 0})


async def test_a_wrong_key_is_noticed_before_anybody_asks(vendor: KieServer, http: Http) -> None:
    provider = only(vendor.settings | {"KIE_API_KEY": "another"}, http)
    with pytest.raises(Misconfigured):
        await provider.health(GPT)


async def test_uploads_do_not_wait_for_each_other(
    vendor: KieServer, provider: Provider, tmp_path: Path
) -> None:
    holds = [Hold(), Hold()]
    vendor.faults.add("upload", *holds)
    path = photo(tmp_path)
    async with asyncio.TaskGroup() as group:
        group.create_task(taken(provider, wish(GPT, Mode.IMAGE_TO_IMAGE), path, path))
        for hold in holds:
            await hold.arrived.wait()
        for hold in holds:
            hold.released.set()
    assert vendor.count("create_4o") == 1
