"""The network: the only module that knows the HTTP library.

A question (`Call.creates` is false) is repeated by one policy when the vendor is unavailable or
asks to slow down: few attempts, jittered, a `Retry-After` up to `LONGEST_WAIT` honoured and a
longer one left to the caller. A creation is sent once.
"""

import time
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import contextmanager
from functools import cached_property
from types import TracebackType
from typing import Any, Self

import httpx
import stamina

from bot.core.capabilities import ProviderSpec
from bot.core.errors import (
    Ambiguous,
    BadResponse,
    Misconfigured,
    ProviderError,
    RateLimited,
    Unavailable,
)
from bot.providers.addresses import Forbidden, Homes, Watch
from bot.providers.calls import MEBIBYTE, PICTURE_LIMIT, Answer, Call
from bot.providers.multipart import Multipart
from bot.providers.refusals import refusal, refused_file
from bot.providers.scrub import Scrubber

LONGEST_WAIT = 10.0
"""Seconds of a `Retry-After` that are waited out here."""

LONGEST_ANSWER = 300.0
"""Seconds that an answer may take to come in, however steadily it drips."""

SLOWEST = MEBIBYTE / 4
"""Bytes per second that a larger answer has to bring: for each it may take longer."""

MOST_HOPS = 5
"""Redirects that a download follows."""

UNSENT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.ProxyError)
"""Nothing reached the vendor."""

UNSENDABLE = (
    httpx.UnsupportedProtocol,
    httpx.LocalProtocolError,
    httpx.InvalidURL,
    httpx.CookieConflict,
)
"""The address or a header makes no request."""

FOREIGN = (*UNSENT, *UNSENDABLE, httpx.HTTPError, httpx.StreamError)
"""All of the library's exceptions; those not named above: it was sent, and no answer came."""

_POLICY = stamina.AsyncRetryingCaller(
    attempts=3, timeout=45, wait_initial=0.3, wait_max=3, wait_jitter=0.5
)
_CONNECT_SECONDS = 10.0


def meaning(error: Exception, *, creates: bool) -> type[ProviderError]:
    """What one of the HTTP library's exceptions means."""
    if isinstance(error, UNSENT):
        return Unavailable
    if isinstance(error, UNSENDABLE):
        return Misconfigured
    if creates:
        return Ambiguous
    cut = isinstance(error, httpx.TransportError)
    return Unavailable if cut else BadResponse


class Http:
    """Every vendor's connections; a context manager.

    The environment's proxy variables are honoured.

    Args:
        wire: Takes the place of real connections, for tests.
    """

    def __init__(self, wire: httpx.AsyncBaseTransport | None = None) -> None:
        self._wire = wire

    @cached_property
    def vendors(self) -> httpx.AsyncClient:
        """For requests to the vendors' configured addresses."""
        return httpx.AsyncClient(transport=self._wire)

    @cached_property
    def files(self) -> httpx.AsyncClient:
        """For downloads: connections are used once, so that each one's address is checked."""
        single = httpx.Limits(max_connections=20, max_keepalive_connections=0)
        return httpx.AsyncClient(limits=single, transport=self._wire)

    def transport(self, spec: ProviderSpec, settings: Mapping[str, str]) -> "HttpTransport":
        """One vendor's view of the network; its secrets are kept out of every text."""
        secrets = (settings[s.name] for s in spec.settings if s.secret)
        homes = Homes.of(settings.values())
        return HttpTransport(http=self, provider=spec.key, scrub=Scrubber(secrets), homes=homes)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        for name in ("vendors", "files"):
            if name in self.__dict__:  # otherwise it was never used, hence never built
                await self.__dict__[name].aclose()


class HttpTransport:
    """The network for one vendor: `bot.providers.calls.Transport`.

    Args:
        http: The connections.
        provider: ProviderSpec.key, for errors.
        scrub: Knows the vendor's credentials.
        homes: The vendor's configured servers.
    """

    def __init__(self, *, http: Http, provider: str, scrub: Scrubber, homes: Homes) -> None:
        self._http = http
        self._provider = provider
        self._scrub = scrub
        self._homes = homes

    async def request(self, call: Call) -> Answer:
        """Ask the vendor, and again where that is harmless."""
        if call.creates:
            return await self._ask(call)
        return await _POLICY(_again, self._ask, call)

    async def download(self, url: str, limit: int = PICTURE_LIMIT) -> AsyncIterator[bytes]:
        """A file, in pieces, from an allowed address."""

        async def opened() -> httpx.Response:  # no arguments: the policy logs those
            return await self._open(url)

        response = await _POLICY(_again, opened)
        try:
            with self._translated():
                async for piece in self._pieces(response, limit):
                    yield piece
        finally:
            await response.aclose()

    def scrub(self, text: str) -> str:
        """A vendor's words, fit for a log."""
        return self._scrub(text)

    async def _ask(self, call: Call) -> Answer:
        with self._translated(creates=call.creates):
            answer = await self._exchange(call)
        error = refusal(call, answer)
        if error is not None:
            raise error
        return answer

    async def _exchange(self, call: Call) -> Answer:
        arguments = _arguments(call, self._provider)
        if call.parts:
            body = Multipart.of(call.parts)
            arguments |= {"headers": {**call.headers, **await body.headers()}, "content": body}
        request = self._http.vendors.build_request(**arguments)
        response = await self._http.vendors.send(request, stream=True)
        try:
            read = b"".join([piece async for piece in self._pieces(response, call.limit)])
        finally:
            await response.aclose()
        return self._answer(response, read)

    def _answer(self, response: httpx.Response, body: bytes) -> Answer:
        return Answer(
            status=response.status_code,
            headers={name.lower(): value for name, value in response.headers.items()},
            body=body,
            provider=self._provider,
            detail=self._scrub.body(body),
        )

    async def _pieces(self, response: httpx.Response, limit: int) -> AsyncIterator[bytes]:
        size, began = 0, time.monotonic()
        async for piece in response.aiter_bytes():
            size += len(piece)
            if size > limit:
                detail = f"an answer of more than {limit} bytes"
                raise BadResponse(provider=self._provider, detail=detail)
            seconds = time.monotonic() - began
            if seconds > LONGEST_ANSWER + size / SLOWEST:
                raise httpx.ReadTimeout(f"no end after {seconds:.0f} seconds")
            yield piece

    async def _open(self, url: str) -> httpx.Response:
        for _ in range(MOST_HOPS + 1):
            response = await self._reach(url)
            if response.next_request is None:
                break
            await response.aclose()
            url = str(response.next_request.url)
        else:
            raise self._unfit("too many redirects")
        if not response.is_success:
            await response.aclose()
            raise refused_file(self._provider, response.status_code)
        return response

    async def _reach(self, url: str) -> httpx.Response:
        try:
            target = httpx.URL(url)
        except httpx.InvalidURL as error:
            raise self._unfit("an address that is none") from error
        host, port = target.raw_host.decode(), target.port or {"http": 80}.get(target.scheme, 443)
        web = target.scheme in {"http", "https"} and host
        if not (web and self._homes.allow_name(host, port)):
            raise self._unfit(f"a forbidden address: {target.scheme}, {host}")
        watch = Watch(self._homes, host, port)
        request = self._http.files.build_request("GET", target, extensions={"trace": watch})
        try:
            with self._translated():
                return await self._http.files.send(request, stream=True)
        except Forbidden as error:
            raise self._unfit(f"a forbidden address: {error}") from error

    def _unfit(self, detail: str) -> BadResponse:
        return BadResponse(provider=self._provider, detail=self._scrub(detail))

    @contextmanager
    def _translated(self, *, creates: bool = False) -> Iterator[None]:
        """The one place where the HTTP library's exceptions become ours."""
        try:
            yield
        except FOREIGN as error:
            kind = meaning(error, creates=creates)
            said = {"provider": self._provider}
            said["detail"] = self._scrub(f"{type(error).__name__}: {error}")
            if kind is Unavailable:
                said["reason"] = ""
            raise kind(**said) from error


def _again(error: Exception) -> bool | float:
    """The policy: whether, or after how many seconds, a question is repeated."""
    if isinstance(error, RateLimited):
        wait = float(error.data["retry_after"])
        return wait <= LONGEST_WAIT and (wait or True)
    return isinstance(error, Unavailable)


def _arguments(call: Call, provider: str) -> dict[str, Any]:
    """A call in the HTTP library's terms.

    Raises:
        Misconfigured: A header cannot be sent, such as a key with a line break in it; the
            library's own complaint would print it.
    """
    for name, value in call.headers.items():
        if not (value.isascii() and value.isprintable()):
            raise Misconfigured(provider=provider, detail=f"{name} has impossible characters")
    return {
        "method": call.method,
        "url": call.url,
        "headers": call.headers,
        "params": call.query or None,
        "json": call.json,
        "timeout": httpx.Timeout(call.timeout, connect=_CONNECT_SECONDS),
    }
