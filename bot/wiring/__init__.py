"""Every service, wired: what is made of what, from the ground up.

`Basics` → `Chat` → `Runs` → `Services`, each built of those before it.
"""

from bot.wiring.basics import LOCALES
from bot.wiring.services import Services

__all__ = ["LOCALES", "Services"]
