"""Many wishes at once, within Telegram's limits."""

from pathlib import Path

from bot.sandbox.flood import Flood
from bot.telegram.pacing import Rate, Rates
from tests.stories.conftest import keys
from tests.stories.studio import SPEED, Studio, studio
from tests.vendors.fusionbrain import FusionBrainServer


class HurriedClock:
    """Telegram's limits in the services' time."""

    def __init__(self, place: Studio) -> None:
        self._place = place

    def now(self) -> float:
        return self._place.time.now().timestamp()


def hurried(rate: Rate) -> Rate:
    return Rate(burst=rate.burst, per_second=rate.per_second * SPEED)


async def test_a_rush_keeps_to_the_limits(
    tmp_path: Path, database_url: str, vendor: FusionBrainServer
) -> None:
    usual = Rates()
    rates = Rates(
        overall=hurried(usual.overall), chat=hurried(usual.chat), group=hurried(usual.group)
    )
    async with studio(tmp_path, database_url, rates=rates, **keys(vendor)) as place:
        place.sandbox.telegram.flood = Flood(HurriedClock(place), "enforce")
        crowd = [place.sandbox.person(f"Visitor {n}") for n in range(4)]
        for _ in range(2):
            for person in crowd:
                await person.private.say("a fox")
        for person in crowd:
            for _ in range(2):
                await person.private.wait_photo(timeout=30)
        await place.settled()
        assert not place.sandbox.flood.violations
        assert len(place.sandbox.calls.named("sendPhoto")) == 8
