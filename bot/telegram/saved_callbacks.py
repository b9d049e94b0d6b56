"""What the buttons of presets and elements carry."""

from enum import StrEnum

from aiogram.filters.callback_data import CallbackData


class PresetAction(StrEnum):
    """What can be done with presets."""

    LIST = "list"
    SHOW = "show"
    USE = "use"
    LEAVE = "leave"
    WORDS = "words"
    NO_WORDS = "bare"
    RENAME = "name"
    DELETE = "del"
    DELETE_YES = "delyes"


class PresetTap(CallbackData, prefix="ps"):
    """On the list of somebody's presets, or on one of them."""

    owner: int
    action: PresetAction
    preset: int = 0
    page: int = 0


class ElementAction(StrEnum):
    """What can be done with elements."""

    LIST = "list"
    SHOW = "show"
    RENAME = "name"
    DESCRIBE = "about"
    DELETE = "del"
    DELETE_YES = "delyes"


class ElementTap(CallbackData, prefix="el"):
    """On the list of somebody's elements, or on one of them."""

    owner: int
    action: ElementAction
    element: int = 0
    page: int = 0
