"""Everything that is done with pixels; each function blocks and belongs in a thread."""

from bot.services.pictures.drawings import grid, row, shapes, strip
from bot.services.pictures.files import clean_input, for_photo, inspect, thumbnail
from bot.services.pictures.masks import mask_for
from bot.services.pictures.sheets import Cell, contact_sheet, square

__all__ = [
    "Cell",
    "clean_input",
    "contact_sheet",
    "for_photo",
    "grid",
    "inspect",
    "mask_for",
    "row",
    "shapes",
    "square",
    "strip",
    "thumbnail",
]
