"""What is typed after `/group` means what a button means."""

import pytest

from bot.core.catalogue import Catalogue
from bot.core.errors import UnknownModel
from bot.core.groups import Payer
from bot.telegram.callbacks import GroupField, GroupSetTap
from bot.telegram.group_words import MOST, read
from tests.support.clock import VirtualClock
from tests.support.fakes import FakeProvider

LANGUAGES = {"en": "English", "ru": "Русский"}


@pytest.fixture
def catalogue() -> Catalogue:
    return Catalogue([FakeProvider(VirtualClock())])


@pytest.mark.parametrize(
    ("words", "tap"),
    [
        ("on", GroupSetTap(field=GroupField.ENABLED, on=True)),
        (" OFF ", GroupSetTap(field=GroupField.ENABLED, on=False)),
        ("daily 50", GroupSetTap(field=GroupField.DAILY, value="50")),
        ("daily 007", GroupSetTap(field=GroupField.DAILY, value="7")),
        ("daily none", GroupSetTap(field=GroupField.DAILY)),
        ("pays chat", GroupSetTap(field=GroupField.PAYER, value=Payer.GROUP)),
        ("Pays Members", GroupSetTap(field=GroupField.PAYER, value=Payer.MEMBER)),
        ("spoiler on", GroupSetTap(field=GroupField.SPOILER, on=True)),
        ("language ru", GroupSetTap(field=GroupField.LANGUAGE, value="ru")),
        ("language русский", GroupSetTap(field=GroupField.LANGUAGE, value="ru")),
        ("language auto", GroupSetTap(field=GroupField.LANGUAGE)),
        ("allow Brush", GroupSetTap(field=GroupField.MODEL, value="brush", on=True)),
        ("forbid bru", GroupSetTap(field=GroupField.MODEL, value="brush", on=False)),
        ("allow all", GroupSetTap(field=GroupField.MODEL)),
    ],
)
def test_words_are_buttons(catalogue: Catalogue, words: str, tap: GroupSetTap) -> None:
    assert read(words, catalogue, LANGUAGES) == tap


@pytest.mark.parametrize(
    "words",
    [
        *("", "on off", "daily", "daily 0", f"daily {MOST + 1}", "daily ²", "pays", "pays me"),
        *(
            "spoiler",
            "spoiler maybe",
            "language",
            "language xx",
            "allow",
            "forbid all",
            "plan pro",
        ),
    ],
)
def test_what_no_button_does_is_nothing(catalogue: Catalogue, words: str) -> None:
    assert read(words, catalogue, LANGUAGES) is None


def test_a_model_that_is_not_there(catalogue: Catalogue) -> None:
    with pytest.raises(UnknownModel):
        read("forbid nonsense", catalogue, LANGUAGES)
