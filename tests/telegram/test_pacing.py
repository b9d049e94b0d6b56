import asyncio
from collections.abc import Awaitable
from typing import Any

import pytest
from aiogram.methods import (
    AnswerCallbackQuery,
    DeleteMessage,
    EditMessageText,
    SendMediaGroup,
    SendMessage,
    TelegramMethod,
)
from aiogram.types import InputMediaPhoto

from bot.telegram import pacing
from bot.telegram.pacing import LeftOut, Pacer, Rate, Rates, if_room

QUICK = Rate(burst=1000, per_second=1000)
CHAT = Rates(overall=QUICK, chat=Rate(burst=2, per_second=50), group=QUICK)


async def seconds(*calls: Awaitable[None]) -> float:
    loop = asyncio.get_running_loop()
    started = loop.time()
    for call in calls:
        await call
    return loop.time() - started


async def passed(pacer: Pacer, method: TelegramMethod[Any]) -> bool:
    await pacer.turn(method)
    return True


def send(chat_id: int | str = 1) -> SendMessage:
    return SendMessage(chat_id=chat_id, text="Hi")


def album(size: int) -> SendMediaGroup:
    return SendMediaGroup(chat_id=1, media=[InputMediaPhoto(media="x")] * size)


async def test_a_burst_goes_at_once_then_it_waits() -> None:
    pacer = Pacer(CHAT)
    assert await seconds(pacer.turn(send()), pacer.turn(send())) < 0.02
    assert await seconds(pacer.turn(send()), pacer.turn(send())) >= 0.035


async def test_chats_do_not_wait_for_each_other() -> None:
    pacer = Pacer(CHAT)
    assert await seconds(*(pacer.turn(send(chat)) for chat in range(1, 21))) < 0.1


async def test_all_chats_together_have_a_limit() -> None:
    pacer = Pacer(Rates(overall=Rate(burst=2, per_second=50), chat=QUICK, group=QUICK))
    assert await seconds(*(pacer.turn(send(chat)) for chat in range(1, 5))) >= 0.035


@pytest.mark.parametrize("chat_id", [-100, "@channel"])
async def test_groups_have_a_limit_of_their_own(chat_id: int | str) -> None:
    pacer = Pacer(Rates(overall=QUICK, chat=QUICK, group=Rate(burst=1, per_second=50)))
    assert await seconds(pacer.turn(send(chat_id)), pacer.turn(send(chat_id))) >= 0.018
    assert await seconds(pacer.turn(send(7)), pacer.turn(send(7))) < 0.018


async def test_a_message_posted_inline_is_paced_like_a_group_of_its_own() -> None:
    pacer = Pacer(Rates(overall=QUICK, chat=QUICK, group=Rate(burst=1, per_second=50)))
    one, other = (EditMessageText(inline_message_id=name, text="50 %") for name in "ab")
    assert await seconds(pacer.turn(one), pacer.turn(other)) < 0.018
    assert await seconds(pacer.turn(one)) >= 0.01
    pacer.hold("a", 60)
    assert await if_room(passed(pacer, one)) is None
    assert await if_room(passed(pacer, EditMessageText(inline_message_id="c", text="50 %")))


@pytest.mark.parametrize(
    "method",
    [AnswerCallbackQuery(callback_query_id="1"), DeleteMessage(chat_id=1, message_id=1)],
)
async def test_what_is_no_message_is_not_paced(method: TelegramMethod[bool]) -> None:
    pacer = Pacer(Rates(overall=QUICK, chat=Rate(burst=1, per_second=0.01), group=QUICK))
    assert await seconds(*(pacer.turn(method) for _ in range(10))) < 0.5


async def test_an_album_counts_its_pictures_afterwards() -> None:
    pacer = Pacer(CHAT)
    assert await seconds(pacer.turn(album(6))) < 0.02
    assert await seconds(pacer.turn(send())) >= 0.09


async def test_what_may_be_left_out_leaves_room_for_the_rest() -> None:
    pacer = Pacer(Rates(overall=QUICK, chat=Rate(burst=4, per_second=0.01), group=QUICK))
    edit = EditMessageText(chat_id=1, message_id=1, text="50 %")
    shown = [await if_room(passed(pacer, edit)) for _ in range(5)]
    assert shown == [True, True, True, None, None]
    assert await seconds(pacer.turn(send())) < 0.5


async def test_leaves_out_while_telegram_wants_silence() -> None:
    pacer = Pacer(CHAT)
    pacer.hold(1, 0.05)
    assert await if_room(passed(pacer, send())) is None
    assert await seconds(pacer.turn(send())) >= 0.045
    assert await seconds(pacer.turn(send(2))) < 0.045


async def test_only_the_marked_call_may_be_left_out() -> None:
    pacer = Pacer(Rates(overall=QUICK, chat=Rate(burst=1, per_second=50), group=QUICK))
    await pacer.turn(send())
    assert await if_room(passed(pacer, send())) is None
    assert await seconds(pacer.turn(send())) > 0


async def test_first_come_first_served() -> None:
    pacer = Pacer(CHAT)
    order: list[str] = []

    async def go(name: str, method: TelegramMethod[Any]) -> None:
        await pacer.turn(method)
        order.append(name)

    await pacer.turn(album(2))
    async with asyncio.TaskGroup() as group:
        group.create_task(go("album", album(2)))
        group.create_task(go("message", send()))
    assert order == ["album", "message"]


async def test_memory_stays_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pacing, "KEPT_CHATS", 3)
    pacer = Pacer(CHAT)
    for chat in range(1, 11):
        await pacer.turn(send(chat))
    assert list(pacer._chats) == [8, 9, 10]


@pytest.mark.parametrize("span", [1.0, 60.0])
def test_bursts_stay_below_telegrams_numbers(span: float) -> None:
    rates = Rates()
    allowed = {1.0: (rates.overall, 30), 60.0: (rates.group, 20)}
    rate, limit = allowed[span]
    assert rate.burst + rate.per_second * span <= limit


async def test_left_out_is_an_error_to_whoever_did_not_ask_for_it() -> None:
    pacer = Pacer(CHAT)
    pacer.hold(1, 5)
    token = pacing._leave_out.set(True)
    with pytest.raises(LeftOut):
        await pacer.turn(send())
    pacing._leave_out.reset(token)
