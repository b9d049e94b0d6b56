from datetime import date
from typing import Any

import pytest

from bot.core import gallery
from bot.core.capabilities import Mode
from bot.core.gallery import EVERYTHING, Found, Kind, Sieve, wanted
from bot.core.models import Artifact, Order, Origin, Request
from bot.storage import gallery as store
from bot.storage.stores import Stores
from tests.storage.conftest import Watch
from tests.storage.steps import PERSON, UNLIMITED, deliver

OTHER = PERSON + 1


async def picture(stores: Stores, prompt: str = "a fox", **wish: Any) -> Artifact:
    person = wish.pop("person", PERSON)
    request = Request(**{"mode": Mode.TEXT_TO_IMAGE, "model": "flux", "prompt": prompt} | wish)
    order = Order(
        person_id=person,
        payer_id=person,
        origin=Origin(chat_id=person),
        language="en",
        requests=(request,),
    )
    (run,) = (await deliver(stores, await stores.runs.start(order, ["p"], UNLIMITED))).runs
    return run.artifacts[0]


def ids(found: Found) -> list[int]:
    return [artifact.id for artifact, _ in found.entries]


async def test_looks_begin_at_a_picture_and_end_where_there_is_room(stores: Stores) -> None:
    one, two, three = [(await picture(stores)).id for _ in range(3)]
    await picture(stores, person=OTHER)
    look = stores.gallery

    newest = await look.older(PERSON, EVERYTHING, None, 2)
    assert (ids(newest), newest.more) == ([three, two], True)
    rest = await look.older(PERSON, EVERYTHING, one, 2)
    assert (ids(rest), rest.more) == ([one], False)
    newer = await look.newer(PERSON, EVERYTHING, one, 2)
    assert (ids(newer), newer.more) == ([three, two], False)
    assert ids(await look.newer(PERSON, EVERYTHING, one, 1)) == [two]
    assert newer.entries[0][1].request.prompt == "a fox"


async def test_a_deleted_picture_is_still_a_place_to_begin(stores: Stores) -> None:
    one, two, three = [(await picture(stores)).id for _ in range(3)]
    await stores.history.delete(two)
    assert ids(await stores.gallery.older(PERSON, EVERYTHING, two, 9)) == [one]
    assert ids(await stores.gallery.newer(PERSON, EVERYTHING, two, 9)) == [three]


async def test_each_sieve_lets_through_its_own(stores: Stores) -> None:
    fox = await picture(stores)
    larger = await picture(stores, "", mode=Mode.UPSCALE, model="esrgan")
    night = await picture(stores, "at night", mode=Mode.IMAGE_TO_IMAGE)
    await stores.history.favour(fox.id, favourite=True)

    async def through(**sieve: Any) -> list[int]:
        return ids(await stores.gallery.older(PERSON, Sieve(**sieve), None, 9))

    assert await through(favourites=True) == [fox.id]
    assert await through(kind=Kind.PICTURE) == [fox.id]
    assert await through(kind=Kind.CHANGED) == [night.id]
    assert await through(kind=Kind.UPSCALED) == [larger.id]
    assert await through(kind=Kind.VIDEO) == []
    assert await through(model="flux") == [night.id, fox.id]
    assert await through(model="") == []
    shelves = await stores.gallery.shelves(PERSON)
    assert shelves.kinds == (Kind.PICTURE, Kind.CHANGED, Kind.UPSCALED)
    assert shelves.models == ("esrgan", "flux")
    assert shelves.favourites
    nobody = await stores.gallery.shelves(OTHER)
    assert (nobody.kinds, nobody.models, nobody.favourites) == ((), (), False)


@pytest.mark.parametrize(
    ("said", "prompts"),
    [
        ("fox", ["A red FOX", "foxes at 100%"]),
        ("RED fox", ["A red FOX"]),
        ("лис", ["Лисица в лесу"]),
        ("ежик", ["Ёжик в тумане"]),
        ("100%", ["foxes at 100%"]),
        ("_", []),
        ("fox лис", []),
    ],
)
async def test_a_search_finds_parts_of_words_in_any_case(
    stores: Stores, said: str, prompts: list[str]
) -> None:
    for prompt in ("foxes at 100%", "A red FOX", "Ёжик в тумане", "Лисица в лесу"):
        await picture(stores, prompt)
    await picture(stores, "somebody else's fox", person=OTHER)
    found = await stores.gallery.older(PERSON, Sieve(words=wanted(said)), None, 9)
    assert [run.request.prompt for _, run in found.entries] == prompts
    assert found.searched_to is None


async def test_a_search_says_where_it_stopped(
    stores: Stores, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store, "SEARCHED", 2)
    made = [(await picture(stores, words)).id for words in ("an owl", "a fox", "a hen", "a cat")]
    sieve = Sieve(words=("owl",))
    first = await stores.gallery.older(PERSON, sieve, None, 9)
    assert (ids(first), first.searched_to) == ([], made[1])
    second = await stores.gallery.older(PERSON, sieve, first.searched_to, 9)
    assert (ids(second), second.searched_to) == ([made[0]], None)
    upwards = await stores.gallery.newer(PERSON, Sieve(words=("cat",)), made[1], 9)
    assert ids(upwards) == [made[3]]


async def test_a_search_within_a_shelf(stores: Stores) -> None:
    fox, hen = await picture(stores, "a fox"), await picture(stores, "a hen")
    await picture(stores, "a fox")
    for each in (fox, hen):
        await stores.history.favour(each.id, favourite=True)
    sieve = Sieve(favourites=True, words=("fox",))
    assert ids(await stores.gallery.older(PERSON, sieve, None, 9)) == [fox.id]


async def test_days_with_their_pictures(stores: Stores, watch: Watch) -> None:
    first = await picture(stores)
    watch.forward(days=2)
    await picture(stores, mode=Mode.UPSCALE)
    second = await picture(stores)
    watch.forward(hours=11.4)
    third = await picture(stores)
    await picture(stores, person=OTHER)
    days = await stores.gallery.days(PERSON, EVERYTHING, None, 9)
    assert [(day.date, day.newest, day.count) for day in days] == [
        (date(2026, 11, 22), third.id, 3),
        (date(2026, 11, 20), first.id, 1),
    ]
    painted = await stores.gallery.days(PERSON, Sieve(kind=Kind.PICTURE), None, 1)
    assert [(day.newest, day.count) for day in painted] == [(third.id, 2)]
    earlier = await stores.gallery.days(PERSON, EVERYTHING, first.id, 9)
    assert [day.newest for day in earlier] == [first.id]
    enlarged = await stores.gallery.days(PERSON, Sieve(kind=Kind.UPSCALED), second.id, 9)
    assert [day.count for day in enlarged] == [1]
    assert await stores.gallery.days(OTHER + 1, EVERYTHING, None, 9) == []


async def test_nobody_counts_what_is_searched(stores: Stores) -> None:
    with pytest.raises(ValueError, match="counts"):
        await stores.gallery.days(PERSON, Sieve(words=("fox",)), None, 9)


async def test_what_a_clip_came_from_is_a_video() -> None:
    assert {gallery.kind_of(mode) for mode in Mode} <= set(Kind)
    assert gallery.kind_of(Mode.UPSCALE) is Kind.UPSCALED
