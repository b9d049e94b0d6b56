"""FusionBrain as its page describes it; the names f1 to f9 are the page's contradictions."""

import logging
from dataclasses import replace
from io import BytesIO

import pytest
from PIL import Image

from bot.core.capabilities import Style
from bot.core.errors import (
    Ambiguous,
    BadResponse,
    ContentRejected,
    InvalidRequest,
    Misconfigured,
    ProviderError,
    RateLimited,
    ResultLost,
    TaskFailed,
    Unavailable,
)
from bot.core.models import Task
from bot.core.ports.provider import Failed, Finished, Health, Provider, Running
from bot.providers.registry import build
from bot.providers.transport import Http
from tests.providers.support import accepted, ended, only, wish
from tests.vendors.base import Answers, CutBefore, LoseAnswer
from tests.vendors.fusionbrain import PIPELINE, FusionBrainServer, painted, pipeline


@pytest.fixture
def provider(vendor: FusionBrainServer, http: Http) -> Provider:
    return only(vendor.settings, http)


async def test_a_wish_becomes_a_picture_of_its_size(
    vendor: FusionBrainServer, provider: Provider
) -> None:
    taken = await accepted(provider, ratio="16:9", style="ANIME", negative="bright colours")
    done = await ended(provider, taken.task)
    assert isinstance(done, Finished)
    [result] = done.results
    assert result.content == painted(vendor.tasks[taken.task.id].params)
    with Image.open(BytesIO(result.content or b"")) as image:
        assert image.size == (1024, 576)
    assert b"".join([piece async for piece in provider.collect(result)]) == result.content


async def test_everything_documented_is_sent_and_nothing_else(
    vendor: FusionBrainServer, provider: Provider
) -> None:
    await accepted(provider, ratio="2:3", style="UHD", negative="fog")
    assert vendor.calls[-1].params == {
        "type": "GENERATE",
        "numImages": 1,
        "width": 640,
        "height": 960,
        "style": "UHD",
        "negativePromptDecoder": "fog",
        "generateParams": {"query": "a fox in the snow"},
    }


async def test_empty_fields_are_left_out(vendor: FusionBrainServer, provider: Provider) -> None:
    await accepted(provider)
    assert vendor.calls[-1].params == {
        "type": "GENERATE",
        "numImages": 1,
        "width": 1024,
        "height": 1024,
        "generateParams": {"query": "a fox in the snow"},
    }


@pytest.mark.parametrize("words", ["пушистый кот в очках", "🦊🌙", "ñ «ё» \\ \" '", "x" * 1000])
async def test_words_arrive_as_they_are(
    vendor: FusionBrainServer, provider: Provider, words: str
) -> None:
    await accepted(provider, prompt=words)
    assert vendor.calls[-1].params["generateParams"]["query"] == words


@pytest.mark.parametrize("field", ["id", "uuid"])
async def test_f1_pipeline_id(vendor: FusionBrainServer, provider: Provider, field: str) -> None:
    vendor.id_field = field
    assert await accepted(provider)


async def test_f1_id_goes_before_uuid(vendor: FusionBrainServer, provider: Provider) -> None:
    vendor.pipelines = [pipeline(PIPELINE, uuid="another")]
    assert await accepted(provider)


@pytest.mark.parametrize("with_id", [True, False])
@pytest.mark.parametrize("word", [None, "DISABLED_BY_QUEUE", "DISABLED_MANUALLY"])
@pytest.mark.parametrize("field", ["pipeline_status", "model_status", "status"])
async def test_f2_f3_availability(
    vendor: FusionBrainServer, provider: Provider, with_id: bool, word: str | None, field: str
) -> None:
    vendor.id_in_availability = with_id
    vendor.refusal, vendor.refusal_field = word, field
    assert await provider.health("kandinsky") == Health(available=word is None, reason=word)
    assert vendor.count("availability") == (0 if with_id else 1)


@pytest.mark.parametrize("reason", ["DISABLED_BY_QUEUE", "DISABLED_MANUALLY"])
@pytest.mark.parametrize("field", ["pipeline_status", "model_status", "status"])
async def test_f3_refusal(
    vendor: FusionBrainServer, provider: Provider, reason: str, field: str
) -> None:
    vendor.refusal, vendor.refusal_field = reason, field
    with pytest.raises(Unavailable) as caught:
        await provider.submit(wish(provider), [])
    assert caught.value.data["reason"] == reason
    assert vendor.count("run") == 1


@pytest.mark.parametrize("status", [200, 201, 202])
async def test_f4_any_success(vendor: FusionBrainServer, provider: Provider, status: int) -> None:
    vendor.accepted_status = status
    taken = await accepted(provider)
    assert vendor.submitted == [taken.task.id]


async def test_f5_one_style(vendor: FusionBrainServer, provider: Provider) -> None:
    await accepted(provider, style="KANDINSKY")
    assert vendor.calls[-1].params["style"] == "KANDINSKY"


async def test_f6_sizes_fit_both_rules(provider: Provider) -> None:
    sizes = {ratio.name: (ratio.width, ratio.height) for ratio in provider.spec.models[0].ratios}
    assert sizes == {
        "1:1": (1024, 1024),
        "2:3": (640, 960),
        "3:2": (960, 640),
        "9:16": (576, 1024),
        "16:9": (1024, 576),
    }


async def test_f6_longest_side_is_a_setting(vendor: FusionBrainServer, http: Http) -> None:
    provider = only(vendor.settings | {"FUSIONBRAIN_MAX_SIDE": "2048"}, http)
    assert provider.spec.models[0].ratios[1].height == 1920


@pytest.mark.parametrize("side", ["640", "many", "99999"])
async def test_f6_an_impossible_side_is_told(
    vendor: FusionBrainServer, http: Http, side: str
) -> None:
    with pytest.raises(Misconfigured, match="FUSIONBRAIN_MAX_SIDE"):
        build(vendor.settings | {"FUSIONBRAIN_MAX_SIDE": side}, http.transport)


@pytest.mark.parametrize("outcome", ["FAIL", "CANCEL"])
async def test_f7_failures_are_noticed(
    vendor: FusionBrainServer, provider: Provider, outcome: str
) -> None:
    vendor.outcome = outcome
    done = await ended(provider, (await accepted(provider)).task)
    assert isinstance(done, Failed)
    assert isinstance(done.error, TaskFailed)
    assert done.error.data["detail"] == "the model ran out of paint"


async def test_f7_clock_ends_before_results_vanish(provider: Provider) -> None:
    clock = provider.spec.models[0].clock
    assert (clock.first, clock.interval, clock.deadline) == (10, 3, 240)


@pytest.mark.parametrize(
    ("choice", "chosen"),
    [
        ("", "active"),
        ("2.2", "old"),
        ("3", "active"),
        ("3.1", "new"),
        ("kandinsky 3.1", "new"),
        ("OLD", "old"),
        ("Kandinsky", "active"),
    ],
)
async def test_f8_pipeline_by_choice_otherwise_the_first_active(
    vendor: FusionBrainServer, http: Http, choice: str, chosen: str
) -> None:
    vendor.pipelines = [
        pipeline("video", type="TEXT2VIDEO"),
        pipeline("old", version=2.2, status="DISABLED_MANUALLY"),
        pipeline("active", version=3.0),
        pipeline("new", version="3.1"),
    ]
    provider = only(vendor.settings | {"FUSIONBRAIN_PIPELINE": choice}, http)
    await provider.health("kandinsky")
    assert vendor.calls[-1].path.endswith(f"/{chosen}/availability")


async def test_f8_an_unknown_choice_is_the_operators_to_mend(
    vendor: FusionBrainServer, http: Http
) -> None:
    provider = only(vendor.settings | {"FUSIONBRAIN_PIPELINE": "Kandinsky 9"}, http)
    with pytest.raises(Misconfigured, match="Kandinsky 9"):
        await provider.submit(wish(provider), [])


async def test_f8_a_resting_pipeline_is_better_than_none(
    vendor: FusionBrainServer, provider: Provider
) -> None:
    vendor.pipelines = [pipeline(PIPELINE, status="DISABLED_BY_QUEUE")]
    assert await accepted(provider)


@pytest.mark.parametrize("field", ["files", "images"])
async def test_f9_field_of_the_pictures(
    vendor: FusionBrainServer, provider: Provider, field: str
) -> None:
    vendor.files_field = field
    assert isinstance(await ended(provider, (await accepted(provider)).task), Finished)


async def test_f9_pictures_on_the_outside_as_in_2023(
    vendor: FusionBrainServer, provider: Provider
) -> None:
    vendor.faults.add("status", Answers(200, '{"status":"DONE","images":["aGk="]}'))
    done = await ended(provider, (await accepted(provider)).task)
    assert isinstance(done, Finished)
    assert done.results[0].content == b"hi"


async def test_base64_with_a_prefix(vendor: FusionBrainServer, provider: Provider) -> None:
    vendor.prefix = "data:image/jpeg;base64,"
    assert isinstance(await ended(provider, (await accepted(provider)).task), Finished)


async def test_no_pipeline_that_paints(vendor: FusionBrainServer, provider: Provider) -> None:
    vendor.pipelines = [pipeline(PIPELINE, type="TEXT2VIDEO")]
    with pytest.raises(Unavailable) as caught:
        await provider.submit(wish(provider), [])
    assert caught.value.data["reason"] == "NO_PIPELINE"


async def test_pipelines_are_asked_for_once(vendor: FusionBrainServer, provider: Provider) -> None:
    await accepted(provider)
    await accepted(provider)
    assert vendor.count("pipelines") == 1


async def test_a_pipeline_that_went_away_is_looked_for_again(
    vendor: FusionBrainServer, provider: Provider
) -> None:
    await accepted(provider)
    vendor.pipelines = [pipeline("the-next-one")]
    with pytest.raises(Unavailable):
        await provider.submit(wish(provider), [])
    assert await accepted(provider)


async def test_the_vendors_hint_is_the_first_look(
    vendor: FusionBrainServer, provider: Provider
) -> None:
    assert (await accepted(provider)).check_after is None
    vendor.status_time = 17
    assert (await accepted(provider)).check_after == 17


async def test_states_on_the_way(vendor: FusionBrainServer, provider: Provider) -> None:
    vendor.finish_after(polls=3)
    task = (await accepted(provider)).task
    assert [await provider.poll(task) for _ in range(2)] == [Running(), Running()]
    assert isinstance(await provider.poll(task), Finished)


async def test_an_unknown_state_goes_on_and_is_noted_once(
    vendor: FusionBrainServer, provider: Provider, caplog: pytest.LogCaptureFixture
) -> None:
    vendor.faults.add("status", *[Answers(200, '{"status":"DREAMING"}')] * 2)
    task = (await accepted(provider)).task
    with caplog.at_level(logging.WARNING, "bot"):
        assert [await provider.poll(task) for _ in range(2)] == [Running(), Running()]
    assert [record.levelname for record in caplog.records] == ["WARNING"]
    assert isinstance(await provider.poll(task), Finished)


async def test_censored_is_refused_although_there_is_a_file(
    vendor: FusionBrainServer, provider: Provider
) -> None:
    vendor.censored = True
    done = await ended(provider, (await accepted(provider)).task)
    assert isinstance(done, Failed)
    assert isinstance(done.error, ContentRejected)


async def test_a_second_read_finds_nothing(vendor: FusionBrainServer, provider: Provider) -> None:
    task = (await accepted(provider)).task
    assert isinstance(await ended(provider, task), Finished)
    again = await provider.poll(task)
    assert isinstance(again, Failed)
    assert isinstance(again.error, ResultLost)


async def test_an_expired_result(vendor: FusionBrainServer, provider: Provider) -> None:
    task = (await accepted(provider)).task
    vendor.expire(task.id)
    done = await provider.poll(task)
    assert isinstance(done, Failed)
    assert isinstance(done.error, ResultLost)


@pytest.mark.parametrize(
    "body",
    [
        '{"status":"DONE"}',
        '{"status":"DONE","result":null}',
        '{"status":"DONE","result":{"files":[]}}',
        '{"status":"DONE","result":{"files":["§§§"]}}',
        '{"status":"DONE","result":{"files":[7]}}',
    ],
)
async def test_done_without_a_picture_is_an_end(
    vendor: FusionBrainServer, provider: Provider, body: str
) -> None:
    vendor.faults.add("status", Answers(200, body))
    done = await provider.poll((await accepted(provider)).task)
    assert isinstance(done, Failed)
    assert isinstance(done.error, BadResponse)


async def test_a_cut_look_is_repeated(vendor: FusionBrainServer, provider: Provider) -> None:
    vendor.faults.add("status", CutBefore(), Answers(500))
    assert isinstance(await provider.poll((await accepted(provider)).task), Finished)
    assert vendor.count("status") == 3


async def test_looks_end_when_the_vendor_stays_away(
    vendor: FusionBrainServer, provider: Provider
) -> None:
    vendor.faults.add("status", CutBefore(), Answers(500), CutBefore())
    task = (await accepted(provider)).task
    with pytest.raises(Unavailable):
        await provider.poll(task)
    assert isinstance(await provider.poll(task), Finished)


async def test_a_look_whose_answer_is_lost_took_the_result_with_it(
    vendor: FusionBrainServer, provider: Provider
) -> None:
    vendor.faults.add("status", LoseAnswer())
    done = await provider.poll((await accepted(provider)).task)
    assert isinstance(done, Failed)
    assert isinstance(done.error, ResultLost)


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        (Answers(400, "text is too long"), InvalidRequest),
        (Answers(401), Misconfigured),
        (Answers(403), Misconfigured),
        (Answers(404), Unavailable),
        (Answers(415), InvalidRequest),
        (Answers(429, headers={"Retry-After": "7"}), RateLimited),
        (Answers(500), Ambiguous),
        (Answers(502), Ambiguous),
        (Answers(503), Unavailable),
        (Answers(201, "<html>"), Ambiguous),
        (Answers(201, "{}"), Ambiguous),
        (Answers(201, '{"status":"INITIAL"}'), Ambiguous),
        (Answers(201, "[]"), Ambiguous),
        (CutBefore(), Ambiguous),
        (LoseAnswer(), Ambiguous),
    ],
    ids=lambda value: str(getattr(value, "status", value)),
)
async def test_a_creation_is_sent_once_whatever_happens(
    vendor: FusionBrainServer, provider: Provider, answer: Answers, error: type[ProviderError]
) -> None:
    vendor.faults.add("run", answer)
    with pytest.raises(error) as caught:
        await provider.submit(wish(provider), [])
    assert type(caught.value) is error
    assert vendor.count("run") == 1


async def test_too_long_texts_are_told_with_the_vendors_words(
    vendor: FusionBrainServer, provider: Provider
) -> None:
    with pytest.raises(InvalidRequest, match="too long"):
        await provider.submit(wish(provider, prompt="x" * 600, negative="y" * 600), [])
    vendor.complaints.clear()


@pytest.mark.parametrize("name", ["FUSIONBRAIN_API_KEY", "FUSIONBRAIN_SECRET_KEY"])
async def test_both_keys_count(vendor: FusionBrainServer, http: Http, name: str) -> None:
    provider = only(vendor.settings | {name: "wrong-key"}, http)
    with pytest.raises(Misconfigured):
        await provider.submit(wish(provider), [])


async def test_nothing_at_the_address(vendor: FusionBrainServer, http: Http) -> None:
    provider = only(vendor.settings | {"FUSIONBRAIN_URL": f"{vendor.url}old"}, http)
    with pytest.raises(Misconfigured):
        await provider.submit(wish(provider), [])


async def test_nobody_at_the_address(vendor: FusionBrainServer, http: Http) -> None:
    provider = only(vendor.settings | {"FUSIONBRAIN_URL": "http://127.0.0.1:9"}, http)
    with pytest.raises(Unavailable):
        await provider.submit(wish(provider), [])


async def test_styles_come_from_the_list(vendor: FusionBrainServer, provider: Provider) -> None:
    styles = await provider.styles("kandinsky")
    assert [style.name for style in styles] == ["KANDINSKY", "UHD", "ANIME", "DEFAULT"]
    assert styles[1].title("ru") == "Детальное фото"
    assert styles[1].title("en") == "Detailed photo"
    preview = await provider.preview("kandinsky", styles[2])
    assert preview is not None
    with Image.open(BytesIO(preview)) as image:
        assert image.size == (64, 64)


async def test_a_style_without_a_picture(provider: Provider) -> None:
    assert await provider.preview("kandinsky", Style(name="X", titles={"en": "X"})) is None


@pytest.mark.parametrize("answer", [Answers(404), Answers(200, "[]"), Answers(200, "oops")])
async def test_no_list_of_styles(
    vendor: FusionBrainServer, provider: Provider, answer: Answers
) -> None:
    vendor.faults.add("styles", answer)
    with pytest.raises(ProviderError):
        await provider.styles("kandinsky")


async def test_declared_styles_are_those_of_the_list(provider: Provider) -> None:
    declared = provider.spec.models[0].styles
    listed = await provider.styles("kandinsky")
    assert declared == tuple(
        replace(style, preview_url=before.preview_url)
        for style, before in zip(listed, declared, strict=True)
    )


async def test_a_task_id_is_one_piece_of_the_path(
    vendor: FusionBrainServer, provider: Provider
) -> None:
    done = await provider.poll(Task(id="../run?x=1"))
    assert isinstance(done, Failed)
    assert vendor.calls[-1].operation == "status"
