"""The error tree.

    BotError(code, data; refund, retry, failover)
    ├─ RequestError       nothing was spent
    │  ├─ PromptEmpty, PromptTooLong, PromptsTooLong
    │  ├─ UnknownParameter, BadParameter, UnknownModel, UnknownStyle, UnknownRatio
    │  ├─ UnsupportedOption, UnsupportedMode, FilmsOnly
    │  ├─ InputMissing, InputTooLarge, InputTooMany, InputTooLong, InputUnreadable, InputGone
    │  ├─ ClipTooLarge, ShotsUnfit, ElementsUnfit, LinkUnfit, NotEnglish, OptionsClash
    │  ├─ MaskUnclear, TooManyAtOnce
    │  ├─ NotFound, NotYours, LinkGone, NothingToCancel, SearchOver
    │  └─ NotAdmin, NoPurse, ModelBarred, LastModel
    ├─ LimitError         nothing was spent
    │  ├─ QuotaExceeded, PurseEmpty, GroupQuotaExceeded
    │  └─ Throttled, Banned, GroupOff
    ├─ ProviderError      the provider's doing
    │  ├─ Misconfigured, OutOfCredits, RateLimited, Unavailable
    │  ├─ ContentRejected, InvalidRequest, BadResponse, TaskFailed
    │  └─ TimedOut, ResultLost, Ambiguous
    ├─ DeliveryError     Telegram's doing
    │  └─ Unreachable, FileRejected, StorageClosed
    ├─ Cancelled         the person's doing, in time; CancelledLate: what was begun is spent
    └─ Internal          our own doing

An error carries a code and data, never words: `error-<code>` in `locales/` says it, with the
data as its variables, at one place (`bot.telegram.errors`).
"""

from collections.abc import Iterator, Mapping
from typing import ClassVar, TypeAlias

ErrorValue: TypeAlias = str | int | float


class BotError(Exception):
    """Something a person can be told.

    Attributes:
        code: Names the Fluent message `error-<code>`.
        fields: The data that comes with it, which that message may use.
        refund: Whether a reserved quota comes back when a run ends with it.
        retry: Whether pressing "again" may help.
        failover: Whether another model may take the request over, before acceptance.
    """

    code: ClassVar[str] = ""
    fields: ClassVar[frozenset[str]] = frozenset()
    refund: ClassVar[bool] = True
    retry: ClassVar[bool] = False
    failover: ClassVar[bool] = False

    def __init__(self, **data: ErrorValue) -> None:
        super().__init__(self.code, data)
        self.data: Mapping[str, ErrorValue] = data

    def __str__(self) -> str:
        details = ", ".join(f"{key}={value!r}" for key, value in self.data.items())
        return f"{self.code}({details})"


class RequestError(BotError):
    """The request cannot be done as it is; nothing was spent."""


class PromptEmpty(RequestError):
    """There are no words to paint."""

    code = "prompt-empty"


class PromptTooLong(RequestError):
    """The prompt is over the model's limit."""

    code = "prompt-too-long"
    fields = frozenset({"model", "length", "limit"})


class PromptsTooLong(RequestError):
    """Prompt and negative prompt together are over the model's limit."""

    code = "prompts-too-long"
    fields = frozenset({"model", "length", "limit"})


class UnknownParameter(RequestError):
    """A `--name` that this model does not have; `known` names those it has."""

    code = "unknown-parameter"
    fields = frozenset({"name", "model", "known"})


class BadParameter(RequestError):
    """A parameter's value is not allowed; `allowed` tells what is."""

    code = "bad-parameter"
    fields = frozenset({"name", "value", "model", "allowed"})


class UnknownModel(RequestError):
    """No model, or several, begin with this name."""

    code = "unknown-model"
    fields = frozenset({"name", "known"})


class UnknownStyle(RequestError):
    """The model has no such style; `known` names those it has, `known_ru` in Russian."""

    code = "unknown-style"
    fields = frozenset({"name", "model", "known"})


class UnknownRatio(RequestError):
    """The model cannot make these proportions."""

    code = "unknown-ratio"
    fields = frozenset({"name", "model", "known"})


class UnsupportedOption(RequestError):
    """The model has no such ability (a seed, a negative prompt, styles…)."""

    code = "unsupported-option"
    fields = frozenset({"name", "model", "known"})


class UnsupportedMode(RequestError):
    """The model does not do this kind of work; `able` names models that do."""

    code = "unsupported-mode"
    fields = frozenset({"mode", "model", "able"})


class FilmsOnly(RequestError):
    """The model makes clips, and a picture was asked for."""

    code = "films-only"
    fields = frozenset({"model"})


class InputMissing(RequestError):
    """The mode needs a picture and there is none."""

    code = "input-missing"


class InputTooLarge(RequestError):
    """An input picture is over the limit."""

    code = "input-too-large"
    fields = frozenset({"size_mb", "limit_mb"})


class InputTooMany(RequestError):
    """More input pictures than the model takes."""

    code = "input-too-many"
    fields = frozenset({"count", "limit", "model"})


class InputTooLong(RequestError):
    """A clip to start from lasts longer than the model takes."""

    code = "input-too-long"
    fields = frozenset({"seconds", "limit", "model"})


class ClipTooLarge(RequestError):
    """A clip to start from has more bytes than can be fetched, or than the model takes."""

    code = "clip-too-large"
    fields = frozenset({"size_mb", "limit_mb"})


class ShotsUnfit(RequestError):
    """The shots of a clip are not as the model makes them.

    `what` is `none` (it makes no clips of several shots), `count`, `words`, `length`, `whole` or
    `total`; `shot` is the number of the shot that is meant, 0: all of them.
    """

    code = "shots-unfit"
    fields = frozenset({"what", "model", "shot", "value", "low", "high"})


class ElementsUnfit(RequestError):
    """What the words name is not as the model takes it.

    `what` is `none` (it takes no elements), `count`, `pictures` or `input`.
    """

    code = "elements-unfit"
    fields = frozenset({"what", "model", "name", "value", "low", "high"})


class LinkUnfit(RequestError):
    """The model works on what a link leads to, and this is no such link."""

    code = "link-unfit"
    fields = frozenset({"model", "example"})


class NotEnglish(RequestError):
    """The model reads English alone."""

    code = "not-english"
    fields = frozenset({"model"})


class OptionsClash(RequestError):
    """Two options have values that the model does not make together."""

    code = "options-clash"
    fields = frozenset({"model", "one", "other"})


class InputUnreadable(RequestError):
    """What was sent is neither a picture nor a clip that can be read."""

    code = "input-unreadable"


class InputGone(RequestError):
    """The picture is neither kept here nor at Telegram any more."""

    code = "input-gone"


class MaskUnclear(RequestError):
    """A marking does not tell what to change: `marked` is `nothing` or `everything`."""

    code = "mask-unclear"
    fields = frozenset({"marked"})


class TooManyAtOnce(RequestError):
    """More pictures in one go than an album holds."""

    code = "too-many-at-once"
    fields = frozenset({"count", "limit"})


class PermutationsTooMany(RequestError):
    """Braces that stand for more pictures than one go makes."""

    code = "permutations-too-many"
    fields = frozenset({"count", "limit"})


class UnknownPreset(RequestError):
    """The person has no preset of that name, or several that begin so."""

    code = "unknown-preset"
    fields = frozenset({"name", "known", "count"})


class PresetNameUnfit(RequestError):
    """No preset can have this name."""

    code = "preset-name-unfit"
    fields = frozenset({"limit"})


class PresetNameTaken(RequestError):
    """Another preset has this name."""

    code = "preset-name-taken"
    fields = frozenset({"name"})


class PresetWordsTooLong(RequestError):
    """A preset adds no more words than that."""

    code = "preset-words-too-long"
    fields = frozenset({"length", "limit"})


class PresetsTooMany(RequestError):
    """Nobody has more presets than that."""

    code = "presets-too-many"
    fields = frozenset({"limit"})


class RecipeMissing(RequestError):
    """What was to be saved has no recipe."""

    code = "recipe-missing"


class ElementNameUnfit(RequestError):
    """No element can have this name."""

    code = "element-name-unfit"
    fields = frozenset({"limit"})


class ElementNameTaken(RequestError):
    """Another element has this name."""

    code = "element-name-taken"
    fields = frozenset({"name"})


class ElementDescriptionTooLong(RequestError):
    """An element is described in too many words."""

    code = "element-description-too-long"
    fields = frozenset({"length", "limit"})


class ElementFull(RequestError):
    """An element has no more pictures than that."""

    code = "element-full"
    fields = frozenset({"name", "count", "limit"})


class ElementsTooMany(RequestError):
    """Nobody has more elements than that."""

    code = "elements-too-many"
    fields = frozenset({"limit"})


class ElementsUnplaced(RequestError):
    """The model takes too few pictures to see all that the words name."""

    code = "elements-unplaced"
    fields = frozenset({"count", "limit", "model", "able"})


class NotFound(RequestError):
    """What a button or a link speaks of is not there any more."""

    code = "not-found"


class NotYours(RequestError):
    """The button belongs to somebody else."""

    code = "not-yours"


class SearchOver(RequestError):
    """Nobody remembers any more what a search was for."""

    code = "search-over"


class LinkGone(RequestError):
    """A shared link leads nowhere: taken back, its picture deleted, or never made."""

    code = "link-gone"


class NothingToCancel(RequestError):
    """Nothing is running or being asked."""

    code = "nothing-to-cancel"


class NotAdmin(RequestError):
    """Only the admins of a group may do this."""

    code = "not-admin"


class NoPurse(RequestError):
    """No operator gave this group a purse of its own."""

    code = "no-purse"


class ModelBarred(RequestError):
    """The admins of the group switched this model off; `known` names those that they did not."""

    code = "model-barred"
    fields = frozenset({"model", "known"})


class LastModel(RequestError):
    """The only model that is on in a group stays on."""

    code = "last-model"


class LimitError(BotError):
    """A rule of this bot says not now; nothing was spent."""


class QuotaExceeded(LimitError):
    """The day's quota is used up. `hours` until it resets at 00:00 UTC."""

    code = "quota-exceeded"
    fields = frozenset({"allowance", "limit", "left", "needed", "hours", "minutes"})


class PurseEmpty(QuotaExceeded):
    """The same of a purse that a whole group shares."""

    code = "purse-empty"


class GroupQuotaExceeded(LimitError):
    """The group had as many pictures today as its admins allow."""

    code = "group-quota-exceeded"
    fields = frozenset({"limit", "left", "needed", "hours", "minutes"})


class GroupOff(LimitError):
    """The admins of the group switched the bot off."""

    code = "group-off"


class Throttled(LimitError):
    """Too many requests in a short time."""

    code = "throttled"
    fields = frozenset({"seconds"})


class Banned(LimitError):
    """The operator shut this person out."""

    code = "banned"
    fields = frozenset({"reason"})


class ProviderError(BotError):
    """The provider did not give a picture.

    `detail` in the data is the provider's own text, cut and scrubbed, for the log.
    """

    fields = frozenset({"provider", "detail"})


class Misconfigured(ProviderError):
    """The key or the address is wrong: the operator's to mend."""

    code = "misconfigured"
    failover = True


class OutOfCredits(ProviderError):
    """The operator's account at the provider is empty, or its own quota is used up."""

    code = "out-of-credits"
    failover = True


class RateLimited(ProviderError):
    """The provider asks to slow down; `retry_after` in seconds, 0 when it does not say."""

    code = "rate-limited"
    fields = frozenset({"provider", "detail", "retry_after"})
    retry = True
    failover = True


class Unavailable(ProviderError):
    """Down, in maintenance, or its queue is full. Nothing was accepted.

    `reason` is the provider's own short word for it, empty when it gives none.
    """

    code = "unavailable"
    fields = frozenset({"provider", "detail", "reason"})
    retry = True
    failover = True


class ContentRejected(ProviderError):
    """The provider's moderation refused the words or the picture."""

    code = "content-rejected"


class InvalidRequest(ProviderError):
    """The provider does not take the parameters."""

    code = "invalid-request"


class BadResponse(ProviderError):
    """The answer makes no sense."""

    code = "bad-response"
    retry = True


class TaskFailed(ProviderError):
    """The provider accepted the task and then could not finish it."""

    code = "task-failed"
    retry = True


class TimedOut(ProviderError):
    """No result within the model's deadline."""

    code = "timed-out"
    retry = True


class ResultLost(ProviderError):
    """The result was made but can no longer be had (read already, or expired)."""

    code = "result-lost"
    retry = True


class Ambiguous(ProviderError):
    """The request was sent and no answer came: it may or may not have been accepted."""

    code = "ambiguous"
    retry = True


class Cancelled(BotError):
    """The person stopped the run before anything was spent on it."""

    code = "cancelled"


class CancelledLate(Cancelled):
    """The person stopped the run when its provider had begun and would not stop."""

    code = "cancelled-late"
    refund = False


class DeliveryError(BotError):
    """The picture is here but did not reach the chat."""


TOPIC = "topic"


class Unreachable(DeliveryError):
    """The chat cannot be written to: bot blocked, removed, or chat gone.

    `scope` is TOPIC where that is true of a single topic of it alone.
    """

    code = "unreachable"
    fields = frozenset({"scope"})
    refund = False


class FileRejected(DeliveryError):
    """Telegram takes the file neither as a picture nor as a document."""

    code = "file-rejected"


class StorageClosed(DeliveryError):
    """The operator's chat for uploads (STORAGE_CHAT_ID) does not take the picture."""

    code = "storage-closed"


class Internal(BotError):
    """A bug of ours ended the run; the log has it whole under the run's id."""

    code = "internal"
    fields = frozenset({"run"})
    retry = True


def tree(root: type[BotError] = BotError) -> Iterator[type[BotError]]:
    """Every error with a code below a root, depth first."""
    for child in root.__subclasses__():
        if child.code:
            yield child
        yield from tree(child)


def restore(code: str, data: Mapping[str, ErrorValue]) -> BotError:
    """An error as it was stored with a run.

    Raises:
        KeyError: No error has this code.
    """
    kinds = {kind.code: kind for kind in tree()}
    return kinds[code](**data)
