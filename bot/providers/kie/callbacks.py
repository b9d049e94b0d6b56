"""KIE's calls when a task ends.

KIE docs: with a key in the account's settings a call is signed: `X-Webhook-Timestamp` has seconds
since the epoch, `X-Webhook-Signature` the Base64 of HMAC-SHA256 over `<task id>.<timestamp>`. The
body is not covered, so nothing else of it is believed: the task is asked for again.
"""

import hashlib
import hmac
import json
from base64 import b64encode
from collections.abc import Mapping

from bot.providers.kie import records

OLDEST = 300
"""Seconds after which a signed call is taken for a repeated one."""


def told(headers: Mapping[str, str], body: bytes, key: str, now: float) -> str | None:
    """The id of the task that a call is about; None: it has none, or is not KIE's.

    Args:
        headers: With names in lower case.
        body: Of the call.
        key: The account's key; empty: calls are not signed.
        now: Seconds since the epoch.
    """
    try:
        found = records.task_id(json.loads(body))
    except (ValueError, RecursionError):
        return None
    if not found or (key and not _signed(found, headers, key, now)):
        return None
    return found


def _signed(task_id: str, headers: Mapping[str, str], key: str, now: float) -> bool:
    moment = headers.get("x-webhook-timestamp", "")
    if not (moment.isascii() and moment.isdecimal() and abs(now - int(moment)) <= OLDEST):
        return False
    said = hmac.new(key.encode(), f"{task_id}.{moment}".encode(), hashlib.sha256).digest()
    given = headers.get("x-webhook-signature", "").encode(errors="surrogateescape")
    return hmac.compare_digest(b64encode(said), given)
