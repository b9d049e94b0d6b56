"""An advanced option's values: reading, checking, telling, stepping."""

from bot.core.capabilities import Mode, ModelSpec, Option, OptionType, OptionValue

_TRUE = frozenset({"on", "yes", "true", "1", "да", "вкл"})
_FALSE = frozenset({"off", "no", "false", "0", "нет", "выкл"})


def is_switch(text: str) -> bool:
    """Whether a word says on or off."""
    return text.casefold() in _TRUE | _FALSE


def read(option: Option, text: str) -> OptionValue | None:
    """The value that a text stands for; None where it stands for no allowed one."""
    value = _parse(option, text.strip())
    return value if value is not None and fits(option, value) else None


def fits(option: Option, value: OptionValue) -> bool:
    """Whether a value is of the option's kind and within its limits."""
    match option.type:
        case OptionType.BOOLEAN:
            return isinstance(value, bool)
        case OptionType.CHOICE:
            return value in option.choices
        case OptionType.INTEGER:
            return isinstance(value, int) and _in_range(option, value)
        case OptionType.NUMBER:
            return isinstance(value, int | float) and _in_range(option, value)


def told(option: Option) -> str:
    """What is allowed, in symbols that every language reads: `1-50`, `2, 4`, `on, off`."""
    match option.type:
        case OptionType.BOOLEAN:
            return "on, off"
        case OptionType.CHOICE:
            return ", ".join(option.choices)
        case _:
            low, high = (_short(limit) for limit in (option.minimum, option.maximum))
            return f"{low}–{high}" if low and high else f"{low}…{high}"


def stepped(option: Option, value: OptionValue, steps: int) -> OptionValue | None:
    """The number some steps further, at most to the limit; None where there is no further."""
    if isinstance(value, bool | str) or option.type in (OptionType.BOOLEAN, OptionType.CHOICE):
        return None
    wanted = round(value + steps * (option.step or 1), 6)
    if option.minimum is not None:
        wanted = max(wanted, option.minimum)
    if option.maximum is not None:
        wanted = min(wanted, option.maximum)
    number = int(wanted) if option.type is OptionType.INTEGER else float(wanted)
    return None if number == value else number


def clamped(option: Option, value: float) -> OptionValue:
    """The nearest number that an option allows."""
    low = value if option.minimum is None else max(value, option.minimum)
    nearest = low if option.maximum is None else min(low, option.maximum)
    return round(nearest) if option.type is OptionType.INTEGER else float(nearest)


def scales(spec: ModelSpec) -> tuple[int, ...]:
    """How many times larger a model can make a picture, where that can be chosen."""
    option = spec.option("scale", Mode.UPSCALE)
    if option is None:
        return ()
    return tuple(scale for scale in (2, 4, 8) if read(option, str(scale)) is not None)


def shown(value: OptionValue) -> str:
    """A number or word as people read it: 7 instead of 7.0."""
    return _short(value) if isinstance(value, float) else str(value)


def _parse(option: Option, text: str) -> OptionValue | None:
    match option.type:
        case OptionType.BOOLEAN:
            return _switch(text)
        case OptionType.CHOICE:
            wanted = text.casefold()
            return next((word for word in option.choices if word.casefold() == wanted), None)
        case kind:
            return _number(text, whole=kind is OptionType.INTEGER)


def _switch(text: str) -> bool | None:
    word = text.casefold()
    return True if word in _TRUE else False if word in _FALSE else None


def _number(text: str, *, whole: bool) -> int | float | None:
    try:
        return int(text) if whole else float(text.replace(",", "."))
    except ValueError:
        return None


def _in_range(option: Option, value: float) -> bool:
    low = -float("inf") if option.minimum is None else option.minimum
    high = float("inf") if option.maximum is None else option.maximum
    return not isinstance(value, bool) and low <= value <= high


def _short(value: float | None) -> str:
    return "" if value is None else f"{value:.6g}"
