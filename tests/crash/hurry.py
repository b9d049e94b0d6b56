"""A bot in a hurry: for tests in which nothing depends on how long it waits, or on what it paints.

The waits cost a test run seconds, in which its worker does nothing.
"""

import pytest

from bot.providers import sketch
from bot.services.clock import SystemClock
from bot.telegram.session import Patience
from tests.support.sketching import make_cheap
from tests.vendors import show
from tests.vendors.base import VendorServer
from tests.vendors.fusionbrain import FusionBrainServer

PAUSE = 0.02
"""Seconds before it tries again, at first."""

FASTER = 20


def hurry() -> None:
    """Let this process wait shorter before it tries again, and paint at once, in one colour."""
    patch = pytest.MonkeyPatch()
    make_cheap(patch)
    patch.setattr(sketch, "_seconds", lambda _: 0.0)
    patch.setattr(Patience.__init__, "__defaults__", (None, PAUSE))
    vendors, sleep = show.vendors, SystemClock.sleep
    patch.setattr(show, "vendors", lambda: _quick(vendors()))
    patch.setattr(SystemClock, "sleep", lambda clock, seconds: sleep(clock, seconds / FASTER))


def _quick(servers: tuple[VendorServer, ...]) -> tuple[VendorServer, ...]:
    for server in servers:
        if isinstance(server, FusionBrainServer):
            server.status_time = 0
            server.finish_after()
    return servers
