"""OpenAI's pictures as the reseller's page describes them; a1 to a4 are its contradictions."""

import asyncio
import json
import logging
import re
from collections.abc import AsyncIterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from bot.config import load_settings
from bot.core.capabilities import ModelSpec
from bot.core.errors import (
    Ambiguous,
    BadResponse,
    ContentRejected,
    InvalidRequest,
    Misconfigured,
    OutOfCredits,
    ProviderError,
    RateLimited,
    Unavailable,
)
from bot.core.ports.provider import Finished, Provider, Result
from bot.providers.registry import build
from bot.providers.transport import Http
from tests.providers.pictures import size_of
from tests.providers.support import only, wish
from tests.vendors.base import Answers, CutBefore, LoseAnswer
from tests.vendors.openai_images import API_KEY, OpenAiImagesServer, painted, revised

ROOT = Path(__file__).resolve().parents[2]
GPT = {
    "gpt-image-1": {
        "sizes": {"1024x1024": None, "1536x1024": 0.06, "1024x1536": 0.06},
        "qualities": ["medium", "low", "high"],
        "fields": ["n", "size", "quality"],
    }
}


@pytest.fixture
async def vendor() -> AsyncIterator[OpenAiImagesServer]:
    async with OpenAiImagesServer() as server:
        yield server


@pytest.fixture
def provider(vendor: OpenAiImagesServer, http: Http) -> Provider:
    return only(vendor.settings, http)


def with_models(vendor: OpenAiImagesServer, http: Http, models: Any) -> Provider:
    text = models if isinstance(models, str) else json.dumps(models)
    return only(vendor.settings | {"AIPOMOGATOR_MODELS": text}, http)


def model(provider: Provider, key: str) -> ModelSpec:
    return next(spec for spec in provider.spec.models if spec.key == key)


async def result(provider: Provider, **changes: object) -> Result:
    """The one picture of a wish."""
    answer = await provider.submit(replace(wish(provider), **changes), [])  # type: ignore[arg-type]
    assert isinstance(answer, Finished)
    [one] = answer.results
    return one


async def collected(provider: Provider, one: Result) -> bytes:
    return b"".join([piece async for piece in provider.collect(one)])


@pytest.mark.parametrize(
    ("changes", "sent"),
    [
        (
            {"ratio": "16:9", "style": "natural", "options": {"quality": "hd"}},
            {"n": 1, "size": "1792x1024", "quality": "hd", "style": "natural"},
        ),
        ({}, {"n": 1, "size": "1024x1024", "quality": "standard"}),
        ({"model": "dall-e-2"}, {"n": 1, "size": "1024x1024"}),
        ({"model": "dall-e-2", "options": {"side": "256"}}, {"n": 1, "size": "256x256"}),
        ({"model": "yandex-art"}, {}),
    ],
)
async def test_everything_documented_is_sent_and_nothing_else(
    vendor: OpenAiImagesServer, provider: Provider, changes: dict[str, object], sent: object
) -> None:
    one = await result(provider, **changes)
    params = vendor.calls[-1].params
    name = model(provider, str(changes.get("model", "dall-e-3"))).vendor_name
    always = {"model": name, "prompt": "a fox in the snow", "response_format": "b64_json"}
    assert params == {**always, **sent}  # type: ignore[dict-item]
    assert one.content == painted(params)


@pytest.mark.parametrize("words", ["пушистый кот в очках", "🦊🌙", '"quoted" \\ \'', "x" * 4000])
async def test_words_arrive_as_they_are(
    vendor: OpenAiImagesServer, provider: Provider, words: str
) -> None:
    await result(provider, prompt=words)
    assert vendor.calls[-1].params["prompt"] == words


async def test_a1_one_picture_per_request(vendor: OpenAiImagesServer, provider: Provider) -> None:
    for key in ("dall-e-3", "dall-e-2", "yandex-art"):
        await result(provider, model=key)
        assert vendor.calls[-1].params.get("n", 1) == 1
        assert model(provider, key).concurrency == 1


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
@pytest.mark.parametrize("carried", ["b64_json", "url"])
async def test_a2_the_kind_of_picture_is_told_by_its_bytes(
    vendor: OpenAiImagesServer, provider: Provider, form: str, carried: str
) -> None:
    vendor.picture_form, vendor.form = form, carried
    one = await result(provider)
    assert (one.url is None) is (carried == "b64_json")
    content = await collected(provider, one)
    assert content == painted(vendor.calls[0].params, form)
    assert size_of(content) == (1024, 1024)


@pytest.mark.parametrize("key", ["dall-e-3", "dall-e-2", "yandex-art"])
async def test_a3_content_type_is_always_sent(
    vendor: OpenAiImagesServer, provider: Provider, key: str
) -> None:
    await result(provider, model=key)  # the server complains otherwise
    assert [call.status for call in vendor.calls] == [200]


def test_a4_documented_models(provider: Provider) -> None:
    told = {
        spec.vendor_name: (
            spec.key,
            spec.title,
            [(ratio.name, f"{ratio.width}x{ratio.height}") for ratio in spec.ratios],
            [style.name for style in spec.styles],
            {option.key: option.choices for option in spec.options},
            spec.prompt_limit,
            spec.price,
            spec.enabled,
        )
        for spec in provider.spec.models
    }
    square = ("1:1", "1024x1024")
    wide, tall = ("16:9", "1792x1024"), ("9:16", "1024x1792")
    quality = {"quality": ("standard", "hd")}
    side = {"side": ("256", "512", "1024")}
    styles = ["vivid", "natural"]
    assert told == {
        "dall-e-3": (
            *("dall-e-3", "DALL·E 3", [square, wide, tall], styles, quality),
            *(4000, Decimal("0.04"), True),
        ),
        "dall-e-2": ("dall-e-2", "DALL·E 2", [square], [], side, 1000, Decimal("0.02"), True),
        "yandexgpt/yandex-art": (
            *("yandex-art", "YandexART", [square], [], {}, 500, Decimal("0.04"), True),
        ),
    }


async def test_a4_a_model_can_be_added_with_its_own_fields(
    vendor: OpenAiImagesServer, http: Http
) -> None:
    provider = with_models(vendor, http, GPT)
    one = await result(provider, model="gpt-image-1", ratio="3:2", options={"quality": "high"})
    assert vendor.calls[-1].params == {
        "model": "gpt-image-1",
        "prompt": "a fox in the snow",
        "n": 1,
        "size": "1536x1024",
        "quality": "high",
    }
    assert size_of(one.content or b"") == (1536, 1024)
    spec = model(provider, "gpt-image-1")
    assert (spec.title, spec.price, spec.styles) == ("gpt-image-1", None, ())
    assert len(provider.spec.models) == 4


def test_a4_a_model_can_be_changed_and_switched_off(
    vendor: OpenAiImagesServer, http: Http
) -> None:
    changes = {"dall-e-3": {"enabled": False}, "dall-e-2": {"sizes": {"512x512": 0.5}}}
    provider = with_models(vendor, http, changes)
    three, two, yandex = provider.spec.models
    assert (three.enabled, three.title, yandex.enabled) == (False, "DALL·E 3", True)
    assert (two.price, two.ratios[0].width, two.options) == (Decimal("0.5"), 512, ())


@pytest.mark.parametrize(
    "models",
    [
        "dall-e-3",
        "[]",
        "[" * 100_000,
        '{"": {}}',
        '{"///": {}}',
        '{"x": null}',
        '{"x": {"colour": 1}}',
        '{"x": {"title": 1}}',
        '{"x": {"sizes": ["1024x1024"]}}',
        '{"x": {"sizes": {"1024": 1}}}',
        '{"x": {"sizes": {"1024x1024": -1}}}',
        '{"x": {"sizes": {"1024x1024": NaN}}}',
        '{"x": {"sizes": {"1024x1024": true}}}',
        '{"x": {"prompt_limit": 0}}',
        '{"x": {"prompt_limit": 1.5}}',
        '{"x": {"qualities": "hd"}}',
        '{"x": {"qualities": ["hd", "hd"]}}',
        '{"x": {"styles": [""]}}',
        '{"x": {"fields": ["seed"]}}',
        '{"x": {"seconds": 0}}',
        '{"x": {"enabled": 1}}',
        '{"someone/dall-e-3": {}}',
        json.dumps({"x" * 33: {}}),
    ],
)
def test_a4_an_impossible_list_is_told(http: Http, models: str) -> None:
    settings = {"AIPOMOGATOR_API_KEY": API_KEY, "AIPOMOGATOR_MODELS": models}
    with pytest.raises(Misconfigured, match="AIPOMOGATOR_MODELS"):
        build(settings, http.transport)


@pytest.mark.parametrize("page", [".env.example", "docs/configuration.md"])
async def test_a4_the_example_in_the_documents_works(
    vendor: OpenAiImagesServer, http: Http, tmp_path: Path, page: str
) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    [line] = re.findall(r"AIPOMOGATOR_MODELS=\{.*\}", text)
    file = tmp_path / ".env"
    file.write_text(line, encoding="utf-8")
    read = load_settings(file, need_token=False).providers["AIPOMOGATOR_MODELS"]
    provider = with_models(vendor, http, read)
    assert (await result(provider, model="gpt-image-1", ratio="2:3")).content


async def test_styles_have_titles_in_both_languages(provider: Provider) -> None:
    vivid, natural = await provider.styles("dall-e-3")
    assert (vivid.title("ru"), natural.title("en")) == ("Яркий", "Natural")
    assert await provider.styles("dall-e-2") == ()


async def test_unknown_styles_are_called_by_their_names(
    vendor: OpenAiImagesServer, http: Http
) -> None:
    provider = with_models(vendor, http, {"x": {"styles": ["oil"]}})
    [oil] = await provider.styles("x")
    assert (oil.title("en"), oil.title("ru")) == ("oil", "oil")


async def test_the_revised_prompt_is_a_note(
    vendor: OpenAiImagesServer, provider: Provider
) -> None:
    assert (await result(provider)).note == revised("a fox in the snow")
    assert (await result(provider, model="dall-e-2")).note is None


@pytest.mark.parametrize("words", ["null", '""', '"  "', "7", "[]"])
async def test_no_revised_prompt_is_no_note(
    vendor: OpenAiImagesServer, provider: Provider, words: str
) -> None:
    item = f'{{"b64_json": "/9j/4AAQSkZJRgABAQAA", "revised_prompt": {words}}}'
    vendor.faults.add("paint", Answers(200, f'{{"data": [{item}]}}'))
    assert (await result(provider)).note is None


@pytest.mark.parametrize(
    ("item", "url"),
    [
        ('{"b64_json": "/9j/4AAQ", "url": "https://x.example/a.png"}', None),
        ('{"b64_json": "data:image/jpeg;base64,/9j/4AAQ"}', None),
        ('{"b64_json": null, "url": "https://x.example/a.png"}', "https://x.example/a.png"),
        ('{"b64_json": "§§§", "url": "https://x.example/a.png"}', "https://x.example/a.png"),
    ],
)
async def test_base64_goes_before_an_address(
    vendor: OpenAiImagesServer, provider: Provider, item: str, url: str | None
) -> None:
    vendor.faults.add("paint", Answers(200, f'{{"created": 1, "data": [{item}]}}'))
    one = await result(provider)
    assert one.url == url
    assert (one.content == b"\xff\xd8\xff\xe0\x00\x10") is (url is None)


@pytest.mark.parametrize(
    "body",
    [
        *("", "[]", "{}", "<html>", '{"data": null}', '{"data": []}', '{"data": [7]}'),
        '{"data": [{"b64_json": "aGk=", "url": "file:///etc/passwd"}]}',
        '{"error": "x"}',
    ],
)
async def test_an_answer_without_a_picture(
    vendor: OpenAiImagesServer, provider: Provider, body: str
) -> None:
    vendor.faults.add("paint", Answers(200, body))
    with pytest.raises(BadResponse):
        await result(provider)


def refused(status: int, message: str = "no", **said: object) -> Answers:
    return Answers(status, json.dumps({"error": {"message": message, **said}}))


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (refused(400, code="content_policy_violation"), ContentRejected),
        (refused(400, code="moderation_blocked"), ContentRejected),
        (refused(400, code="billing_hard_limit_reached"), OutOfCredits),
        (refused(400, code="model_not_found"), Unavailable),
        (refused(404, code="model_not_found"), Unavailable),
        (refused(401, code="invalid_api_key"), Misconfigured),
        (refused(429, code="insufficient_quota"), OutOfCredits),
        (refused(429, code=None, type="insufficient_quota"), OutOfCredits),
        (refused(429, code="rate_limit_exceeded"), RateLimited),
        (refused(500, code="content_policy_violation"), ContentRejected),
        (refused(200, code="insufficient_quota"), OutOfCredits),
        (refused(400, "Invalid size for model dall-e-3", code=None), InvalidRequest),
        (refused(400, "Your request was rejected by our safety system"), ContentRejected),
        (refused(400, "Billing hard limit has been reached"), OutOfCredits),
        (refused(400, "The model `dall-e-3` does not exist"), Unavailable),
        (refused(429, "You exceeded your current quota"), OutOfCredits),
        (refused(404, "The model dall-e-2 has been deprecated"), Unavailable),
        (refused(401, "our safety system"), Misconfigured),
        (refused(402, "our safety system"), OutOfCredits),
        (Answers(400, "not json"), InvalidRequest),
        (Answers(400, '{"error": "Insufficient balance"}'), OutOfCredits),
        (Answers(400, '{"code": "content_policy_violation"}'), ContentRejected),
        (Answers(400, "[1]"), InvalidRequest),
        (Answers(402), OutOfCredits),
        (Answers(403), Misconfigured),
        (Answers(404, "the requested URL does not exist"), Misconfigured),
        (Answers(405), Misconfigured),
        (Answers(422), InvalidRequest),
        (Answers(429), RateLimited),
        (Answers(500), Ambiguous),
        (Answers(502), Ambiguous),
        (Answers(503), Unavailable),
        (CutBefore(), Ambiguous),
        (LoseAnswer(), Ambiguous),
    ],
    ids=lambda value: str(getattr(value, "body", value))[:60],
)
async def test_a_refusal_by_its_code_then_status_then_words(
    vendor: OpenAiImagesServer, provider: Provider, answer: Answers, expected: type[ProviderError]
) -> None:
    vendor.faults.add("paint", answer)
    with pytest.raises(ProviderError) as caught:
        await result(provider)
    assert type(caught.value) is expected
    assert vendor.count("paint") == 1


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"Retry-After": "7", "x-ratelimit-reset-requests": "1m"}, 7),
        ({"x-ratelimit-reset-requests": "12s"}, 12),
        ({"x-ratelimit-reset-requests": "1m30s"}, 90),
        ({"x-ratelimit-reset-requests": "1h0m0.5s"}, 3601),
        ({"x-ratelimit-reset-requests": "250ms"}, 1),
        ({"x-ratelimit-reset-requests": "999h"}, 24 * 3600),
        ({"x-ratelimit-reset-requests": "soon"}, 0),
        ({}, 0),
    ],
)
async def test_too_many_requests_say_when_to_come_back(
    vendor: OpenAiImagesServer, provider: Provider, headers: dict[str, str], seconds: int
) -> None:
    vendor.faults.add("paint", Answers(429, "slow down", headers))
    with pytest.raises(RateLimited) as caught:
        await result(provider)
    assert caught.value.data["retry_after"] == seconds


async def test_a_retired_model_says_so(vendor: OpenAiImagesServer, http: Http) -> None:
    provider = with_models(vendor, http, {"dall-e-9": {}})
    with pytest.raises(Unavailable) as caught:
        await result(provider, model="dall-e-9")
    assert caught.value.data["reason"] == "RETIRED"


async def test_too_long_words_are_told(vendor: OpenAiImagesServer, provider: Provider) -> None:
    with pytest.raises(InvalidRequest, match="too long"):
        await result(provider, model="yandex-art", prompt="x" * 501)
    vendor.complaints.clear()


async def test_requests_wait_for_their_turn(vendor: OpenAiImagesServer, http: Http) -> None:
    provider = only(vendor.settings | {"AIPOMOGATOR_PER_MINUTE": "1"}, http)
    await result(provider)
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.2):
            await result(provider, model="dall-e-2")
    assert vendor.count("paint") == 1


async def test_a_wrong_key(vendor: OpenAiImagesServer, http: Http) -> None:
    provider = only(vendor.settings | {"AIPOMOGATOR_API_KEY": "another"}, http)
    with pytest.raises(Misconfigured):
        await result(provider)


async def test_nothing_at_the_address(vendor: OpenAiImagesServer, http: Http) -> None:
    provider = only(vendor.settings | {"AIPOMOGATOR_URL": vendor.url}, http)
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
    assert [call.timeout for call in calls] == [180]  # type: ignore[attr-defined]


async def test_nothing_secret_is_told(
    vendor: OpenAiImagesServer, provider: Provider, caplog: pytest.LogCaptureFixture
) -> None:
    vendor.faults.add("paint", refused(400, f"Authorization: Bearer {API_KEY}"))
    with caplog.at_level(logging.DEBUG), pytest.raises(InvalidRequest) as caught:
        await result(provider)
    one = await result(provider)
    assert API_KEY not in caplog.text + str(caught.value) + repr(one)
