"""Refusals in Telegram's words."""

from typing import Any


class ApiError(Exception):
    """A refusal as the Bot API words it.

    Attributes:
        code: the HTTP status, repeated in the body as ``error_code``.
        description: what the Bot API says.
        parameters: ``retry_after`` or ``migrate_to_chat_id``, where the refusal carries one.
    """

    def __init__(self, code: int, description: str, **parameters: int) -> None:
        super().__init__(f"{code} {description}")
        self.code = code
        self.description = description
        self.parameters = parameters

    def body(self) -> dict[str, Any]:
        """Return the JSON body of the answer."""
        body: dict[str, Any] = {
            "ok": False,
            "error_code": self.code,
            "description": self.description,
        }
        return body | ({"parameters": self.parameters} if self.parameters else {})


def bad_request(what: str, **parameters: int) -> ApiError:
    """Return a 400 that says what is wrong."""
    return ApiError(400, f"Bad Request: {what}", **parameters)


def forbidden(what: str) -> ApiError:
    """Return a 403 that says who shut the bot out."""
    return ApiError(403, f"Forbidden: {what}")


def too_many_requests(retry_after: int) -> ApiError:
    """Return a 429 that asks to wait some seconds."""
    return ApiError(429, f"Too Many Requests: retry after {retry_after}", retry_after=retry_after)


class NothingCameError(AssertionError):
    """What a scripted person waited for did not come in time."""
