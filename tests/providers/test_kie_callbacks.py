"""KIE's own calls: whom they are about, and whether they are KIE's."""

import json
import time
from collections.abc import AsyncIterator, Mapping

import pytest

from bot.core.capabilities import Mode
from bot.core.models import Request
from bot.core.ports.provider import Accepted, Provider
from bot.providers.transport import Http
from tests.providers.support import only
from tests.vendors.kie import KieServer
from tests.vendors.kie_calls import payload, signature

ADDRESS = "https://bot.example.org/callback/kie/secret"
KEY = "webhook-key"
MODELS = ["gpt-4o-image", "flux-kontext-pro", "grok-imagine", "veo3", "kling-3.0", "runway"]


@pytest.fixture
async def vendor() -> AsyncIterator[KieServer]:
    async with KieServer() as server:
        yield server


@pytest.fixture
def provider(vendor: KieServer, http: Http) -> Provider:
    return only(vendor.settings, http)


@pytest.fixture
def guarded(vendor: KieServer, http: Http) -> Provider:
    return only(vendor.settings | {"KIE_WEBHOOK_KEY": KEY}, http)


async def taken(provider: Provider, model: str) -> str:
    spec = next(each for each in provider.spec.models if each.key == model)
    mode = Mode.TEXT_TO_VIDEO if Mode.TEXT_TO_VIDEO in spec.modes else Mode.TEXT_TO_IMAGE
    answer = await provider.submit(Request(mode=mode, model=model, prompt="a fox"), ())
    assert isinstance(answer, Accepted)
    return answer.task.id


def lower(headers: Mapping[str, str]) -> dict[str, str]:
    return {name.lower(): value for name, value in headers.items()}


@pytest.mark.parametrize("model", MODELS)
async def test_k19_a_call_of_any_family_is_about_its_task(
    vendor: KieServer, provider: Provider, model: str
) -> None:
    provider.listen(ADDRESS)
    task_id = await taken(provider, model)
    assert vendor.tasks[task_id].body["callBackUrl"] == ADDRESS
    body = json.dumps(payload(vendor, task_id)).encode()
    assert provider.parse_callback({}, body) == task_id


@pytest.mark.parametrize("model", MODELS)
async def test_nobody_is_called_who_does_not_listen(
    vendor: KieServer, provider: Provider, model: str
) -> None:
    task_id = await taken(provider, model)
    assert "callBackUrl" not in vendor.tasks[task_id].body


@pytest.mark.parametrize(
    "body",
    [b"", b"no json", b"[]", b"null", b"{}", b'{"data": {"taskId": ""}}', b"\xff", b"[" * 99_999],
)
def test_nonsense_is_about_nothing(provider: Provider, body: bytes) -> None:
    assert provider.parse_callback({}, body) is None


@pytest.mark.parametrize(
    "body",
    [
        b'{"data": {"taskId": "t1"}}',
        b'{"data": {"task_id": "t1"}}',
        b'{"taskId": "t1", "data": null}',
    ],
)
def test_a_signed_call_is_taken(guarded: Provider, body: bytes) -> None:
    assert guarded.parse_callback(lower(signature("t1", KEY)), body) == "t1"


@pytest.mark.parametrize(
    "headers",
    [
        {},
        signature("t1", "another key"),
        signature("t2", KEY),
        signature("t1", KEY, int(time.time()) - 4_000),
        signature("t1", KEY, int(time.time()) + 4_000),
        {**signature("t1", KEY), "X-Webhook-Timestamp": "now"},
        {**signature("t1", KEY), "X-Webhook-Signature": "ü"},
    ],
)
def test_any_other_is_not(guarded: Provider, headers: dict[str, str]) -> None:
    assert guarded.parse_callback(lower(headers), b'{"data": {"taskId": "t1"}}') is None
