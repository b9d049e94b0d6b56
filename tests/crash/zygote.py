# ruff: noqa: T201 - standard output is how it answers
"""Starts the real bot again and again without paying for its imports each time.

Reads one JSON object a line: `{"command": ["run"], "kill": "after SqlRuns.collect", ...}`. For
each it forks a process that becomes `python -m bot run`, prints its process id, and prints its
exit status (negative: the signal) once it has ended. `kill` names a method of the bot's and
whether the process dies by SIGKILL just before it is called or just after it returned; null: it
lives.
"""

import atexit
import gc
import importlib
import json
import os
import pkgutil
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from typing import Any, NoReturn

import bot

MOMENTS = ("before", "after")


def preload() -> None:
    """Import every module of the bot, as its commands would, and read all words."""
    importlib.import_module("bot.__main__")
    importlib.import_module("bot.process")  # all in the order in which `run` comes to need it
    for module in pkgutil.walk_packages(bot.__path__, "bot."):
        if not module.name.endswith("__main__") and ".migrations" not in module.name:
            importlib.import_module(module.name)
    basics = importlib.import_module("bot.wiring.basics")
    basics.Translator(basics.LOCALES).names()


def classes(name: str) -> Iterator[type]:
    """The bot's classes of this name."""
    for module in [m for key, m in sys.modules.items() if key.startswith("bot.")]:
        found = getattr(module, name, None)
        if isinstance(found, type) and found.__module__ == module.__name__:
            yield found


def lay_mine(moment: str, place: str) -> None:
    """Let the process die before or after a method such as `SqlRuns.move:following`."""
    place, _, word = place.partition(":")
    owner, method = place.split(".")
    (target,) = set(classes(owner))
    setattr(target, method, _mined(getattr(target, method), moment, word))


def _mined(original: Callable[..., Any], moment: str, word: str) -> Callable[..., Any]:
    async def stepped_on(*args: Any, **kwargs: Any) -> Any:
        meant = not word or word in {str(arg) for arg in args[-1:]}
        if meant and moment == "before":
            os.kill(os.getpid(), signal.SIGKILL)
        result = await original(*args, **kwargs)
        if meant and moment == "after" and result is not False:
            os.kill(os.getpid(), signal.SIGKILL)
        return result

    return stepped_on


def become_bot(order: dict[str, Any]) -> None:
    """Turn this process into the bot."""
    from bot.__main__ import cli

    sys.stdin.close()
    for number, name in enumerate(("stdout", "stderr"), start=1):
        os.dup2(os.open(order[name], os.O_WRONLY | os.O_CREAT | os.O_APPEND), number)
    for name in os.environ.keys() - {"PATH"}:
        del os.environ[name]
    os.environ.update(order["env"])
    os.chdir(order["cwd"])
    if order.get("kill"):
        moment, place = order["kill"].split()
        lay_mine(moment, place)
    if order.get("hurried"):
        importlib.import_module("tests.crash.hurry").hurry()
    try:
        cli(order["command"], prog_name="python -m bot")
    except SystemExit as end:
        leave(end.code)


def leave(code: Any) -> NoReturn:
    """End as Python does, but leave it to the system to take the modules apart: 0.1 s each time.

    Threads are waited for, exit functions are called, what is unreachable may still complain.
    """
    if code is not None and not isinstance(code, int):
        print(code, file=sys.stderr)
        code = 1
    threading._shutdown()  # type: ignore[attr-defined]
    atexit._run_exitfuncs()
    gc.collect()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code or 0)


def main() -> None:
    """Serve orders until the input ends."""
    gc.disable()
    preload()
    importlib.import_module("tests.crash.hurry")
    importlib.import_module("tests.crash.rehearsal").rehearse()
    gc.collect()
    gc.freeze()
    print("ready", flush=True)
    for line in sys.stdin:
        order = json.loads(line)
        child = os.fork()
        if child == 0:
            become_bot(order)
        print(child, flush=True)
        _, status = os.waitpid(child, 0)
        print(os.waitstatus_to_exitcode(status), flush=True)


if __name__ == "__main__":
    main()
