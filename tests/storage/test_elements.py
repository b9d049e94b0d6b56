import pytest

from bot.core.errors import ElementFull, ElementNameTaken, ElementsTooMany
from bot.core.models import Input
from bot.storage.stores import Stores
from tests.storage.steps import PERSON

OTHER = PERSON + 1


def pictures(*names: str) -> list[Input]:
    return [Input(media=f"elements/{name}.png", file_id=f"id-{name}") for name in names]


async def test_pictures_are_kept_under_a_name(stores: Stores) -> None:
    kept, new = await stores.elements.add(PERSON, "Лиса", pictures("a"), "рыжая")
    assert new
    assert (kept.name, kept.pictures, kept.description) == ("Лиса", (*pictures("a"),), "рыжая")
    grown, new = await stores.elements.add(PERSON, "лиса", pictures("b", "c"), "")
    assert (grown.id, new) == (kept.id, False)
    assert (grown.name, grown.description) == ("Лиса", "рыжая")
    assert grown.pictures == (*pictures("a", "b", "c"),)
    assert list(await stores.elements.of(PERSON)) == [grown]
    with pytest.raises(ElementFull):
        await stores.elements.add(PERSON, "лиса", pictures("d", "e"), "")
    assert list(await stores.elements.of(OTHER)) == []


async def test_there_is_an_end_to_them(stores: Stores) -> None:
    for number in range(20):
        await stores.elements.add(PERSON, f"e{number}", pictures("a"), "")
    with pytest.raises(ElementsTooMany):
        await stores.elements.add(PERSON, "one more", pictures("a"), "")
    await stores.elements.add(PERSON, "e3", pictures("b"), "")


async def test_names_and_descriptions_change(stores: Stores) -> None:
    fox, _ = await stores.elements.add(PERSON, "fox", pictures("a"), "")
    hen, _ = await stores.elements.add(PERSON, "hen", pictures("b"), "")
    renamed = await stores.elements.rename(PERSON, fox.id, "vixen")
    assert renamed
    assert renamed.name == "vixen"
    with pytest.raises(ElementNameTaken):
        await stores.elements.rename(PERSON, hen.id, "VIXEN")
    described = await stores.elements.describe(PERSON, hen.id, "white")
    assert described
    assert described.description == "white"


async def test_nobody_touches_anothers(stores: Stores) -> None:
    fox, _ = await stores.elements.add(PERSON, "fox", pictures("a"), "")
    assert await stores.elements.rename(OTHER, fox.id, "x") is None
    assert await stores.elements.describe(OTHER, fox.id, "x") is None
    assert list(await stores.elements.delete(OTHER, fox.id)) == []
    assert list(await stores.elements.delete(PERSON, fox.id)) == ["elements/a.png"]
    assert list(await stores.elements.of(PERSON)) == []


async def test_they_are_exported_and_forgotten_with_their_person(stores: Stores) -> None:
    for person in (PERSON, OTHER):
        await stores.people.meet(person, "free")
        await stores.elements.add(person, "fox", pictures(f"a{person}", f"b{person}"), "red")
    records = [dict(record) async for record in stores.history.export(PERSON)]
    (told,) = (record for record in records if record["record"] == "elements")
    assert [each["media"] for each in told["pictures"]] == [
        f"elements/a{PERSON}.png",
        f"elements/b{PERSON}.png",
    ]
    files = await stores.history.erase(PERSON)
    assert sorted(files) == [f"elements/a{PERSON}.png", f"elements/b{PERSON}.png"]
    assert list(await stores.elements.of(PERSON)) == []
    assert len(await stores.elements.of(OTHER)) == 1
