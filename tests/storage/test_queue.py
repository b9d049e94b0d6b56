from datetime import timedelta

from bot.core.capabilities import Mode
from bot.core.models import Run
from bot.core.ports.runs import Share
from bot.core.runs import RunState
from bot.storage.stores import Stores
from tests.storage.conftest import Watch
from tests.storage.steps import PAINT, PERSON, follow, start, start_run, submit

ANN, BEN, EVE = 1, 2, 3
ROOM = {"nalitek": 100, "kandinsky": 100}


def each(most: int) -> Share:
    return Share(pictures=most, clips=most)


def ids(*runs: Run) -> list[int]:
    return [run.id for run in runs]


async def test_everybodys_first_run_comes_before_anybodys_second(stores: Stores) -> None:
    ann = (await start(stores, ANN, [PAINT] * 3)).runs
    ben = (await start(stores, BEN, [PAINT] * 2)).runs
    eve = (await start(stores, EVE)).runs
    fair = ids(ann[0], ben[0], eve[0], ann[1], ben[1], ann[2])
    assert await stores.runs.pick(ROOM, each(5), 100) == fair
    assert await stores.runs.pick(ROOM, each(5), 4) == fair[:4]
    assert [await stores.runs.place(run_id) for run_id in fair] == [1, 2, 3, 4, 5, 6]


async def test_ten_runs_of_one_person_keep_nobody_waiting(stores: Stores) -> None:
    ann = (await start(stores, ANN, [PAINT] * 10)).runs
    await submit(stores, ann[0])
    ben = (await start(stores, BEN, [PAINT] * 2)).runs
    assert await stores.runs.place(ben[0].id) == 2
    served: list[int] = []
    while picked := await stores.runs.pick({"nalitek": 1}, each(5), 1):
        served += picked
        await stores.runs.cancelled(picked[0], refund=True)
    assert served == ids(ann[1], ben[0], ann[2], ben[1], *ann[3:])


async def test_nobody_gets_more_than_their_share(stores: Stores) -> None:
    ann = (await start(stores, ANN, [PAINT] * 4)).runs
    ben = await start_run(stores, BEN)
    assert await stores.runs.pick(ROOM, each(2), 100) == ids(ann[0], ben, ann[1])
    await submit(stores, ann[0])
    assert await stores.runs.pick(ROOM, each(2), 100) == ids(ben, ann[1])
    await follow(stores, ann[1])
    assert await stores.runs.pick(ROOM, each(2), 100) == ids(ben)
    assert await stores.runs.occupied() == {"nalitek": 2}


async def test_a_provider_takes_what_it_has_room_for(stores: Stores) -> None:
    slow = [await start_run(stores, person, provider="kandinsky") for person in (ANN, BEN, EVE)]
    fast = [await start_run(stores, person) for person in (ANN, BEN, EVE)]
    assert await stores.runs.pick({"kandinsky": 1, "nalitek": 2}, each(5), 100) == ids(
        slow[0], *fast[:2]
    )
    assert await stores.runs.pick({"kandinsky": 0, "nalitek": 2}, each(5), 100) == ids(*fast[:2])
    assert await stores.runs.pick({"nalitek": 1}, each(5), 100) == ids(fast[0])
    assert await stores.runs.pick({}, each(5), 100) == []
    assert await stores.runs.pick(ROOM, each(5), 0) == []
    assert await stores.runs.pick(ROOM, each(0), 100) == []


async def test_a_full_provider_does_not_hide_a_persons_other_runs(stores: Stores) -> None:
    await start(stores, ANN, [PAINT] * 5, provider="kandinsky")
    other = await start_run(stores, ANN)
    picked = await stores.runs.pick({"kandinsky": 1, "nalitek": 1}, each(2), 100)
    assert picked[1:] == ids(other)


async def test_a_place_goes_to_the_next_when_its_person_has_enough(stores: Stores) -> None:
    ann = await start_run(stores, ANN)
    await start_run(stores, ANN, provider="kandinsky")
    ben = await start_run(stores, BEN, provider="kandinsky")
    assert await stores.runs.pick(ROOM, each(1), 100) == ids(ann, ben)


async def test_what_waits_for_a_moment_is_not_picked_before(stores: Stores, watch: Watch) -> None:
    run = await start_run(stores)
    await submit(stores, run)
    soon, later = watch.now() + timedelta(seconds=10), watch.now() + timedelta(seconds=20)
    await stores.runs.move(run.id, RunState.SUBMITTING, RunState.QUEUED, due_at=soon)
    other = await start_run(stores)
    await submit(stores, other)
    await stores.runs.move(other.id, RunState.SUBMITTING, RunState.QUEUED, due_at=later)
    assert await stores.runs.pick(ROOM, each(5), 100) == []
    assert await stores.runs.next_due() == soon
    watch.forward(seconds=10)
    assert await stores.runs.pick(ROOM, each(5), 100) == [run.id]
    assert await stores.runs.next_due() == later
    watch.forward(seconds=10)
    assert await stores.runs.next_due() is None


async def test_what_is_to_be_cancelled_is_not_picked(stores: Stores) -> None:
    run = await start_run(stores)
    await stores.runs.request_cancel(run.id)
    assert await stores.runs.pick(ROOM, each(5), 100) == []


async def test_a_place_in_line_is_the_providers(stores: Stores) -> None:
    first, second = await start_run(stores), await start_run(stores, PERSON + 1)
    elsewhere = await start_run(stores, PERSON + 2, provider="kandinsky")
    assert [await stores.runs.place(run.id) for run in (first, second, elsewhere)] == [1, 2, 1]
    await submit(stores, first)
    assert [await stores.runs.place(run.id) for run in (first, second)] == [0, 1]
    assert await stores.runs.place(404) == 0


async def test_people_who_have_enough_do_not_stand_in_the_way(stores: Stores) -> None:
    for person in range(1, 7):
        await submit(stores, (await start(stores, person, [PAINT] * 2)).runs[0])
    late = await start_run(stores, 7)
    assert await stores.runs.pick({"nalitek": 1}, each(1), 1) == ids(late)


async def test_a_crowd_is_served_whole(stores: Stores) -> None:
    crowd = [await start_run(stores, person) for person in range(1, 31)]
    room = {"nalitek": 4}
    served: list[int] = []
    while picked := await stores.runs.pick(room, each(1), 4):
        served += picked
        for run_id in picked:
            await stores.runs.cancelled(run_id, refund=True)
    assert served == ids(*crowd)


FILM = Mode.TEXT_TO_VIDEO


async def test_a_clip_holds_up_no_pictures(stores: Stores) -> None:
    clips = (await start(stores, ANN, [FILM] * 3)).runs
    pictures = (await start(stores, ANN, [PAINT] * 2)).runs
    share = Share(pictures=2, clips=1)
    assert sorted(await stores.runs.pick(ROOM, share, 100)) == ids(clips[0], *pictures)
    await follow(stores, clips[0])
    assert sorted(await stores.runs.pick(ROOM, share, 100)) == ids(*pictures)
    assert await stores.runs.place(pictures[0].id) == 1
    assert await stores.runs.place(clips[1].id) == 1


async def test_clips_are_fair_among_themselves(stores: Stores) -> None:
    ann = (await start(stores, ANN, [FILM] * 2)).runs
    ben = (await start(stores, BEN, [FILM])).runs
    share = Share(pictures=1, clips=2)
    assert await stores.runs.pick(ROOM, share, 100) == ids(ann[0], ben[0], ann[1])
