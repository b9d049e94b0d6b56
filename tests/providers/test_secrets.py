"""Credentials and pictures are in no log, no error and no traceback."""

import logging
import traceback
from base64 import b64encode

import pytest

from bot.core.errors import ProviderError
from bot.core.ports.provider import Failed, Finished
from bot.providers.transport import Http
from tests.providers.support import accepted, ended, only, wish
from tests.vendors.base import Answers, CutBefore
from tests.vendors.fusionbrain import API_KEY, SECRET_KEY, FusionBrainServer, painted

ECHO = f'{{"message": "X-Key: Key {API_KEY}, secret={SECRET_KEY}"}}'


async def test_a_whole_run_logs_nothing_secret(
    vendor: FusionBrainServer, http: Http, caplog: pytest.LogCaptureFixture
) -> None:
    provider = only(vendor.settings, http)
    with caplog.at_level(logging.DEBUG):
        taken = await accepted(provider)
        done = await ended(provider, taken.task)
        await provider.styles("kandinsky")
    assert isinstance(done, Finished)
    picture = b64encode(painted(vendor.tasks[taken.task.id].params)).decode()
    seen = caplog.text + repr(done) + repr(taken)
    assert caplog.records
    for secret in (API_KEY, SECRET_KEY, picture[:60]):
        assert secret not in seen


@pytest.mark.parametrize(
    "fault",
    [Answers(status, ECHO) for status in (400, 401, 404, 415, 429, 500, 503)]
    + [Answers(201, ECHO), Answers(200, ECHO[:-9]), CutBefore()],
    ids=lambda fault: str(getattr(fault, "status", "cut")),
)
@pytest.mark.parametrize("operation", ["run", "status", "pipelines"])
async def test_errors_say_nothing_secret(
    vendor: FusionBrainServer,
    http: Http,
    caplog: pytest.LogCaptureFixture,
    fault: Answers,
    operation: str,
) -> None:
    provider = only(vendor.settings, http)
    vendor.faults.add(operation, fault, fault, fault)
    said = ""
    with caplog.at_level(logging.DEBUG):
        try:
            taken = await provider.submit(wish(provider), [])
            state = await provider.poll(taken.task)  # type: ignore[union-attr]
            said = repr(state.error) if isinstance(state, Failed) else ""
        except ProviderError as error:
            logging.getLogger("test").exception("it failed")
            said = "".join(traceback.format_exception(error)) + str(error)
    for secret in (API_KEY, SECRET_KEY):
        assert secret not in said + caplog.text
