"""The small HTTP side: health, metrics, and the place where webhooks arrive."""

from bot.web.metrics import Metrics
from bot.web.server import Probe, create_web, serving
from bot.web.webhook import Accept, add_telegram_webhook

__all__ = ["Accept", "Metrics", "Probe", "add_telegram_webhook", "create_web", "serving"]
