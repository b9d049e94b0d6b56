"""(d) From starting the process to its first getUpdates."""

from dataclasses import dataclass
from pathlib import Path

from benchmarks.figures import Figure, Line
from benchmarks.processes import TOKEN, Server, folder, running, server, wait

ROUNDS = 4


@dataclass(frozen=True, kw_only=True)
class Start:
    """One start: seconds that passed, and seconds of processor time."""

    seconds: float
    cpu: float


def measure() -> Figure:
    """Start bots in turn, each as a process of its own."""
    bare: list[Start] = []
    cold: list[Start] = []
    warm: list[Start] = []
    with folder() as place, server("benchmarks.telegram") as telegram:
        for number in range(ROUNDS):
            bare.append(_start("benchmarks.echo", telegram, place))
            cold.append(_start("bot", telegram, place / str(number)))
            warm.append(_start("bot", telegram, place / str(number)))
    return Figure(
        title="From the start of the process to its first getUpdates",
        floor="bare aiogram",
        lines=(
            _line("database there", warm, bare),
            _line("first start", cold, bare),
            _cpu_line("database there", warm, bare),
            _cpu_line("first start", cold, bare),
        ),
        meaning=(
            "Most of it is importing aiogram, which the floor pays as well. A first start also "
            "imports the migrations and makes the tables."
        ),
    )


def _line(what: str, ours: list[Start], bare: list[Start]) -> Line:
    return Line(
        what=f"{what}, s",
        ours=[start.seconds for start in ours],
        floor=[start.seconds for start in bare],
        digits=2,
    )


def _cpu_line(what: str, ours: list[Start], bare: list[Start]) -> Line:
    return Line(
        what=f"{what}, processor s",
        ours=[start.cpu for start in ours],
        floor=[start.cpu for start in bare],
        digits=2,
    )


def _start(module: str, telegram: Server, place: Path) -> Start:
    place.mkdir(exist_ok=True)
    telegram.ask("load", {"updates": [], "methods": [], "rate": None})
    ours = module == "bot"
    arguments = ("run",) if ours else (telegram.url,)
    env = _environment(telegram, place) if ours else None
    with running(module, *arguments, env=env, cwd=place) as child:
        seen = wait(telegram, child, "seen", lambda seen: seen["first_poll"])
        return Start(seconds=seen["first_poll"] - child.started, cpu=child.cpu())


def _environment(telegram: Server, place: Path) -> dict[str, str]:
    return {
        "BOT_TOKEN": TOKEN,
        "TELEGRAM_API_URL": telegram.url,
        "DATABASE_URL": f"sqlite:///{place / 'bot.db'}",
        "MEDIA_DIR": str(place / "media"),
        "HTTP_PORT": "0",
        "LOG_LEVEL": "ERROR",
    }
