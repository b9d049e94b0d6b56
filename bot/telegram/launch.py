"""Where the gallery is as a page inside Telegram."""

from dataclasses import dataclass

PATH = "/gallery"
"""Below PUBLIC_URL and below our own address alike."""


@dataclass(frozen=True, kw_only=True)
class Launch:
    """The page's address.

    Attributes:
        url: Where Telegram opens it; None: it is served nowhere that Telegram could reach.
    """

    url: str | None = None


def at(public_url: str | None) -> Launch:
    """The page below PUBLIC_URL; Telegram opens pages over HTTPS alone."""
    secure = public_url is not None and public_url.startswith("https://")
    return Launch(url=f"{public_url}{PATH}" if secure else None)
