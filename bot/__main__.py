"""The command line: `python -m bot run`. Commands import what they need when they are called."""

import asyncio
import gc
import signal
import sys
from collections.abc import Callable, Coroutine
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any, NoReturn, TypeAlias

import typer

from bot import stand_ins

if TYPE_CHECKING:
    from bot.config import Settings

FAILED = 1
BAD_CONFIGURATION = 2


class Providers(StrEnum):
    """Whose models the demo has besides those that need no key."""

    ALL = "all"


Work: TypeAlias = Coroutine[Any, Any, int]

cli = typer.Typer(
    help="Vernissage: a Telegram bot that paints through hosted APIs.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


@cli.command()
def run() -> None:
    """Start the bot with the settings from the environment and .env."""
    settings = _settings()

    def main() -> Work:
        gc.disable()  # all that the imports make is here to stay; `process.freeze` ends it
        from bot import process

        return process.run(settings)

    _finish(main)


@cli.command()
def demo(
    host: Annotated[str, typer.Option(help="Address to listen at.")] = "127.0.0.1",
    port: Annotated[
        int, typer.Option(help="Port to listen at; 0: any free one.", min=0, max=65_535)
    ] = 8090,
    providers: Annotated[
        Providers | None,
        typer.Option(help="Every vendor's models, painted by stand-ins on this machine."),
    ] = None,
) -> None:
    """Try the bot in a browser, without a token or a key."""
    if providers is Providers.ALL and not stand_ins.are_here():
        print(stand_ins.MISSING, file=sys.stderr)
        raise typer.Exit(FAILED)

    def main() -> Work:
        gc.disable()  # as for run
        from bot import demo as local

        return local.run(host, port, every_vendor=providers is Providers.ALL)

    _finish(main)


@cli.command()
def migrate() -> None:
    """Bring the database up to date, as run does by itself."""
    settings = _settings(need_token=False)

    from bot.storage.errors import AddressUnusable, DatabaseUnusable
    from bot.storage.migration import migrate as bring_up_to_date

    try:
        asyncio.run(bring_up_to_date(settings.database_url))
    except DatabaseUnusable as error:
        print(error, file=sys.stderr)
        known_wrong = isinstance(error, AddressUnusable)
        raise typer.Exit(BAD_CONFIGURATION if known_wrong else FAILED) from None
    print("The database is up to date.")


@cli.command()
def doctor() -> None:
    """Say what is wrong with this installation and how to mend it."""

    def main() -> Work:
        from bot import doctor as checks

        return checks.report()

    _finish(main)


def _settings(*, need_token: bool = True) -> "Settings":
    from bot.config import ConfigError, load_settings

    try:
        return load_settings(need_token=need_token)
    except ConfigError as error:
        print(error, file=sys.stderr)
        raise typer.Exit(BAD_CONFIGURATION) from None


def _finish(main: Callable[[], Work]) -> None:
    for number in (signal.SIGINT, signal.SIGTERM):
        # until the work has handlers of its own: its imports take seconds
        signal.signal(number, _leave)
    code = asyncio.run(main())
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_IGN)  # it is ending: a second Ctrl-C changes nothing
    raise typer.Exit(code)


def _leave(_number: int, _frame: object) -> NoReturn:
    sys.exit(0)


if __name__ == "__main__":
    cli(prog_name="python -m bot")
