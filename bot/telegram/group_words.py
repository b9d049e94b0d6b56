"""`/group daily 50`: what can be pressed in a group's settings, in words."""

from collections.abc import Callable, Mapping

from bot.core.capabilities import Mode
from bot.core.catalogue import Catalogue
from bot.core.groups import Group, Payer
from bot.telegram.callbacks import GroupField, GroupSetTap
from bot.telegram.translator import Translate

MOST = 100_000
"""Pictures a day that a limit may be."""

_SWITCH = {"on": True, "off": False}
_NONE = frozenset({"none", "no", "off", "auto", "unlimited"})
_PAYERS = {
    **dict.fromkeys(("group", "chat", "purse"), Payer.GROUP),
    **dict.fromkeys(("member", "members", "each"), Payer.MEMBER),
}


def read(words: str, catalogue: Catalogue, languages: Mapping[str, str]) -> GroupSetTap | None:
    """The button that would do the same; None: there is none.

    Args:
        words: What stands after the command.
        catalogue: The models.
        languages: Their names by their codes.

    Raises:
        UnknownModel: No model, or several, answer to a name.
    """
    verb, _, rest = words.strip().partition(" ")
    verb, value = verb.casefold(), rest.strip()
    if verb in _SWITCH:
        return None if value else GroupSetTap(field=GroupField.ENABLED, on=_SWITCH[verb])
    if verb in {"allow", "forbid"}:
        return _model(value, catalogue, on=verb == "allow")
    if verb == "language":
        return _language(value.casefold(), languages)
    reader = _READERS.get(verb)
    return reader(value.casefold()) if reader else None


def told(tap: GroupSetTap, group: Group, catalogue: Catalogue, t: Translate) -> str:
    """What was set, as HTML."""
    if tap.field is GroupField.MODEL:
        spec = catalogue.get(tap.value)
        title = spec.title if spec else t.plain("group-set-model-all")
        return t("group-set-model-on" if tap.on else "group-set-model-off", model=title)
    if tap.field is GroupField.DAILY and group.daily is not None:
        return t("group-set-daily", daily=group.daily)
    now = {
        GroupField.ENABLED: "on" if group.enabled else "off",
        GroupField.DAILY: "daily-none",
        GroupField.PAYER: "payer-group" if group.pays else "payer-member",
        GroupField.SPOILER: "spoiler-on" if group.spoiler else "spoiler-off",
        GroupField.LANGUAGE: "language" if group.language else "language-auto",
    }
    return t(f"group-set-{now[tap.field]}")


def _model(name: str, catalogue: Catalogue, *, on: bool) -> GroupSetTap | None:
    if name.casefold() == "all":
        return GroupSetTap(field=GroupField.MODEL) if on else None
    if not name:
        return None
    return GroupSetTap(
        field=GroupField.MODEL, value=catalogue.find(name, Mode.TEXT_TO_IMAGE).key, on=on
    )


def _language(name: str, languages: Mapping[str, str]) -> GroupSetTap | None:
    known = {title.casefold(): code for code, title in languages.items()}
    known |= {code: code for code in languages} | dict.fromkeys(_NONE, "")
    if name not in known:
        return None
    return GroupSetTap(field=GroupField.LANGUAGE, value=known[name])


def _daily(value: str) -> GroupSetTap | None:
    if value in _NONE:
        return GroupSetTap(field=GroupField.DAILY)
    fits = value.isdecimal() and 1 <= int(value) <= MOST
    return GroupSetTap(field=GroupField.DAILY, value=str(int(value))) if fits else None


def _pays(value: str) -> GroupSetTap | None:
    payer = _PAYERS.get(value)
    return GroupSetTap(field=GroupField.PAYER, value=payer) if payer else None


def _spoiler(value: str) -> GroupSetTap | None:
    on = _SWITCH.get(value)
    return None if on is None else GroupSetTap(field=GroupField.SPOILER, on=on)


_READERS: Mapping[str, Callable[[str], GroupSetTap | None]] = {
    "daily": _daily,
    "pays": _pays,
    "spoiler": _spoiler,
}
