"""What buttons carry: an action and ids, never content, so that they outlive any restart.

Telegram allows 64 bytes of callback data. `owner` is the person to whom a screen belongs: in a
group somebody else may press its buttons.
"""

import hashlib
from enum import StrEnum
from typing import Self

from aiogram.filters.callback_data import CallbackData

from bot.core.capabilities import Wording

_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
_BASE = len(_DIGITS)


class ResultAction(StrEnum):
    """What the buttons below a picture do."""

    SHOW = "show"
    AGAIN = "again"
    VARY = "vary"
    EDIT = "edit"
    CHANGE = "change"
    UPSCALE = "up"
    FILE = "file"
    COPY = "copy"
    PRESET = "preset"
    FAVOUR = "fav"
    SHARE = "share"
    DELETE = "del"
    DELETE_YES = "delyes"
    BACK = "back"
    NUMBERS = "all"


class ResultTap(CallbackData, prefix="r"):
    """Below a picture, or below the numbered control message of an album."""

    action: ResultAction
    artifact: int


class UpscaleTap(CallbackData, prefix="u"):
    """Below a picture whose enlargement was asked for; 0: as much as the model does."""

    artifact: int
    scale: int = 0


class RevokeTap(CallbackData, prefix="sx"):
    """Below a picture's link: take it back."""

    artifact: int


class SharedAction(StrEnum):
    """What can be done with somebody's shared recipe."""

    AGAIN = "again"
    EDIT = "edit"
    PRESET = "preset"
    COPY = "copy"


class SharedTap(CallbackData, prefix="g"):
    """Below a shared recipe; the link's key says which, since numbers can be guessed."""

    action: SharedAction
    key: str


class FailureAction(StrEnum):
    """The next steps after a failure."""

    RETRY = "retry"
    OTHER = "other"
    SHORTEN = "short"
    EDIT = "edit"


class FailureTap(CallbackData, prefix="f"):
    """Below the report of a failed run; `model` is the key of another able one."""

    action: FailureAction
    run: int
    model: str = ""


class CancelJob(CallbackData, prefix="cj"):
    """On a status card: stop the whole job."""

    job: int


class StartTap(CallbackData, prefix="is"):
    """Below a card that was posted inline and waits to be started; `draft` names its words."""

    owner: int
    draft: str
    model: str


class AskCancelTap(CallbackData, prefix="ac"):
    """Below a question: never mind."""


class WordsTap(CallbackData, prefix="w"):
    """Below the question for other words: help with them."""


class RewordTap(CallbackData, prefix="rw"):
    """Below the same question: have other words proposed."""

    how: Wording


class ProposalAction(StrEnum):
    """What becomes of proposed words."""

    USE = "use"
    ANOTHER = "other"
    EDIT = "edit"
    KEEP = "keep"


class ProposalTap(CallbackData, prefix="wp"):
    """Below proposed words."""

    owner: int
    action: ProposalAction


class ExampleTap(CallbackData, prefix="ex"):
    """Below the greeting: run one of the example prompts."""

    number: int


class RequestAction(StrEnum):
    """What can be done with a message that was not run."""

    RUN = "run"
    SHORTEN = "short"


class RequestTap(CallbackData, prefix="q"):
    """Below a note that replies to a message which was not run.

    Run it now, or without so many characters at the end of its prompt.
    """

    action: RequestAction
    over: int = 0


class DraftAction(StrEnum):
    """What becomes of a request that waits for a yes."""

    PAINT = "go"
    COMPARE = "cmp"
    LITERAL = "one"
    DROP = "no"


class DraftTap(CallbackData, prefix="d"):
    """On a screen that says what something takes before it starts."""

    owner: int
    action: DraftAction


class CompareTap(CallbackData, prefix="cm"):
    """On the screen of a comparison: choose a model by its key, or leave it out."""

    owner: int
    model: str


class PictureAction(StrEnum):
    """What can be done with a picture that came without words."""

    CHANGE = "change"
    ENLARGE = "x"
    RECIPE = "recipe"
    AGAIN = "again"
    EDIT = "edit"
    PRESET = "preset"
    COPY = "copy"


class PictureTap(CallbackData, prefix="i"):
    """On the menu that replies to a picture somebody sent; `scale` as in `UpscaleTap`."""

    action: PictureAction
    scale: int = 0


class Screen(StrEnum):
    """The screens of the settings panel."""

    MAIN = "main"
    MODEL = "model"
    STYLE = "style"
    RATIO = "ratio"
    NEGATIVE = "neg"
    COUNT = "count"
    ADVANCED = "adv"
    FILM = "film"
    PRESETS = "pre"
    LANGUAGE = "lang"
    RESET = "reset"
    CLOSE = "close"


class PanelTap(CallbackData, prefix="p"):
    """Goes to a screen of the panel."""

    owner: int
    screen: Screen
    page: int = 0


class Field(StrEnum):
    """What a button of the panel sets."""

    MODEL = "model"
    STYLE = "style"
    RATIO = "ratio"
    NEGATIVE = "neg"
    COUNT = "count"
    SEED = "seed"
    FILM = "film"
    FILM_RATIO = "fratio"
    PRESET = "preset"
    LANGUAGE = "lang"
    RESET = "reset"


class SetTap(CallbackData, prefix="s"):
    """Sets something in the panel; an empty value: back to the model's own default."""

    owner: int
    field: Field
    value: str = ""
    page: int = 0


class TuneTap(CallbackData, prefix="t"):
    """Sets an advanced option to a value (the number of a word, for words)."""

    owner: int
    option: str
    value: str


class HistoryAction(StrEnum):
    """Ways through the history."""

    SHEET = "sheet"
    BEFORE = "prev"
    BACK = "back"
    SHELVES = "kinds"
    DAYS = "days"
    SEARCH = "find"
    OPEN = "open"
    OLDER = "old"
    NEWER = "new"
    SHOW = "show"
    FILTER = "filter"
    FAVOUR = "fav"
    AGAIN = "again"
    RECIPE = "recipe"
    DELETE = "del"
    DELETE_YES = "delyes"


class HistoryTap(CallbackData, prefix="h"):
    """On the history.

    Attributes:
        artifact: The picture that a button speaks of, or the first of a sheet; 0: the newest.
        view: Which pictures are shown, as `bot.telegram.views` names it.
        sheet: The first picture of the sheet to go back to, as `brief` writes it.
    """

    owner: int
    action: HistoryAction
    artifact: int = 0
    view: str = ""
    sheet: str = ""

    @property
    def top(self) -> int:
        """The first picture of the sheet to go back to; 0: there is none."""
        return int(self.sheet or "0", _BASE)

    @classmethod
    def unpack(cls, value: str) -> Self:
        """Read a button; those from before there were sheets say nothing of one."""
        missing = len(cls.model_fields) - value.count(cls.__separator__)
        return super().unpack(value + cls.__separator__ * missing)


class PrivacyAction(StrEnum):
    """A person's rights over what is stored."""

    SHOW = "show"
    EXPORT = "export"
    ERASE = "erase"
    ERASE_YES = "yes"


class PrivacyTap(CallbackData, prefix="pr"):
    """On the privacy screen."""

    owner: int
    action: PrivacyAction


class Page(StrEnum):
    """Screens that other screens lead to."""

    HELP = "help"
    SETTINGS = "settings"
    QUOTA = "quota"
    STATUS = "status"


class OpenTap(CallbackData, prefix="op"):
    """Opens a screen."""

    page: Page


class GroupScreen(StrEnum):
    """The screens of a group's settings."""

    MAIN = "main"
    MODELS = "models"
    DAILY = "daily"
    PAYER = "payer"
    LANGUAGE = "lang"
    CLOSE = "close"


class GroupTap(CallbackData, prefix="gr"):
    """Goes to a screen of a group's settings; they belong to all admins of the chat."""

    screen: GroupScreen
    page: int = 0


class GroupField(StrEnum):
    """What a button of a group's settings sets."""

    ENABLED = "on"
    MODEL = "model"
    DAILY = "daily"
    PAYER = "payer"
    SPOILER = "spoil"
    LANGUAGE = "lang"


class GroupSetTap(CallbackData, prefix="gs"):
    """Sets something for a group; `on` tells what becomes of the model that `value` names.

    An empty value is none: no limit, no language, every model.
    """

    field: GroupField
    value: str = ""
    on: bool = True
    page: int = 0


class FilmTuneTap(CallbackData, prefix="vt"):
    """Sets an option of clips, as `TuneTap` one of pictures."""

    owner: int
    option: str
    value: str


class FilmAction(StrEnum):
    """What a picture or a clip that was made here may become."""

    ANIMATE = "move"
    CHANGE = "change"
    EXTEND = "on"
    SIZES = "up"


class FilmTap(CallbackData, prefix="v"):
    """Below a picture or a clip."""

    action: FilmAction
    artifact: int


class SizeTap(CallbackData, prefix="vx"):
    """Below a clip whose enlargement was asked for: the key of the model that makes it."""

    artifact: int
    model: str


class SentFilmTap(CallbackData, prefix="vi"):
    """On the menu that replies to a picture or clip somebody sent: ask what shall happen."""


class WordlessTap(CallbackData, prefix="vw"):
    """Below the question what shall happen in a clip: whatever the model likes."""


def style_id(name: str) -> str:
    """A style's name as it travels in a button: names are the vendor's and may be long."""
    return hashlib.blake2s(name.encode(), digest_size=4).hexdigest()


def view_id(name: str) -> str:
    """A model's key or the words of a search in a button of one person's history."""
    return hashlib.blake2s(name.encode(), digest_size=3).hexdigest()


def brief(number: int) -> str:
    """An id in as few letters as there is room for: in base 36."""
    digits = ""
    while number:
        number, rest = divmod(number, _BASE)
        digits = _DIGITS[rest] + digits
    return digits
