"""What shows people the pictures that they have made."""

from collections.abc import Mapping
from typing import Any

from bot.telegram.gallery import Gallery
from bot.telegram.launch import Launch
from bot.telegram.menu_button import MenuButtons
from bot.telegram.sheet_pictures import SheetPictures
from bot.telegram.sheets import Sheets
from bot.telegram.showroom import Showroom
from bot.telegram.views import Views
from bot.wiring import Services


def gallery_data(services: Services, launch: Launch) -> Mapping[str, Any]:
    """What handlers may ask for by name: contact sheets, and one picture.

    Args:
        services: What they work with.
        launch: Where the gallery is as a page.
    """
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
        launch=launch,
        clock=services.clock,
    )
    return {
        "gallery": gallery,
        "sheets": sheets,
        "menu_buttons": MenuButtons(launch=launch, cache=cache),
    }


def showroom(services: Services) -> Showroom:
    """The gallery as a page."""
    return Showroom(
        bot=services.bot,
        history=services.history,
        views=Views(history=services.history, cache=services.stores.cache),
        thumbnails=services.thumbnails,
        media=services.media,
        people=services.people,
        wishes=services.wishes,
        shares=services.shares,
        catalogue=services.catalogue,
        styles=services.styles,
        translator=services.translator,
        clock=services.clock,
    )
