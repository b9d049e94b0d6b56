"""Public addresses of what KIE has made, for files that are too large to be sent."""

from datetime import UTC, datetime, timedelta

from bot.core.errors import ContentRejected, ResultLost, TaskFailed
from bot.core.models import Task
from bot.core.ports.provider import Finished, Link
from bot.providers.kie import records
from bot.providers.kie.enlarging import Enlarging
from bot.providers.kie.line import Line
from bot.providers.kie.refusals import refused_record
from bot.providers.kie.works import Reference, Way, Yield

LASTING = timedelta(minutes=20)
"""KIE docs: how long a renewed address works."""


class Links:
    """Asks for new addresses.

    Args:
        line: KIE's API.
        enlarging: Knows the larger files.
    """

    def __init__(self, line: Line, enlarging: Enlarging) -> None:
        self._line = line
        self._enlarging = enlarging

    async def to(self, source: Reference) -> Link | None:
        """An address that works from now on; None: KIE has deleted the file, or never had one.

        Raises:
            ProviderError: The question could not be answered.
        """
        try:
            url = await self._url(source)
            address = await self._line.renew(source, url) if url else ""
        except (ResultLost, TaskFailed, ContentRejected):
            return None
        return Link(url=address, until=datetime.now(UTC) + LASTING) if address else None

    async def _url(self, source: Reference) -> str:
        """The address under which a file was first told of; empty: nobody knows."""
        work = source.work
        if work.gives is Yield.CHARACTER:
            return ""
        if work.family.way is not Way.TASK:
            task = Task(id=source.task, data={"index": str(source.index)})
            found = await self._enlarging.look(work, task)
            return (found.results[0].url or "") if isinstance(found, Finished) else ""
        answer = await self._line.ask(work.family.status, refused_record, {"taskId": source.task})
        urls = records.read(answer.json(), work.family.done).urls
        gone = records.gone(answer.json())
        return urls[source.index] if source.index < len(urls) and not gone else ""
