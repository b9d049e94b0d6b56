"""The doctor's report, against a local Telegram, real files and a real database."""

import asyncio
import os
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

import pytest
from aiohttp import web

from bot.core.capabilities import ModelSpec, ProviderSpec
from bot.core.errors import Misconfigured, OutOfCredits, ProviderError, Unavailable
from bot.core.ports.provider import Balance, Health, Unit
from bot.sandbox import Sandbox
from bot.storage.database import Database
from bot.storage.migration import HEAD, migrate
from bot.web import serving
from tests.doctor.conftest import Examine

STRANGER = "123456789:AAHnotArealTokenButOfTheRightShape01"


def database_url(folder: Path) -> str:
    return f"sqlite+aiosqlite:///{folder / 'bot.db'}"


async def test_a_sound_installation(examine: Examine, tmp_path: Path) -> None:
    await migrate(database_url(tmp_path))
    async with Sandbox() as sandbox:
        code, text = await examine(
            BOT_TOKEN=sandbox.token,
            TELEGRAM_API_URL=sandbox.url,
            DATABASE_URL=database_url(tmp_path),
        )
    assert "✗" not in text
    assert code == 0
    assert f"✓ BOT_TOKEN belongs to @{sandbox.bot_user['username']}." in text
    assert "✓ Updates come by long polling; 0 are waiting." in text
    assert "✓ The clock is right." in text
    assert "✓ The database can be written to." in text
    assert text.endswith("Everything needed is in order.\n")
    assert sandbox.token not in text


async def test_nothing_at_all_is_told_gently(examine: Examine) -> None:
    code, text = await examine()
    assert code == 1
    assert "✗ BOT_TOKEN is missing.\n    → Ask @BotFather" in text
    assert "the first start makes it" in text
    assert text.endswith("1 thing has to be mended.\n")


async def test_bad_settings_are_all_named(examine: Examine) -> None:
    code, text = await examine(HTTP_PORT="x", BOT_TOKEN="hunter2")
    assert code == 1
    assert text.count("✗") == 2
    assert "hunter2" not in text


async def test_slips_of_the_pen_are_found(
    examine: Examine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ADMIN_ID", "1")
    _, text = await examine(BOT_TOKN=STRANGER, COLOUR="red", http_port="80")
    assert "! BOT_TOKN is not a variable of this bot.\n    → BOT_TOKEN may be meant." in text
    assert "! ADMIN_ID is not a variable of this bot.\n    → ADMIN_IDS may be meant." in text
    assert "! COLOUR in" in text
    assert "HTTP_PORT" not in text
    assert STRANGER not in text


class TestTelegram:
    async def test_token_that_nobody_knows(self, examine: Examine) -> None:
        async with Sandbox() as sandbox:
            code, text = await examine(BOT_TOKEN=STRANGER, TELEGRAM_API_URL=sandbox.url)
        assert code == 1
        assert "✗ 127.0.0.1 does not know this BOT_TOKEN." in text
        assert STRANGER not in text

    async def test_no_way_to_telegram(self, examine: Examine) -> None:
        async with serving(web.Application(), "127.0.0.1", 0) as gone:
            pass
        code, text = await examine(BOT_TOKEN=STRANGER, TELEGRAM_API_URL=gone)
        assert code == 1
        assert "✗ 127.0.0.1 does not answer (ClientConnectorError)." in text
        assert STRANGER not in text

    async def test_webhook_of_another_installation(self, examine: Examine) -> None:
        hook = {"url": "https://elsewhere.example/secret-path", "pending_update_count": 3}
        _, text = await self.with_answers(examine, hook)
        assert "! Telegram sends updates to a webhook at elsewhere.example." in text
        assert "secret-path" not in text

    async def test_webhook_that_telegram_cannot_reach(self, examine: Examine) -> None:
        hook = {"url": "https://bot.example/telegram", "last_error_message": "Connection refused"}
        code, text = await self.with_answers(examine, hook, PUBLIC_URL="https://bot.example")
        assert code == 1
        assert "✗ Telegram cannot reach bot.example: Connection refused" in text

    async def test_clock_that_is_wrong(self, examine: Examine) -> None:
        code, text = await self.with_answers(examine, {}, date="Mon, 01 Jan 2024 00:00:00 GMT")
        assert code == 1
        assert "seconds off" in text

    @staticmethod
    async def with_answers(
        examine: Examine, hook: Mapping[str, object], date: str | None = None, **variables: str
    ) -> tuple[int, str]:
        """The report when Telegram says this of its webhook, at this date."""

        async def answer(request: web.Request) -> web.Response:
            me = request.path.endswith("/getMe")
            body = {"ok": True, "result": {"username": "painter_bot"} if me else hook}
            return web.json_response(body, headers={"Date": date} if date else None)

        app = web.Application()
        app.router.add_post("/{call:.*}", answer)
        async with serving(app, "127.0.0.1", 0) as url:
            return await examine(BOT_TOKEN=STRANGER, TELEGRAM_API_URL=url, **variables)


class TestDatabase:
    async def test_postgres_of_this_version(self, examine: Examine, postgres_url: str) -> None:
        _, text = await examine(DATABASE_URL=postgres_url)
        assert f"has version {HEAD}, as it should." in text
        assert "✓ The database can be written to." in text
        assert "✓ No other process holds the database." in text

    async def test_postgres_held_by_a_running_bot(
        self, examine: Examine, postgres_url: str
    ) -> None:
        database = Database(postgres_url)
        async with database.instance_lock():
            _, text = await examine(DATABASE_URL=postgres_url)
        await database.close()
        assert "! A running bot holds the database" in text

    async def test_empty_postgres(self, examine: Examine, empty_postgres_url: str) -> None:
        _, text = await examine(DATABASE_URL=empty_postgres_url)
        assert "is empty; the first start makes its tables." in text

    async def test_postgres_that_lets_nobody_write(
        self, examine: Examine, postgres_url: str
    ) -> None:
        options = "options=-cdefault_transaction_read_only%3Don"
        joint = "&" if "?" in postgres_url else "?"
        code, text = await examine(DATABASE_URL=f"{postgres_url}{joint}{options}")
        assert code == 1
        assert "✗ The database cannot be written to (InternalError)." in text

    async def test_made_by_another_version(
        self, examine: Examine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        await migrate(database_url(tmp_path))
        monkeypatch.setattr("bot.storage.migration.HEAD", "0000")
        code, text = await examine(DATABASE_URL=database_url(tmp_path))
        assert code == 1
        assert "was made by a newer version" in text
        monkeypatch.setattr("bot.storage.migration.HEAD", "9999")
        _, text = await examine(DATABASE_URL=database_url(tmp_path))
        assert "the next start makes it 9999." in text

    async def test_held_by_a_running_bot(self, examine: Examine, tmp_path: Path) -> None:
        await migrate(database_url(tmp_path))
        database = Database(database_url(tmp_path))
        async with database.instance_lock():
            _, text = await examine(DATABASE_URL=database_url(tmp_path))
        await database.close()
        assert "! A running bot holds the database" in text

    async def test_looking_leaves_nothing_behind(self, examine: Examine, tmp_path: Path) -> None:
        await examine(DATABASE_URL=database_url(tmp_path))
        assert not (tmp_path / "bot.db").exists()

    async def test_file_that_is_no_database(self, examine: Examine, tmp_path: Path) -> None:
        (tmp_path / "bot.db").write_text("hello" * 1000, encoding="utf-8")
        code, text = await examine(DATABASE_URL=database_url(tmp_path))
        assert code == 1
        assert "✗ sqlite:" in text

    async def test_server_that_is_not_there(self, examine: Examine) -> None:
        code, text = await examine(DATABASE_URL="postgresql://me:hunter2@127.0.0.1:1/bot")
        assert code == 1
        assert "✗ postgresql+psycopg://me:***@127.0.0.1:1/bot cannot be used" in text
        assert "hunter2" not in text


async def test_folder_of_pictures_that_cannot_be_written_to(
    examine: Examine, tmp_path: Path
) -> None:
    (tmp_path / "media").write_text("a file", encoding="utf-8")
    code, text = await examine(MEDIA_DIR=str(tmp_path / "media"))
    assert code == 1
    assert "✗ MEDIA_DIR" in text


async def test_full_disk(examine: Examine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.doctor.machine.ROOM", os.statvfs("/").f_blocks * 2**20)
    code, text = await examine()
    assert code == 1
    assert "too little" in text


class Atelier:
    """A provider that says what it is told to say of its health and of what is left."""

    spec = ProviderSpec(
        key="atelier",
        title="Atelier",
        models=(
            ModelSpec(key="oil", vendor_name="oil", title="Oil", modes=frozenset()),
            ModelSpec(key="chalk", vendor_name="chalk", title="Chalk", modes=frozenset()),
        ),
    )

    def __init__(
        self,
        answer: Health | ProviderError | None = None,
        left: Balance | ProviderError | None = None,
    ) -> None:
        self.answer = answer
        self.left = left

    async def health(self, _model: str) -> Health | None:
        if isinstance(self.answer, ProviderError):
            raise self.answer
        return self.answer

    async def balance(self) -> Balance | None:
        if isinstance(self.left, ProviderError):
            raise self.left
        return self.left


@pytest.mark.parametrize(
    ("answer", "line"),
    [
        (None, "✓ oil by Atelier is configured."),
        (Health(available=True), "✓ oil by Atelier answers."),
        (
            Health(available=False, reason="DISABLED_BY_QUEUE"),
            "! oil by Atelier takes no work now (DISABLED_BY_QUEUE).",
        ),
        (Misconfigured(provider="atelier", detail=""), "✗ oil by Atelier: misconfigured."),
        (OutOfCredits(provider="atelier", detail=""), "✗ oil by Atelier: out of credits."),
        (Unavailable(provider="atelier", detail=""), "! oil by Atelier: unavailable."),
    ],
    ids=str,
)
async def test_what_a_provider_says(
    examine: Examine,
    monkeypatch: pytest.MonkeyPatch,
    answer: Health | ProviderError | None,
    line: str,
) -> None:
    monkeypatch.setattr("bot.doctor.vendors.registry.build", lambda *_: (Atelier(answer),))
    _, text = await examine(MODELS_DISABLED="chalk,charcoal")
    assert line in text
    assert "chalk by Atelier" not in text
    assert "! MODELS_DISABLED names charcoal, and there is no such model." in text
    assert "names chalk" not in text


@pytest.mark.parametrize(
    ("left", "line"),
    [
        (Balance(left={Unit.CREDITS: 1250.0}), "✓ Atelier has 1 250 credits left."),
        (Balance(left={Unit.CREDITS: 0.5}), "✓ Atelier has 0.5 credits left."),
        (
            Balance(
                left={Unit.GENERATIONS: 63, Unit.UPSCALES: 40},
                resets_at=datetime(2025, 1, 16, tzinfo=UTC),
            ),
            "✓ Atelier has 63 generations, 40 upscales left; renewed 2025-01-16 00:00 UTC.",
        ),
        (
            Unavailable(provider="atelier", detail=""),
            "! Atelier did not tell what is left: unavailable.\n    → It may pass",
        ),
    ],
    ids=str,
)
async def test_what_is_left_at_a_provider(
    examine: Examine, monkeypatch: pytest.MonkeyPatch, left: Balance | ProviderError, line: str
) -> None:
    monkeypatch.setattr("bot.doctor.vendors.registry.build", lambda *_: (Atelier(left=left),))
    _, text = await examine()
    assert text.count(line) == 1
    assert text.count("left") == 1


async def test_a_provider_that_does_not_tell_what_is_left(
    examine: Examine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.doctor.vendors.registry.build", lambda *_: (Atelier(),))
    _, text = await examine()
    assert "✓ oil by Atelier is configured." in text
    assert "left" not in text


async def test_a_provider_that_is_silent_on_what_is_left(
    examine: Examine, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def silence(_atelier: Atelier) -> None:
        await asyncio.Event().wait()

    monkeypatch.setattr(Atelier, "balance", silence)
    monkeypatch.setattr("bot.doctor.vendors.PATIENCE", 0.01)
    monkeypatch.setattr("bot.doctor.vendors.registry.build", lambda *_: (Atelier(),))
    _, text = await examine()
    assert "! Atelier did not tell within 0.01 s what is left.\n    → Try again later." in text
