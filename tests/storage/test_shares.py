import asyncio

import pytest

from bot.core.errors import NotFound
from bot.core.models import Artifact
from bot.storage.stores import Stores
from tests.storage.conftest import Watch
from tests.storage.steps import PERSON, deliver, start


async def picture(stores: Stores, person: int = PERSON) -> Artifact:
    (run,) = (await deliver(stores, await start(stores, person))).runs
    return run.artifacts[0]


async def test_a_link_leads_to_its_picture(stores: Stores) -> None:
    first, second = await picture(stores), await picture(stores)
    assert await stores.shares.open(first.id, "one") == "one"
    assert await stores.shares.open(second.id, "two") == "two"
    assert await stores.shares.find("one") == first.id
    assert await stores.shares.find("two") == second.id
    assert await stores.shares.find("three") is None


async def test_a_picture_has_one_link_until_it_is_taken_back(stores: Stores) -> None:
    shown = await picture(stores)
    opened = [stores.shares.open(shown.id, f"key-{number}") for number in range(10)]
    (key,) = set(await asyncio.gather(*opened))
    assert await stores.shares.close(shown.id)
    assert not await stores.shares.close(shown.id)
    assert await stores.shares.find(key) is None
    assert await stores.shares.open(shown.id, "another") == "another"
    assert await stores.shares.find(key) is None


async def test_a_link_goes_with_its_picture(stores: Stores) -> None:
    shown = await picture(stores)
    await stores.shares.open(shown.id, "one")
    await stores.history.delete(shown.id)
    assert await stores.shares.find("one") is None
    with pytest.raises(NotFound):
        await stores.shares.open(shown.id, "two")


async def test_links_go_with_their_owner(stores: Stores) -> None:
    mine, theirs = await picture(stores), await picture(stores, PERSON + 1)
    await stores.shares.open(mine.id, "mine")
    await stores.shares.open(theirs.id, "theirs")
    await stores.history.erase(PERSON)
    assert await stores.shares.find("mine") is None
    assert await stores.shares.find("theirs") == theirs.id


async def test_links_are_handed_out_with_the_rest(stores: Stores, watch: Watch) -> None:
    mine, theirs = await picture(stores), await picture(stores, PERSON + 1)
    await stores.shares.open(mine.id, "mine")
    await stores.shares.open(theirs.id, "theirs")
    records = [record async for record in stores.history.export(PERSON)]
    assert [record for record in records if record["record"] == "shares"] == [
        {
            "record": "shares",
            "key": "mine",
            "artifact_id": mine.id,
            "created_at": watch.now().isoformat(),
        }
    ]
