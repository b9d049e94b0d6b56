"""Databases of both kinds."""

from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from bot.config.load import settings_model
from bot.doctor import report
from tests.support.postgres import (
    empty_postgres_url,
    postgres_server,
    postgres_url,
)

__all__ = ["empty_postgres_url", "postgres_server", "postgres_url"]

Examine = Callable[..., Awaitable[tuple[int, str]]]


@pytest.fixture(autouse=True)
def bare_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in settings_model().model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def examine(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Examine:
    """The exit code and the report for a `.env` with these variables."""

    async def examine(**variables: str) -> tuple[int, str]:
        file = tmp_path / ".env"
        lines = (f"{name}={value}" for name, value in variables.items())
        file.write_text("\n".join(lines), encoding="utf-8")
        code = await report(file)
        return code, capsys.readouterr().out

    return examine
