import asyncio

from bot.storage.stores import Stores


async def test_a_cancelled_write_leaves_the_next_writer_its_place(stores: Stores) -> None:
    for person in range(1, 40):
        meeting = asyncio.ensure_future(stores.people.meet(person, "free"))  # noqa: TID251 - awaited
        for _ in range(person % 12):
            await asyncio.sleep(0)
        meeting.cancel()
        await asyncio.gather(meeting, return_exceptions=True)
        async with asyncio.timeout(5):
            await stores.people.set_reachable(person, False)


async def test_what_was_begun_is_finished(stores: Stores) -> None:
    meeting = asyncio.ensure_future(stores.people.meet(1, "pro"))  # noqa: TID251 - awaited
    await asyncio.sleep(0)
    meeting.cancel()
    await asyncio.gather(meeting, return_exceptions=True)
    assert (await stores.people.meet(1, "free")).plan == "pro"
