import io
import logging
import sys
from collections.abc import Iterator

import pytest
from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.exceptions import TelegramNetworkError
from aiohttp import ClientResponseError

from bot.sandbox import Sandbox
from bot.telegram.secrets import HIDDEN, Scrubber, install

TOKEN = "123456789:AAabcdefghijklmnopqrstuvwxyz012345678"


@pytest.fixture
def output() -> Iterator[tuple[logging.Logger, io.StringIO]]:
    hook = sys.excepthook
    stream = io.StringIO()
    logger = logging.getLogger("test-of-secrets")
    logger.propagate = False
    handler = logging.StreamHandler(stream)
    logger.addHandler(handler)
    install(logger, ["vendor-key-1", "vendor-key-12", "no"])
    yield logger, stream
    logger.removeHandler(handler)
    sys.excepthook = hook


def test_blots_out_tokens_and_secrets(output: tuple[logging.Logger, io.StringIO]) -> None:
    logger, stream = output
    logger.error("at %s with %s", f"https://x/bot{TOKEN}/getMe", "vendor-key-12")
    logger.getChild("deeper").error("bot%s", TOKEN.replace(":", "%3A"))
    assert stream.getvalue() == f"at https://x/bot{HIDDEN}/getMe with {HIDDEN}\nbot{HIDDEN}\n"


def test_leaves_ordinary_words_alone(output: tuple[logging.Logger, io.StringIO]) -> None:
    logger, stream = output
    logger.error("no at 12:30, run 123456789:done")
    assert stream.getvalue() == "no at 12:30, run 123456789:done\n"


def test_scrubs_tracebacks_and_stacks(output: tuple[logging.Logger, io.StringIO]) -> None:
    logger, stream = output
    try:
        int(TOKEN)
    except ValueError:
        logger.exception("failed", stack_info=True)
    assert "Traceback" in stream.getvalue()
    assert "Stack" in stream.getvalue()
    assert TOKEN not in stream.getvalue()


def test_arguments_that_do_not_fit_are_scrubbed_too(
    output: tuple[logging.Logger, io.StringIO],
) -> None:
    logger, stream = output
    logger.error("one %s", TOKEN, "two")  # noqa: PLE1205 - that is the point
    assert HIDDEN in stream.getvalue()
    assert TOKEN not in stream.getvalue()


async def test_the_two_known_leaks(output: tuple[logging.Logger, io.StringIO]) -> None:
    """A download that fails, and a connection that breaks: both name the URL."""
    logger, stream = output
    async with Sandbox() as sandbox:
        session = AiohttpSession(api=TelegramAPIServer.from_base(sandbox.url))
        async with Bot(sandbox.token, session=session) as bot:
            with pytest.raises(ClientResponseError) as failed:
                await bot.download_file("photos/none.jpg")
            assert sandbox.token in str(failed.value)
            logger.error("Download: %s", failed.value, exc_info=failed.value)
    leak = f"ClientOSError: Cannot write to {sandbox.url}/bot{sandbox.token}/getMe"
    broken = TelegramNetworkError(method=None, message=leak)  # type: ignore[arg-type]
    logger.error("Failed to fetch updates - %s", broken, exc_info=broken)
    assert stream.getvalue().count(HIDDEN) >= 4
    assert sandbox.token not in stream.getvalue()


def test_what_ends_the_process_is_scrubbed(
    output: tuple[logging.Logger, io.StringIO], capsys: pytest.CaptureFixture[str]
) -> None:
    assert output
    sys.excepthook(ValueError, ValueError(f"boom {TOKEN}"), None)
    assert f"boom {HIDDEN}" in capsys.readouterr().err


def test_longer_secrets_go_first() -> None:
    assert Scrubber(["secret-1", "secret-12"]).scrub("secret-12") == HIDDEN
