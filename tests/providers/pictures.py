"""Looking at pictures in tests."""

from io import BytesIO
from pathlib import Path

from PIL import Image, ImageChops, ImageStat

from bot.core.ports.provider import Failed, Finished


def shown(done: Finished | Failed) -> Image.Image:
    """The only picture of a finished task."""
    assert isinstance(done, Finished)
    [result] = done.results
    assert result.content is not None
    return opened(result.content)


def opened(content: bytes) -> Image.Image:
    with Image.open(BytesIO(content)) as image:
        return image.convert("RGB")


def size_of(content: bytes) -> tuple[int, int]:
    """Width and height of a picture that can be read to its end."""
    with Image.open(BytesIO(content)) as image:
        found = image.size
        image.draft("L", (1, 1))  # of a JPEG all is read, but less is worked out
        image.load()
        return found


def difference(one: Image.Image, other: Image.Image) -> float:
    """How far two pictures of one size are apart: 0 the same, 255 black against white."""
    small = [image.resize((64, 64)) for image in (one, other)]
    means = ImageStat.Stat(ImageChops.difference(*small)).mean
    return sum(means) / len(means)


def photo(folder: Path, size: tuple[int, int] = (300, 200), **saved: object) -> Path:
    """A picture as a person would send it."""
    path = folder / "photo.jpg"
    image = Image.linear_gradient("L").resize(size).convert("RGB")
    image.paste((200, 40, 40), (size[0] // 2, size[1] // 2, size[0], size[1]))
    image.save(path, "JPEG", **saved)
    return path
