"""What files tell of how they were made; each function blocks and belongs in a thread."""

from bot.services.metadata.embedding import embed, with_recipe
from bot.services.metadata.reading import brought

__all__ = ["brought", "embed", "with_recipe"]
