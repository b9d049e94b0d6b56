"""Enlarging at nalitek, which can be more than one task.

A picture that is not stored there is painted anew first, nearly unchanged, and that one enlarged.
Both steps belong to one task of ours: its id is the first picture's, its data says what follows.
What a restart forgets, the id of the second picture, is found in the vendor's list.
"""

import logging
import time
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from bot.core.errors import Ambiguous, ProviderError, RateLimited, ResultLost, Unavailable
from bot.core.models import Task
from bot.core.ports.provider import Failed, Running
from bot.providers.nalitek import reading
from bot.providers.nalitek.looking import Looking
from bot.providers.nalitek.reading import COMPLETED, FAILED, Image
from bot.providers.nalitek.spec import KEY
from bot.providers.nalitek.vendor import Vendor

logger = logging.getLogger(__name__)

THEN = "then"
ENLARGE = "enlarge"
"""Once the picture is there: enlarge it."""

SEEK = "seek"
"""The picture is being enlarged; the vendor has not told under which id."""

SHARE = 0.7
"""Of the whole time, for the first of two steps."""

SOUGHT_SECONDS = 60.0
"""How long an enlarging without an answer is looked for in the vendor's list."""

MOST = 500
"""Tasks remembered at once."""


@dataclass(kw_only=True, slots=True)
class Course:
    """How far a task is, as far as this process knows.

    Attributes:
        source: The picture to enlarge, once it is there.
        enlarged: The id of the larger one.
        sought: Since when that id is looked for; None: it was not asked for yet.
        certain: Whether the vendor took the enlarging.
        ours: Whether this process painted the source, hence knows that nobody enlarged it.
    """

    source: Image | None = None
    enlarged: str = ""
    sought: float | None = None
    certain: bool = True
    ours: bool = False


class Enlarging:
    """Takes tasks with a second step to their end.

    Args:
        vendor: Enlarges.
        looking: Tells how pictures are.
    """

    def __init__(self, vendor: Vendor, looking: Looking) -> None:
        self._vendor = vendor
        self._looking = looking
        self._courses: dict[str, Course] = {}

    def begin(self, image_id: str, body: Mapping[str, Any]) -> Task:
        """A task for a picture that has just been asked for and is to be enlarged."""
        self._course(image_id).ours = True
        return _task(image_id, ENLARGE, body)

    def seek(self, answer: Image, image_id: str, body: Mapping[str, Any]) -> Task:
        """A task for a picture that is being enlarged under an id which the answer leaves out."""
        size = {"size": "{}x{}".format(*answer.size)} if answer.size else {}
        return _task(image_id, SEEK, {**body, **size})

    async def look(self, task: Task) -> Image | Running | Failed:
        """The larger picture once it is over, well or not.

        Raises:
            ProviderError: The vendor could not be asked.
        """
        course = self._course(task.id)
        if course.source is None:
            found = await self._look_at_source(task)
            if isinstance(found, Running) or found.state == FAILED:
                return found
            course.source = replace(found, id=task.id)
        if not course.enlarged:
            answer = await self._advance(task, course, course.source)
            if answer is not None:
                return answer
        later = await self._looking.look(course.enlarged)
        if isinstance(later, Running) and later.progress is not None:
            return replace(later, progress=SHARE + (1 - SHARE) * later.progress)
        return later

    def forget(self, task: Task) -> str:
        """The task is over; the id of its larger picture, as far as it was known."""
        course = self._courses.pop(task.id, None)
        return course.enlarged if course else ""

    async def _look_at_source(self, task: Task) -> Image | Running:
        if task.data[THEN] == SEEK:
            return await self._vendor.record(task.id)
        found = await self._looking.look(task.id)
        if isinstance(found, Running) and found.progress is not None:
            return replace(found, progress=SHARE * found.progress)
        return found

    async def _advance(
        self, task: Task, course: Course, source: Image
    ) -> Image | Running | Failed | None:
        """Have the source enlarged, or find what came of it; None: its id is known now."""
        body = _body(task)
        if task.data[THEN] == SEEK and course.sought is None:
            course.sought = time.monotonic()
        if course.sought is not None or not course.ours:
            found = await self._found(task, source, body["scale"])
            if found is not None:
                course.enlarged = found.id
                return found if found.id == source.id else None
        if course.sought is None:
            return await self._enlarge(course, source, body)
        if not course.certain and time.monotonic() - course.sought > SOUGHT_SECONDS:
            return Failed(error=Ambiguous(provider=KEY, detail="an enlarging without an answer"))
        return Running()

    async def _enlarge(
        self, course: Course, source: Image, body: Mapping[str, Any]
    ) -> Image | Running | Failed | None:
        try:
            answer = await self._vendor.upscale(source.id, body)
        except Ambiguous as error:
            logger.info("Nobody knows whether picture %s is enlarged: %s", source.id, error)
            course.sought, course.certain = time.monotonic(), False
            return Running()
        except ProviderError as error:
            if isinstance(error, RateLimited | Unavailable):
                raise
            return Failed(error=error)
        if answer.ready or answer.state == FAILED:
            return named(answer, source.id)
        if answer.id in {"", source.id}:
            course.sought = time.monotonic()
            return Running()
        course.enlarged = answer.id
        return None

    async def _found(self, task: Task, source: Image, scale: int) -> Image | None:
        """The larger picture: another one in the list, or the source in its new size."""
        for image in await self._newest():
            if _comes_of(image, source, scale):
                return image
        wanted = reading.size(task.data.get("size", ""))
        if task.data[THEN] == ENLARGE and source.size:
            wanted = scaled(source.size, scale)
        record = await self._vendor.record(source.id)
        return record if record.ready and record.size and record.size == wanted else None

    async def _newest(self) -> tuple[Image, ...]:
        try:
            return await self._vendor.newest(upscaled=True)
        except ResultLost as error:
            logger.info("The vendor has no list: %s", error)
            return ()

    def _course(self, image_id: str) -> Course:
        if image_id not in self._courses and len(self._courses) >= MOST:
            del self._courses[next(iter(self._courses))]
        return self._courses.setdefault(image_id, Course())


def named(answer: Image, source_id: str) -> Image:
    """A final answer; the source's id in it is not the larger picture's."""
    own = "" if answer.id == source_id else answer.id
    return replace(answer, id=own, state=answer.state or COMPLETED)


def scaled(size: tuple[int, int], scale: int) -> tuple[int, int]:
    """A size so many times larger."""
    return scale * size[0], scale * size[1]


def _comes_of(image: Image, source: Image, scale: int) -> bool:
    """Whether there is evidence for it: another person's picture must never be taken for it."""
    if not image.id or image.id == source.id:
        return False
    if image.parent:
        return image.parent == source.id
    if image.size and source.size and image.size != scaled(source.size, scale):
        return False
    alike = image.seed == source.seed and image.prompt == source.prompt
    return alike and source.seed is not None and bool(source.prompt)


def _task(image_id: str, then: str, body: Mapping[str, Any]) -> Task:
    return Task(id=image_id, data={THEN: then, **{key: str(value) for key, value in body.items()}})


def _body(task: Task) -> dict[str, Any]:
    return {
        "scale": int(task.data["scale"]),
        "face_enhance": task.data["face_enhance"] == str(True),
        "denoise": float(task.data["denoise"]),
    }
