import asyncio
from typing import Any

import pytest
from aiogram import Bot
from aiogram.types import LabeledPrice

from bot.sandbox import ChatView, PaymentRefusedError, Person
from tests.sandbox.helpers import keyboard, refused

PLAN: dict[str, Any] = {
    "title": "Pro",
    "description": "A month of pictures",
    "payload": "order-1",
    "currency": "XTR",
    "prices": [LabeledPrice(label="Pro", amount=250)],
}


async def answer_checkout(bot: Bot, *, ok: bool) -> Any:
    update = (await bot.get_updates(offset=-1, timeout=5))[0]
    while update.pre_checkout_query is None:
        update = (await bot.get_updates(offset=update.update_id + 1, timeout=5))[0]
    words = None if ok else "sold out"
    await bot.answer_pre_checkout_query(update.pre_checkout_query.id, ok, error_message=words)
    return update.pre_checkout_query


async def test_stars_are_paid_and_refunded_once(bot: Bot, anna: Person, chat: ChatView) -> None:
    await bot.send_invoice(chat.id, **PLAN)
    invoice = await chat.wait_button("Pay")
    async with asyncio.TaskGroup() as group:
        paying = group.create_task(anna.pay(invoice))
        checkout = await answer_checkout(bot, ok=True)
    assert (checkout.total_amount, checkout.invoice_payload) == (250, "order-1")
    paid: Any = (await bot.get_updates())[-1].message
    assert paid.message_id == paying.result().id
    charge = paid.successful_payment.telegram_payment_charge_id
    assert await bot.refund_star_payment(anna.id, charge)
    assert "refunded_payment" in chat.last.json
    with refused("CHARGE_ALREADY_REFUNDED"):
        await bot.refund_star_payment(anna.id, charge)
    with refused("CHARGE_NOT_FOUND"):
        await bot.refund_star_payment(anna.id, "nothing")


async def test_the_bot_may_refuse_a_checkout(bot: Bot, anna: Person, chat: ChatView) -> None:
    await bot.send_invoice(chat.id, **PLAN)
    invoice = await chat.wait_button("Pay")
    async with asyncio.TaskGroup() as group:
        paying = group.create_task(refused_payment(anna, invoice))
        await answer_checkout(bot, ok=False)
    assert paying.result() == "sold out"
    assert chat.last.id == invoice.id


async def refused_payment(anna: Person, invoice: Any) -> str:
    with pytest.raises(PaymentRefusedError) as refusal:
        await anna.pay(invoice)
    return str(refusal.value)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"title": "x" * 33}, "INVOICE_TITLE_INVALID"),
        ({"description": "x" * 256}, "INVOICE_DESCRIPTION_INVALID"),
        ({"payload": "я" * 65}, "INVOICE_PAYLOAD_INVALID"),
        ({"prices": PLAN["prices"] * 2}, "STARS_INVOICE_INVALID"),
        ({"provider_token": "x"}, "STARS_INVOICE_INVALID"),
        ({"reply_markup": keyboard(["later"])}, "the first button of an invoice must be a pay"),
    ],
)
async def test_bad_invoices_are_refused(
    bot: Bot, chat: ChatView, change: dict[str, Any], words: str
) -> None:
    with refused(words):
        await bot.send_invoice(chat.id, **PLAN | change)


async def test_links_to_invoices(bot: Bot) -> None:
    assert (await bot.create_invoice_link(**PLAN)).startswith("https://t.me/$")
