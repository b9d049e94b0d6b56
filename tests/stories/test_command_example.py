"""The command that docs/adding-a-command.md shows, as a person meets it."""

import re
from pathlib import Path
from types import ModuleType

import pytest
from aiogram import Router

from bot import app
from handlers import create_root_router
from tests.stories.studio import Studio

PAGE = Path(__file__).resolve().parents[2] / "docs" / "adding-a-command.md"


@pytest.fixture
def surprise(monkeypatch: pytest.MonkeyPatch) -> None:
    """The page's handler, installed before all others."""
    [source] = re.findall(r"(?ms)^```python\n(.*?)^```", PAGE.read_text(encoding="utf-8"))
    module = ModuleType("handlers.surprise")
    exec(compile(source, str(PAGE), "exec"), vars(module))

    def with_surprise() -> Router:
        root = create_root_router()
        personal = root.sub_routers[-1]
        personal.include_router(module.create_router())
        personal.sub_routers.insert(0, personal.sub_routers.pop())
        return root

    monkeypatch.setattr(app, "create_root_router", with_surprise)


@pytest.mark.usefixtures("surprise")
async def test_the_example_command_paints(sketching: Studio) -> None:
    chat = sketching.anna.private
    wish = await chat.command("surprise")
    picture = await chat.wait_photo(timeout=10)
    assert picture.replies_to(wish)
    assert "Sketch" in picture.words
    assert sketching.rows("SELECT count(*) FROM runs")[0][0] == 1
