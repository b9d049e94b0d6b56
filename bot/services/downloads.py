"""Addresses of files that are too large for Telegram."""

import logging
from datetime import timedelta

from itsdangerous import BadData, URLSafeSerializer

from bot.core.catalogue import Catalogue
from bot.core.errors import ProviderError
from bot.core.models import Artifact, Run
from bot.core.ports.conversation import Clock
from bot.core.ports.provider import Link

logger = logging.getLogger(__name__)

PATH = "/media"
"""Below PUBLIC_URL and below our own address alike: `/media/<ticket>`."""

KEPT = timedelta(hours=24)
"""How long an address of ours works."""


class Downloads:
    """Gives out addresses: this bot's own where it can be reached from outside, else the vendor's.

    Args:
        catalogue: Knows the vendors.
        clock: Time.
        public_url: PUBLIC_URL; None: nobody reaches this bot from outside.
        secret: Signs what our addresses say, so that nobody makes up others.
    """

    def __init__(
        self, *, catalogue: Catalogue, clock: Clock, public_url: str | None, secret: str
    ) -> None:
        self._catalogue = catalogue
        self._clock = clock
        self._public_url = public_url
        self._tickets = URLSafeSerializer(secret, salt="download")

    async def link(self, run: Run, artifact: Artifact) -> Link | None:
        """Where a file can be fetched from now; None: nowhere."""
        if self._public_url and artifact.media:
            until = self._clock.now() + KEPT
            ticket = self._tickets.dumps([artifact.id, int(until.timestamp())])
            return Link(url=f"{self._public_url}{PATH}/{ticket}", until=until)
        return await self._at_vendor(run, artifact)

    def admits(self, ticket: str) -> int | None:
        """The id of the artifact that an address of ours stands for; None: it is not valid now."""
        try:
            artifact_id, until = self._tickets.loads(ticket)
        except (BadData, ValueError, TypeError):
            return None
        return artifact_id if self._clock.now().timestamp() < until else None

    async def _at_vendor(self, run: Run, artifact: Artifact) -> Link | None:
        if artifact.vendor_ref is None or self._catalogue.get(run.request.model) is None:
            return None
        provider = self._catalogue.provider(run.request.model)
        try:
            return await provider.link(artifact.vendor_ref)
        except ProviderError as error:
            logger.info("No address of %s at its vendor: %s", artifact.id, error)
            return None
