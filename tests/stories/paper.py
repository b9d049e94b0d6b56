"""Pictures that people have on their phones."""

import re
from io import BytesIO

from PIL import Image, ImageDraw

from bot.sandbox import MessageView
from bot.sandbox.chatview import ChatView


def snapshot(
    colour: str = "teal", size: tuple[int, int] = (320, 240), form: str = "JPEG"
) -> bytes:
    """A picture with a spot on it."""
    image = Image.new("RGB", size, colour)
    ImageDraw.Draw(image).ellipse((40, 40, 120, 120), fill="white")
    buffer = BytesIO()
    image.save(buffer, form)
    return buffer.getvalue()


def pixels(content: bytes) -> bytes:
    """What a file shows, whatever its metadata says."""
    with Image.open(BytesIO(content)) as image:
        return image.convert("RGB").tobytes()


def size(content: bytes) -> tuple[int, int]:
    """Width and height of a file's picture."""
    with Image.open(BytesIO(content)) as image:
        return image.size


def seed(message: MessageView) -> int:
    """The seed in a picture's caption."""
    found = re.search(r"seed (\d+)", message.words)
    assert found, message.words
    return int(found[1])


def labels(message: MessageView) -> list[str]:
    """All buttons below a message."""
    return [label for row in message.buttons for label in row]


async def result(chat: ChatView, wish: MessageView) -> MessageView:
    """Wait for the picture that answers a wish."""
    return await chat.wait(lambda m: m.photo and m.replies_to(wish), timeout=10)
