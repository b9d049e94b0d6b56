"""What keeps and shows what people have chosen, saved and marked."""

from collections.abc import Mapping
from typing import Any

from bot.telegram.casting import Casting
from bot.telegram.panel_pictures import PanelPictures
from bot.telegram.panels import Panels
from bot.telegram.reacting import Reacting
from bot.telegram.recipes import Recipes
from bot.telegram.shelves import Shelves
from bot.wiring import Services


def saved_data(services: Services, recipes: Recipes) -> Mapping[str, Any]:
    """What handlers may ask for by name: settings, presets, elements, reactions.

    Args:
        services: What it all works with.
        recipes: Reads files.
    """
    stores, catalogue, styles = services.stores, services.catalogue, services.styles
    panels = Panels(
        catalogue=catalogue,
        styles=styles,
        models=services.models,
        people=services.people,
        presets=services.presets,
        pictures=PanelPictures(styles=styles, cache=stores.cache),
    )
    return {
        "panels": panels,
        "shelves": Shelves(
            presets=services.presets,
            posts=stores.posts,
            runs=stores.runs,
            catalogue=catalogue,
            styles=styles,
            recipes=recipes,
            adoptions=services.adoptions,
            panels=panels,
        ),
        "casting": Casting(elements=services.elements, media=services.media),
        "reacting": Reacting(
            posts=stores.posts,
            runs=stores.runs,
            catalogue=catalogue,
            translator=services.translator,
        ),
    }
