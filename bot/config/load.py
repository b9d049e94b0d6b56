"""Making the settings, with the variables of every known provider among them."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from pydantic import Field, SecretStr, ValidationError, create_model
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsError

from bot.config.fields import Address
from bot.config.problems import NO_TOKEN, ConfigError, describe
from bot.config.settings import Settings
from bot.core.capabilities import ProviderSpec, Setting
from bot.providers.registry import missing, specs


class _Plain(Settings):
    """Settings that read neither the environment nor a file."""

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],  # noqa: ARG003
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,  # noqa: ARG003
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Arguments alone."""
        return (init_settings,)


def load_settings(env_file: Path | str | None = ".env", *, need_token: bool = True) -> Settings:
    """The settings from the environment and, where that is silent, from a file.

    Args:
        env_file: The file; None or an absent one: the environment alone.
        need_token: Whether a missing BOT_TOKEN is a problem.

    Raises:
        ConfigError: Something is missing or cannot be understood.
    """
    if env_file and Path(env_file).is_dir():
        raise ConfigError("The file .env cannot be read: it is a folder.")
    settings = _make(settings_model(), _env_file=env_file)
    problems = [_incomplete(settings)]
    if need_token and not settings.bot_token.get_secret_value():
        problems.insert(0, NO_TOKEN)
    if any(problems):
        raise ConfigError("\n".join(filter(None, problems)))
    return settings


def plain_settings(**values: Any) -> Settings:
    """Settings from arguments alone, whatever the environment says.

    Raises:
        ConfigError: A value cannot be understood.
    """
    return _make(settings_model(_Plain), **values)


def settings_model(base: type[Settings] = Settings) -> type[Settings]:
    """The settings' class, with the providers' variables as fields."""
    return _model(base, tuple(setting for spec in specs() for setting in spec.settings))


@cache
def _model(base: type[Settings], declared: tuple[Setting, ...]) -> type[Settings]:
    """Made once: pydantic takes long to make a class."""
    fields: dict[str, Any] = {
        setting.name.lower(): (_kind(setting), Field(_default(setting))) for setting in declared
    }
    return create_model("Settings", __base__=base, **fields)


def _kind(setting: Setting) -> Any:
    value = SecretStr if setting.secret else Address if setting.name.endswith("_URL") else str
    return value if setting.default is not None else value | None


def _default(setting: Setting) -> SecretStr | str | None:
    return SecretStr(setting.default) if setting.secret and setting.default else setting.default


def _incomplete(settings: Settings) -> str:
    lines = (
        f"{name} is missing: {spec.title} needs it besides what is set already."
        for spec in specs()
        for name in _half_set(spec, settings.providers)
    )
    return "\n".join(lines)


def _half_set(spec: ProviderSpec, values: Mapping[str, str]) -> tuple[str, ...]:
    unset = missing(spec, values)
    needed = sum(setting.default is None for setting in spec.settings)
    return unset if len(unset) < needed else ()


def _make(model: type[Settings], **values: Any) -> Settings:
    try:
        return model(**values)
    except ValidationError as error:
        raise ConfigError(describe(error, model)) from None
    except UnicodeDecodeError:
        raise ConfigError("The file .env is not text in UTF-8.") from None
    except OSError as error:
        raise ConfigError(f"The file .env cannot be read: {error.strerror}.") from None
    except SettingsError as error:
        raise ConfigError(f"The file .env cannot be read: {type(error).__name__}.") from None
