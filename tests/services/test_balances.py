import asyncio

import pytest

from bot.core.errors import Misconfigured
from bot.core.ports.provider import Balance, Unit
from bot.services import balances
from bot.services.balances import Balances, VendorBalance
from tests.support.workshop import Workshop

OPERATOR = 1
LEFT = Balance(left={Unit.CREDITS: 12})


@pytest.fixture
def left(workshop: Workshop) -> Balances:
    workshop.provider.left = LEFT
    return Balances(catalogue=workshop.catalogue, operators={OPERATOR})


async def test_an_operator_sees_what_is_left(left: Balances) -> None:
    assert await left.shown_to(OPERATOR) == [VendorBalance(vendor="Studio", balance=LEFT)]


async def test_for_anybody_else_nobody_is_asked(workshop: Workshop, left: Balances) -> None:
    assert not await left.shown_to(2)
    assert workshop.provider.asked["balance"] == 0


@pytest.mark.parametrize("answer", [None, Misconfigured()])
async def test_a_vendor_without_an_answer_is_left_out(
    workshop: Workshop, left: Balances, answer: Exception | None
) -> None:
    workshop.provider.left = answer
    assert not await left.shown_to(OPERATOR)


async def test_a_silent_vendor_is_not_waited_for(
    workshop: Workshop, left: Balances, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def silence() -> None:
        await asyncio.Event().wait()

    monkeypatch.setattr(balances, "PATIENCE", 0.01)
    monkeypatch.setattr(workshop.provider, "balance", silence)
    assert not await left.shown_to(OPERATOR)
