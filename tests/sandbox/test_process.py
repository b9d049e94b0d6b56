"""A bot in a process of its own, which may die at any time."""

import asyncio
import sys

from bot.sandbox import ChatView, Sandbox

BOT = """
import json, sys, urllib.request
def call(method, **params):
    request = urllib.request.Request(f"{sys.argv[1]}/{method}", json.dumps(params).encode(),
                                     {"Content-Type": "application/json"})
    return json.load(urllib.request.urlopen(request))["result"]
offset = 0
while True:
    for update in call("getUpdates", offset=offset, timeout=50):
        message = update["message"]
        call("sendMessage", chat_id=message["chat"]["id"], text=sys.argv[2] + message["text"])
        offset = update["update_id"] + 1
"""


async def start(sandbox: Sandbox, name: str) -> asyncio.subprocess.Process:
    address = f"{sandbox.url}/bot{sandbox.token}"
    return await asyncio.create_subprocess_exec(sys.executable, "-c", BOT, address, name)


async def test_a_killed_bot_is_followed_by_another_that_gets_what_was_not_confirmed(
    sandbox: Sandbox, chat: ChatView
) -> None:
    first = await start(sandbox, "first: ")
    try:
        await chat.wait_text("first: /start")
        await sandbox.confirmed()
    finally:
        first.kill()
        await first.wait()
    await chat.say("while nobody listened")
    second = await start(sandbox, "second: ")
    try:
        await chat.wait_text("second: while nobody listened")
        await sandbox.confirmed()
    finally:
        second.kill()
        await second.wait()
    assert sandbox.calls[0].params == {"offset": 0, "timeout": 50}
