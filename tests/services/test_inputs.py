from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from PIL import ExifTags, Image

from bot.core.capabilities import Mode
from bot.core.errors import InputGone, InputTooLarge, InputUnreadable, RateLimited
from bot.core.models import Element, Input, Job, Request
from bot.core.runs import RunState
from bot.storage.media import MediaFiles
from tests.support.clips import clip
from tests.support.clock import VirtualClock
from tests.support.fakes import MODEL, Script
from tests.support.workshop import Workshop, until_idle


def photo(side: int = 40) -> bytes:
    """A picture of a phone, lying on its side, that tells where it was made."""
    image = Image.new("RGB", (side, side // 2), "orange")
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = 6
    exif[ExifTags.Base.Make] = "Phone"
    exif.get_ifd(ExifTags.IFD.GPSInfo)[ExifTags.GPS.GPSLatitude] = (55.0, 45.0, 21.0)
    buffer = BytesIO()
    image.save(buffer, "JPEG", exif=exif)
    return buffer.getvalue()


async def _change(workshop: Workshop, *inputs: Input) -> Job:
    async with workshop.working():
        job = await workshop.order("in oil", inputs=inputs)
        await until_idle(workshop)
    workshop.check_books()
    return job


@pytest.fixture
def studio(clock: VirtualClock, tmp_path: Path) -> Workshop:
    return Workshop(clock, media=MediaFiles(tmp_path / "media"))


def _files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


async def test_a_photo_arrives_upright_and_tells_nothing(studio: Workshop, tmp_path: Path) -> None:
    sent = photo()
    studio.messenger.files["f"] = [sent[:100], sent[100:]]
    studio.provider.scripts["in oil"] = Script(seconds=None, refusals=[InputUnreadable()])
    await _change(studio, Input(file_id="f"))
    ((arrived,),) = studio.provider.inputs
    with Image.open(BytesIO(arrived)) as image:
        assert image.size == (20, 40)
        assert dict(image.getexif()) == {}
    assert _files(tmp_path) == []


async def test_a_clip_arrives_without_the_place_where_it_was_made(
    studio: Workshop, tmp_path: Path
) -> None:
    sent = clip(tmp_path / "sent.mp4", place="+52.5+013.4/").read_bytes()
    (tmp_path / "sent.mp4").unlink()
    studio.messenger.files["f"] = [sent[:100], sent[100:]]
    studio.provider.scripts["in oil"] = Script(seconds=None, refusals=[InputUnreadable()])
    await _change(studio, Input(file_id="f", clip=True))
    ((arrived,),) = studio.provider.inputs
    assert b"ftyp" in arrived[:12]
    assert b"loci" in sent
    assert b"loci" not in arrived
    assert _files(tmp_path) == []


async def test_a_picture_that_is_said_to_be_a_clip_is_refused(
    studio: Workshop, tmp_path: Path
) -> None:
    studio.messenger.files["f"] = [photo()]
    job = await _change(studio, Input(file_id="f", clip=True))
    (run,) = (await studio.store.job(job.id)).runs  # type: ignore[union-attr] # it was made
    assert isinstance(run.error, InputUnreadable)
    assert _files(tmp_path) == []


async def test_what_elements_look_like_comes_after_what_it_starts_from(studio: Workshop) -> None:
    for name, side in (("a", 20), ("b", 40), ("c", 60)):
        studio.messenger.files[name] = [photo(side)]
    fox = Element(name="fox", pictures=(Input(file_id="b"), Input(file_id="c")))
    studio.provider.scripts["in oil"] = Script(seconds=None, refusals=[InputUnreadable()])
    request = Request(
        mode=Mode.IMAGE_TO_IMAGE,
        model=MODEL.key,
        prompt="in oil",
        inputs=(Input(file_id="a"),),
        elements=(fox,),
    )
    async with studio.working():
        await studio.place((request,))
        await until_idle(studio)
    (arrived,) = studio.provider.inputs
    sizes = [Image.open(BytesIO(content)).height for content in arrived]
    assert sizes == [20, 40, 60]


async def test_a_picture_that_is_here_is_not_downloaded(studio: Workshop) -> None:
    async def content() -> object:
        yield photo()

    kept = await studio.media.save("runs/1/0", content())  # type: ignore[arg-type]
    studio.provider.scripts["in oil"] = Script(refusals=[InputUnreadable()])
    await _change(studio, Input(media=kept.media, file_id="gone"))
    assert len(studio.provider.inputs[0]) == 1


async def test_a_picture_that_is_no_longer_here_is_downloaded(studio: Workshop) -> None:
    studio.messenger.files["f"] = [photo()]
    studio.provider.scripts["in oil"] = Script(refusals=[InputUnreadable()])
    await _change(studio, Input(media="runs/1/0.png", file_id="f"))
    assert len(studio.provider.inputs[0]) == 1


@pytest.mark.parametrize(
    ("picture", "error"),
    [
        (Input(vendor_ref="v"), InputGone),
        (Input(media="runs/9/0.png"), InputGone),
        (Input(file_id="gone"), InputGone),
        (Input(file_id="text"), InputUnreadable),
        (Input(file_id="large"), InputTooLarge),
    ],
)
async def test_what_cannot_be_used_fails_and_is_refunded(
    studio: Workshop, picture: Input, error: type[Exception]
) -> None:
    studio.messenger.files = {
        "gone": InputGone(),
        "text": [b"hello"],
        "large": [bytes(6 * 1024 * 1024)] * 2,
    }
    job = await _change(studio, picture)
    run = studio.run(job)
    assert isinstance(run.error, error)
    assert studio.provider.submitted == []
    assert studio.store.ledger[run.id] == ["reserve", "refund"]


async def test_too_large_says_how_much(studio: Workshop) -> None:
    studio.messenger.files["f"] = [bytes(6 * 1024 * 1024)] * 2
    job = await _change(studio, Input(file_id="f"))
    error = studio.run(job).error
    assert error
    assert error.data == {"size_mb": 12.0, "limit_mb": 10.0}


async def test_a_second_attempt_prepares_again(studio: Workshop, tmp_path: Path) -> None:
    studio.messenger.files["f"] = [photo()]
    refusals: list[Exception] = [RateLimited(retry_after=5), InputUnreadable()]
    studio.provider.scripts["in oil"] = Script(refusals=refusals)
    await _change(studio, Input(file_id="f"))
    assert len(studio.provider.inputs) == 2
    assert _files(tmp_path) == []


async def test_a_cancel_while_pictures_are_fetched_sends_nothing(studio: Workshop) -> None:
    studio.messenger.files["f"] = [photo()]
    async with studio.working():
        job = await studio.order("in oil", inputs=(Input(file_id="f"),))
        fetch = studio.messenger.fetch

        async def slowly(file_id: str) -> object:
            await studio.clock.sleep(5)
            async for chunk in fetch(file_id):
                yield chunk

        studio.messenger.fetch = slowly  # type: ignore[method-assign, assignment]
        await studio.clock.go(2)
        run = await studio.orders.cancel(studio.run(job).id)
        assert run.state is RunState.CANCELLED
        await until_idle(studio)
        await studio.clock.go(10)
    assert studio.provider.submitted == []
    studio.check_books()


async def test_what_a_killed_process_left_is_removed(studio: Workshop, tmp_path: Path) -> None:
    studio.messenger.files["f"] = [photo()]
    studio.provider.scripts["in oil"] = Script(create_seconds=50)
    async with studio.working():
        job = await studio.order("in oil", inputs=(Input(file_id="f"),))
        await studio.clock.go(2)
        (left,) = _files(tmp_path)
        content = left.read_bytes()
    left.parent.mkdir(parents=True, exist_ok=True)
    left.write_bytes(content)
    second = studio.again()
    async with second.working():
        await until_idle(second)
        assert _files(tmp_path) == []
        assert second.run(job).state is RunState.FAILED


def _drawing(colour: str) -> bytes:
    image = Image.new("RGB", (200, 100), "white")
    image.paste(colour, (20, 20, 80, 80))
    buffer = BytesIO()
    image.save(buffer, "PNG")
    return buffer.getvalue()


def _masked(studio: Workshop) -> tuple[Request, ...]:
    picture, mask = Input(file_id="f"), Input(file_id="m")
    key = studio.models[0].key
    request = Request(
        mode=Mode.IMAGE_TO_IMAGE, model=key, prompt="in oil", inputs=(picture,), mask=mask
    )
    return (request,)


@pytest.fixture
def masking(clock: VirtualClock, tmp_path: Path) -> Workshop:
    media = MediaFiles(tmp_path / "media")
    return Workshop(clock, replace(MODEL, mask=True), media=media)


async def test_a_mask_comes_last_and_as_large_as_the_picture(
    masking: Workshop, tmp_path: Path
) -> None:
    masking.messenger.files = {"f": [_drawing("navy")], "m": [_drawing("black")]}
    masking.provider.scripts["in oil"] = Script(seconds=None, refusals=[InputUnreadable()])
    async with masking.working():
        await masking.place(_masked(masking))
        await until_idle(masking)
    ((picture, mask),) = masking.provider.inputs
    with Image.open(BytesIO(picture)) as below, Image.open(BytesIO(mask)) as image:
        assert (image.size, image.format) == (below.size, below.format)
        assert [image.getpixel(spot) for spot in ((50, 50), (150, 50))] == [(0,) * 3, (255,) * 3]
    assert _files(tmp_path) == []


async def test_what_marks_nothing_of_the_picture_is_no_mask(masking: Workshop) -> None:
    masking.messenger.files = {"f": [photo(80)], "m": [_drawing("black")]}
    async with masking.working():
        job = await masking.place(_masked(masking))
        await until_idle(masking)
    assert isinstance(masking.run(job).error, InputUnreadable)
    assert masking.provider.submitted == []
    masking.check_books()
