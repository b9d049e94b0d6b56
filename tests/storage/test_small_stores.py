import asyncio
from datetime import timedelta

from sqlalchemy import select

from bot.core.models import Cached, Preferences
from bot.storage.database import Database
from bot.storage.schema import inbox
from bot.storage.stores import Stores
from tests.storage.conftest import Watch
from tests.storage.steps import PERSON


async def test_a_person_is_met_once(stores: Stores, watch: Watch) -> None:
    met = await stores.people.meet(PERSON, "free")
    assert (met.id, met.language, met.plan, met.banned) == (PERSON, None, "free", None)
    assert (met.preferences, met.created_at, met.reachable) == (Preferences(), watch.now(), True)
    watch.forward(days=1)
    assert await stores.people.meet(PERSON, "pro") == met


async def test_a_person_met_at_once_is_one(stores: Stores) -> None:
    met = await asyncio.gather(*(stores.people.meet(PERSON, "free") for _ in range(20)))
    assert {person.id for person in met} == {PERSON}


async def test_what_a_person_sets_stays(stores: Stores) -> None:
    await stores.people.meet(PERSON, "free")
    wanted = Preferences(
        model="flux",
        style="anime",
        ratio="16:9",
        negative="кот",
        seed=5,
        count=4,
        options={"steps": 30, "fast": True},
    )
    await stores.people.set_preferences(PERSON, wanted)
    await stores.people.set_language(PERSON, "ru")
    await stores.people.set_reachable(PERSON, reachable=False)
    found = await stores.people.meet(PERSON, "free")
    assert (found.preferences, found.language, found.reachable) == (wanted, "ru", False)
    await stores.people.set_language(PERSON, None)
    assert (await stores.people.meet(PERSON, "free")).language is None


async def test_an_update_is_new_once(stores: Stores) -> None:
    assert await stores.inbox.add([(2, "two"), (1, "one"), (2, "twice")]) == [2, 1]
    assert await stores.inbox.add([(2, "two"), (3, "three")]) == [3]
    assert await stores.inbox.add([]) == []


async def test_an_update_that_comes_twice_at_once_is_new_to_one(stores: Stores) -> None:
    news = await asyncio.gather(*(stores.inbox.add([(1, "one")]) for _ in range(20)))
    assert sorted(len(new) for new in news) == [0] * 19 + [1]


async def test_pending_updates_are_those_not_handled(stores: Stores, watch: Watch) -> None:
    await stores.inbox.add([(901, "b"), (900, "a"), (902, "c")])
    watch.forward(days=8)
    # Telegram counts anew after a week of silence
    await stores.inbox.add([(7, "d")])
    assert await stores.inbox.pending() == [(900, "a"), (901, "b"), (902, "c"), (7, "d")]
    await stores.inbox.done([900, 902])
    assert await stores.inbox.pending() == [(901, "b"), (7, "d")]
    assert await stores.inbox.add([(900, "a")]) == []


async def test_of_a_handled_update_only_its_number_stays(
    stores: Stores, database: Database
) -> None:
    await stores.inbox.add([(1, "a secret"), (2, "another")])
    await stores.inbox.done([1])
    found = await database.fetch(select(inbox.c.update_id, inbox.c.content))
    assert {row["update_id"]: row["content"] for row in found} == {1: "", 2: "another"}


async def test_handled_updates_are_forgotten_when_they_cannot_come_again(
    stores: Stores, watch: Watch
) -> None:
    await stores.inbox.add([(1, "handled"), (2, "not handled")])
    await stores.inbox.done([1])
    received = watch.now()
    await stores.inbox.prune(received)
    assert await stores.inbox.add([(1, "handled")]) == []
    await stores.inbox.prune(received + timedelta(seconds=1))
    assert await stores.inbox.add([(1, "handled"), (2, "not handled")]) == [1]


async def test_a_cached_answer_is_the_last_one(stores: Stores, watch: Watch) -> None:
    assert await stores.cache.get("styles") is None
    await stores.cache.put("styles", ["аниме", None, {"a": 1.5}])
    first = Cached(value=["аниме", None, {"a": 1.5}], stored_at=watch.now())
    assert await stores.cache.get("styles") == first
    watch.forward(hours=6)
    await stores.cache.put("styles", [])
    assert await stores.cache.get("styles") == Cached(value=[], stored_at=watch.now())
    assert await stores.cache.get("other") is None


async def test_a_question_outlives_a_restart(stores: Stores) -> None:
    key = f"1:{PERSON}:{PERSON}"
    assert (
        await stores.conversations.get_state(key),
        await stores.conversations.get_data(key),
    ) == (None, {})
    await stores.conversations.set_state(key, "Prompt:waiting")
    await stores.conversations.set_data(key, {"mode": "upscale", "inputs": [1, 2]})
    assert await stores.conversations.get_state(key) == "Prompt:waiting"
    assert await stores.conversations.get_data(key) == {"mode": "upscale", "inputs": [1, 2]}
    await stores.conversations.set_state(key, None)
    assert await stores.conversations.get_data(key) == {"mode": "upscale", "inputs": [1, 2]}
    await stores.conversations.set_data(key, {})
    assert await stores.conversations.get_state(key) is None
    assert await stores.conversations.get_data(key) == {}
    await stores.conversations.set_data(key, {})
