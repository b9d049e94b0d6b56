import math
import random
from collections.abc import Callable
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.services.looks import ENOUGH, LOOP, next_look, plan

TIMES = st.lists(st.floats(0.5, 600), min_size=ENOUGH, max_size=60)


@given(TIMES, st.floats(0.5, 5))
def test_looks_are_in_order_apart_and_cover_everything_seen(
    recent: list[float], shortest: float
) -> None:
    looks = plan(recent, shortest)
    assert looks[-1] >= max(recent)
    assert all(b - a >= shortest - 1e-6 for a, b in pairwise(looks))


@given(TIMES)
def test_a_plan_asks_no_more_often_than_the_loop(recent: list[float]) -> None:
    looks = plan(recent, 0.5)
    spread = [seconds * factor for seconds in recent for factor in (0.84, 0.92, 0.97, 1.0)]
    asked = sum(sum(look < point for look in looks) + 1 for point in spread)
    loop = sum(math.ceil(point / LOOP) for point in spread)
    assert asked <= loop * 1.05 + len(spread) * 0.05


@given(TIMES, st.floats(0, 5000), st.floats(1, 30))
def test_there_is_always_a_next_look(recent: list[float], elapsed: float, interval: float) -> None:
    wait = next_look(plan(recent, 1), elapsed, interval)
    assert wait > 0


@pytest.mark.parametrize(
    ("draw", "late"),
    [
        (lambda dice: dice.uniform(15, 30), 2.2),
        (lambda dice: dice.gauss(20, 1.5), 1.5),
        (lambda dice: dice.gauss(17.3, 0.3), 1.0),
        (lambda dice: dice.lognormvariate(3, 0.4), 4.0),
        (lambda dice: dice.uniform(3, 6), 2.2),
    ],
)
def test_learned_looks_beat_the_loop_at_its_own_number_of_questions(
    draw: Callable[[random.Random], float], late: float
) -> None:
    dice = random.Random(1)
    recent = [draw(dice) for _ in range(50)]
    looks = plan(recent, 5 / 3)
    lag = asked = loop = loop_lag = 0.0
    runs = 600
    for number in range(runs):
        if number % 5 == 4:
            looks = plan(recent[-50:], 5 / 3)
        seconds, elapsed = draw(dice), 0.0
        while elapsed < seconds:
            elapsed += next_look(looks, elapsed, 5)
            asked += 1
        recent.append(elapsed)
        lag += elapsed - seconds
        loop += math.ceil(seconds / LOOP)
        loop_lag += math.ceil(seconds / LOOP) * LOOP - seconds
    assert lag / runs < late
    assert lag < loop_lag * 0.75
    assert asked <= loop * 1.12


def test_looks_come_nearer_when_the_model_becomes_faster() -> None:
    recent = [40.0] * 50
    for _ in range(200):
        looks, elapsed = plan(recent[-50:], 2), 0.0
        while elapsed < 10:
            elapsed += next_look(looks, elapsed, 5)
        recent.append(elapsed)
    assert recent[-1] < 12
