"""What is wrong with the settings, in sentences that an operator can act on."""

from pydantic import ValidationError
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails

from bot.config.settings import TOKEN_EXAMPLE, Settings

NO_TOKEN = (
    "BOT_TOKEN is missing: ask @BotFather in Telegram for one and put it into .env, "
    f"for example BOT_TOKEN={TOKEN_EXAMPLE}"
)


_PLAIN = {
    "Input should be": "must be",
    "a valid integer, unable to parse string as an integer": "a whole number",
    "a valid boolean, unable to interpret input": "true or false",
    "less than or equal to": "at most",
    "greater than or equal to": "at least",
}
"""The validator's words, and plainer ones."""


class ConfigError(Exception):
    """The settings cannot be used. Its text is one line per problem and repeats no value."""


def describe(error: ValidationError, model: type[Settings]) -> str:
    """One line per problem: the variable, what is wrong with it, an example.

    Args:
        error: What the settings' validation raised.
        model: The settings that were to be made, for their examples.
    """
    lines = (_line(details, model) for details in error.errors(include_input=False))
    return "\n".join(dict.fromkeys(lines))


def _line(details: ErrorDetails, model: type[Settings]) -> str:
    reason = str(details.get("ctx", {}).get("error", details["msg"]))
    if not details["loc"]:
        return reason
    name = str(details["loc"][0])
    for theirs, plain in _PLAIN.items():
        reason = reason.replace(theirs, plain)
    return f"{name.upper()} {reason}.{_example(name, model.model_fields.get(name))}"


def _example(name: str, field: FieldInfo | None) -> str:
    if field is None or not field.examples:
        return ""
    return f" For example: {name.upper()}={field.examples[0]}"
