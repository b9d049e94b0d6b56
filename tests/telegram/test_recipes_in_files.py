"""Recipes in files that anybody may have made."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import cast

from PIL import Image

from bot.core.capabilities import Mode
from bot.core.models import Input, Request
from bot.core.ports.conversation import Messenger
from bot.core.recipe import to_dict
from bot.services.metadata import with_recipe
from bot.services.supervisor import Supervisor
from bot.telegram.recipes import Recipes


class Files:
    """A messenger that has one file."""

    def __init__(self, content: bytes) -> None:
        self._content = content

    async def fetch(self, file_id: str) -> AsyncIterator[bytes]:
        assert file_id == "file"
        yield self._content


async def test_a_strangers_recipe_names_no_pictures_of_others(tmp_path: Path) -> None:
    theirs = Input(media="runs/1/0.png")
    request = Request(
        mode=Mode.IMAGE_TO_IMAGE, model="brush", prompt="a fox", inputs=(theirs,), mask=theirs
    )
    path = tmp_path / "forged.png"
    Image.new("RGB", (8, 8)).save(path)
    files = Files(with_recipe(path, to_dict(request)))
    recipes = Recipes(messenger=cast(Messenger, files), supervisor=Supervisor())
    found = await recipes.read("file")
    assert found is not None
    read = found.request
    assert (read.prompt, read.inputs, read.mask) == ("a fox", (), None)
