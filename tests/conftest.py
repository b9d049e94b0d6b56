"""What every test's process needs once."""

import gc
import ssl
from collections.abc import Iterator

import pytest


@pytest.fixture(scope="session", autouse=True)
def _made_once() -> Iterator[None]:
    """What is the same for every test and dear to make again: certificates; what was imported."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ssl.SSLContext, "load_verify_locations", lambda *_, **__: None)
        gc.set_threshold(50_000, 20, 50)
        gc.freeze()  # what was imported stays; nobody need look through it again and again
        yield
