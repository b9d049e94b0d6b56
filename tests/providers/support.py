"""Shortcuts for tests of adapters."""

from collections.abc import Mapping

from bot.core.capabilities import Mode
from bot.core.models import Request, Task
from bot.core.ports.provider import Accepted, Failed, Finished, Provider, Running
from bot.providers.registry import build
from bot.providers.transport import Http


def only(settings: Mapping[str, str], http: Http) -> Provider:
    """The one provider that these settings configure."""
    [provider] = build(settings, http.transport)
    return provider


def wish(provider: Provider, **changes: object) -> Request:
    """A request for a picture from words."""
    fields = {"mode": Mode.TEXT_TO_IMAGE, "prompt": "a fox in the snow", **changes}
    return Request(model=provider.spec.models[0].key, **fields)  # type: ignore[arg-type]


async def accepted(provider: Provider, **changes: object) -> Accepted:
    """A task that was taken."""
    taken = await provider.submit(wish(provider, **changes), [])
    assert isinstance(taken, Accepted)
    return taken


async def ended(provider: Provider, task: Task) -> Finished | Failed:
    """What became of a task that needs no time."""
    for _ in range(20):
        state = await provider.poll(task)
        if not isinstance(state, Running):
            return state
    raise AssertionError("the task never ended")
