"""The gallery as a page inside Telegram: where it is, and who opened it.

Telegram signs what it tells the page of whoever opened it with the bot's token, and the page sends
that along with every request (core.telegram.org/bots/webapps, "Validating data received via the
Mini App"). It never expires by itself, so its age is checked here.
"""

from datetime import UTC, datetime, timedelta

from aiogram.utils.web_app import WebAppUser, safe_parse_webapp_init_data

from bot.core.ports.showroom import LaunchRefused

PATH = "/gallery"
"""Below PUBLIC_URL and below our own address alike."""

SCRIPT = "https://telegram.org/js/telegram-web-app.js"
"""What Telegram asks pages to load: it speaks with the app around the page."""

OLDEST = timedelta(hours=1)
"""How long a page that was opened may ask for anything."""

AHEAD = timedelta(minutes=1)
"""How far Telegram's clock may be ahead of ours."""

LARGEST = 4096
"""Characters; Telegram's own data has less than a thousand."""


class Launch:
    """Where the page is.

    Args:
        public_url: PUBLIC_URL; Telegram opens pages over HTTPS alone.
        script: What speaks with the app around the page; another one than Telegram's comes from
            a local Telegram, which opens pages at addresses of this machine.
    """

    def __init__(self, public_url: str | None, script: str = SCRIPT) -> None:
        self.script = script
        self.url: str | None = None
        if public_url is not None and public_url.startswith("https://"):
            self.url = f"{public_url}{PATH}"

    @property
    def local(self) -> bool:
        """Whether the Telegram that opens it is on this machine."""
        return self.script != SCRIPT

    @property
    def served(self) -> bool:
        """Whether anybody can open it."""
        return self.local or self.url is not None

    def found_at(self, address: str) -> None:
        """Tell where our own web server is: there a local Telegram finds the page."""
        if self.local:
            self.url = f"{address}{PATH}"


def opened_by(token: str, data: str, now: datetime) -> WebAppUser:
    """Who opened the page.

    Raises:
        LaunchRefused: Telegram did not sign this for anybody, or too long ago.
    """
    if len(data) > LARGEST:
        raise LaunchRefused("forged")
    try:
        known = safe_parse_webapp_init_data(token, data)
    except (ValueError, TypeError):  # no query string, no such signature, no such data
        raise LaunchRefused("forged") from None
    if known.user is None or known.user.is_bot:
        raise LaunchRefused("forged")
    age = now - known.auth_date.astimezone(UTC)
    if not -AHEAD <= age <= OLDEST:
        raise LaunchRefused("stale")
    return known.user
