"""Telegram Stars: invoices, links to them, refunds."""

from typing import Any

from aiogram.methods import CreateInvoiceLink, RefundStarPayment, SendInvoice

from bot.sandbox.errors import bad_request
from bot.sandbox.keyboards import checked_keyboard
from bot.sandbox.methods.sending import deliver, destination
from bot.sandbox.parameters import dump
from bot.sandbox.telegram import Telegram
from bot.sandbox.world import Json

MAX_TITLE, MAX_DESCRIPTION, MAX_PAYLOAD = 32, 255, 128


async def send_invoice(tg: Telegram, method: SendInvoice) -> Json:
    """Send an invoice; its first button pays."""
    target = destination(tg, method)
    total = _checked_total(method)
    keyboard = checked_keyboard(dump(method.reply_markup))
    if keyboard is None:
        pay = {"text": f"Pay ⭐️{total}", "pay": True}
        keyboard = {"inline_keyboard": [[pay]]}
    elif not keyboard["inline_keyboard"][0][0].get("pay"):
        raise bad_request("the first button of an invoice must be a pay button")
    invoice = {
        "title": method.title,
        "description": method.description,
        "start_parameter": method.start_parameter or "",
        "currency": method.currency,
        "total_amount": total,
    }
    message = deliver(tg, target, {"invoice": invoice, "reply_markup": keyboard}, method)
    tg.invoices[target.chat.id, message["message_id"]] = method.payload
    return message


async def create_invoice_link(tg: Telegram, method: CreateInvoiceLink) -> str:
    """Return a link to an invoice."""
    _checked_total(method)
    return f"https://t.me/${method.payload and tg.world.number()}"


async def refund_star_payment(tg: Telegram, method: RefundStarPayment) -> bool:
    """Give Stars back, once."""
    charge = tg.charges.get(method.telegram_payment_charge_id)
    if charge is None or charge["person"] != method.user_id:
        raise bad_request("CHARGE_NOT_FOUND")
    if charge["refunded"]:
        raise bad_request("CHARGE_ALREADY_REFUNDED")
    charge["refunded"] = True
    tg.post(tg.world.chats[method.user_id], method.user_id, {"refunded_payment": charge["paid"]})
    return True


def _checked_total(method: Any) -> int:
    limits = {"title": MAX_TITLE, "description": MAX_DESCRIPTION, "payload": MAX_PAYLOAD}
    for name, most in limits.items():
        value = getattr(method, name)
        size = len(value.encode()) if name == "payload" else len(value)
        if not 1 <= size <= most:
            raise bad_request(f"INVOICE_{name.upper()}_INVALID")
    if not method.prices:
        raise bad_request("there must be at least one price")
    if method.currency == "XTR" and (method.provider_token or len(method.prices) > 1):
        raise bad_request("STARS_INVOICE_INVALID")
    total: int = sum(price.amount for price in method.prices)
    if total <= 0:
        raise bad_request("CURRENCY_TOTAL_AMOUNT_INVALID")
    return total
