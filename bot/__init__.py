"""Vernissage: a self-hosted Telegram bot that paints through many hosted APIs."""
