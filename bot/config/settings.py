"""The settings themselves; a provider's variables are added to them from its own table."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, ValidationInfo, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from bot.config.fields import (
    DAILY,
    Address,
    Daily,
    Database,
    Level,
    Numbers,
    PlanName,
    Token,
    Words,
    daily,
)
from bot.core.models import Plan
from bot.core.ports.runs import Share

TOKEN_EXAMPLE = "123456789:AAExampleExampleExampleExampleExamp"  # noqa: S105 - nobody's token

PUBLIC_API = "https://api.telegram.org"
PUBLIC_UPLOAD_BYTES = 50 * 1000 * 1000
"""Telegram: what bots may upload as one file."""

OWN_UPLOAD_BYTES = 2000 * 1000 * 1000
"""telegram-bot-api: the same with a server of one's own (`--local`)."""

WEBHOOK_PATH = "/telegram"
"""Where Telegram's webhook arrives, below PUBLIC_URL and below our own address alike."""


class Settings(BaseSettings):
    """What the operator decided. Each field is the variable of the same name in upper case.

    `load_settings` makes it from the environment and `.env`, `plain_settings` from arguments.
    """

    model_config = SettingsConfigDict(
        env_file_encoding="utf-8",
        env_ignore_empty=True,
        extra="ignore",
        frozen=True,
        hide_input_in_errors=True,
        validate_default=True,
    )

    bot_token: Token = Field(SecretStr(""), examples=[TOKEN_EXAMPLE])
    bot_token_file: Path | None = Field(None, examples=["/run/secrets/bot_token"])
    telegram_api_url: Address = Field(PUBLIC_API, examples=["http://localhost:81"])
    admin_ids: Numbers = Field(frozenset(), examples=["11111111,22222222"])
    database_url: Database = Field(
        "sqlite+aiosqlite:///data/bot.db",
        repr=False,
        examples=["postgresql://vernissage:password@localhost/vernissage"],
    )
    media_dir: Path = Field(Path("data/media"), examples=["data/media"])
    media_keep_days: int | None = Field(None, ge=1, le=36_500, examples=["30"])
    models_enabled: Words = Field(frozenset(), examples=["one-model,another-model"])
    models_disabled: Words = Field(frozenset(), examples=["one-model,another-model"])
    storage_chat_id: int | None = Field(None, examples=["-1001234567890"])
    failover: bool = Field(True, examples=["true", "false"])
    max_active_per_user: int = Field(2, ge=1, le=100, examples=["2"])
    max_active_videos_per_user: int = Field(1, ge=1, le=100, examples=["1"])
    default_plan: PlanName = Field("free", examples=["free"])
    group_plan: PlanName | None = Field(None, examples=["pro"])
    plan_free: Daily = Field(DAILY["free"], examples=["text_to_image=10,upscale=5"])
    plan_pro: Daily = Field(DAILY["pro"], examples=["text_to_image=100,upscale=50"])
    plan_business: Daily = Field(DAILY["business"], examples=["text_to_image=1000"])
    plan_enterprise: Daily = Field(DAILY["enterprise"], examples=["unlimited"])
    public_url: Address | None = Field(None, examples=["https://bot.example.org"])
    http_host: str = Field("127.0.0.1", examples=["127.0.0.1"])
    http_port: int = Field(8080, ge=0, le=65_535, examples=["8080"])
    log_level: Level = Field("INFO", examples=["INFO"])

    @field_validator("plan_free", "plan_pro", "plan_business", "plan_enterprise", mode="before")
    @classmethod
    def _read_plan(cls, value: object, info: ValidationInfo) -> object:
        plan = str(info.field_name).removeprefix("plan_")
        return daily(value, DAILY[plan]) if isinstance(value, str) else value

    @model_validator(mode="before")
    @classmethod
    def _read_token_file(cls, values: dict[str, Any]) -> dict[str, Any]:
        path = values.get("bot_token_file")
        if not path or values.get("bot_token"):
            return values
        try:
            return {**values, "bot_token": Path(path).read_text(encoding="utf-8").strip()}
        except (OSError, UnicodeDecodeError):
            raise ValueError("BOT_TOKEN_FILE: the file cannot be read.") from None

    @property
    def plans(self) -> Mapping[str, Plan]:
        """The plans by their key, the default one first, with what each allows in a day."""
        keys = dict.fromkeys((self.default_plan, *DAILY))
        return {key: Plan(key=key, daily=getattr(self, f"plan_{key}")) for key in keys}

    @property
    def share(self) -> Share:
        """What one person may have going on at once."""
        return Share(pictures=self.max_active_per_user, clips=self.max_active_videos_per_user)

    @property
    def upload_bytes(self) -> int:
        """The largest file that the Bot API server takes: one's own server takes more."""
        public = self.telegram_api_url == PUBLIC_API
        return PUBLIC_UPLOAD_BYTES if public else OWN_UPLOAD_BYTES

    @property
    def webhook_url(self) -> str | None:
        """Where Telegram shall send updates; None: the bot asks for them itself."""
        return f"{self.public_url}{WEBHOOK_PATH}" if self.public_url else None

    @property
    def providers(self) -> Mapping[str, str]:
        """The providers' variables that have a value, by name, as their registry wants them."""
        names = type(self).model_fields.keys() - Settings.model_fields.keys()
        values = {name: getattr(self, name) for name in names}
        return {name.upper(): _plain(value) for name, value in values.items() if value}

    def secrets(self) -> frozenset[str]:
        """Every value that must never be seen anywhere."""
        fields = (getattr(self, name) for name in type(self).model_fields)
        hidden = {value.get_secret_value() for value in fields if isinstance(value, SecretStr)}
        password = urlsplit(self.database_url).password or ""
        return frozenset({*hidden, password} - {""})


def _plain(value: SecretStr | str) -> str:
    return value.get_secret_value() if isinstance(value, SecretStr) else value
