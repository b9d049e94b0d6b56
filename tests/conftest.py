"""What every test's process needs once, and what it need not do again for each test."""

import gc
import os
import sys
from collections.abc import Iterator
from typing import Any

import pytest

from tests.support.once import make_once

gc.disable()  # what is imported from here on stays: nobody need look through it again and again


def pytest_collection_finish() -> None:
    """From here on there is garbage."""
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)
    gc.enable()


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """Of `-n auto`: one more than there are cores, as each now and then waits for a process."""
    own = (
        os.sched_getaffinity(0) if hasattr(os, "sched_getaffinity") else range(os.cpu_count() or 1)
    )
    return len(own) + 1


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """Share the tests out between the workers."""
    if config.getvalue("dist") != "load":  # what `-n` means by itself
        return None
    from tests.support.scheduling import TogetherScheduling

    return TogetherScheduling(config, log)


@pytest.fixture(scope="session", autouse=True)
def _made_once() -> Iterator[None]:
    """What is the same for every test and dear to make again."""
    with pytest.MonkeyPatch.context() as patch:
        make_once(patch)
        yield
        gc.collect()
        gc.freeze()  # pytest looks through all that is left, five times, when it ends


@pytest.fixture(autouse=True)
def _forget_updates() -> Iterator[None]:
    """Aiogram keeps the last 128 updates (`Update.event_type`), and through them their bots."""
    yield
    if update := sys.modules.get("aiogram.types.update"):
        update.Update.event_type.fget.cache_clear()
