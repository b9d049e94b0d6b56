"""Fresh SQLite databases for tests: a copy of a file that was migrated once.

Fixtures; a `conftest.py` asks for them by importing their names.
"""

import shutil
from collections.abc import Callable
from itertools import count
from pathlib import Path

import pytest

from bot.storage.migration import HEAD, walk

_numbers = count(1)


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated SQLite file to be copied."""
    path = tmp_path_factory.mktemp("template") / "bot.db"
    walk(f"sqlite:///{path}", HEAD)
    return path


@pytest.fixture
def new_database_url(sqlite_template: Path, tmp_path: Path) -> Callable[[], str]:
    """Makes a fresh migrated SQLite database with every call; returns its address."""

    def make() -> str:
        path = tmp_path / f"bot{next(_numbers)}.db"
        shutil.copyfile(sqlite_template, path)
        return f"sqlite+aiosqlite:///{path}"

    return make


@pytest.fixture
def database_url(new_database_url: Callable[[], str]) -> str:
    """The address of a fresh migrated SQLite database."""
    return new_database_url()
