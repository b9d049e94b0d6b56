"""The small HTTP side: health, metrics, the gallery's page, and what webhooks are added to."""

from bot.web.callbacks import add_callbacks
from bot.web.downloads import add_downloads
from bot.web.gallery import add_gallery
from bot.web.measuring import MeasuredCalls
from bot.web.metrics import Metrics
from bot.web.server import CannotListen, Probe, create_web, serving

__all__ = [
    "CannotListen",
    "MeasuredCalls",
    "Metrics",
    "Probe",
    "add_callbacks",
    "add_downloads",
    "add_gallery",
    "create_web",
    "serving",
]
