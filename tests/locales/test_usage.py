"""The code and the words know each other: nothing missing, nothing left over."""

import pytest

from bot.core.capabilities import Mode
from bot.core.errors import BotError, tree
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


@pytest.mark.parametrize("key", sorted(key for key in usage().asked if "-" in key))
def test_every_message_asked_for_exists(key: str) -> None:
    assert key in KEYS, usage().asked[key]


@pytest.mark.parametrize("key", sorted(KEYS))
def test_every_message_is_asked_for_somewhere(key: str) -> None:
    begun = any(key.startswith(beginning) for beginning in usage().beginnings)
    assert begun or key in usage().words


@pytest.mark.parametrize("beginning", sorted(usage().beginnings))
def test_every_beginning_leads_to_a_message(beginning: str) -> None:
    keys = [key for key in KEYS if key.startswith(beginning)]
    assert keys or beginning in NOT_A_KEY, usage().beginnings[beginning]


@pytest.mark.parametrize("error", list(tree()), ids=lambda error: error.code)
def test_every_error_has_words_that_use_its_own_data(error: type[BotError]) -> None:
    message = entries("en").get(f"error-{error.code}")
    assert message is not None
    assert message.variables() <= error.fields


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
