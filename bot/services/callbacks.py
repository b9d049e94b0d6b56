"""Vendors that call when something became of a task: a reason to look, never more than that."""

import hashlib
import hmac
import logging
from collections.abc import Mapping

from bot.core.catalogue import Catalogue
from bot.services.followup import FollowUp

logger = logging.getLogger(__name__)

PATH = "/callback"
"""Below PUBLIC_URL and below our own address alike: `/callback/<provider>/<ticket>`."""


class Callbacks:
    """Knows at which address a vendor calls, and wakes the looking after its tasks.

    Nobody can guess the address, and whoever knows it learns nothing: the vendor is asked over its
    own API what became of a task.

    Args:
        catalogue: Knows the vendors.
        follow_up: Looks after tasks.
        secret: What the addresses follow from, the same after every restart.
    """

    def __init__(self, *, catalogue: Catalogue, follow_up: FollowUp, secret: str) -> None:
        self._catalogue = catalogue
        self._follow_up = follow_up
        self._secret = secret.encode()

    def listen(self, public_url: str) -> None:
        """Tell all vendors where they may call."""
        for key, provider in self._catalogue.providers.items():
            provider.listen(f"{public_url}{PATH}/{key}/{self._ticket(key)}")

    def heard(self, key: str, ticket: str, headers: Mapping[str, str], body: bytes) -> bool:
        """Take a call.

        Args:
            key: ProviderSpec.key, as the address has it.
            ticket: The rest of the address.
            headers: With names in lower case.
            body: Anything at all.

        Returns:
            False: this is no address of ours.
        """
        provider = self._catalogue.providers.get(key)
        expected = self._ticket(key).encode()
        given = ticket.encode(errors="surrogateescape")
        if provider is None or not hmac.compare_digest(given, expected):
            return False
        task_id = provider.parse_callback(headers, body)
        if task_id is None or not self._follow_up.wake(key, task_id):
            logger.info("A call of %s was about nothing that is waited for", key)
        return True

    def _ticket(self, key: str) -> str:
        said = f"callback {key}".encode()
        return hmac.new(self._secret, said, hashlib.sha256).hexdigest()[:32]
