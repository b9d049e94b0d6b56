"""Jobs with pictures on a disk, for a messenger to deliver."""

from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any

from PIL import Image

from bot.core.capabilities import Mode
from bot.core.errors import BotError
from bot.core.models import Artifact, Job, Origin, Request, Run
from bot.core.ports.conversation import JobStatus
from bot.core.runs import RunState
from tests.support.clips import clip
from tests.support.clock import START
from tests.support.fakes import MODEL, FakeMedia


class Disk(FakeMedia):
    """Files below a folder."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.folder = folder

    def path(self, media: str) -> Path:
        return self.folder / media

    def scratch(self) -> Path:
        return self.folder / "scratch"

    def picture(self, number: int, size: tuple[int, int] = (64, 48), **more: Any) -> Artifact:
        """A picture of a colour of its own."""
        media = f"{number}.png"
        Image.new("RGB", size, (number * 40 % 256, 90, 120)).save(self.path(media))
        content: dict[str, Any] = {
            "media": media,
            "mime": "image/png",
            "width": size[0],
            "height": size[1],
            "size": self.path(media).stat().st_size,
            "seed": 40 + number,
        }
        return Artifact(id=number, run_id=number, index=0, **content | more)

    def clip(self, number: int, size: tuple[int, int] = (64, 48), **more: Any) -> Artifact:
        """A clip of two seconds."""
        media = f"{number}.mp4"
        clip(self.path(media), size=size, seconds=2)
        content: dict[str, Any] = {
            "mime": "video/mp4",
            "width": size[0],
            "height": size[1],
            "size": self.path(media).stat().st_size,
            "seconds": 2.0,
        }
        return Artifact(id=number, run_id=number, index=0, media=media, **content | more)


def run(number: int = 1, *artifacts: Artifact, **more: Any) -> Run:
    """A run on its way to the chat, or failed where `error` is given."""
    error: BotError | None = more.pop("error", None)
    wish = {"mode": Mode.TEXT_TO_IMAGE, "model": MODEL.key, "prompt": "a fox & <b>owl</b>"}
    request = Request(**wish | more.pop("request", {}))
    values: dict[str, Any] = {
        "person_id": 1001,
        "provider": "fake",
        "state": RunState.FAILED if error else RunState.DELIVERING,
        "created_at": START - timedelta(seconds=12),
        "due_at": START,
    }
    return Run(
        id=number, job_id=1, request=request, artifacts=artifacts, error=error, **values | more
    )


def job(runs: Sequence[Run], *, chat: int, **more: Any) -> Job:
    """A job for a chat."""
    origin = Origin(chat_id=chat, **more.pop("origin", {}))
    values: dict[str, Any] = {
        "person_id": 1001,
        "payer_id": 1001,
        "language": "en",
        "created_at": START,
    }
    return Job(id=1, origin=origin, runs=tuple(runs), **values | more)


def status(whole: Job, **more: Any) -> JobStatus:
    """What a card shows."""
    values: dict[str, Any] = {
        "place": 0,
        "progress": 0.42,
        "estimated": True,
        "seconds_left": 12.3,
        "done": 0,
    }
    return JobStatus(job=whole, **values | more)
