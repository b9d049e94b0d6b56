"""The buttons below clips, and those that make clips of pictures."""

from collections.abc import Sequence

from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup

from bot.core.capabilities import Mode
from bot.core.catalogue import Catalogue
from bot.core.models import Artifact, Run
from bot.core.parameters import command
from bot.core.recipe import as_input, as_made
from bot.services.films import Offer
from bot.telegram.buttons import button, copy_button, in_pairs, keyboard
from bot.telegram.callbacks import FilmAction, FilmTap, ResultAction, ResultTap, SizeTap
from bot.telegram.translator import Translate


def film_buttons(
    artifact: Artifact, catalogue: Catalogue, t: Translate
) -> list[InlineKeyboardButton]:
    """What makes a clip of a picture; nothing where no model does."""
    if not catalogue.able(Mode.IMAGE_TO_VIDEO):
        return []
    return [button(t.plain("result-animate"), _film(FilmAction.ANIMATE, artifact))]


def clip_rows(
    run: Run, artifact: Artifact, catalogue: Catalogue, t: Translate
) -> list[list[InlineKeyboardButton]]:
    """What can be done with a clip."""
    made_by = as_input(artifact, run).made_by
    words = not run.request.mode.enlarges and catalogue.get(run.request.model) is not None
    able: dict[str, tuple[bool, ResultTap | FilmTap]] = {
        "again": (words, _result(ResultAction.AGAIN, artifact)),
        "edit": (words, _result(ResultAction.EDIT, artifact)),
        "extend": (
            bool(catalogue.able(Mode.EXTEND_VIDEO, made_by=made_by)),
            _film(FilmAction.EXTEND, artifact),
        ),
        "sizes": (
            bool(catalogue.able(Mode.UPSCALE_VIDEO, made_by=made_by)),
            _film(FilmAction.SIZES, artifact),
        ),
        "change": (
            bool(catalogue.able(Mode.VIDEO_TO_VIDEO)),
            _film(FilmAction.CHANGE, artifact),
        ),
        "favoured" if artifact.favourite else "favour": (
            True,
            _result(ResultAction.FAVOUR, artifact),
        ),
    }
    taps = [button(t.plain(f"result-{name}"), tap) for name, (can, tap) in able.items() if can]
    file = button(t.plain("result-file"), _result(ResultAction.FILE, artifact))
    last = (
        file if artifact.media else None,
        copy_button(t.plain("result-copy"), _typed(run, artifact)),
        button(t.plain("result-delete"), _result(ResultAction.DELETE, artifact)),
    )
    return in_pairs([*taps, *filter(None, last)])


def sizes_keyboard(
    artifact_id: int, offers: Sequence[Offer], t: Translate
) -> InlineKeyboardMarkup:
    """Every way to enlarge a clip: what it takes, what is left today, how long it takes."""
    rows = [
        [
            button(
                offer_label(f"🔍 {offer.spec.title}", offer, t),
                SizeTap(artifact=artifact_id, model=offer.spec.key),
            )
        ]
        for offer in offers
    ]
    back = ResultTap(action=ResultAction.BACK, artifact=artifact_id)
    return keyboard(*rows, [button(t.plain("button-back"), back)])


def offer_label(what: str, offer: Offer, t: Translate) -> str:
    """A button's words: `🔍 1080p · 1 of 3 left · about 2 min`."""
    time = t.duration(offer.seconds)
    usage = offer.usage
    if usage is None or usage.limit is None or usage.left is None:
        return t.plain("film-offer-free", what=what, time=time)
    return t.plain("film-offer", what=what, left=usage.left, limit=usage.limit, time=time)


def _typed(run: Run, artifact: Artifact) -> str:
    return command(as_made(run, artifact)) if run.request.mode is Mode.TEXT_TO_VIDEO else ""


def _film(action: FilmAction, artifact: Artifact) -> FilmTap:
    return FilmTap(action=action, artifact=artifact.id)


def _result(action: ResultAction, artifact: Artifact) -> ResultTap:
    return ResultTap(action=action, artifact=artifact.id)
