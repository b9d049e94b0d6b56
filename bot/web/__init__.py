"""The small HTTP side: health, metrics, and the application that webhooks are added to."""

from bot.web.downloads import add_downloads
from bot.web.measuring import MeasuredCalls
from bot.web.metrics import Metrics
from bot.web.server import CannotListen, Probe, create_web, serving

__all__ = [
    "CannotListen",
    "MeasuredCalls",
    "Metrics",
    "Probe",
    "add_downloads",
    "create_web",
    "serving",
]
