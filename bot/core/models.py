"""The values everything speaks about: requests, jobs, runs, artifacts, people."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from bot.core.capabilities import Allowance, Mode, OptionValue
from bot.core.errors import BotError
from bot.core.runs import RunState


@dataclass(frozen=True, kw_only=True)
class Input:
    """A picture or clip that a request starts from; at least one of its addresses is set.

    Attributes:
        file_id: At Telegram, downloadable by the bot.
        media: Path below MEDIA_DIR.
        vendor_ref: The provider's own name of what it made.
        made_by: ModelSpec.key of the model whose work it is, as long as nobody enlarged it.
        clip: Whether it is a video.
        artifact: Artifact.id of a clip that was made here.
        part: Which part of a chain of clips that go on with each other it is; 0: not known.
        seconds: How long a clip is, where that is known.
        size: Bytes of a clip, where that is known.
    """

    file_id: str | None = None
    media: str | None = None
    vendor_ref: str | None = None
    made_by: str | None = None
    clip: bool = False
    artifact: int | None = None
    part: int = 0
    seconds: float | None = None
    size: int | None = None


@dataclass(frozen=True, kw_only=True)
class Shot:
    """One of the shots that a clip is made of.

    Attributes:
        prompt: What happens in it.
        seconds: How long it lasts.
    """

    prompt: str
    seconds: float


@dataclass(frozen=True, kw_only=True)
class Element:
    """Somebody or something that the words speak of as `@name`.

    Attributes:
        name: As it stands in the words, without the `@`.
        pictures: What it looks like.
        description: The same in words.
    """

    name: str
    pictures: tuple[Input, ...]
    description: str = ""


@dataclass(frozen=True, kw_only=True)
class Request:
    """One wish for one model, complete and portable.

    Attributes:
        model: ModelSpec.key.
        ratio: AspectRatio.name; None: the model's default, or the input's proportions.
        seed: None: any.
        inputs: What it starts from; of two pictures in IMAGE_TO_VIDEO the last ends the clip.
        mask: What marks the part of the only input that is to be changed: a mask in black and
            white, black being changed, or a copy of the input with red paint on it.
        shots: What a clip of several shots is made of; the prompt is left out then.
        elements: Whom or what the words name.
        options: Advanced parameters that differ from the model's defaults.
    """

    mode: Mode
    model: str
    prompt: str = ""
    negative: str = ""
    style: str | None = None
    ratio: str | None = None
    seed: int | None = None
    inputs: tuple[Input, ...] = ()
    mask: Input | None = None
    shots: tuple[Shot, ...] = ()
    elements: tuple[Element, ...] = ()
    options: Mapping[str, OptionValue] = field(default_factory=dict)

    @property
    def made_by(self) -> str | None:
        """The model whose picture it starts from, if that is known."""
        return self.inputs[0].made_by if self.inputs else None

    @property
    def part(self) -> int:
        """Which part of a chain of clips comes of it; the first, unless it goes on with one."""
        goes_on = self.mode is Mode.EXTEND_VIDEO and bool(self.inputs)
        return max(1, self.inputs[0].part) + 1 if goes_on else 1


INLINE_CARD = 0
"""The number of a card that is a message posted inline: Telegram tells no other."""


@dataclass(frozen=True, kw_only=True)
class Origin:
    """Where a request came from, and where its answer goes.

    Attributes:
        chat_id: The chat.
        thread_id: Its topic, where it has topics.
        message_id: The message to reply to.
        private: Whether it is a person's own chat with the bot.
        update_id: Telegram's number of the update: the same update never starts two jobs.
        inline_id: Telegram's name of the message that was posted by way of the bot in a chat that
            it need not know; it becomes the answer. `chat_id` is the person's then.
        inline_turn: The job there that this one comes after, 0 for the first: the same turn of
            the same message never starts two jobs either.
    """

    chat_id: int
    thread_id: int | None = None
    message_id: int | None = None
    private: bool = True
    update_id: int | None = None
    inline_id: str | None = None
    inline_turn: int = 0


@dataclass(frozen=True, kw_only=True)
class Order:
    """What a person asks for in one go: one or several requests that are answered together.

    Attributes:
        person_id: Who asked.
        payer_id: Whose quota is used: a person's id, or a group's (negative).
        language: In which the answer speaks.
    """

    person_id: int
    payer_id: int
    origin: Origin
    language: str
    requests: tuple[Request, ...]


@dataclass(frozen=True, kw_only=True)
class Task:
    """A provider's task that has been accepted.

    Attributes:
        id: The provider's name of it.
        data: Whatever else its provider needs to ask for it.
    """

    id: str
    data: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Artifact:
    """A picture or clip that a run made; it exists on disk before it is named here.

    Attributes:
        media: Path below MEDIA_DIR; None once its file was removed.
        size: Bytes.
        message_id: The delivered message.
        file_id: At Telegram as a photo, video or document, once delivered.
        seconds: How long a clip is; None: it is a picture.
        vendor_ref: The provider's own name of it.
        note: The provider's own words on it (a revised prompt).
    """

    id: int
    run_id: int
    index: int
    media: str | None
    mime: str
    width: int
    height: int
    size: int
    seconds: float | None = None
    seed: int | None = None
    message_id: int | None = None
    file_id: str | None = None
    vendor_ref: str | None = None
    note: str | None = None
    favourite: bool = False

    @property
    def clip(self) -> bool:
        """Whether it is a video."""
        return self.mime.startswith("video/")


@dataclass(frozen=True, kw_only=True)
class Handover:
    """What a run was before another model took it over.

    Attributes:
        wanted: The request as it was ordered.
        passed: Models that are not asked again, the one that was ordered first.
    """

    wanted: Request
    passed: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Run:
    """One request on its way through one provider.

    Attributes:
        due_at: The next time to do something about it (queued: not before; following: next look).
        submitted_at: When the provider was asked.
        accepted_at: When the provider took it.
        collected_at: When its pictures were on the disk.
        finished_at: When it was settled.
        attempts: Creations that the provider refused for the moment.
        error: Why it failed.
        instead_of: What was ordered, where another model does it now.
    """

    id: int
    job_id: int
    person_id: int
    provider: str
    request: Request
    state: RunState
    created_at: datetime
    due_at: datetime
    task: Task | None = None
    cancel_requested: bool = False
    attempts: int = 0
    submitted_at: datetime | None = None
    accepted_at: datetime | None = None
    collected_at: datetime | None = None
    finished_at: datetime | None = None
    error: BotError | None = None
    instead_of: Handover | None = None
    artifacts: tuple[Artifact, ...] = ()

    @property
    def wanted(self) -> Request:
        """What was ordered, whichever model does it."""
        return self.instead_of.wanted if self.instead_of else self.request

    @property
    def seconds(self) -> float | None:
        """From the request to the result, once it is there."""
        if self.finished_at is None:
            return None
        return (self.finished_at - self.created_at).total_seconds()


@dataclass(frozen=True, kw_only=True)
class Job:
    """An order that was taken: its runs share one status card and are delivered together.

    Attributes:
        card_id: The status card's message while it is shown; a message that was posted inline is
            one from the start.
        closed: Whether everything was said and the card is gone.
    """

    id: int
    person_id: int
    payer_id: int
    origin: Origin
    language: str
    created_at: datetime
    card_id: int | None = None
    closed: bool = False
    runs: tuple[Run, ...] = ()

    @property
    def comparison(self) -> bool:
        """Whether several models were given the same words."""
        models = {run.wanted.model for run in self.runs}
        return len(models) > 1 and len({run.wanted.prompt for run in self.runs}) == 1


@dataclass(frozen=True, kw_only=True)
class Preferences:
    """What a person has set in the panel; None: the model's own default.

    Attributes:
        count: Pictures per request.
        options: Advanced parameters by name, kept while the model has them.
        preset: The id of the preset whose words every prompt gets.
        film: The same for clips: they have a model of their own.
    """

    model: str | None = None
    style: str | None = None
    ratio: str | None = None
    negative: str = ""
    seed: int | None = None
    count: int = 1
    options: Mapping[str, OptionValue] = field(default_factory=dict)
    preset: int | None = None
    film: "Preferences | None" = None

    def of(self, mode: Mode) -> "Preferences":
        """What is set for a kind of work."""
        return (self.film or Preferences()) if mode.films else self


@dataclass(frozen=True, kw_only=True)
class Person:
    """Somebody who talks to the bot.

    Attributes:
        language: Chosen by them; None: Telegram's.
        plan: Plan.key.
        reachable: False once they blocked the bot.
    """

    id: int
    language: str | None
    plan: str
    preferences: Preferences
    created_at: datetime
    reachable: bool = True
    banned: str | None = None


@dataclass(frozen=True, kw_only=True)
class Plan:
    """What a person may do in a day (00:00 to 24:00 UTC).

    Attributes:
        daily: Runs per kind of work; None: without limit.
    """

    key: str
    daily: Mapping[Allowance, int | None]


@dataclass(frozen=True, kw_only=True)
class Usage:
    """What is used of one kind of work today; limit None: without limit."""

    allowance: Allowance
    used: int
    limit: int | None

    @property
    def left(self) -> int | None:
        """What remains; None: without limit."""
        return None if self.limit is None else max(0, self.limit - self.used)


@dataclass(frozen=True, kw_only=True)
class StoredFile:
    """A file below MEDIA_DIR, flushed to the disk itself.

    Attributes:
        media: Path below MEDIA_DIR.
        mime: By its bytes, never by its name.
        size: Bytes.
        seconds: How long a clip is; None: it is a picture.
    """

    media: str
    mime: str
    width: int
    height: int
    size: int
    seconds: float | None = None


@dataclass(frozen=True, kw_only=True)
class Cached:
    """A stored answer of somebody else's and when it was had."""

    value: Any
    stored_at: datetime
