"""A busy group, within the 20 messages a minute that Telegram allows there."""

from collections import Counter
from pathlib import Path

import pytest

from bot.core.ports.conversation import JobStatus
from bot.telegram.pacing import Rate, Rates
from tests.stories.conftest import keys
from tests.stories.paper import result
from tests.stories.studio import UNLIMITED, Studio, studio
from tests.vendors.fusionbrain import FusionBrainServer

PEOPLE = 5


def watch_cards(place: Studio, monkeypatch: pytest.MonkeyPatch) -> Counter[bool]:
    """Count the changes of cards that were shown, and those that were left out."""
    assert place.app
    messenger, shown = place.app.services.messenger, Counter[bool]()
    show = messenger.update_card

    async def counted(status: JobStatus) -> bool:
        done = await show(status)
        shown[done] += 1
        return done

    monkeypatch.setattr(messenger, "update_card", counted)
    return shown


async def test_pictures_come_and_cards_give_way(
    tmp_path: Path,
    database_url: str,
    vendor: FusionBrainServer,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Edits count as messages: those of the cards are left out, so that pictures need not wait."""
    # room for a greeting, for all cards and all pictures, and for little besides
    rates = Rates(
        overall=UNLIMITED, chat=UNLIMITED, group=Rate(burst=3 * PEOPLE + 1, per_second=0.05)
    )
    async with studio(tmp_path, database_url, rates=rates, **keys(vendor)) as place:
        cards = watch_cards(place, monkeypatch)
        vendor.finish_after(polls=20)
        crowd = [place.sandbox.person(f"Visitor {number}") for number in range(PEOPLE)]
        group = place.sandbox.group("Crowd", members=crowd, forum=True)
        topic = group.add_topic("Foxes")
        chats = [group.as_(person) for person in crowd]
        wishes = [await chat.command("imagine", "a fox", topic=topic) for chat in chats]
        for chat, wish in zip(chats, wishes, strict=True):
            assert (await result(chat, wish)).thread_id == topic
        await place.settled()
        assert len(place.sandbox.calls.named("sendPhoto")) == PEOPLE
        assert cards[False] > cards[True], "what was left out are changes of cards"
