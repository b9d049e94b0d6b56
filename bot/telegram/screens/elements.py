"""A person's elements: the list, one of them, and what is asked about it."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.core.elements import DESCRIPTION_LIMIT, MOST, NAME_LIMIT, PICTURES, SavedElement
from bot.telegram.buttons import View, button, in_rows, keyboard
from bot.telegram.keyboards import question_keyboard
from bot.telegram.saved_callbacks import ElementAction, ElementTap
from bot.telegram.screens.words import code
from bot.telegram.translator import Safe, Translate

PER_PAGE = 6
"""Elements on one page, so that they can be told apart in one picture."""


@dataclass(frozen=True, kw_only=True)
class Troupe:
    """Somebody's elements as they are shown.

    Attributes:
        owner: Whose they are.
        elements: All of them, by name.
        t: The words.
    """

    owner: int
    elements: Sequence[SavedElement]
    t: Translate

    def tap(self, action: ElementAction, element: int = 0, page: int = 0) -> ElementTap:
        """The data of a button."""
        return ElementTap(owner=self.owner, action=action, element=element, page=page)


def pages(troupe: Troupe) -> int:
    """How many pages they fill."""
    return max(1, -(-len(troupe.elements) // PER_PAGE))


def on_page(troupe: Troupe, page: int) -> Sequence[SavedElement]:
    """The elements of one page; pages go round."""
    page %= pages(troupe)
    return troupe.elements[page * PER_PAGE : (page + 1) * PER_PAGE]


def empty_view(t: Translate) -> View:
    """How to begin."""
    return View(text=t("elements-empty", most=PICTURES))


def troupe_view(troupe: Troupe, page: int) -> View:
    """The list, numbered as in the picture above."""
    t, count = troupe.t, pages(troupe)
    page %= count
    names = [
        button(f"{number}. @{each.name}", troupe.tap(ElementAction.SHOW, each.id, page))
        for number, each in enumerate(on_page(troupe, page), start=1)
    ]
    turns = {"◀": (page - 1) % count, f"{page + 1}/{count}": 0, "▶": (page + 1) % count}
    pager = [button(label, troupe.tap(ElementAction.LIST, page=to)) for label, to in turns.items()]
    text = t("elements-text", count=len(troupe.elements), limit=MOST)
    return View(text=text, markup=keyboard(*in_rows(names, 2), pager if count > 1 else None))


def element_view(troupe: Troupe, element: SavedElement, page: int = 0, heading: str = "") -> View:
    """One element below its pictures, and what can be done with it.

    Args:
        troupe: Where it stands.
        element: The element.
        page: The page of the list that leads back.
        heading: What has just come of it.
    """
    t = troupe.t
    about = t("element-about", text=element.description) + "\n" if element.description else ""
    text = t(
        "element-text",
        name=code(f"@{element.name}"),
        count=len(element.pictures),
        limit=PICTURES,
        about=Safe(about),
    )
    rows = [
        [
            button(t.plain("element-rename"), troupe.tap(ElementAction.RENAME, element.id)),
            button(t.plain("element-describe"), troupe.tap(ElementAction.DESCRIBE, element.id)),
        ],
        [
            button(t.plain("button-delete"), troupe.tap(ElementAction.DELETE, element.id, page)),
            button(t.plain("elements-all"), troupe.tap(ElementAction.LIST, page=page)),
        ],
    ]
    return View(text=f"{heading}\n\n{text}" if heading else text, markup=keyboard(*rows))


def delete_view(troupe: Troupe, element: SavedElement, page: int) -> View:
    """Really forget it?"""
    t = troupe.t
    yes = troupe.tap(ElementAction.DELETE_YES, element.id, page)
    no = troupe.tap(ElementAction.SHOW, element.id, page)
    return View(
        text=t("element-delete-text", name=f"@{element.name}"),
        markup=keyboard(
            [
                button(t.plain("button-delete"), yes, danger=True),
                button(t.plain("button-keep"), no),
            ]
        ),
    )


def name_question(element: SavedElement, t: Translate, *, private: bool) -> View:
    """What shall it be called?"""
    text = t("ask-element-name", name=f"@{element.name}", limit=NAME_LIMIT)
    return _question(text, t, private=private)


def about_question(element: SavedElement, t: Translate, *, private: bool) -> View:
    """What is it?"""
    text = t("ask-element-about", name=f"@{element.name}", limit=DESCRIPTION_LIMIT)
    return _question(text, t, private=private)


def _question(text: str, t: Translate, *, private: bool) -> View:
    hint = "" if private else f"\n\n{t('ask-reply-here')}"
    return View(text=text + hint, markup=question_keyboard(t))
