"""Segmind as its page describes it; the names s1 to s4 are the page's contradictions."""

import asyncio
import logging
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from bot.core.capabilities import Mode
from bot.core.errors import (
    Ambiguous,
    BadResponse,
    ContentRejected,
    InvalidRequest,
    Misconfigured,
    OutOfCredits,
    ProviderError,
    RateLimited,
    TaskFailed,
    Unavailable,
)
from bot.core.ports.provider import Balance, Finished, Provider, Result, Unit
from bot.providers.registry import build
from bot.providers.segmind import Segmind
from bot.providers.transport import Http
from tests.providers.pictures import size_of
from tests.providers.support import only, wish
from tests.vendors.base import Answers, CutBefore, LoseAnswer
from tests.vendors.segmind import API_KEY, FORMS, SegmindServer, painted


@pytest.fixture
async def vendor() -> AsyncIterator[SegmindServer]:
    async with SegmindServer() as server:
        yield server


@pytest.fixture
def provider(vendor: SegmindServer, http: Http) -> Provider:
    return only(vendor.settings, http)


async def result(provider: Provider, **changes: object) -> Result:
    """The one picture of a wish."""
    answer = await provider.submit(wish(provider, **changes), [])
    assert isinstance(answer, Finished)
    [one] = answer.results
    return one


async def test_a_wish_becomes_a_picture_of_its_size(provider: Provider) -> None:
    one = await result(provider, ratio="3:4", seed=7)
    assert one.content is not None
    assert size_of(one.content) == (768, 1024)
    assert one.seed == 7


async def test_everything_documented_is_sent_and_nothing_else(
    vendor: SegmindServer, provider: Provider
) -> None:
    options = {"steps": 50, "prior_steps": 1, "side": "1024"}
    await result(provider, negative="fog", seed=0, options=options)
    assert vendor.calls[-1].params == {
        "prompt": "a fox in the snow",
        "negative_prompt": "fog",
        "samples": 1,
        "num_inference_steps": 50,
        "img_width": 1024,
        "img_height": 1024,
        "prior_steps": 1,
        "seed": 0,
        "base64": False,
    }


async def test_documented_defaults(vendor: SegmindServer, provider: Provider) -> None:
    await result(provider)
    assert vendor.calls[-1].params == {
        "prompt": "a fox in the snow",
        "samples": 1,
        "num_inference_steps": 20,
        "img_width": 768,
        "img_height": 768,
        "prior_steps": 25,
        "seed": -1,
        "base64": False,
    }


@pytest.mark.parametrize("words", ["пушистый кот в очках", "🦊🌙", '"quoted" \\ \'', "x" * 4096])
async def test_words_arrive_as_they_are(
    vendor: SegmindServer, provider: Provider, words: str
) -> None:
    await result(provider, prompt=words)
    assert vendor.calls[-1].params["prompt"] == words


@pytest.mark.parametrize("form", ["binary", *FORMS])
async def test_s1_the_answer_is_told_by_its_content(
    vendor: SegmindServer, provider: Provider, form: str
) -> None:
    vendor.form = form
    one = await result(provider, seed=3)
    assert one.content == painted(vendor.calls[-1].params, 3)
    assert one.seed == 3


@pytest.mark.parametrize("kind", ["image/png", "application/octet-stream", "application/json"])
async def test_s1_the_type_of_the_answer_is_not_believed(
    vendor: SegmindServer, provider: Provider, kind: str
) -> None:
    vendor.content_type = kind
    one = await result(provider, seed=3)
    assert one.content == painted(vendor.calls[-1].params, 3)


async def test_s1_a_bare_base64_text(vendor: SegmindServer, provider: Provider) -> None:
    vendor.faults.add("paint", Answers(200, "/9j/4AAQSkZJRgABAQAA"))
    one = await result(provider)
    assert one.content is not None
    assert one.content.startswith(b"\xff\xd8\xff\xe0\x00\x10JFIF")


async def test_s1_an_address_is_fetched_later(vendor: SegmindServer, provider: Provider) -> None:
    vendor.faults.add("paint", Answers(200, '{"image": "https://files.example/a.jpg"}'))
    assert (await result(provider)).url == "https://files.example/a.jpg"


@pytest.mark.parametrize(
    "body",
    ["", "{}", "[]", "null", '{"image": null}', '{"image": "done"}', "<html>", "[" * 9 + "]" * 9],
)
async def test_an_answer_without_a_picture(
    vendor: SegmindServer, provider: Provider, body: str
) -> None:
    vendor.faults.add("paint", Answers(200, body))
    with pytest.raises(BadResponse):
        await result(provider)


async def test_s2_sizes(provider: Provider) -> None:
    [model] = provider.spec.models
    sizes = {ratio.name: (ratio.width, ratio.height) for ratio in model.ratios}
    assert sizes == {"1:1": (768, 768), "3:4": (768, 1024), "4:3": (1024, 768)}
    side = model.option("side", Mode.TEXT_TO_IMAGE)
    assert side is not None
    assert (side.default, side.choices) == ("768", ("768", "1024"))


async def test_s2_a_side_that_proportions_do_not_have_changes_nothing(
    vendor: SegmindServer, provider: Provider
) -> None:
    await result(provider, ratio="4:3", options={"side": "768"})
    params = vendor.calls[-1].params
    assert (params["img_width"], params["img_height"]) == (1024, 768)


async def test_s2_sizes_are_a_setting(vendor: SegmindServer, http: Http) -> None:
    provider = only(vendor.settings | {"SEGMIND_SIZES": "512x768, 768x768"}, http)
    [model] = provider.spec.models
    assert [ratio.name for ratio in model.ratios] == ["2:3", "1:1"]
    assert model.option("side") is None


@pytest.mark.parametrize("sizes", ["big", "768", "768x", "0x0", ",", "768x768;1024x1024"])
def test_s2_impossible_sizes_are_told(http: Http, sizes: str) -> None:
    settings = {"SEGMIND_API_KEY": API_KEY, "SEGMIND_SIZES": sizes}
    with pytest.raises(Misconfigured, match="SEGMIND_SIZES"):
        build(settings, http.transport)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ('{"error": "Not enough credits"}', OutOfCredits),
        ('{"error": "Team spend limit reached"}', OutOfCredits),
        ("Not Acceptable", OutOfCredits),
        ("", OutOfCredits),
        ('{"error": "Invalid content type"}', InvalidRequest),
        ('{"error": "img_width must be one of 768, 1024"}', InvalidRequest),
        ('{"error": "NSFW content detected"}', ContentRejected),
    ],
)
async def test_s3_406_by_its_words(
    vendor: SegmindServer, provider: Provider, words: str, expected: type[ProviderError]
) -> None:
    vendor.faults.add("paint", Answers(406, words))
    with pytest.raises(ProviderError) as caught:
        await result(provider)
    assert type(caught.value) is expected


async def test_s4_requests_wait_for_their_turn(vendor: SegmindServer, http: Http) -> None:
    provider = only(vendor.settings | {"SEGMIND_PER_MINUTE": "1"}, http)
    await result(provider)
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.2):
            await result(provider)
    assert vendor.count("paint") == 1


@pytest.mark.parametrize("number", ["0", "-1", "many", "1.5", "²", "9" * 9])
def test_s4_an_impossible_limit_is_told(http: Http, number: str) -> None:
    settings = {"SEGMIND_API_KEY": API_KEY, "SEGMIND_PER_MINUTE": number}
    with pytest.raises(Misconfigured, match="SEGMIND_PER_MINUTE"):
        build(settings, http.transport)


def in_a_while(form: str) -> str:
    moment = datetime.now(UTC) + timedelta(seconds=100)
    return moment.strftime(form)


@pytest.mark.parametrize(
    "form",
    ["%Y-%m-%dT%H:%M:%SZ", "%Y-%m-%d %H:%M:%S", "%a, %d %b %Y %H:%M:%S GMT", "%s", "%s000"],
)
async def test_s4_too_many_requests_say_when_to_come_back(
    vendor: SegmindServer, provider: Provider, form: str
) -> None:
    headers = {"x-rate-limit-reset-at-utc": in_a_while(form)}
    vendor.faults.add("paint", Answers(429, "slow down", headers))
    with pytest.raises(RateLimited) as caught:
        await result(provider)
    assert 80 < int(caught.value.data["retry_after"]) <= 101


@pytest.mark.parametrize("value", ["", "soon", "nan", "inf", "2001-01-01", "1e99", "-5"])
async def test_s4_a_senseless_reset(vendor: SegmindServer, provider: Provider, value: str) -> None:
    headers = {"x-rate-limit-reset-at-utc": value}
    vendor.faults.add("paint", Answers(429, "slow down", headers))
    with pytest.raises(RateLimited) as caught:
        await result(provider)
    assert caught.value.data["retry_after"] == 0


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (Answers(400, '{"error": "malformed body"}'), InvalidRequest),
        (Answers(400, '{"error": "prompt violates our content policy"}'), ContentRejected),
        (Answers(401, '{"error": "Unauthorized. API key is invalid."}'), Misconfigured),
        (Answers(403), Misconfigured),
        (Answers(404), Misconfigured),
        (Answers(405, "<!doctype html><title>405</title>"), Misconfigured),
        (Answers(410, '{"error": "model retired"}'), Unavailable),
        (Answers(422), InvalidRequest),
        (Answers(429), RateLimited),
        (Answers(500, '{"error": "processing failed", "status_code": 500}'), TaskFailed),
        (Answers(500, '{"error": "x", "error_description": "Invalid steps"}'), InvalidRequest),
        (Answers(500, '{"error": "nsfw"}'), ContentRejected),
        (Answers(502), Ambiguous),
        (Answers(503), Unavailable),
        (Answers(504), Ambiguous),
        (CutBefore(), Ambiguous),
        (LoseAnswer(), Ambiguous),
    ],
    ids=lambda value: str(getattr(value, "status", value)),
)
async def test_a_creation_is_sent_once_whatever_happens(
    vendor: SegmindServer, provider: Provider, answer: Answers, expected: type[ProviderError]
) -> None:
    vendor.faults.add("paint", answer)
    with pytest.raises(ProviderError) as caught:
        await result(provider)
    assert type(caught.value) is expected
    assert vendor.count("paint") == 1


async def test_a_retired_model_says_so(vendor: SegmindServer, provider: Provider) -> None:
    vendor.faults.add("paint", Answers(410))
    with pytest.raises(Unavailable) as caught:
        await result(provider)
    assert caught.value.data["reason"] == "RETIRED"


async def test_the_vendors_seed_is_the_pictures(vendor: SegmindServer, provider: Provider) -> None:
    one = await result(provider)
    assert one.seed is not None
    assert one.content == painted(vendor.calls[-1].params, one.seed)


async def test_without_the_header_the_seed_is_the_wanted_one(
    vendor: SegmindServer, provider: Provider
) -> None:
    vendor.tells_seed = False
    assert (await result(provider)).seed is None
    assert (await result(provider, seed=5)).seed == 5


async def test_remaining_credits_are_kept_and_logged(
    vendor: SegmindServer, provider: Provider, caplog: pytest.LogCaptureFixture
) -> None:
    assert isinstance(provider, Segmind)
    with caplog.at_level(logging.INFO, "bot"):
        await result(provider)
    assert provider.credits == Decimal("99.5")
    assert caplog.messages == ["Segmind has 99.5 credits left"]


async def test_segmind_tells_what_is_left_once_it_has_answered(
    vendor: SegmindServer, provider: Provider
) -> None:
    assert await provider.balance() is None
    await result(provider)
    calls = len(vendor.calls)
    assert await provider.balance() == Balance(left={Unit.CREDITS: 99.5})
    assert len(vendor.calls) == calls, "nothing was asked for it"


async def test_remaining_credits_of_a_refusal(vendor: SegmindServer, provider: Provider) -> None:
    assert isinstance(provider, Segmind)
    vendor.faults.add("paint", Answers(406, "", {"x-remaining-credits": "0"}))
    with pytest.raises(OutOfCredits):
        await result(provider)
    assert provider.credits == 0


@pytest.mark.parametrize("value", ["", "none", "NaN", "Infinity"])
async def test_senseless_credits_are_no_news(
    vendor: SegmindServer, provider: Provider, value: str
) -> None:
    assert isinstance(provider, Segmind)
    vendor.faults.add("paint", Answers(500, "", {"x-remaining-credits": value}))
    with pytest.raises(TaskFailed):
        await result(provider)
    assert provider.credits is None


async def test_a_wrong_key(vendor: SegmindServer, http: Http) -> None:
    provider = only(vendor.settings | {"SEGMIND_API_KEY": "another"}, http)
    with pytest.raises(Misconfigured):
        await result(provider)


async def test_nothing_at_the_address(vendor: SegmindServer, http: Http) -> None:
    provider = only(vendor.settings | {"SEGMIND_URL": vendor.url}, http)
    with pytest.raises(Misconfigured):
        await result(provider)


async def test_a_slow_vendor_is_waited_for(provider: Provider) -> None:
    calls = []

    class Listening:
        async def request(self, call: object) -> None:
            calls.append(call)
            raise Ambiguous

    provider.transport = Listening()  # type: ignore[attr-defined]
    with pytest.raises(Ambiguous):
        await result(provider)
    assert [call.timeout for call in calls] == [120]  # type: ignore[attr-defined]


async def test_nothing_secret_is_told(
    vendor: SegmindServer, provider: Provider, caplog: pytest.LogCaptureFixture
) -> None:
    vendor.faults.add("paint", Answers(400, f'{{"error": "x-api-key: {API_KEY}"}}'))
    with caplog.at_level(logging.DEBUG), pytest.raises(InvalidRequest) as caught:
        await result(provider)
    one = await result(provider)
    assert API_KEY not in caplog.text + str(caught.value) + repr(one)
