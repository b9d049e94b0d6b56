"""Characters: somebody in a clip whom Sora may be asked for again, under an id.

A task of this kind makes no clip. Its result here is the clip in which the character is seen,
now with KIE's id of them: that is what can be looked at, kept and sent along again.
"""

from bot.core.errors import BadResponse
from bot.core.models import Request, Task
from bot.core.ports.provider import Failed, Finished, Result
from bot.providers.calls import Answer
from bot.providers.kie import records
from bot.providers.kie.bodies import Wish
from bot.providers.kie.line import Line
from bot.providers.kie.refusals import refused_record
from bot.providers.kie.works import WORKS, Reference, reference

_SEEN, _ORIGIN = "seen", "origin"


class Characters:
    """Reads what comes of characters.

    Args:
        line: KIE's API.
    """

    def __init__(self, line: Line) -> None:
        self._line = line

    def seen_in(self, request: Request, wish: Wish) -> dict[str, str]:
        """What of a request has to be known later: where the clip is."""
        if wish.pictures:
            return {_SEEN: wish.pictures[0]}
        return {_ORIGIN: request.inputs[0].vendor_ref or ""}

    async def told(self, task: Task, answer: Answer) -> Finished | Failed:
        """The end of a task that is done.

        Raises:
            ProviderError: The clip's own task could not be asked for it.
        """
        found = records.character(answer.json())
        address = task.data.get(_SEEN) or await self._origin(task.data.get(_ORIGIN, ""))
        if not found or not address:
            detail = {"provider": answer.provider, "detail": answer.detail}
            return Failed(error=BadResponse(**detail))
        source = Reference(work=WORKS[task.data["work"]], task=found)
        result = Result(url=address, vendor_ref=str(source), note=found, clip=True)
        return Finished(results=(result,))

    async def _origin(self, told: str) -> str:
        """Where the clip of an earlier task is."""
        source = reference(told)
        if source is None:
            return ""
        family = source.work.family
        answer = await self._line.ask(family.status, refused_record, {"taskId": source.task})
        urls = records.read(answer.json(), family.done).urls
        return urls[source.index] if source.index < len(urls) else ""
