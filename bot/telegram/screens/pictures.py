"""The menu for a picture that came without words."""

from bot.core.capabilities import Mode
from bot.core.catalogue import Catalogue
from bot.telegram.buttons import View, button, keyboard
from bot.telegram.callbacks import PictureAction, PictureTap
from bot.telegram.translator import Translate


def picture_view(catalogue: Catalogue, t: Translate) -> View:
    """What can be done with the picture."""
    able = {
        PictureAction.CHANGE: bool(catalogue.able(Mode.IMAGE_TO_IMAGE)),
        PictureAction.UPSCALE: bool(catalogue.able(Mode.UPSCALE)),
        PictureAction.RECIPE: True,
    }
    taps = [
        button(t.plain(f"picture-{action.name.lower()}"), PictureTap(action=action))
        for action, can in able.items()
        if can
    ]
    return View(text=t("picture-text"), markup=keyboard(taps[:2], taps[2:]))
