"""The greeting, the help, and the groups' versions of both."""

from bot.telegram.buttons import View, button, keyboard
from bot.telegram.callbacks import ExampleTap, OpenTap, Page
from bot.telegram.translator import Safe, Translate

EXAMPLES = 3
"""Prompts that the greeting offers: the messages `example-1` and so on."""


def start_view(t: Translate, name: str) -> View:
    """What the bot is, and three prompts to try at a tap."""
    examples = [
        [button(example(number, t), ExampleTap(number=number))]
        for number in range(1, EXAMPLES + 1)
    ]
    more = [
        button(t.plain("button-settings"), OpenTap(page=Page.SETTINGS)),
        button(t.plain("button-help"), OpenTap(page=Page.HELP)),
    ]
    return View(text=t("start-text", name=name), markup=keyboard(*examples, more))


def example(number: int, t: Translate) -> str:
    """One of the example prompts."""
    return t.plain(f"example-{number}")


def help_view(t: Translate) -> View:
    """How everything is done, by example."""
    settings = button(t.plain("button-settings"), OpenTap(page=Page.SETTINGS))
    more = [
        button(t.plain("button-quota"), OpenTap(page=Page.QUOTA)),
        button(t.plain("button-status"), OpenTap(page=Page.STATUS)),
    ]
    choices = f"{{{t('help-choices')}}}"
    return View(text=t("help-text", choices=choices), markup=keyboard([settings], more))


def group_view(t: Translate, username: str, *, reads_all: bool, pays: bool = False) -> View:
    """How the bot is used in a group.

    Args:
        t: The words.
        username: The bot's.
        reads_all: Whether Telegram shows it every message; otherwise mentions never reach it.
        pays: Whether the group itself pays.
    """
    ways = _ways(t, username, reads_all=reads_all)
    return View(text=t("group-text", ways=ways, payer=_payer(pays=pays)))


def group_help_view(t: Translate, username: str, *, reads_all: bool, pays: bool = False) -> View:
    """How everything is done in a group; the arguments are those of `group_view`."""
    ways = _ways(t, username, reads_all=reads_all)
    return View(text=t("group-help-text", ways=ways, payer=_payer(pays=pays)))


def _ways(t: Translate, username: str, *, reads_all: bool) -> Safe:
    ways = [t("group-way-command"), t("group-way-reply")]
    if reads_all:
        ways.insert(1, t("group-way-mention", username=username))
    return Safe("\n".join(ways))


def _payer(*, pays: bool) -> str:
    return "group" if pays else "member"
