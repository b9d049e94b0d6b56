from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.services.breaker import FAILURES, FIRST_PAUSE, LONGEST_PAUSE, Breaker, Breakers
from tests.support.clock import START, VirtualClock
from tests.support.fakes import FakeStore

SECOND = timedelta(seconds=1)


def opened(code: str = "unavailable") -> Breaker:
    breaker = Breaker()
    for _ in range(FAILURES):
        breaker.note(code, START)
    return breaker


@pytest.mark.parametrize(
    "code", ["unavailable", "misconfigured", "out-of-credits", "rate-limited", "bad-response"]
)
def test_it_opens_after_some_failures_in_a_row(code: str) -> None:
    breaker = Breaker()
    for _ in range(FAILURES):
        assert breaker.admits(START)
        breaker.note(code, START)
    assert breaker.resting(START)
    assert not breaker.admits(START)
    assert breaker.reason == code


@pytest.mark.parametrize("code", [None, "content-rejected", "invalid-request", "task-failed"])
def test_a_vendor_that_works_starts_anew(code: str | None) -> None:
    breaker = Breaker()
    for each in ["unavailable"] * (FAILURES - 1) + [code, "unavailable"]:
        breaker.note(each, START)
    assert breaker.admits(START)


@pytest.mark.parametrize("code", ["ambiguous", "timed-out", "result-lost", "internal"])
def test_what_says_nothing_changes_nothing(code: str) -> None:
    breaker = Breaker()
    for _ in range(FAILURES):
        breaker.note(code, START)
        assert breaker.admits(START)
    for _ in range(FAILURES):
        breaker.note("unavailable", START)
        breaker.note(code, START)
    assert not breaker.admits(START)


def test_after_the_pause_one_run_may_try() -> None:
    breaker, later = opened(), START + FIRST_PAUSE
    assert not breaker.admits(later - SECOND)
    assert breaker.admits(later)
    assert not breaker.admits(later)
    breaker.note(None, later)
    assert breaker.admits(later)
    assert breaker.admits(later)


def test_a_trial_that_fails_makes_the_pause_longer_up_to_an_end() -> None:
    breaker, now, pauses = opened(), START, []
    for _ in range(8):
        pause = FIRST_PAUSE
        while not breaker.admits(now + pause):
            pause += SECOND
        now += pause
        pauses.append(pause)
        breaker.note("unavailable", now)
    assert pauses[:3] == [FIRST_PAUSE, FIRST_PAUSE * 2, FIRST_PAUSE * 4]
    assert pauses[-2:] == [LONGEST_PAUSE] * 2


def test_failures_of_runs_that_were_on_their_way_do_not_make_it_longer() -> None:
    breaker = opened()
    for _ in range(5):
        breaker.note("unavailable", START + SECOND)
    assert breaker.admits(START + FIRST_PAUSE)


def test_a_trial_that_came_to_nothing_is_followed_by_another() -> None:
    breaker, later = opened(), START + FIRST_PAUSE
    assert breaker.admits(later)
    assert breaker.admits(later + FIRST_PAUSE)


@given(st.lists(st.sampled_from(["unavailable", None, "ambiguous", "ask", 1, 60, 700])))
def test_it_never_rests_for_longer_than_it_may(steps: list[str | int | None]) -> None:
    breaker, now = Breaker(), START
    for step in steps:
        if isinstance(step, int):
            now += timedelta(seconds=step)
        elif step == "ask":
            breaker.admits(now)
        else:
            breaker.note(step, now)
        assert not breaker.resting(now + LONGEST_PAUSE)


async def test_at_the_start_the_last_runs_speak(clock: VirtualClock) -> None:
    store = FakeStore(clock)

    async def recent(model: str, limit: int = 20) -> list[str | None]:
        return ["unavailable", "out-of-credits", "unavailable", None][:limit] * (model == "dead")

    store.recent_outcomes = recent  # type: ignore[method-assign]
    breakers = Breakers(store=store, clock=clock)
    assert await breakers.resting("dead") == "unavailable"
    assert await breakers.resting("alive") is None
    assert not await breakers.admits("dead")
    await clock.go(FIRST_PAUSE.total_seconds())
    assert await breakers.admits("dead")
    await breakers.note("dead")
    assert await breakers.admits("dead")
