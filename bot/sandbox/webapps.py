"""Pages inside Telegram: which addresses it opens, and what it signs for those who open them.

core.telegram.org/bots/webapps, "Validating data received via the Mini App".
"""

import base64
import hashlib
import hmac
import json
from urllib.parse import quote, urlencode, urlsplit

from bot.sandbox.errors import ApiError, bad_request
from bot.sandbox.telegram import Telegram
from bot.sandbox.world import Json, Post

VERSION = "9.1"
_HERE = frozenset({"127.0.0.1", "localhost", "::1"})


def check_address(url: str, what: str) -> None:
    """Refuse addresses that Telegram does not open.

    Only HTTPS, as Telegram; this machine is the exception, as on Telegram's test servers.

    Raises:
        ApiError: in Telegram's words.
    """
    parts = urlsplit(url)
    local = parts.scheme == "http" and parts.hostname in _HERE
    if parts.scheme != "https" and not local:
        raise bad_request(f"{what} '{url}' is invalid: Only HTTPS links are allowed")


def launch_data(tg: Telegram, person_id: int, *, age: float = 0) -> str:
    """Return what Telegram tells a page of whoever opens it, signed with the bot's token.

    Args:
        tg: the server.
        person_id: who opens it.
        age: seconds since it was signed.
    """
    person = tg.world.people[person_id]
    number = tg.world.number()
    user = {
        "id": person.id,
        "first_name": person.first_name,
        "last_name": "",
        "username": person.username,
        "language_code": person.language_code,
        "allows_write_to_pm": not person.blocked,
    }
    told = {
        "query_id": f"AAH{number:029x}",
        "user": json.dumps({k: v for k, v in user.items() if v is not None}, ensure_ascii=False),
        "auth_date": str(int(tg.clock.now() - age)),
        # for third parties, by a key of Telegram's own: whoever has the token checks the hash
        "signature": base64.urlsafe_b64encode(bytes(64)).decode().rstrip("="),
    }
    return urlencode(told | {"hash": signed(tg.token, told)}, quote_via=quote)


def signed(token: str, told: dict[str, str]) -> str:
    """Return the hash over fields, as Telegram makes it."""
    lines = "\n".join(f"{name}={value}" for name, value in sorted(told.items()))
    secret = hmac.new(b"WebAppData", token.encode(), hashlib.sha256).digest()
    return hmac.new(secret, lines.encode(), hashlib.sha256).hexdigest()


def launch_url(url: str, data: str, theme: Json, platform: str = "web") -> str:
    """Return the address that Telegram opens: what it tells the page stands behind the `#`."""
    told = {
        "tgWebAppData": data,
        "tgWebAppVersion": VERSION,
        "tgWebAppPlatform": platform,
        "tgWebAppThemeParams": json.dumps(theme),
    }
    return f"{url}#{urlencode(told, quote_via=quote)}"


def button_url(post: Post, label: str) -> str:
    """Return the page that a button below a message opens.

    Raises:
        ApiError: there is no such button.
    """
    rows = post.content.get("reply_markup", {}).get("inline_keyboard", [])
    for button in (button for row in rows for button in row):
        if "web_app" in button and label in {button["text"], button["web_app"]["url"]}:
            return str(button["web_app"]["url"])
    raise ApiError(404, "no such page below this message")


def menu_button(tg: Telegram, person_id: int) -> Json:
    """Return the button beside somebody's input field."""
    buttons = tg.profile.menu_buttons
    own = buttons.get(person_id, {"type": "default"})
    chosen = own if own["type"] != "default" else buttons.get(0, {"type": "default"})
    return chosen if chosen["type"] != "default" else {"type": "commands"}
