"""KIE's API on the wire."""

from collections.abc import Mapping
from http import HTTPStatus as Status
from typing import Any

from bot.core.errors import ProviderError, ResultLost
from bot.providers.calls import Answer, Call, Explain, Transport
from bot.providers.kie import records
from bot.providers.kie.refusals import refused, said_code
from bot.providers.kie.works import Family, Reference


class Line:
    """Asks KIE, with the operator's key.

    Args:
        url: Its address.
        headers: With the credentials.
        transport: The network.

    Attributes:
        callback: Where KIE shall tell of tasks; empty: nowhere.
    """

    def __init__(self, url: str, headers: Mapping[str, str], transport: Transport) -> None:
        self._url = url.rstrip("/")
        self._headers = headers
        self._transport = transport
        self.callback = ""

    async def ask(
        self, path: str, explain: Explain, query: Mapping[str, str] | None = None
    ) -> Answer:
        """Ask something that changes nothing.

        Raises:
            ProviderError: There is no answer to it.
        """
        call = Call(
            url=self._url + path, headers=self._headers, query=query or {}, explain=explain
        )
        return await self._transport.request(call)

    async def order(self, family: Family, body: Mapping[str, Any], explain: Explain) -> Answer:
        """Ask for work that may cost something: once, by the guide's path only on 404.

        Raises:
            ProviderError: It was refused; Ambiguous: nobody knows.
        """
        if self.callback:
            body = {**body, "callBackUrl": self.callback}
        absent = _Absent(explain)
        try:
            return await self._post(family.create, body, absent, creates=True)
        except ProviderError:
            if not (absent.noticed and family.former):
                raise
        return await self._post(family.former, body, explain, creates=True)

    async def renew(self, source: Reference, url: str) -> str:
        """A new address of a file that KIE made.

        Raises:
            ResultLost: There is none.
        """
        family = source.work.family
        body = {"url": url, "taskId": source.task} if family.renews_task else {"url": url}
        try:
            answer = await self._post(family.renewal, body, refused)
            address = records.address(answer.json())
        except ProviderError as error:
            raise ResultLost(**_said(error)) from error
        if not address:
            raise ResultLost(provider=answer.provider, detail="no new address")
        return address

    async def _post(
        self, path: str, body: Mapping[str, Any], explain: Explain, *, creates: bool = False
    ) -> Answer:
        call = Call(
            method="POST",
            url=self._url + path,
            headers=self._headers,
            json=body,
            creates=creates,
            explain=explain,
        )
        return await self._transport.request(call)


class _Absent:
    """Explains an answer as another does, and notices that there is no such path.

    Attributes:
        noticed: Whether there was none.
    """

    def __init__(self, explain: Explain) -> None:
        self._explain = explain
        self.noticed = False

    def __call__(self, answer: Answer) -> ProviderError | None:
        self.noticed = said_code(answer) == Status.NOT_FOUND
        return self._explain(answer)


def _said(error: ProviderError) -> dict[str, str]:
    """What an error keeps for the log, for another error."""
    return {name: str(error.data.get(name, "")) for name in ("provider", "detail")}
