"""Webhook delivery: one update in flight per chat or person, tried again until it is taken."""

import asyncio
import json

from aiogram.types import BufferedInputFile
from aiohttp import (
    BodyPartReader,
    ClientError,
    ClientResponse,
    ClientSession,
    ClientTimeout,
    MultipartReader,
)

from bot.sandbox.server import BotApi
from bot.sandbox.telegram import Telegram
from bot.sandbox.updates import Update
from bot.sandbox.world import Json

LONGEST_DELAY = 60.0
PATIENCE = 60.0


class Webhook:
    """Posts updates to the bot's address for as long as it has one."""

    def __init__(self, tg: Telegram, api: BotApi) -> None:
        self._tg = tg
        self._api = api
        self._busy: set[str] = set()

    async def run(self) -> None:
        """Deliver for ever; ends by being cancelled."""
        updates = self._tg.updates
        async with (
            ClientSession(timeout=ClientTimeout(PATIENCE)) as session,
            asyncio.TaskGroup() as deliveries,
        ):
            while True:
                for update in self._ready():
                    self._busy.add(update.key)
                    deliveries.create_task(self._deliver(session, update))
                await updates.bell.wait()

    def _ready(self) -> list[Update]:
        """Return the first update of every key that has none in flight."""
        if not self._tg.updates.webhook_url:
            return []
        first: dict[str, Update] = {}
        for update in self._tg.updates.pending:
            first.setdefault(update.key, update)
        return [update for key, update in first.items() if key not in self._busy]

    async def _deliver(self, session: ClientSession, update: Update) -> None:
        """Try until it is taken, it is too old, or the webhook is gone."""
        updates = self._tg.updates
        delay = updates.retry_delay
        while updates.webhook_url and update in updates.pending:
            if await self._post(session, update):
                updates.done(update)
                break
            await asyncio.sleep(delay)
            delay = min(2 * delay, LONGEST_DELAY)
        self._busy.discard(update.key)
        updates.bell.ring()

    async def _post(self, session: ClientSession, update: Update) -> bool:
        updates = self._tg.updates
        headers = {"Content-Type": "application/json"}
        if updates.webhook_secret:
            headers["X-Telegram-Bot-Api-Secret-Token"] = updates.webhook_secret
        body = json.dumps(update.body())
        call: Json = {}
        try:
            async with session.post(
                updates.webhook_url, data=body, headers=headers, allow_redirects=False
            ) as answer:
                call = await _read(answer)
                taken = 200 <= answer.status < 300  # noqa: PLR2004 -- HTTP's own numbers
                problem = f"Wrong response from the webhook: {answer.status} {answer.reason}"
        except (ClientError, TimeoutError, ValueError) as error:
            call, taken, problem = {}, False, f"Connection failed: {type(error).__name__}"
        if not taken:
            now = int(self._tg.clock.now())
            updates.last_error = {"last_error_date": now, "last_error_message": problem}
            updates.bell.ring()
        elif "method" in call:
            await self._api.reply(str(call.pop("method")), call)
        return taken


async def _read(answer: ClientResponse) -> Json:
    """Return the call that an answer holds, as JSON or, as aiogram sends it, as a form."""
    if answer.content_type == "application/json":
        found = await answer.json()
        return found if isinstance(found, dict) else {}
    if not answer.content_type.startswith("multipart/"):
        await answer.read()
        return {}
    form: Json = {}
    async for part in MultipartReader.from_response(answer):
        if isinstance(part, BodyPartReader) and part.name:
            data = bytes(await part.read())
            form[part.name] = (
                BufferedInputFile(data, part.filename) if part.filename else data.decode()
            )
    return form
