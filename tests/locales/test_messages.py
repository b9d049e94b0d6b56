"""Both languages say the same things, completely."""

from html.parser import HTMLParser

import pytest

from bot.core.capabilities import Mode
from bot.telegram.translator import Translator
from tests.locales.files import CATEGORIES, LANGUAGES, LOCALES, OTHERS, PLURALS, entries

ALLOWED_TAGS = {"b", "i", "code", "blockquote"}
NUMBERS = [0, 1, 2, 5, 11, 21, 1000]


class Tags(HTMLParser):
    """Collects what is open, and what was closed without having been opened."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.wrong: list[str] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.open.append(tag)
        if tag not in ALLOWED_TAGS:
            self.wrong.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.wrong.append(f"/{tag}")


def test_english_and_russian_are_there() -> None:
    assert {"en", "ru"} <= set(LANGUAGES)
    assert len(list((LOCALES / "en").glob("*.ftl"))) > 5


@pytest.mark.parametrize("language", OTHERS)
def test_the_languages_have_the_same_messages_in_the_same_files(language: str) -> None:
    english = {key: entry.file for key, entry in entries("en").items()}
    assert {key: entry.file for key, entry in entries(language).items()} == english


@pytest.mark.parametrize("language", OTHERS)
def test_messages_take_the_same_variables_as_in_english(language: str) -> None:
    english = {key: entry.variables() for key, entry in entries("en").items()}
    assert {key: entry.variables() for key, entry in entries(language).items()} == english


@pytest.mark.parametrize("language", LANGUAGES)
def test_numbers_have_all_plural_forms(language: str) -> None:
    assert language in PLURALS, "its plural categories belong into tests/locales/files.py"
    for key, entry in entries(language).items():
        for names in entry.selections():
            if names & (CATEGORIES - {"other"}):
                assert names - {"0"} == PLURALS[language], key


@pytest.mark.parametrize("number", NUMBERS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_message_can_be_said(
    language: str, number: int, caplog: pytest.LogCaptureFixture
) -> None:
    t = Translator(LOCALES).bound(language)
    for key, entry in entries(language).items():
        said = t(key, **dict.fromkeys(entry.variables(), number))
        assert said.strip()
        assert "{" not in said
        assert key not in said
    assert caplog.records == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_words_choose_among_variants_too(language: str) -> None:
    t = Translator(LOCALES).bound(language)
    values = {"model": "M", "able": "N"}
    said = {mode: t("error-unsupported-mode", mode=mode, **values) for mode in Mode}
    assert len(set(said.values())) == len(Mode)
    reasons = ("DISABLED_BY_QUEUE", "DISABLED_MANUALLY", "")
    assert len({t("error-unavailable", reason=reason) for reason in reasons}) == len(reasons)


@pytest.mark.parametrize("language", LANGUAGES)
def test_markup_is_closed_and_known_to_telegram(language: str) -> None:
    t = Translator(LOCALES).bound(language)
    for key, entry in entries(language).items():
        tags = Tags()
        tags.feed(t(key, **dict.fromkeys(entry.variables(), "x")))
        assert not tags.open, key
        assert not tags.wrong, key


@pytest.mark.parametrize("language", LANGUAGES)
def test_lengths_are_within_telegrams_limits(language: str) -> None:
    t = Translator(LOCALES).bound(language)
    limits = {"toast-": 200, "command-": 256, "bot-description": 512, "bot-short-": 120}
    limits |= {"button-": 32, "result-": 32, "failure-": 40, "panel-text": 500, "": 2000}
    for key, entry in entries(language).items():
        said = t.plain(key, **dict.fromkeys(entry.variables(), "x" * 20))
        limit = next(limit for begin, limit in limits.items() if key.startswith(begin))
        assert len(said) <= limit, key
        if key.startswith("command-"):
            assert len(said) >= 3, key


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_an_alert_shows_has_no_markup(language: str) -> None:
    t = Translator(LOCALES).bound(language)
    for key in entries(language):
        if key.startswith(("toast-", "button-", "result-", "command-", "bot-")):
            variables = entries(language)[key].variables()
            assert "<" not in t.plain(key, **dict.fromkeys(variables, "x")), key


@pytest.mark.parametrize("language", ["en", "ru"])
def test_russian_has_cyrillic_and_english_has_none(language: str) -> None:
    t = Translator(LOCALES).bound(language)
    told = " ".join(
        t(key, **dict.fromkeys(e.variables(), 1)) for key, e in entries(language).items()
    )
    letters = {letter for letter in told.lower() if "а" <= letter <= "я"}
    assert (len(letters) > 30) is (language == "ru")
