"""The network for vendors: what goes wrong there, and what is made of it."""

import logging
from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import httpx
import pytest

from bot.core.capabilities import ProviderSpec, Setting
from bot.core.errors import (
    Ambiguous,
    BadResponse,
    InvalidRequest,
    Misconfigured,
    OutOfCredits,
    ProviderError,
    RateLimited,
    ResultLost,
    Unavailable,
)
from bot.providers.calls import Answer, Call, Part, Transport
from bot.providers.transport import FOREIGN, Http, meaning

SECRET = "sk-very/secret+key"
SPEC = ProviderSpec(
    key="vendor",
    title="Vendor",
    models=(),
    settings=(Setting(name="KEY", secret=True), Setting(name="URL")),
)
SETTINGS = {"KEY": SECRET, "URL": "https://vendor.test/"}
READ = Call(url="https://vendor.test/status")
CREATE = Call(url="https://vendor.test/run", method="POST", json={"a": 1}, creates=True)

Behaviour = Callable[[httpx.Request], httpx.Response]


class Wire:
    """A vendor in this process; answers with each behaviour in turn, the last one for ever."""

    def __init__(self, *behaviours: Behaviour | Exception) -> None:
        self.behaviours = list(behaviours)
        self.requests: list[httpx.Request] = []

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.requests.append(request)
        behaviour = self.behaviours[0] if len(self.behaviours) == 1 else self.behaviours.pop(0)
        if isinstance(behaviour, Exception):
            raise behaviour
        return behaviour(request)


def answers(status: int, text: str = "", **headers: str) -> Behaviour:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return lambda request: httpx.Response(status, text=text, headers=named)


def network(wire: Wire) -> Transport:
    return Http(httpx.MockTransport(wire)).transport(SPEC, SETTINGS)


def exceptions() -> list[type[Exception]]:
    named = (getattr(httpx, name) for name in httpx.__all__)
    return [kind for kind in named if isinstance(kind, type) and issubclass(kind, Exception)]


def made(kind: type[Exception]) -> Exception:
    """An instance of any exception, however it is built."""
    error = kind.__new__(kind)
    error.args = (f"it happened, {SECRET}",)
    return error


def test_every_exception_of_the_library_has_a_meaning() -> None:
    assert len(exceptions()) > 20
    assert [kind for kind in exceptions() if not issubclass(kind, FOREIGN)] == []


@pytest.mark.parametrize("creates", [True, False])
@pytest.mark.parametrize("kind", exceptions(), ids=lambda kind: kind.__name__)
async def test_no_exception_of_the_library_gets_out(
    kind: type[Exception], creates: bool, caplog: pytest.LogCaptureFixture
) -> None:
    wire = Wire(made(kind))
    with caplog.at_level(logging.DEBUG), pytest.raises(ProviderError) as caught:
        await network(wire).request(CREATE if creates else READ)
    assert type(caught.value) is meaning(made(kind), creates=creates)
    assert isinstance(caught.value.__cause__, kind)
    assert SECRET not in str(caught.value) + caplog.text
    if creates:
        assert len(wire.requests) == 1


@pytest.mark.parametrize(
    ("kind", "creation", "question"),
    [
        (httpx.ConnectError, Unavailable, Unavailable),
        (httpx.ConnectTimeout, Unavailable, Unavailable),
        (httpx.PoolTimeout, Unavailable, Unavailable),
        (httpx.ProxyError, Unavailable, Unavailable),
        (httpx.WriteError, Ambiguous, Unavailable),
        (httpx.WriteTimeout, Ambiguous, Unavailable),
        (httpx.ReadError, Ambiguous, Unavailable),
        (httpx.ReadTimeout, Ambiguous, Unavailable),
        (httpx.RemoteProtocolError, Ambiguous, Unavailable),
        (httpx.DecodingError, Ambiguous, BadResponse),
        (httpx.TooManyRedirects, Ambiguous, BadResponse),
        (httpx.InvalidURL, Misconfigured, Misconfigured),
        (httpx.UnsupportedProtocol, Misconfigured, Misconfigured),
        (httpx.LocalProtocolError, Misconfigured, Misconfigured),
    ],
)
def test_meanings(
    kind: type[Exception], creation: type[ProviderError], question: type[ProviderError]
) -> None:
    assert meaning(made(kind), creates=True) is creation
    assert meaning(made(kind), creates=False) is question


@pytest.mark.parametrize(
    ("status", "creation", "question"),
    [
        (301, Misconfigured, Misconfigured),
        (400, InvalidRequest, InvalidRequest),
        (401, Misconfigured, Misconfigured),
        (402, OutOfCredits, OutOfCredits),
        (403, Misconfigured, Misconfigured),
        (404, InvalidRequest, InvalidRequest),
        (408, Unavailable, Unavailable),
        (422, InvalidRequest, InvalidRequest),
        (429, RateLimited, RateLimited),
        (500, Ambiguous, Unavailable),
        (502, Ambiguous, Unavailable),
        (503, Unavailable, Unavailable),
        (504, Ambiguous, Unavailable),
    ],
)
async def test_statuses(
    status: int, creation: type[ProviderError], question: type[ProviderError]
) -> None:
    for call, expected in ((CREATE, creation), (READ, question)):
        wire = Wire(answers(status, "because"))
        with pytest.raises(ProviderError) as caught:
            await network(wire).request(call)
        assert type(caught.value) is expected
        assert caught.value.data["detail"] == f"{status}: because"
        assert caught.value.data.keys() <= expected.fields
        repeated = expected in {Unavailable, RateLimited} and not call.creates
        assert len(wire.requests) == (3 if repeated else 1)


async def test_a_question_is_repeated_until_it_is_answered() -> None:
    wire = Wire(httpx.ReadTimeout("slow"), answers(500), answers(200, '{"ok": true}'))
    assert (await network(wire).request(READ)).json() == {"ok": True}
    assert len(wire.requests) == 3


@pytest.mark.parametrize("status", [429, 503])
async def test_a_long_retry_after_is_the_callers(status: int) -> None:
    wire = Wire(answers(status, retry_after="600"))
    with pytest.raises(RateLimited) as caught:
        await network(wire).request(READ)
    assert caught.value.data["retry_after"] == 600
    assert len(wire.requests) == 1


async def test_a_short_retry_after_is_waited_out() -> None:
    wire = Wire(answers(429, retry_after="2"), answers(200))
    assert (await network(wire).request(READ)).status == 200


async def test_retry_after_as_a_date() -> None:
    moment = format_datetime(datetime.now(UTC) + timedelta(seconds=100), usegmt=True)
    with pytest.raises(RateLimited) as caught:
        await network(Wire(answers(429, retry_after=moment))).request(CREATE)
    assert 90 < float(caught.value.data["retry_after"]) <= 100


@pytest.mark.parametrize("value", ["soon", "-1", "Wed, 21 Oct 2015 07:28:00 GMT", ""])
async def test_a_senseless_retry_after(value: str) -> None:
    with pytest.raises(RateLimited) as caught:
        await network(Wire(answers(429, retry_after=value))).request(CREATE)
    assert caught.value.data["retry_after"] == 0


async def test_a_vendor_may_know_better() -> None:
    def explain(answer: Answer) -> ProviderError | None:
        return OutOfCredits(provider=answer.provider) if b"quota" in answer.body else None

    call = Call(url="https://vendor.test/run", explain=explain)
    with pytest.raises(OutOfCredits):
        await network(Wire(answers(200, "quota exceeded"))).request(call)


async def test_an_answer_has_an_end() -> None:
    async def for_ever() -> AsyncIterator[bytes]:
        while True:
            yield b"x" * 1000

    wire = Wire(lambda request: httpx.Response(200, content=for_ever()))
    with pytest.raises(BadResponse, match="more than 5000 bytes"):
        await network(wire).request(Call(url="https://vendor.test/", limit=5000))


async def test_a_dripping_answer_has_an_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.providers.transport.LONGEST_ANSWER", -1.0)
    with pytest.raises(Unavailable, match="no end"):
        await network(Wire(answers(200, "drip"))).request(READ)


async def test_details_are_short_and_without_secrets_and_pictures() -> None:
    picture = "iVBORw0KGgo" * 50
    wire = Wire(answers(400, f'bad {SECRET} or "{picture}" ' + "and so on " * 100))
    with pytest.raises(InvalidRequest) as caught:
        await network(wire).request(CREATE)
    detail = str(caught.value.data["detail"])
    assert detail.startswith('400: bad *** or "…" and so on')
    assert len(detail) <= 310


async def test_a_secret_on_the_edge_of_what_is_read_is_not_seen() -> None:
    for gap in range(2380, 2420):
        wire = Wire(answers(400, "A" * gap + " " + SECRET))
        with pytest.raises(InvalidRequest) as caught:
            await network(wire).request(CREATE)
        assert "secret" not in str(caught.value)


async def test_an_answer_that_is_no_json_keeps_its_body_to_itself() -> None:
    answer = await network(Wire(answers(200, f"{SECRET} " + "x" * 1000))).request(READ)
    with pytest.raises(BadResponse) as caught:
        answer.json()
    assert SECRET not in str(caught.value)
    assert caught.value.__cause__ is None
    assert "x" * 1000 not in repr(answer)


@pytest.mark.parametrize("body", ["[" * 100_000, "9" * 5000, '"\\ud8', "\x00"])
async def test_hostile_json_is_a_bad_response(body: str) -> None:
    answer = await network(Wire(answers(200, body))).request(READ)
    with pytest.raises(BadResponse):
        answer.json()


@pytest.mark.parametrize("key", ["two\nlines", "с кириллицей", "tab\there"])
async def test_an_impossible_header_is_told_without_its_value(key: str) -> None:
    wire = Wire(answers(200))
    with pytest.raises(Misconfigured) as caught:
        await network(wire).request(Call(url="https://vendor.test/", headers={"X-Key": key}))
    assert key not in str(caught.value)
    assert wire.requests == []


async def test_parts_carry_their_own_types() -> None:
    wire = Wire(answers(200))
    parts = (
        Part(name="plain", content="words"),
        Part(name="data", content="{}", content_type="application/json"),
        Part(name="file", content=b"\x89PNG", filename="a.png", content_type="image/png"),
    )
    await network(wire).request(Call(url="https://vendor.test/", method="POST", parts=parts))
    body = wire.requests[0].read()
    assert b'name="plain"\r\n\r\nwords' in body
    assert b'name="data"\r\nContent-Type: application/json\r\n\r\n{}' in body
    assert b'name="file"; filename="a.png"\r\nContent-Type: image/png\r\n\r\n\x89PNG' in body


@pytest.mark.parametrize(
    ("status", "error"),
    [
        (403, ResultLost),
        (404, ResultLost),
        (410, ResultLost),
        (500, Unavailable),
        (503, Unavailable),
        (400, BadResponse),
    ],
)
async def test_files_that_cannot_be_had(status: int, error: type[ProviderError]) -> None:
    transport = network(Wire(answers(status)))
    with pytest.raises(error):
        [piece async for piece in transport.download("https://files.test/a.png")]


async def test_a_file_has_an_end() -> None:
    transport = network(Wire(answers(200, "x" * 100)))
    with pytest.raises(BadResponse, match="more than 99 bytes"):
        [piece async for piece in transport.download("https://files.test/a.png", 99)]


async def test_a_file_is_fetched_without_credentials() -> None:
    wire = Wire(answers(200, "picture"))
    pieces = network(wire).download("https://files.test/a.png")
    assert b"".join([piece async for piece in pieces]) == b"picture"
    assert SECRET not in str(wire.requests[0].headers.raw)


async def test_a_cut_file_is_told() -> None:
    async def torn() -> AsyncIterator[bytes]:
        yield b"half"
        raise httpx.ReadError("cut")

    transport = network(Wire(lambda request: httpx.Response(200, content=torn())))
    with pytest.raises(Unavailable):
        [piece async for piece in transport.download("https://files.test/a.png")]
