"""The code and the words know each other: nothing missing, nothing left over."""

from bot.core.capabilities import Mode
from bot.core.errors import tree
from bot.providers.registry import specs
from bot.telegram.commands import GROUP_ADMINS, PRIVATE
from bot.telegram.screens.start import EXAMPLES
from tests.locales.files import entries
from tests.locales.usage import usage

KEYS = set(entries("en"))
MODELS = [spec for provider in specs() for spec in provider.models]
NOT_A_KEY = {"vernissage-", "--"}


def test_the_code_was_found() -> None:
    assert {"start-text", "card-title"} <= usage().asked.keys()
    assert {"error-", "option-"} <= usage().beginnings.keys()


def test_every_message_asked_for_exists() -> None:
    asked = {key: places for key, places in usage().asked.items() if "-" in key}
    assert {key: places for key, places in asked.items() if key not in KEYS} == {}


def test_every_message_is_asked_for_somewhere() -> None:
    left = KEYS - set(usage().words)
    assert {key for key in left if not key.startswith(tuple(usage().beginnings))} == set()


def test_every_beginning_leads_to_a_message() -> None:
    found = {begin: any(key.startswith(begin) for key in KEYS) for begin in usage().beginnings}
    assert {begin for begin, leads in found.items() if not leads} <= NOT_A_KEY


def test_every_error_has_words_that_use_its_own_data() -> None:
    messages = {error: entries("en").get(f"error-{error.code}") for error in tree()}
    assert [error.code for error, message in messages.items() if message is None] == []
    foreign = {
        error.code: message.variables() - error.fields
        for error, message in messages.items()
        if message is not None
    }
    assert {code: names for code, names in foreign.items() if names} == {}


def test_every_command_is_described() -> None:
    described = {key for key in KEYS if key.startswith("command-")}
    assert described == {f"command-{name}" for name in {*PRIVATE, *GROUP_ADMINS}}


def test_every_example_is_there() -> None:
    examples = {key for key in KEYS if key.startswith("example-")}
    assert examples == {f"example-{number}" for number in range(1, EXAMPLES + 1)}


def test_every_kind_of_work_and_every_option_is_named() -> None:
    modes = {f"mode-{mode.replace('_', '-')}" for mode in Mode}
    options = {
        f"option-{option.key.replace('_', '-')}" for spec in MODELS for option in spec.options
    }
    assert modes | options == {key for key in KEYS if key.startswith(("mode-", "option-"))}
