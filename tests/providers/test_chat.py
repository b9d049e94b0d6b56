"""Other words for a prompt, whichever vendor has the chat model."""

import json
from collections.abc import AsyncIterator, Callable
from typing import TypeAlias

import pytest

from bot.core.capabilities import Wording
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
from bot.core.ports.provider import Provider
from bot.providers.registry import build, specs
from bot.providers.transport import Http
from tests.providers.support import only
from tests.vendors import chat
from tests.vendors.base import Answers, CutBefore, LoseAnswer, VendorServer
from tests.vendors.kie import KieServer
from tests.vendors.openai_images import OpenAiImagesServer

Made: TypeAlias = Callable[[], VendorServer]

VENDORS = [
    pytest.param((KieServer, "KIE_CHAT_MODEL"), id="kie"),
    pytest.param((OpenAiImagesServer, "AIPOMOGATOR_CHAT_MODEL"), id="openai_images"),
]


@pytest.fixture(params=VENDORS)
def made(request: pytest.FixtureRequest) -> tuple[Made, str]:
    found: tuple[Made, str] = request.param
    return found


@pytest.fixture
async def vendor(made: tuple[Made, str]) -> AsyncIterator[VendorServer]:
    async with made[0]() as server:
        yield server


@pytest.fixture
def provider(vendor: VendorServer, made: tuple[Made, str], http: Http) -> Provider:
    return only(vendor.settings | {made[1]: chat.MODEL}, http)


def test_k22_nobody_has_a_chat_model_unless_it_is_configured() -> None:
    assert [spec.key for spec in specs() if spec.wordings] == []


async def test_without_a_chat_model_nothing_is_asked(vendor: VendorServer, http: Http) -> None:
    provider = only(vendor.settings, http)
    assert not provider.spec.wordings
    [sketch] = build({}, http.transport)
    with pytest.raises(InvalidRequest):
        await sketch.reword("a fox", Wording.IMPROVE, 100)
    assert vendor.calls == []


@pytest.mark.parametrize("how", list(Wording))
async def test_a_prompt_gets_other_words(
    vendor: VendorServer, provider: Provider, how: Wording
) -> None:
    assert how in provider.spec.wordings
    assert await provider.reword("лиса", how, 321) == chat.reworded("лиса")
    [call] = vendor.calls
    system, user = call.params["messages"]
    assert "at most 321 characters" in system["content"]
    assert ("Translate" in system["content"]) is (how is Wording.TRANSLATE)
    assert user == {"role": "user", "content": "лиса"}
    assert await provider.reword("лиса", how, 321) == chat.reworded("лиса", 2)


def answer(content: object) -> Answers:
    body = {"choices": [{"message": {"content": content}}]}
    return Answers(200, json.dumps(body))


@pytest.mark.parametrize(
    ("given", "words"),
    [
        (Answers(200, chat.streamed("a red fox")), "a red fox"),
        (
            Answers(200, 'data: {"choices": [{"delta": {"content": "a fox"}}]}\ndata: {"ch'),
            "a fox",
        ),
        (answer([{"type": "text", "text": "a "}, {"type": "text", "text": "fox"}]), "a fox"),
        (answer('\n "a red fox" \n'), "a red fox"),
        (answer("«лиса»"), "лиса"),
        (answer('"fox" and "owl"'), '"fox" and "owl"'),
        (answer('a sign "fox"'), 'a sign "fox"'),
        (answer("a fox\nin the snow"), "a fox\nin the snow"),
    ],
)
async def test_the_words_come_in_several_forms(
    vendor: VendorServer, provider: Provider, given: Answers, words: str
) -> None:
    vendor.faults.add("chat", given)
    assert await provider.reword("fox", Wording.IMPROVE, 100) == words


@pytest.mark.parametrize(
    "given",
    [
        *(Answers(200, body) for body in ("", "[]", "{}", "<html>", "data: [DONE]", "data: {")),
        *(Answers(200, f'{{"choices": {body}}}') for body in ("null", "[]", "[7]", "[{}]")),
        *(answer(content) for content in (None, "", "  ", '""', 7, [7], [{"image": "x"}])),
    ],
    ids=lambda given: given.body[:50],
)
async def test_an_answer_without_words(
    vendor: VendorServer, provider: Provider, given: Answers
) -> None:
    vendor.faults.add("chat", given)
    with pytest.raises(BadResponse):
        await provider.reword("fox", Wording.IMPROVE, 100)


@pytest.mark.parametrize(
    ("given", "kind"),
    [
        (Answers(401), Misconfigured),
        (Answers(402), OutOfCredits),
        (Answers(429), RateLimited),
        (Answers(503), Unavailable),
        (Answers(500), Ambiguous),
        (CutBefore(), Ambiguous),
        (LoseAnswer(), Ambiguous),
    ],
    ids=str,
)
async def test_a_refusal_is_an_error_and_is_not_repeated(
    vendor: VendorServer, provider: Provider, given: Answers, kind: type[ProviderError]
) -> None:
    vendor.faults.add("chat", given)
    with pytest.raises(ProviderError) as caught:
        await provider.reword("fox", Wording.IMPROVE, 100)
    assert type(caught.value) is kind
    assert vendor.count("chat") == 1


@pytest.mark.parametrize(
    ("code", "words", "kind"),
    [
        (401, "no access", Misconfigured),
        (402, "Insufficient credits", OutOfCredits),
        (422, "flagged by content policy", ContentRejected),
        (429, "slow down", RateLimited),
        (455, "maintenance", Unavailable),
        (500, "Server exception", Unavailable),
        (777, "what is this", BadResponse),
    ],
)
async def test_kie_refuses_with_http_200(
    http: Http, code: int, words: str, kind: type[ProviderError]
) -> None:
    async with KieServer() as vendor:
        provider = only(vendor.settings | {"KIE_CHAT_MODEL": chat.MODEL}, http)
        vendor.faults.add("chat", Answers(200, json.dumps({"code": code, "msg": words})))
        with pytest.raises(ProviderError) as caught:
            await provider.reword("fox", Wording.IMPROVE, 100)
        assert type(caught.value) is kind


async def test_kie_may_stream_although_it_is_asked_not_to(http: Http) -> None:
    async with KieServer() as vendor:
        vendor.streams = True
        provider = only(vendor.settings | {"KIE_CHAT_MODEL": chat.MODEL}, http)
        assert await provider.reword("fox", Wording.IMPROVE, 100) == chat.reworded("fox")
