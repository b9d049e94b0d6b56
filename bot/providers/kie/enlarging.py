"""Larger files of finished clips: no tasks, but a question that is repeated until it has them.

KIE docs: in 1080p a clip is there a minute or three after it was made, whoever asks, and asking
costs nothing. In 4K the first question begins the work; the same question tells how it goes.
"""

from bot.core.errors import (
    Ambiguous,
    ContentRejected,
    InvalidRequest,
    ProviderError,
    ResultLost,
    TaskFailed,
)
from bot.core.models import Task
from bot.core.ports.provider import Failed, Finished, Result, Running
from bot.providers.calls import Answer
from bot.providers.kie import records
from bot.providers.kie.line import Line
from bot.providers.kie.refusals import coming, refused_larger
from bot.providers.kie.works import Reference, Way, Work

_ENDS = (InvalidRequest, TaskFailed, ResultLost, ContentRejected)


class Enlarging:
    """Asks for larger files.

    Args:
        line: KIE's API.
    """

    def __init__(self, line: Line) -> None:
        self._line = line

    async def look(self, work: Work, task: Task) -> Running | Finished | Failed:
        """Ask whether the file is there.

        Args:
            work: What is asked for.
            task: The task whose clip it is; its data tells which one, as `index`.

        Raises:
            ProviderError: There is no answer; ask again later.
        """
        waiting = _Waiting()
        index = int(task.data.get("index", "0"))
        try:
            answer = await self._asked(work, task.id, index, waiting)
        except Ambiguous:
            return Running(check_after=work.family.pause)  # the next question tells
        except _ENDS as error:
            if waiting.noticed:
                return Running(check_after=work.family.pause)
            return Failed(error=error)
        found = records.read(answer.json()).urls
        if not found:
            return Running(check_after=work.family.pause)
        source = Reference(work=work, task=task.id, index=index)
        return Finished(results=(Result(url=found[0], vendor_ref=str(source), clip=True),))

    async def _asked(self, work: Work, task_id: str, index: int, waiting: "_Waiting") -> Answer:
        if work.family.way is Way.ORDER:
            return await self._line.order(
                work.family, {"taskId": task_id, "index": index}, waiting
            )
        query = {"taskId": task_id, "index": str(index)}
        return await self._line.ask(work.family.status, waiting, query)


class _Waiting:
    """Explains an answer, and notices that the file is on its way.

    Attributes:
        noticed: Whether it is.
    """

    def __init__(self) -> None:
        self.noticed = False

    def __call__(self, answer: Answer) -> ProviderError | None:
        self.noticed = coming(answer)
        return refused_larger(answer)
