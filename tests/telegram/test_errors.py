import inspect

import pytest
from aiogram import exceptions
from aiogram.exceptions import (
    AiogramError,
    TelegramBadRequest,
    TelegramForbiddenError,
    TelegramNetworkError,
    TelegramRetryAfter,
    TelegramServerError,
)
from aiogram.methods import SendMessage

from bot.core.errors import (
    BotError,
    ContentRejected,
    FileRejected,
    Misconfigured,
    PromptTooLong,
    RateLimited,
    TimedOut,
    Unavailable,
    UnknownModel,
    UnknownStyle,
    Unreachable,
    tree,
)
from bot.telegram.errors import FOREIGN, alert, harmless, ours, render, shortened
from bot.telegram.translator import Translate, Translator

METHOD = SendMessage(chat_id=1, text="Hi")


@pytest.fixture
def t(translator: Translator) -> Translate:
    return translator.bound("en")


def refusal(text: str) -> TelegramBadRequest:
    return TelegramBadRequest(METHOD, f"Bad Request: {text}")


def test_every_exception_of_aiograms_is_mapped() -> None:
    found = {
        kind
        for _, kind in inspect.getmembers(exceptions, inspect.isclass)
        if issubclass(kind, AiogramError)
    }
    assert found == set(FOREIGN)


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (TelegramForbiddenError(METHOD, "bot was blocked by the user"), Unreachable),
        (TelegramNetworkError(METHOD, "timeout"), Unavailable),
        (TelegramServerError(METHOD, "Bad Gateway"), Unavailable),
        (exceptions.RestartingTelegram(METHOD, "restart"), Unavailable),
        (exceptions.TelegramUnauthorizedError(METHOD, "Unauthorized"), Misconfigured),
        (exceptions.TelegramEntityTooLarge(METHOD, "too large"), FileRejected),
        (refusal("chat not found"), Unreachable),
        (refusal("not enough rights to send text messages to the chat"), Unreachable),
        (refusal("not enough rights to send photos to the chat"), FileRejected),
        (refusal("PHOTO_INVALID_DIMENSIONS"), FileRejected),
        (PromptTooLong(model="x", length=2, limit=1), PromptTooLong),
        (refusal("can't parse entities"), None),
        (ValueError("a bug"), None),
        (exceptions.SceneException("a bug"), None),
    ],
)
def test_becomes_ours(error: Exception, kind: type[BotError] | None) -> None:
    found = ours(error)
    assert (type(found) if found else None) == kind


def test_keeps_the_seconds_to_wait() -> None:
    found = ours(TelegramRetryAfter(METHOD, "Too Many Requests", 7))
    assert isinstance(found, RateLimited)
    assert found.data["retry_after"] == 7


@pytest.mark.parametrize(
    "text",
    [
        "message is not modified: specified new message content and reply markup are exactly",
        "message to delete not found",
        "message to edit not found",
        "query is too old and response timeout expired or query ID is invalid",
        "QUERY_ID_INVALID",
    ],
)
def test_harmless(text: str) -> None:
    assert harmless(refusal(text))


def test_not_harmless() -> None:
    assert not harmless(refusal("can't parse entities"))
    assert not harmless(TelegramForbiddenError(METHOD, "message is not modified"))


def test_every_error_has_words_with_all_its_variables(
    t: Translate, caplog: pytest.LogCaptureFixture
) -> None:
    for kind in tree():
        assert kind.code in render(kind(), t)
    assert caplog.records == []


@pytest.mark.parametrize(
    ("error", "refunded", "lines"),
    [
        (UnknownModel(name="x", known="y"), None, ["Error unknown-model known=[y] name=[x]"]),
        (TimedOut(provider="a"), True, ["Refunded.", "Try again."]),
        (ContentRejected(provider="a"), False, ["Spent."]),
        (Misconfigured(provider="a"), True, ["Refunded.", "Try another model."]),
        (Unreachable(), False, ["Spent."]),
    ],
)
def test_says_what_happened_the_quota_and_the_next_step(
    t: Translate, error: BotError, refunded: bool | None, lines: list[str]
) -> None:
    said = render(error, t, refunded=refunded).splitlines()
    assert said[-len(lines) :] == lines


def test_a_list_is_told_in_the_persons_language(translator: Translator) -> None:
    error = UnknownStyle(
        name="cubism", model="Kandinsky", known="Anime, No style", known_ru="Аниме, Без стиля"
    )
    assert "known=[Аниме, Без стиля]" in render(error, translator.bound("ru"))
    assert "known=[Anime, No style]" in render(error, translator.bound("en"))


def test_what_was_typed_is_escaped(t: Translate) -> None:
    assert "name=[&lt;b&gt;]" in render(UnknownModel(name="<b>", known=""), t)


def test_an_alert_has_no_markup_and_200_characters(t: Translate) -> None:
    text = alert(render(UnknownModel(name="<b>&" * 100, known=""), t))
    assert "<b>&" in text
    assert len(text) == 200
    assert text.endswith("…")


def test_shortened() -> None:
    assert shortened("four", 4) == "four"
    assert shortened("five!", 4) == "fiv…"
