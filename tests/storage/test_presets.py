import json

import pytest

from bot.core.capabilities import Mode
from bot.core.errors import PresetNameTaken, PresetsTooMany
from bot.core.models import Input, Request
from bot.storage.stores import Stores
from tests.storage.steps import PERSON

OTHER = PERSON + 1
REQUEST = Request(
    mode=Mode.IMAGE_TO_IMAGE,
    model="flux",
    prompt="лиса",
    style="ink",
    inputs=(Input(file_id="secret"),),
    options={"steps": 30},
)


async def save(stores: Stores, name: str, person: int = PERSON, limit: int = 3) -> int:
    preset, _ = await stores.presets.save(person, name, REQUEST, "", limit)
    return preset.id


async def test_what_is_saved_is_there_without_pictures(stores: Stores) -> None:
    kept, new = await stores.presets.save(PERSON, "Вечер", REQUEST, "масло", 3)
    assert new
    assert (kept.name, kept.words, kept.request.inputs) == ("Вечер", "масло", ())
    assert (kept.request.model, kept.request.options) == ("flux", {"steps": 30})
    assert list(await stores.presets.of(PERSON)) == [kept]
    assert list(await stores.presets.of(OTHER)) == []


async def test_the_same_name_is_the_same_preset(stores: Stores) -> None:
    first = await save(stores, "Evening")
    again, new = await stores.presets.save(PERSON, "evening", REQUEST, "oil", 1)
    assert (again.id, again.name, again.words, new) == (first, "evening", "oil", False)
    assert await save(stores, "evening", OTHER) != first


async def test_there_is_an_end_to_them(stores: Stores) -> None:
    for name in ("c", "a", "b"):
        await save(stores, name)
    with pytest.raises(PresetsTooMany):
        await save(stores, "d")
    assert [each.name for each in await stores.presets.of(PERSON)] == ["a", "b", "c"]
    await save(stores, "d", OTHER)


async def test_names_and_words_change(stores: Stores) -> None:
    first, second = await save(stores, "one"), await save(stores, "two")
    renamed = await stores.presets.rename(PERSON, first, "One!")
    assert renamed
    assert renamed.name == "One!"
    with pytest.raises(PresetNameTaken):
        await stores.presets.rename(PERSON, second, "ONE!")
    worded = await stores.presets.word(PERSON, second, "oil")
    assert worded
    assert worded.words == "oil"


async def test_nobody_touches_anothers(stores: Stores) -> None:
    mine = await save(stores, "one")
    assert await stores.presets.rename(OTHER, mine, "x") is None
    assert await stores.presets.word(OTHER, mine, "x") is None
    await stores.presets.delete(OTHER, mine)
    assert [each.name for each in await stores.presets.of(PERSON)] == ["one"]
    await stores.presets.delete(PERSON, mine)
    assert list(await stores.presets.of(PERSON)) == []


async def test_they_are_exported_and_forgotten_with_their_person(stores: Stores) -> None:
    for person in (PERSON, OTHER):
        await stores.people.meet(person, "free")
        await save(stores, "evening", person)
    records = [dict(record) async for record in stores.history.export(PERSON)]
    (told,) = (record for record in records if record["record"] == "presets")
    assert told["name"] == "evening"
    assert "лиса" in json.dumps(told, ensure_ascii=False)
    await stores.history.erase(PERSON)
    assert list(await stores.presets.of(PERSON)) == []
    assert len(await stores.presets.of(OTHER)) == 1
