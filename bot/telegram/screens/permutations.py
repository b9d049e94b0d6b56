"""The screen that tells what the braces of a prompt make, and what that takes."""

from bot.core.models import Usage
from bot.services.batches import Batch
from bot.telegram.buttons import View, button, keyboard
from bot.telegram.callbacks import DraftAction, DraftTap
from bot.telegram.screens.batch import drop_button, paint_button
from bot.telegram.screens.words import clipped
from bot.telegram.translator import Safe, Translate

_LINE = 250
"""Characters of a prompt: ten of them fit into a message."""


def permutations_view(batch: Batch, usage: Usage | None, owner: int, t: Translate) -> View:
    """Every picture by its words; all of them, or one with the braces as they stand."""
    prompts = [clipped(request.prompt, _LINE) for request in batch.requests]
    lines = [t("batch-line", number=n, line=line) for n, line in enumerate(prompts, start=1)]
    models = ", ".join(spec.title for spec in batch.models)
    text = t("permutations-text", models=models, lines=Safe("\n".join(lines)))
    start = paint_button(len(prompts), usage, DraftTap(owner=owner, action=DraftAction.PAINT), t)
    literal = DraftTap(owner=owner, action=DraftAction.LITERAL)
    return View(
        text=text,
        markup=keyboard(
            [start], [button(t.plain("permutations-literal"), literal)], [drop_button(owner, t)]
        ),
    )
