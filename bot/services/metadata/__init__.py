"""What files tell of how they were made; each function blocks and belongs in a thread."""

from bot.services.metadata.embedding import with_recipe
from bot.services.metadata.reading import brought

__all__ = ["brought", "with_recipe"]
