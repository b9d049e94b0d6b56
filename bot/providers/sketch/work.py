"""A task of Sketch: everything needed to paint, so that it survives a restart."""

import json
from dataclasses import asdict, dataclass

from bot.core.capabilities import Mode
from bot.core.models import Task


@dataclass(frozen=True, kw_only=True)
class Work:
    """What is to be painted.

    Attributes:
        style: Style.name.
        ratio: AspectRatio.name; empty: the input's proportions.
        strength: From 0 to 1, how much of an input may change.
        scale: By how much an input is enlarged.
        source: The input as `source.packed` makes it; empty: none.
        started: Unix time at which the task was accepted.
        seconds: Of a clip.
        begun: Seconds of the clips that this one continues.
    """

    mode: Mode
    prompt: str
    negative: str
    style: str
    ratio: str
    seed: int
    strength: float
    scale: int
    source: str
    started: float
    seconds: float = 0.0
    begun: float = 0.0

    def told(self) -> str:
        """All of it as a text: what a clip's name here is, from which it can be filmed again."""
        return json.dumps(asdict(self), ensure_ascii=False)

    @classmethod
    def read(cls, text: str) -> "Work | None":
        """What `told` told; None where another version of this program did."""
        try:
            fields = json.loads(text)
            return cls(**{**fields, "mode": Mode(fields["mode"])})
        except (KeyError, TypeError, ValueError):
            return None

    def task(self, task_id: str) -> Task:
        """The task that carries this."""
        return Task(id=task_id, data={"work": self.told()})

    @classmethod
    def of(cls, task: Task) -> "Work | None":
        """What a task carries; None where another version of this program wrote it."""
        return cls.read(task.data.get("work", ""))
