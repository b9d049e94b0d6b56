"""The menu for a picture that came without words."""

from collections.abc import Sequence

from aiogram.types import InlineKeyboardButton

from bot.core.capabilities import Mode
from bot.core.catalogue import Catalogue
from bot.core.models import Usage
from bot.telegram.buttons import View, button, keyboard
from bot.telegram.callbacks import PictureAction, PictureTap
from bot.telegram.keyboards import enlarging
from bot.telegram.translator import Translate

Rows = list[Sequence[InlineKeyboardButton]]


def picture_view(rows: Rows, t: Translate) -> View:
    """What can be done with the picture, besides reading its recipe."""
    recipe = button(t.plain("picture-recipe"), PictureTap(action=PictureAction.RECIPE))
    return View(text=t("picture-text"), markup=keyboard(*rows, [recipe]))


def upscale_view(rows: Rows, t: Translate) -> View:
    """How much larger the picture can be made."""
    return View(text=t("upscale-text"), markup=keyboard(*rows))


def picture_rows(
    catalogue: Catalogue, wanted: str | None, usage: Usage | None, t: Translate
) -> Rows:
    """Change and enlarge, as far as there are models for it.

    Args:
        catalogue: The models.
        wanted: The person's own model.
        usage: What is left of enlarging today.
        t: The words.
    """
    change = button(t.plain("picture-change"), PictureTap(action=PictureAction.CHANGE))
    able = bool(catalogue.able(Mode.IMAGE_TO_IMAGE))
    return [[change] if able else [], *enlarge_rows(catalogue, wanted, usage, t)]


def enlarge_rows(
    catalogue: Catalogue,
    wanted: str | None,
    usage: Usage | None,
    t: Translate,
    made_by: str | None = None,
) -> Rows:
    """A row per size, with what it takes; none where no model enlarges the picture."""
    spec = catalogue.choose(wanted, Mode.UPSCALE, made_by=made_by)
    return [[offer] for offer in enlarging(spec, usage, t)]
