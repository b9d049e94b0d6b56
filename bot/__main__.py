"""The command line: `python -m bot run`. Commands import what they need when they are called."""

import asyncio
import sys
from collections.abc import Callable, Coroutine
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from bot.config import Settings

FAILED = 1
BAD_CONFIGURATION = 2
INTERRUPTED = 130

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

    from bot import process

    _finish(lambda: process.run(settings))


@cli.command()
def demo(
    host: Annotated[str, typer.Option(help="Address to listen at.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="Port to listen at; 0: any free one.")] = 8090,
) -> None:
    """Try the bot in a browser, without a token or a key."""
    from bot import demo as local

    _finish(lambda: local.run(host, port))


@cli.command()
def migrate() -> None:
    """Bring the database up to date, as run does by itself."""
    settings = _settings(need_token=False)

    from bot.storage.errors import DatabaseUnusable
    from bot.storage.migration import migrate as bring_up_to_date

    try:
        asyncio.run(bring_up_to_date(settings.database_url))
    except DatabaseUnusable as error:
        print(error, file=sys.stderr)
        raise typer.Exit(FAILED) from None
    print("The database is up to date.")


@cli.command()
def doctor() -> None:
    """Say what is wrong with this installation and how to mend it."""
    from bot import doctor as checks

    _finish(checks.report)


def _settings(*, need_token: bool = True) -> "Settings":
    from bot.config import ConfigError, load_settings

    try:
        return load_settings(need_token=need_token)
    except ConfigError as error:
        print(error, file=sys.stderr)
        raise typer.Exit(BAD_CONFIGURATION) from None


def _finish(main: Callable[[], Coroutine[Any, Any, int]]) -> None:
    try:
        code = asyncio.run(main())
    except KeyboardInterrupt:
        code = INTERRUPTED
    raise typer.Exit(code)


if __name__ == "__main__":
    cli(prog_name="python -m bot")
