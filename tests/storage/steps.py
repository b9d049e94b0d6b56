"""Orders, and the steps of runs, in few words."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, func, select

from bot.core.capabilities import Allowance, Mode
from bot.core.models import Job, Order, Origin, Request, Run, StoredFile, Task
from bot.core.ports.provider import Result
from bot.core.runs import RunState
from bot.storage.database import Database
from bot.storage.schema import ledger, usage
from bot.storage.stores import Stores

PERSON = 7_000_000_001
GROUP = -1_001_234_567_890
UNLIMITED: Mapping[Allowance, int | None] = dict.fromkeys(Allowance)
PAINT, CHANGE, UPSCALE = Mode.TEXT_TO_IMAGE, Mode.IMAGE_TO_IMAGE, Mode.UPSCALE


def at_most(limit: int) -> Mapping[Allowance, int | None]:
    return dict.fromkeys(Mode, limit)


def order(
    person: int = PERSON,
    modes: Sequence[Mode] = (PAINT,),
    *,
    payer: int | None = None,
    model: str = "flux",
    **origin: Any,
) -> Order:
    return Order(
        person_id=person,
        payer_id=person if payer is None else payer,
        origin=Origin(**{"chat_id": person, **origin}),
        language="ru",
        requests=tuple(Request(mode=mode, model=model, prompt="лиса 🦊") for mode in modes),
    )


async def start(
    stores: Stores,
    person: int = PERSON,
    modes: Sequence[Mode] = (PAINT,),
    *,
    provider: str = "nalitek",
    limits: Mapping[Allowance, int | None] = UNLIMITED,
    **details: Any,
) -> Job:
    asked = order(person, modes, **details)
    return await stores.runs.start(asked, [provider] * len(modes), limits)


async def start_run(stores: Stores, person: int = PERSON, **details: Any) -> Run:
    (run,) = (await start(stores, person, **details)).runs
    return run


def file(run: Run, index: int = 0) -> StoredFile:
    return StoredFile(
        media=f"runs/{run.id}/{index}.png", mime="image/png", width=64, height=32, size=1234
    )


async def submit(stores: Stores, run: Run) -> None:
    assert await stores.runs.move(run.id, RunState.QUEUED, RunState.SUBMITTING)


async def follow(stores: Stores, run: Run) -> None:
    await submit(stores, run)
    task = Task(id=f"task-{run.id}", data={"url": "https://vendor/x"})
    assert await stores.runs.move(run.id, RunState.SUBMITTING, RunState.FOLLOWING, task=task)


async def collect(stores: Stores, run: Run, pictures: int = 1) -> None:
    await follow(stores, run)
    files = [file(run, index) for index in range(pictures)]
    assert await stores.runs.collect(run.id, files, [Result(seed=42)] * pictures)


async def deliver(stores: Stores, job: Job) -> Job:
    """Take all runs of a job from the queue to the chat."""
    for run in job.runs:
        await collect(stores, run)
    delivering = await stores.runs.begin_delivery(job.id)
    assert delivering is not None
    sent = {a.id: (a.id + 1000, f"file{a.id}") for run in delivering.runs for a in run.artifacts}
    await stores.runs.delivered(job.id, sent)
    done = await stores.runs.job(job.id)
    assert done is not None
    return done


async def run_of(stores: Stores, run: Run) -> Run:
    """The run as it is stored now."""
    found = await stores.runs.run(run.id)
    assert found is not None
    return found


async def state_of(stores: Stores, run: Run) -> RunState:
    return (await run_of(stores, run)).state


async def books(database: Database) -> tuple[dict[Any, int], dict[Any, int]]:
    """Usage and the ledger's sums, per account; those without usage left out."""
    account = ledger.c.payer_id, ledger.c.day, ledger.c.allowance
    used = select(usage.c.payer_id, usage.c.day, usage.c.allowance, usage.c.used)
    booked = select(*account, func.sum(ledger.c.amount)).group_by(*account)

    def both(connection: Connection) -> tuple[dict[Any, int], dict[Any, int]]:
        return _nonzero(connection.execute(used)), _nonzero(connection.execute(booked))

    return await database.read(both)


def _nonzero(rows: Any) -> dict[Any, int]:
    return {tuple(account): total for *account, total in rows if total}


async def ledger_of(database: Database, run: Run) -> list[str]:
    wanted = select(ledger.c.kind).where(ledger.c.run_id == run.id).order_by(ledger.c.id)
    return [row["kind"].value for row in await database.fetch(wanted)]
