"""Finds out what is wrong with an installation before a person does."""

from bot.doctor.report import report

__all__ = ["report"]
