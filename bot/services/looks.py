"""When to look after a task: few questions, and an answer soon after it is there.

A loop asks every ten seconds and learns of the picture five seconds late on average. Recent
times of the same model tell when asking pays: not before the first pictures were ever ready,
often around the usual time, seldom afterwards. `plan` finds the moments with the smallest mean
delay among all plans that ask no more often, on average, than such a loop would.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate
from math import sqrt

LOOP = 10.0
"""The fixed interval, in seconds, whose number of questions a plan may use up."""

ENOUGH = 5
"""Recent times from which on they are believed."""

_SPREAD = (0.84, 0.92, 0.97, 1.0)
# An observed time is that of the look which found the picture, not that of the picture: the
# truth lies somewhere before it. Without the spread a plan could only ever become later.

_MARGIN = 0.95
# Of the budget: those later than all before cost a little more than planned.

_POINTS = 48
_HALVINGS = 16
_CHEAP = 0.01  # seconds of delay that a question is worth at the least


def plan(recent: Sequence[float], shortest: float) -> tuple[float, ...]:
    """The moments to look, in seconds after acceptance.

    Args:
        recent: Seconds that the model's last runs took.
        shortest: Seconds between two looks at the least.
    """
    points = _points(recent)
    budget = _MARGIN * sum(-(-point // LOOP) for point in points) / len(points)
    delays = _delays(points, shortest)
    low, high = _CHEAP, max(points) * len(points)
    for _ in range(_HALVINGS):
        price = sqrt(low * high)
        looks = _times(_cheapest(delays, price), points, shortest)
        if _mean_looks(looks, points) > budget:
            low = price
        else:
            high = price
    return _times(_cheapest(delays, high), points, shortest)


def next_look(planned: Sequence[float], elapsed: float, interval: float) -> float:
    """Seconds until the next look, some time after acceptance.

    Past everything planned the task is later than any recent one: looks become rarer, from the
    model's interval to six times that.
    """
    coming = bisect_right(planned, elapsed)
    if coming < len(planned):
        return planned[coming] - elapsed
    return min(max(interval, elapsed / 10), interval * 6)


def _points(recent: Sequence[float]) -> list[float]:
    """The recent times, spread to where the truth may lie and thinned to a workable number."""
    spread = sorted(seconds * factor for seconds in recent for factor in _SPREAD)
    if len(spread) <= _POINTS:
        return spread
    last = len(spread) - 1
    return [spread[round(i * last / (_POINTS - 1))] for i in range(_POINTS)]


def _delays(points: Sequence[float], shortest: float) -> list[list[tuple[float, int]]]:
    """After a look at points[i - 1]: each look j that may come next, with the delay that costs.

    A look at points[j - 1] delays those ready in between; the last one is always possible.
    """
    sums = [0.0, *accumulate(points)]
    return [
        [
            (points[j - 1] * (j - i) - (sums[j] - sums[i]), j)
            for j in _reachable(points, i, shortest)
        ]
        for i in range(len(points))
    ]


def _cheapest(delays: Sequence[list[tuple[float, int]]], price: float) -> list[int]:
    """The plan with the least delay when a question costs as much as `price` s of delay.

    best[i] is the cost of all that is not ready at points[i - 1], where the last look was; the
    next look is a question for each of them. What comes back names the look after each.
    """
    count = len(delays)
    best = [0.0] * (count + 1)
    choice = [count] * (count + 1)
    for i in range(count - 1, -1, -1):
        least, choice[i] = min([(delay + best[j], j) for delay, j in delays[i]])
        best[i] = least + price * (count - i)
    return choice


def _reachable(points: Sequence[float], i: int, shortest: float) -> Iterator[int]:
    """The looks that may come after one at points[i - 1]."""
    soonest = points[i - 1] + shortest if i else 0.0
    yield from range(max(i, bisect_left(points, soonest, hi=len(points) - 1)) + 1, len(points))
    yield len(points)


def _times(choice: Sequence[int], points: Sequence[float], shortest: float) -> tuple[float, ...]:
    times, i, last = [], 0, -shortest
    while i < len(points):
        i = choice[i]
        last = max(points[i - 1], last + shortest)
        times.append(last)
    return tuple(times)


def _mean_looks(looks: Sequence[float], points: Sequence[float]) -> float:
    return sum(bisect_right(looks, point - 1e-9) + 1 for point in points) / len(points)
