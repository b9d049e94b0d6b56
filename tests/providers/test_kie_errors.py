"""KIE's refusals and failures: the table of its codes, with any HTTP status."""

import json
import logging
import time
from collections.abc import AsyncIterator
from typing import Any

import pytest

from bot.core.errors import (
    Ambiguous,
    BadResponse,
    BotError,
    ContentRejected,
    InputUnreadable,
    InvalidRequest,
    Misconfigured,
    OutOfCredits,
    ProviderError,
    RateLimited,
    ResultLost,
    TaskFailed,
    TimedOut,
    Unavailable,
)
from bot.core.models import Task
from bot.core.ports.provider import Failed, Provider, Running
from bot.providers.transport import Http
from tests.providers.support import accepted, ended, only, wish
from tests.vendors.base import Answers, CutBefore, LoseAnswer
from tests.vendors.kie import API_KEY, KieServer


@pytest.fixture
async def vendor() -> AsyncIterator[KieServer]:
    async with KieServer() as server:
        yield server


@pytest.fixture
def provider(vendor: KieServer, http: Http) -> Provider:
    return only(vendor.settings, http)


def said(code: Any, words: str = "no") -> str:
    return json.dumps({"code": code, "msg": words, "data": None})


async def refusal(provider: Provider) -> ProviderError:
    with pytest.raises(ProviderError) as caught:
        await provider.submit(wish(provider), [])
    return caught.value


async def ending(provider: Provider) -> BotError:
    done = await ended(provider, (await accepted(provider)).task)
    assert isinstance(done, Failed)
    return done.error


@pytest.mark.parametrize("as_text", [False, True])
@pytest.mark.parametrize("own_status", [False, True])
@pytest.mark.parametrize(
    ("code", "kind", "reason"),
    [
        (400, InvalidRequest, None),
        (401, Misconfigured, None),
        (402, OutOfCredits, None),
        (404, Misconfigured, None),
        (408, Ambiguous, None),
        (422, InvalidRequest, None),
        (429, RateLimited, None),
        (433, OutOfCredits, None),
        (451, InvalidRequest, None),
        (455, Unavailable, "MAINTENANCE"),
        (500, Ambiguous, None),
        (501, TaskFailed, None),
        (505, Unavailable, "DISABLED"),
        (550, Unavailable, "QUEUE_FULL"),
    ],
)
async def test_k17_a_code_refuses_a_creation_whatever_the_status(
    vendor: KieServer,
    provider: Provider,
    *,
    code: int,
    kind: type[ProviderError],
    reason: str | None,
    own_status: bool,
    as_text: bool,
) -> None:
    body = said(str(code) if as_text else code)
    vendor.faults.add("create_4o", Answers(code if own_status else 200, body))
    error = await refusal(provider)
    assert type(error) is kind
    assert error.data.get("reason") == reason
    assert vendor.count("create_4o") == 1


@pytest.mark.parametrize("status", [500, 502, 503, 504])
async def test_k17_a_good_code_does_not_mend_a_bad_status(
    vendor: KieServer, provider: Provider, status: int
) -> None:
    body = json.dumps({"code": 200, "msg": "success", "data": {"taskId": "task_1"}})
    vendor.faults.add("create_4o", Answers(status, body))
    assert isinstance(await refusal(provider), Unavailable if status == 503 else Ambiguous)


@pytest.mark.parametrize("status", [400, 422, 455, 550])
async def test_statuses_without_a_body_mean_the_same(
    vendor: KieServer, provider: Provider, status: int
) -> None:
    vendor.faults.add("create_4o", Answers(status, "<html>"))
    kind = InvalidRequest if status in (400, 422) else Unavailable
    assert type(await refusal(provider)) is kind


@pytest.mark.parametrize(
    "body",
    ["oops", "[]", "{}", said(200), said(777), '{"code": 200, "msg": "success", "data": {}}'],
)
async def test_an_answer_without_a_task_leaves_it_open(
    vendor: KieServer, provider: Provider, body: str
) -> None:
    vendor.faults.add("create_4o", Answers(200, body))
    assert type(await refusal(provider)) is Ambiguous


@pytest.mark.parametrize("code", [400, 422, 500, 501])
@pytest.mark.parametrize(
    "words",
    ["Your prompt was flagged by Website as violating content policies.", "NSFW content detected"],
)
async def test_moderation_speaks_under_several_codes(
    vendor: KieServer, provider: Provider, code: int, words: str
) -> None:
    vendor.refusal = code, words
    assert type(await refusal(provider)) is ContentRejected


async def test_an_impossible_tolerance_is_not_moderation(
    vendor: KieServer, provider: Provider
) -> None:
    vendor.refusal = 500, "safetyTolerance must be 0 to 2, otherwise it violates the rules"
    assert type(await refusal(provider)) is InvalidRequest


async def test_a_rate_limit_says_when_to_come_back(vendor: KieServer, provider: Provider) -> None:
    vendor.faults.add("create_4o", Answers(200, said(429), {"Retry-After": "7"}))
    error = await refusal(provider)
    assert isinstance(error, RateLimited)
    assert error.data["retry_after"] == 7
    assert vendor.count("create_4o") == 1


async def test_a_connection_that_breaks_is_never_tried_twice(
    vendor: KieServer, provider: Provider
) -> None:
    for fault in (CutBefore(), LoseAnswer()):
        vendor.faults.add("create_4o", fault)
        assert type(await refusal(provider)) is Ambiguous
    assert vendor.count("create_4o") == 2


@pytest.mark.parametrize(
    ("code", "words", "kind"),
    [
        (400, "Your content was flagged by OpenAI as violating content policies", ContentRejected),
        (400, "", ContentRejected),
        (400, "Image dimensions do not match required ratio", InvalidRequest),
        (402, "no credits", OutOfCredits),
        (408, "upstream gave no result", TimedOut),
        (422, "wrong", InvalidRequest),
        (451, "Failed to download image from the provided filesUrl", InputUnreadable),
        (500, "Internal Error", TaskFailed),
        (501, "generation failed", TaskFailed),
        (501, "the picture has prohibited content", ContentRejected),
        ("501", "generation failed", TaskFailed),
        (None, "", TaskFailed),
    ],
)
@pytest.mark.parametrize("outcome", ["create", "fail"])
async def test_k3_both_failures_tell_why(
    vendor: KieServer,
    provider: Provider,
    *,
    outcome: str,
    code: Any,
    words: str,
    kind: type[BotError],
) -> None:
    vendor.outcome, vendor.failure = outcome, (code, words)
    error = await ending(provider)
    assert type(error) is kind
    assert words in str(error.data.get("detail", words))


async def test_done_without_a_picture_is_a_failure(vendor: KieServer, provider: Provider) -> None:
    vendor.fewer = 1
    assert type(await ending(provider)) is BadResponse


@pytest.mark.parametrize("status", [200, 422, 404])
async def test_a_young_task_may_be_unknown(
    vendor: KieServer, provider: Provider, status: int
) -> None:
    vendor.unknown_first, vendor.unknown_status = 2, status
    task = (await accepted(provider)).task
    assert await provider.poll(task) == Running()
    assert await provider.poll(task) == Running()
    assert not isinstance(await provider.poll(task), Running)


@pytest.mark.parametrize("body", [said(404, "not found"), said(422, "recordInfo is null")])
@pytest.mark.parametrize(
    "created", [f"{time.time() - 11:.3f}", "", "long ago"], ids=["11 s ago", "unsaid", "in words"]
)
async def test_an_old_task_that_is_unknown_is_lost(
    vendor: KieServer, provider: Provider, body: str, created: str
) -> None:
    vendor.faults.add("record_4o", Answers(200, body))
    state = await provider.poll(Task(id="t", data={"work": "4o-text", "created": created}))
    assert isinstance(state, Failed)
    assert isinstance(state.error, ResultLost)


@pytest.mark.parametrize(
    ("code", "kind"),
    [(401, Misconfigured), (422, InvalidRequest), (777, BadResponse)],
)
async def test_a_question_that_fails_is_asked_again_later(
    vendor: KieServer, provider: Provider, code: int, kind: type[ProviderError]
) -> None:
    task = (await accepted(provider)).task
    vendor.faults.add("record_4o", Answers(200, said(code)))
    with pytest.raises(ProviderError) as caught:
        await provider.poll(task)
    assert type(caught.value) is kind


@pytest.mark.parametrize("code", [408, 455, 500, 550])
async def test_a_question_is_repeated_at_once_where_that_may_help(
    vendor: KieServer, provider: Provider, code: int
) -> None:
    task = (await accepted(provider)).task
    vendor.faults.add("record_4o", Answers(200, said(code)), Answers(502))
    assert not isinstance(await provider.poll(task), Running)
    assert vendor.count("record_4o") == 3


@pytest.mark.parametrize(("code", "kind"), [(501, TaskFailed), (400, ContentRejected)])
async def test_a_code_may_end_a_task(
    vendor: KieServer, provider: Provider, code: int, kind: type[ProviderError]
) -> None:
    task = (await accepted(provider)).task
    words = "flagged as violating content policies" if code == 400 else "generation failed"
    vendor.faults.add("record_4o", Answers(200, said(code, words)))
    state = await provider.poll(task)
    assert isinstance(state, Failed)
    assert type(state.error) is kind


async def test_an_unknown_state_is_waited_out_and_told_once(
    vendor: KieServer, provider: Provider, caplog: pytest.LogCaptureFixture
) -> None:
    task = (await accepted(provider)).task
    strange = Answers(200, json.dumps({"code": 200, "data": {"state": "dreaming"}}))
    vendor.faults.add("record_4o", strange, strange)
    assert await provider.poll(task) == Running()
    assert await provider.poll(task) == Running()
    assert caplog.text.count("dreaming") == 1


@pytest.mark.parametrize("operation", ["create_4o", "record_4o", "credit"])
@pytest.mark.parametrize("status", [200, 401, 429, 500])
async def test_errors_say_nothing_secret(
    vendor: KieServer,
    http: Http,
    caplog: pytest.LogCaptureFixture,
    operation: str,
    status: int,
) -> None:
    provider = only(vendor.settings, http)
    echo = Answers(status, said(401, f"Authorization: Bearer {API_KEY}"))
    vendor.faults.add(operation, echo, echo, echo)
    words = ""
    with caplog.at_level(logging.DEBUG):
        try:
            await provider.poll((await accepted(provider)).task)
            await provider.health("gpt-4o-image")
        except ProviderError as error:
            logging.getLogger("test").exception("it failed")
            words = str(error)
    assert words
    assert API_KEY not in words + caplog.text
