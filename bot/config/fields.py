"""How single values are read and checked. A message never repeats the value: it may be secret."""

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Annotated, Literal, TypeAlias
from urllib.parse import urlsplit

from pydantic import AfterValidator, BeforeValidator, SecretStr
from pydantic_settings import NoDecode

from bot.core.capabilities import Allowance

UNLIMITED = "unlimited"


def _plan(*daily: int) -> Mapping[Allowance, int | None]:
    return dict(zip(Allowance, daily, strict=True))


DAILY: Mapping[str, Mapping[Allowance, int | None]] = MappingProxyType(
    {
        "free": _plan(10, 5, 5, 3),
        "pro": _plan(100, 50, 50, 20),
        "business": _plan(1000, 500, 500, 200),
        "enterprise": dict.fromkeys(Allowance),
    }
)
"""What each plan allows in a day where the operator says nothing; None: without limit."""

_TOKEN = re.compile(r"[0-9]{3,}:[A-Za-z0-9_-]{30,}")
_DATABASES = frozenset({"sqlite", "postgres", "postgresql"})


def _split(value: object) -> object:
    if isinstance(value, str):
        return [word.strip() for word in value.split(",") if word.strip()]
    return value


def _address(value: str) -> str:
    scheme, host = _parts(value)
    if not _has_good_port(value):
        raise ValueError("has a port that is no number from 0 to 65535")
    if scheme not in {"http", "https"} or not host:
        raise ValueError("must be a whole address that begins with https:// or http://")
    return value.rstrip("/")


def _database(value: str) -> str:
    if _parts(value)[0].partition("+")[0] not in _DATABASES:
        raise ValueError("must begin with sqlite+aiosqlite:/// or postgresql://")
    return value


def _parts(value: str) -> tuple[str, str | None]:
    try:
        parts = urlsplit(value)
    except ValueError:
        # from None: the original quotes the value
        raise ValueError("is no address") from None
    return parts.scheme, parts.hostname


def _has_good_port(address: str) -> bool:
    try:
        _ = urlsplit(address).port
    except ValueError:
        return False
    return True


def _token(value: SecretStr) -> SecretStr:
    if value.get_secret_value() and not _TOKEN.fullmatch(value.get_secret_value()):
        raise ValueError("is malformed: @BotFather gives digits, a colon, and 35 more characters")
    return value


def _upper(value: object) -> object:
    return value.upper() if isinstance(value, str) else value


def daily(text: str, defaults: Mapping[Allowance, int | None]) -> Mapping[Allowance, int | None]:
    """Read a plan, `text_to_image=10,upscale=unlimited`; kinds left out keep their default.

    Args:
        text: The variable's value; `unlimited` alone means every kind.
        defaults: The plan's own numbers.

    Raises:
        ValueError: A kind is unknown, or its number is none.
    """
    if text.strip().lower() == UNLIMITED:
        return dict.fromkeys(Allowance)
    parts = [part.partition("=") for part in text.split(",") if part.strip()]
    return {**defaults, **{_kind(name): _limit(number) for name, _, number in parts}}


def _kind(name: str) -> Allowance:
    try:
        return Allowance(name.strip())
    except ValueError:
        raise ValueError(f"knows these kinds only: {', '.join(Allowance)}") from None


def _limit(number: str) -> int | None:
    word = number.strip().lower()
    if word == UNLIMITED:
        return None
    if not word.isdecimal():
        raise ValueError(f"takes whole numbers from 0, or the word {UNLIMITED}")
    return int(word)


Token: TypeAlias = Annotated[SecretStr, AfterValidator(_token)]
Address: TypeAlias = Annotated[str, AfterValidator(_address)]
Database: TypeAlias = Annotated[str, AfterValidator(_database)]
Words: TypeAlias = Annotated[frozenset[str], NoDecode, BeforeValidator(_split)]
Numbers: TypeAlias = Annotated[frozenset[int], NoDecode, BeforeValidator(_split)]
Daily: TypeAlias = Annotated[Mapping[Allowance, int | None], NoDecode]
PlanName: TypeAlias = Literal["free", "pro", "business", "enterprise"]
Level: TypeAlias = Annotated[Literal["DEBUG", "INFO", "WARNING", "ERROR"], BeforeValidator(_upper)]
