"""Inline mode: pictures and models offered in any chat, cards that turn into pictures there."""
