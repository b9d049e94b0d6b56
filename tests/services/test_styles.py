from io import BytesIO

import pytest
from PIL import Image

from bot.core.capabilities import ModelSpec, Style
from bot.core.errors import Unavailable, UnknownModel
from bot.core.models import Cached
from bot.services.styles import FRESH
from tests.support.clock import VirtualClock
from tests.support.fakes import MODEL
from tests.support.workshop import Workshop

OIL = Style(name="OIL", titles={"en": "Oil", "ru": "Масло"}, preview_url="https://x/oil")
INK = MODEL.styles[0]


async def test_the_list_is_had_once_and_kept(workshop: Workshop) -> None:
    workshop.provider.list = (OIL,)
    assert await workshop.styles.list("brush") == (OIL,)
    assert await workshop.styles.list("brush") == (OIL,)
    assert workshop.provider.asked["styles"] == 1


async def test_the_list_survives_a_restart_and_an_outage(workshop: Workshop) -> None:
    workshop.provider.list = (OIL,)
    await workshop.styles.list("brush")
    workshop.provider.list = Unavailable()
    later = Workshop(workshop.clock, before=workshop)
    assert await later.styles.list("brush") == (OIL,)
    assert workshop.provider.asked["styles"] == 1
    await workshop.clock.go(FRESH.total_seconds() + 1)
    assert await later.styles.list("brush") == (OIL,)
    await workshop.clock.settle()
    assert workshop.provider.asked["styles"] == 2
    assert await later.styles.list("brush") == (OIL,)


async def test_an_old_list_is_shown_while_the_new_one_is_fetched(workshop: Workshop) -> None:
    workshop.provider.list = (OIL,)
    await workshop.styles.list("brush")
    workshop.provider.list = (OIL, INK)
    await workshop.clock.go(FRESH.total_seconds() + 1)
    assert await workshop.styles.list("brush") == (OIL,)
    await workshop.clock.settle()
    assert await workshop.styles.list("brush") == (OIL, INK)


@pytest.mark.parametrize("answer", [Unavailable(), ()])
async def test_without_any_list_the_built_in_one_is_shown_and_asked_again_later(
    workshop: Workshop, answer: tuple[Style, ...] | Exception
) -> None:
    workshop.provider.list = answer
    assert await workshop.styles.list("brush") == (INK,)
    assert await workshop.styles.list("brush") == (INK,)
    assert workshop.provider.asked["styles"] == 1
    await workshop.clock.go(61)
    workshop.provider.list = (OIL,)
    assert await workshop.styles.list("brush") == (OIL,)


async def test_a_stored_list_of_another_version_is_no_trouble(workshop: Workshop) -> None:
    now = workshop.clock.now()
    workshop.cache.kept["styles:brush"] = Cached(value=[{"colour": 1}], stored_at=now)
    workshop.provider.list = (OIL,)
    assert await workshop.styles.list("brush") == (OIL,)


async def test_a_model_without_styles_has_no_list(clock: VirtualClock) -> None:
    plain = ModelSpec(key="plain", vendor_name="p", title="P", modes=MODEL.modes)
    workshop = Workshop(clock, plain)
    assert await workshop.styles.list("plain") == ()
    assert workshop.provider.asked["styles"] == 0
    with pytest.raises(UnknownModel):
        await workshop.styles.list("gone")


def _png() -> bytes:
    buffer = BytesIO()
    Image.new("RGB", (1200, 900), "teal").save(buffer, "PNG")
    return buffer.getvalue()


async def test_a_preview_is_made_small_and_kept(workshop: Workshop) -> None:
    workshop.provider.files["OIL"] = [_png()]
    first = await workshop.styles.preview("brush", OIL)
    assert first is not None
    with Image.open(BytesIO(first)) as image:
        assert image.size == (512, 384)
    assert await workshop.styles.preview("brush", OIL) == first
    assert workshop.provider.asked["preview"] == 1


@pytest.mark.parametrize("answer", [Unavailable(), b"", b"no picture at all"])
async def test_a_preview_that_cannot_be_had_is_none(
    workshop: Workshop, answer: bytes | Exception
) -> None:
    workshop.provider.files["OIL"] = [answer, _png()]
    assert await workshop.styles.preview("brush", OIL) is None
    assert await workshop.styles.preview("brush", OIL) is None
    await workshop.clock.go(601)
    assert await workshop.styles.preview("brush", OIL) is not None
