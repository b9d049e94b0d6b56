"""A busy conversation keeps to Telegram's limits by itself."""

from pathlib import Path

from bot.sandbox.flood import Flood
from bot.telegram.pacing import Rates
from tests.stories.paper import labels
from tests.stories.studio import studio
from tests.stories.test_rush import HurriedClock, hurried


async def test_a_busy_group_and_its_people(tmp_path: Path, database_url: str) -> None:
    usual = Rates()
    rates = Rates(
        overall=hurried(usual.overall), chat=hurried(usual.chat), group=hurried(usual.group)
    )
    async with studio(
        tmp_path, database_url, rates=rates, sketch_seconds="0.3", default_plan="enterprise"
    ) as place:
        place.sandbox.telegram.flood = Flood(HurriedClock(place), "record")
        group = place.group()
        here = group.as_(place.anna), group.as_(place.boris)
        for _ in range(3):
            for chat in here:
                await chat.command("imagine", "a fox")
        first = await here[0].wait_photo(timeout=20)
        await place.boris.tap(first, "✨", timeout=20)
        await place.anna.private.command("settings")
        panel = await place.anna.private.wait_button("Style")
        for _ in range(4):
            await place.anna.tap(panel, "Style", timeout=20)
            styles = await panel.becomes(lambda m: "Back" in "".join(labels(m)), timeout=20)
            await place.anna.tap(styles, "Back", timeout=20)
            panel = await panel.becomes(lambda m: m.button("Style"), timeout=20)
        await here[0].wait_text("4 ", timeout=30)
        assert not place.sandbox.flood.violations
        assert all(not call.error for call in place.sandbox.calls)
