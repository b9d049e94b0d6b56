from bot.core.errors import ContentRejected, FileRejected, Unreachable
from bot.core.gallery import EVERYTHING
from bot.core.models import Artifact
from bot.storage.stores import Stores
from tests.storage.conftest import Watch
from tests.storage.steps import PERSON, collect, deliver, file, run_of, start, start_run


async def picture(stores: Stores, person: int = PERSON) -> Artifact:
    (run,) = (await deliver(stores, await start(stores, person))).runs
    return run.artifacts[0]


async def newest(stores: Stores) -> Artifact | None:
    found = await stores.gallery.older(PERSON, EVERYTHING, None, 1)
    return next((artifact for artifact, _ in found.entries), None)


async def test_a_deleted_picture_is_gone_with_its_file(stores: Stores) -> None:
    first, second = await picture(stores), await picture(stores)
    assert await stores.history.delete(second.id) == second.media
    assert await stores.history.delete(second.id) is None
    assert await stores.runs.artifact(second.id) is None
    assert await newest(stores) == first


async def test_the_number_of_a_deleted_picture_is_not_given_again(stores: Stores) -> None:
    old = await picture(stores)
    await stores.history.delete(old.id)
    new = await picture(stores)
    assert new.id > old.id


async def test_a_history_shows_what_was_paid_for(stores: Stores) -> None:
    cancelled, refused, unreachable, waiting = [await start_run(stores) for _ in range(4)]
    for run in (cancelled, refused, unreachable, waiting):
        await collect(stores, run)
    await stores.runs.cancelled(cancelled.id, refund=True)
    await stores.runs.fail(refused.id, FileRejected())
    await stores.runs.fail(unreachable.id, Unreachable())
    found = await newest(stores)
    assert found is not None
    assert found.run_id == unreachable.id
    assert not (await stores.gallery.older(PERSON, EVERYTHING, found.id - 1, 1)).entries


async def test_a_failed_run_has_no_picture(stores: Stores) -> None:
    run = await start_run(stores)
    await stores.runs.fail(run.id, ContentRejected(provider="p", detail=""))
    assert not await stores.runs.collect(run.id, [file(run)], [])
    assert (await run_of(stores, run)).artifacts == ()
    assert await newest(stores) is None


async def test_old_files_are_found_and_forgotten(stores: Stores, watch: Watch) -> None:
    first, second = await picture(stores), await picture(stores)
    running = await start_run(stores)
    await collect(stores, running)
    moment = watch.forward(days=1)
    young = await picture(stores)
    history = stores.history
    assert await history.old_files(moment, 10) == {
        first.id: first.media,
        second.id: second.media,
    }
    assert await history.old_files(moment, 1) == {first.id: first.media}
    await history.forget_files([first.id, second.id])
    assert await history.old_files(moment, 10) == {}
    kept = await stores.runs.artifact(first.id)
    assert kept is not None
    assert (kept.media, kept.file_id) == (None, first.file_id)
    assert await newest(stores) == young


async def test_what_telegram_does_not_have_goes_with_its_file(
    stores: Stores, watch: Watch
) -> None:
    run = await start_run(stores)
    await collect(stores, run)
    await stores.runs.begin_delivery(run.job_id)
    await stores.runs.fail(run.id, Unreachable())
    moment = watch.forward(days=1)
    (lost,) = await stores.history.old_files(moment, 10)
    await stores.history.forget_files([lost])
    assert await stores.runs.artifact(lost) is None
    assert await newest(stores) is None
