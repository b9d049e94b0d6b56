"""The settings: read once from the environment and `.env`, checked before anything starts."""

from bot.config.load import load_settings, plain_settings
from bot.config.problems import ConfigError
from bot.config.settings import Settings

__all__ = ["ConfigError", "Settings", "load_settings", "plain_settings"]
