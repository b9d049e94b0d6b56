"""What shows people the pictures that they have made."""

from collections.abc import Mapping
from typing import Any

from bot.telegram import launch
from bot.telegram.gallery import Gallery
from bot.telegram.sheet_pictures import SheetPictures
from bot.telegram.sheets import Sheets
from bot.telegram.views import Views
from bot.wiring import Services


def gallery_data(services: Services) -> Mapping[str, Any]:
    """What handlers may ask for by name: contact sheets, and one picture."""
    history, cache = services.history, services.stores.cache
    views = Views(history=history, cache=cache)
    gallery = Gallery(
        history=history,
        views=views,
        catalogue=services.catalogue,
        styles=services.styles,
        media=services.media,
    )
    sheets = Sheets(
        history=history,
        views=views,
        gallery=gallery,
        drawings=SheetPictures(thumbnails=services.thumbnails, cache=cache),
        catalogue=services.catalogue,
        launch=launch.at(services.settings.public_url),
        clock=services.clock,
    )
    return {"gallery": gallery, "sheets": sheets}
