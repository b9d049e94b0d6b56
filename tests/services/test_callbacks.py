"""A vendor's call wakes the looking after its task, and does nothing else."""

import pytest

from bot.core.catalogue import Catalogue
from bot.services.callbacks import PATH, Callbacks
from tests.support.fakes import Script
from tests.support.workshop import Workshop

SIGNED = {"signed": "yes"}


@pytest.fixture
def callbacks(workshop: Workshop) -> Callbacks:
    made = Callbacks(
        catalogue=Catalogue([workshop.provider]), follow_up=workshop.follow_up, secret="s"
    )
    made.listen("https://bot.example.org")
    return made


def ticket(workshop: Workshop) -> str:
    beginning, _, found = workshop.provider.address.rpartition("/")
    assert beginning == f"https://bot.example.org{PATH}/studio"
    assert len(found) == 32
    return found


async def waiting(workshop: Workshop) -> int:
    """A task that is ready long before anybody would look; gives its job."""
    workshop.provider.scripts["a fox"] = Script(seconds=1, check_after=300)
    job = await workshop.order("a fox")
    await workshop.clock.go(2)
    assert workshop.provider.polls["task-1"] == 0
    return job.id


async def test_a_call_brings_the_result_at_once(workshop: Workshop, callbacks: Callbacks) -> None:
    job_id = await waiting(workshop)
    assert callbacks.heard("studio", ticket(workshop), SIGNED, b"task-1")
    await workshop.clock.go(1)
    assert workshop.provider.polls["task-1"] == 1
    assert workshop.store.jobs[job_id].closed


async def test_a_second_call_finds_nobody_waiting(
    workshop: Workshop, callbacks: Callbacks
) -> None:
    await waiting(workshop)
    for _ in range(3):
        assert callbacks.heard("studio", ticket(workshop), SIGNED, b"task-1")
        await workshop.clock.go(1)
    assert workshop.provider.polls["task-1"] == 1


@pytest.mark.parametrize(
    ("key", "guess", "headers", "body", "ours"),
    [
        ("studio", "guessed", SIGNED, b"task-1", False),
        ("studio", "ü\udcff", SIGNED, b"task-1", False),
        ("nobody", None, SIGNED, b"task-1", False),
        ("studio", None, {}, b"task-1", True),
        ("studio", None, SIGNED, b"task-2", True),
    ],
)
async def test_no_other_call_wakes_anybody(  # noqa: PLR0917 -- a table
    workshop: Workshop,
    callbacks: Callbacks,
    key: str,
    guess: str | None,
    headers: dict[str, str],
    body: bytes,
    ours: bool,
) -> None:
    await waiting(workshop)
    assert callbacks.heard(key, guess or ticket(workshop), headers, body) is ours
    await workshop.clock.go(1)
    assert workshop.provider.polls["task-1"] == 0


async def test_a_task_of_another_vendor_with_the_same_name_is_not_meant(
    workshop: Workshop, callbacks: Callbacks
) -> None:
    await waiting(workshop)
    assert not workshop.follow_up.wake("another", "task-1")
    assert callbacks.heard("studio", ticket(workshop), SIGNED, b"task-1")
