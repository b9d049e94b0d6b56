"""The token, the way to Telegram, a webhook that is in the way, and the clock."""

import json
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import urlsplit

from aiohttp import ClientError, ClientSession, ClientTimeout

from bot.config import Settings
from bot.doctor.findings import Finding, good, note, wrong

ANSWER_SECONDS = 10
SKEW_SECONDS = 60
REFUSED = frozenset({401, 404})
"""Telegram: 401 for a token that was revoked, 404 for one that never was."""


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What the Bot API says to one call."""

    status: int
    date: str
    result: Mapping[str, Any]


async def check(settings: Settings) -> AsyncIterator[Finding]:
    """Ask Telegram who we are, and where it sends updates."""
    host = urlsplit(settings.telegram_api_url).hostname
    if not settings.bot_token.get_secret_value():
        mend = "Ask @BotFather in Telegram for one and put it into .env."
        yield wrong("BOT_TOKEN is missing.", mend)
        return
    try:
        me = await call(settings, "getMe")
        hook = await call(settings, "getWebhookInfo")
    except (ClientError, OSError, ValueError) as error:
        yield wrong(
            f"{host} does not answer ({type(error).__name__}).",
            "Check the network of this machine, its firewall and TELEGRAM_API_URL.",
        )
        return
    yield _token(me, host)
    if me.status not in REFUSED:
        yield _webhook(hook.result, settings)
    yield _clock(me.date)


async def call(settings: Settings, method: str, **parameters: int | str) -> Answer:
    """Ask the Bot API something.

    Raises:
        ClientError, OSError: It cannot be reached, or does not answer in time.
        ValueError: Its answer is no JSON.
    """
    url = f"{settings.telegram_api_url}/bot{settings.bot_token.get_secret_value()}/{method}"
    limit = ClientTimeout(total=ANSWER_SECONDS)
    async with (
        ClientSession(timeout=limit, trust_env=True) as http,
        http.post(url, json=parameters) as answer,
    ):
        body = json.loads(await answer.read())
    result = body.get("result") if isinstance(body, dict) else None
    return Answer(
        status=answer.status,
        date=answer.headers.get("Date", ""),
        result=result if isinstance(result, dict) else {},
    )


def _token(me: Answer, host: str | None) -> Finding:
    if me.status in REFUSED:
        return wrong(
            f"{host} does not know this BOT_TOKEN.",
            "Copy it again from @BotFather (/mybots, API Token); revoked ones never come back.",
        )
    if "username" not in me.result:
        return wrong(f"{host} answered {me.status} to getMe.", "Try again in a few minutes.")
    return good(f"BOT_TOKEN belongs to @{me.result['username']}.")


def _webhook(hook: Mapping[str, Any], settings: Settings) -> Finding:
    url, wanted = str(hook.get("url") or ""), settings.webhook_url
    elsewhere = urlsplit(url).hostname
    if url and url != wanted:
        return note(
            f"Telegram sends updates to a webhook at {elsewhere}.",
            "The next start takes it over. If another installation uses this token, stop it.",
        )
    if url and hook.get("last_error_message"):
        return wrong(
            f"Telegram cannot reach {elsewhere}: {hook['last_error_message']}",
            "PUBLIC_URL has to lead to HTTP_HOST:HTTP_PORT, with a valid certificate.",
        )
    way = "by webhook" if wanted else "by long polling"
    return good(f"Updates come {way}; {hook.get('pending_update_count', 0)} are waiting.")


def _clock(date: str) -> Finding:
    try:
        there = parsedate_to_datetime(date)
    except ValueError:
        return note("The clock could not be compared with Telegram's.")
    skew = abs((datetime.now(UTC) - there).total_seconds())
    if skew > SKEW_SECONDS:
        return wrong(
            f"This machine's clock is {skew:.0f} seconds off.", "Switch on time synchronisation."
        )
    return good("The clock is right.")
