"""The providers: which are configured, and whether their keys are taken."""

import asyncio
from collections.abc import AsyncIterator, Sequence

from bot.config import Settings
from bot.core.catalogue import Catalogue
from bot.core.errors import BotError, Misconfigured, OutOfCredits, ProviderError
from bot.core.ports.provider import Balance, Health, Provider
from bot.doctor.findings import Finding, good, note, wrong
from bot.providers import registry
from bot.providers.transport import Http
from bot.services.balances import PATIENCE

ANSWER_SECONDS = 15


async def check(settings: Settings) -> AsyncIterator[Finding]:
    """Ask every configured provider about its models, and what is left there."""
    async with Http() as http:
        try:
            enabled = settings.models_enabled
            providers = registry.build(settings.providers, http.transport, enabled)
        except Misconfigured as error:
            yield wrong(f"{error.data.get('detail')}.", "Change it in .env.")
            return
        catalogue = Catalogue(providers, enabled, settings.models_disabled)
        for finding in _names(settings, providers):
            yield finding
        if not catalogue.models:
            yield wrong("No model is left.", "Take some out of MODELS_DISABLED.")
        for spec in catalogue.models:
            yield await _ask(catalogue, spec.key)
        for provider in catalogue.providers.values():
            if told := await _ask_balance(provider):
                yield told


def _names(settings: Settings, providers: Sequence[Provider]) -> list[Finding]:
    """The names of no model: neither a declared one, nor one that the operator added."""
    specs = (*registry.specs(), *(provider.spec for provider in providers))
    known = {model.key for spec in specs for model in spec.models}
    lists = {
        "MODELS_ENABLED": settings.models_enabled,
        "MODELS_DISABLED": settings.models_disabled,
    }
    return [
        note(f"{variable} names {name}, and there is no such model.", f"Known: {_list(known)}.")
        for variable, names in lists.items()
        for name in sorted(names - known)
    ]


def _list(names: set[str]) -> str:
    return ", ".join(sorted(names))


async def _ask(catalogue: Catalogue, key: str) -> Finding:
    provider = catalogue.provider(key)
    name = f"{key} by {provider.spec.title}"
    try:
        async with asyncio.timeout(ANSWER_SECONDS):
            health = await provider.health(key)
    except TimeoutError:
        return note(f"{name} did not answer within {ANSWER_SECONDS} s.", "Try again later.")
    except ProviderError as error:
        return _failure(name, error)
    return _state(name, health)


def _failure(name: str, error: ProviderError) -> Finding:
    text = f"{name}: {_words(error)}."
    if isinstance(error, Misconfigured | OutOfCredits):
        return wrong(text, _mend(error))
    return note(text, _mend(error))


def _state(name: str, health: Health | None) -> Finding:
    if health is None:
        return good(f"{name} is configured.")
    if not health.available:
        return note(f"{name} takes no work now ({health.reason or 'no reason given'}).")
    return good(f"{name} answers.")


async def _ask_balance(provider: Provider) -> Finding | None:
    """None: the provider does not count, or has not told yet."""
    title = provider.spec.title
    try:
        async with asyncio.timeout(PATIENCE):
            balance = await provider.balance()
    except TimeoutError:
        return note(
            f"{title} did not tell within {PATIENCE:g} s what is left.", "Try again later."
        )
    except ProviderError as error:
        return note(f"{title} did not tell what is left: {_words(error)}.", _mend(error))
    return good(f"{title} has {_left(balance)}.") if balance else None


def _left(balance: Balance) -> str:
    left = ", ".join(f"{_number(number)} {unit}" for unit, number in balance.left.items())
    if balance.resets_at is None:
        return f"{left} left"
    return f"{left} left; renewed {balance.resets_at:%Y-%m-%d %H:%M} UTC"


def _number(value: float) -> str:
    """With groups of three, and no more digits after the point than it needs."""
    return f"{value:_.2f}".rstrip("0").rstrip(".").replace("_", " ")


def _words(error: BotError) -> str:
    return error.code.replace("-", " ")


def _mend(error: BotError) -> str:
    match error:
        case Misconfigured():
            return "Check its keys and addresses in .env against the provider's page."
        case OutOfCredits():
            return "Top up the account at the provider."
        case _:
            return "It may pass; the bot goes on trying."
