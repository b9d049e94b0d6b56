"""Makes a request ready for its body: what it starts from is taken to KIE first."""

import asyncio
from collections.abc import Iterator, Sequence
from pathlib import Path

from bot.core.capabilities import CONTINUES, FROM_WORDS, Mode, ModelSpec
from bot.core.errors import InputUnreadable, UnsupportedMode
from bot.core.models import Request
from bot.providers.kie.bodies import Wish
from bot.providers.kie.uploads import Uploads
from bot.providers.kie.works import Reference, Work, reference


async def wish_for(
    work: Work, request: Request, spec: ModelSpec, inputs: Sequence[Path], uploads: Uploads
) -> Wish:
    """All that a body is made of.

    Args:
        work: What is asked for.
        request: By whom it is wanted.
        spec: Its model.
        inputs: Files as `Provider.submit` has them.
        uploads: Takes them to where KIE finds them.

    Raises:
        UnsupportedMode: A clip or picture that is to be continued is not of such a task.
        ProviderError: A file was not taken.
    """
    if work.follows:
        source = source_of(work, request, spec)
        return Wish(request=request, spec=spec, source=source.task, index=source.index)
    shape = await asyncio.to_thread(_shape, inputs[0]) if _has_shape(request, inputs) else None
    sent = iter(await asyncio.gather(*map(uploads.send, inputs)))
    others = sum(len(each.pictures) for each in request.elements) + bool(request.mask)
    return Wish(
        request=request,
        spec=spec,
        pictures=_next(sent, len(inputs) - others),
        elements=tuple(_next(sent, len(each.pictures)) for each in request.elements),
        mask=next(sent, "") if request.mask else "",
        shape=shape,
    )


def source_of(work: Work, request: Request, spec: ModelSpec) -> Reference:
    """The task whose result is continued: KIE takes no other pictures or clips for this.

    Raises:
        UnsupportedMode: The result is not from such a task.
    """
    source = reference(request.inputs[0].vendor_ref) if request.inputs else None
    if source is None or source.work.name not in work.follows:
        raise UnsupportedMode(mode=request.mode, model=spec.title, able="—")
    return source


def _next(sent: Iterator[str], count: int) -> tuple[str, ...]:
    """So many of the addresses, in their order."""
    return tuple(next(sent) for _ in range(count))


def _has_shape(request: Request, inputs: Sequence[Path]) -> bool:
    """Whether it starts from a picture: a clip's proportions are kept by whoever changes it."""
    from_clip = request.mode in CONTINUES | {Mode.VIDEO_TO_VIDEO}
    return bool(inputs) and request.mode not in FROM_WORDS and not from_clip


def _shape(path: Path) -> float:
    """Width by height of a picture.

    Raises:
        InputUnreadable: It is none.
    """
    from PIL import Image, UnidentifiedImageError

    try:
        with Image.open(path) as image:
            return image.width / image.height
    except UnidentifiedImageError as error:
        raise InputUnreadable from error
