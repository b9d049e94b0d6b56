"""What keeps the bot from running is said in one sentence."""

import asyncio
from pathlib import Path

from bot.sandbox import Person, Sandbox
from bot.storage.database import Database
from tests.crash.machine import Machine

RUNNING = "the bot is already running on this database"


async def runs(machine: Machine) -> None:
    """Wait until it does."""
    async with asyncio.timeout(20):
        while "The bot is running" not in machine.log:  # noqa: ASYNC110 - a log rings no bell
            await asyncio.sleep(0.02)


def told(machine: Machine) -> list[str]:
    """What a bot that does not run has said, apart from its log."""
    assert "Traceback" not in machine.log
    return [line for line in machine.log.splitlines() if not line.startswith("20")]


async def test_a_second_instance(bot: Machine) -> None:
    file = bot.folder / "data/bot.db"
    file.parent.mkdir(exist_ok=True)
    database = Database(bot.env.get("DATABASE_URL", f"sqlite+aiosqlite:///{file}"))
    async with database.instance_lock():
        await bot.start()
        assert await bot.died() == 1
    await database.close()
    assert told(bot) == [f"The bot cannot run: {RUNNING}"]
    await bot.start()
    await runs(bot)
    assert await bot.stop() == 0


async def test_a_wrong_token(machine: Machine, sandbox: Sandbox) -> None:
    wrong = sandbox.token[:-5] + "wrong"
    machine.env |= {"BOT_TOKEN": wrong}
    await machine.start()
    assert await machine.died() == 1
    (sentence,) = told(machine)
    assert "BOT_TOKEN is wrong or was revoked" in sentence
    assert wrong not in machine.log


async def test_a_taken_port(machine: Machine, taken: str) -> None:
    machine.env |= {"HTTP_PORT": taken}
    await machine.start()
    assert await machine.died() == 1
    (sentence,) = told(machine)
    assert f"HTTP_PORT {taken} at HTTP_HOST 127.0.0.1 cannot be listened at" in sentence
    assert "Address already in use" in sentence


async def test_a_folder_that_cannot_be_written(machine: Machine, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    machine.env |= {"MEDIA_DIR": str(tmp_path / "file/media")}
    await machine.start()
    assert await machine.died() == 1
    (sentence,) = told(machine)
    assert "MEDIA_DIR" in sentence
    assert "Not a directory" in sentence


async def test_a_providers_bad_setting(machine: Machine) -> None:
    machine.env |= {"FUSIONBRAIN_MAX_SIDE": "huge"}
    await machine.start()
    assert await machine.died() == 2
    (sentence,) = told(machine)
    assert sentence == "FUSIONBRAIN_MAX_SIDE has to be a whole number from 1024 to 2048."


async def test_telegram_away_at_the_start(machine: Machine, free_port: int) -> None:
    """It may come back: the bot waits for it."""
    machine.env |= {"TELEGRAM_API_URL": f"http://127.0.0.1:{free_port}"}
    machine.hurried = True
    await machine.start()
    await runs(machine)
    async with Sandbox(port=free_port, flood="off") as late:
        anna: Person = late.person("Anna")
        wish = await anna.private.say("a fox")
        assert (await anna.private.wait_photo(timeout=30)).replies_to(wish)
        assert await machine.stop() == 0
    assert "Traceback" not in machine.log
