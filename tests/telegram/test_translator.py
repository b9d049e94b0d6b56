import logging
from enum import StrEnum
from pathlib import Path

import pytest

from bot.telegram.translator import Safe, Translator, duration

ENGLISH = """
hello = Hello, {$name}!
pictures = { $n ->
    [one] {$n} picture
   *[other] {$n} pictures
}
only-english = Only here
wait = {DURATION($seconds)} left
mode = { $mode ->
    [upscale] Enlarged
   *[other] Painted
}
"""
RUSSIAN = """
hello = Привет, {$name}!
pictures = { $n ->
    [one] {$n} картинка
    [few] {$n} картинки
   *[many] {$n} картинок
}
wait = Осталось {DURATION($seconds)}
"""


class Kind(StrEnum):
    UPSCALE = "upscale"


@pytest.fixture
def translator(tmp_path: Path) -> Translator:
    for code, text in (("en", ENGLISH), ("ru", RUSSIAN)):
        (tmp_path / code).mkdir()
        (tmp_path / code / "main.ftl").write_text(text, encoding="utf-8")
    return Translator(tmp_path)


def test_says_it_in_each_language(translator: Translator) -> None:
    assert translator.get("en", "hello", name="Anna") == "Hello, Anna!"
    assert translator.bound("ru")("hello", name="Анна") == "Привет, Анна!"
    assert translator.languages() == ("en", "ru")


def test_escapes_strings_unless_safe(translator: Translator) -> None:
    assert translator.get("en", "hello", name="<b>&") == "Hello, &lt;b&gt;&amp;!"
    assert translator.get("en", "hello", name=Safe("<b>A</b>")) == "Hello, <b>A</b>!"


def test_plain_text_is_left_as_it_is(translator: Translator) -> None:
    assert translator.bound("en").plain("hello", name="<b>&") == "Hello, <b>&!"


def test_adds_no_isolating_marks(translator: Translator) -> None:
    assert translator.get("ru", "hello", name="A").isprintable()


@pytest.mark.parametrize(
    ("n", "words"), [(1, "1 картинка"), (3, "3 картинки"), (5, "5 картинок"), (21, "21 картинка")]
)
def test_counts_in_russian(translator: Translator, n: int, words: str) -> None:
    assert translator.get("ru", "pictures", n=n) == words


def test_writes_numbers_as_the_language_does(translator: Translator) -> None:
    assert translator.get("en", "pictures", n=1234.5) == "1,234.5 pictures"
    assert translator.get("ru", "pictures", n=1234.5) == "1\xa0234,5 картинок"


def test_selects_by_an_enum(translator: Translator) -> None:
    assert translator.get("en", "mode", mode=Kind.UPSCALE) == "Enlarged"


def test_falls_back_to_english_then_to_the_key(
    translator: Translator, caplog: pytest.LogCaptureFixture
) -> None:
    assert translator.get("ru", "only-english") == "Only here"
    assert translator.get("ru", "nowhere") == "nowhere"
    assert [record.levelno for record in caplog.records] == [logging.ERROR] * 2
    assert "only-english is missing in ru" in caplog.text


def test_a_missing_variable_is_logged(
    translator: Translator, caplog: pytest.LogCaptureFixture
) -> None:
    assert translator.get("en", "hello") == "Hello, name!"
    assert "Message hello in en" in caplog.text


def test_a_long_string_comes_through_whole(translator: Translator) -> None:
    long = "fox & " * 2000
    assert translator.get("en", "hello", name=long).count("fox &amp; ") == 2000


def test_an_unreadable_entry_is_logged(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    (tmp_path / "en").mkdir()
    (tmp_path / "en" / "bad.ftl").write_text("broken = {\nfine = Fine\n", encoding="utf-8")
    assert Translator(tmp_path).get("en", "fine") == "Fine"
    assert "cannot be read" in caplog.text


@pytest.mark.parametrize(
    ("code", "locale"),
    [("ru", "ru"), ("ru-RU", "ru"), ("de", "en"), (None, "en"), ("EN-us", "en")],
)
def test_supports_codes_of_its_languages(
    translator: Translator, code: str | None, locale: str
) -> None:
    assert translator.supported(code) == locale


@pytest.mark.parametrize(
    ("seconds", "locale", "words"),
    [
        (0, "en", "0 sec"),
        (4.6, "en", "5 sec"),
        (65, "en", "1 min 5 sec"),
        (120, "ru", "2 мин"),
        (3725, "ru", "1 ч 2 мин"),
    ],
)
def test_says_durations(seconds: float, locale: str, words: str) -> None:
    assert duration(seconds, locale) == words


def test_durations_in_messages(translator: Translator) -> None:
    assert translator.get("ru", "wait", seconds=65.2) == "Осталось 1 мин 5 с"
    assert translator.bound("en").duration(12) == "12 sec"
