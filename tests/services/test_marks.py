"""Of two pictures one may be the mask of the other."""

import pytest

from bot.core.errors import BotError, InputGone, MaskUnclear
from bot.core.models import Input
from bot.services.marks import Marks

PICTURE = Input(file_id="x")
MASK = Input(file_id="m")


class Markings:
    """Knows no mask, unless told.

    Attributes:
        answer: What is said of any two pictures, or raised.
    """

    def __init__(self, answer: bool | BotError = False) -> None:
        self.answer = answer

    async def marks(self, picture: Input, marking: Input) -> bool:
        if isinstance(self.answer, BotError):
            raise self.answer
        return self.answer


@pytest.fixture
def markings() -> Markings:
    return Markings()


@pytest.fixture
def marks(markings: Markings) -> Marks:
    return Marks(markings)


@pytest.mark.parametrize(("answer", "found"), [(True, True), (False, False), (InputGone(), False)])
async def test_two_pictures_may_be_one_and_its_mask(
    marks: Marks, markings: Markings, answer: bool | BotError, *, found: bool
) -> None:
    markings.answer = answer
    album = (PICTURE, MASK)
    assert await marks.found(album, None) == (((PICTURE,), MASK) if found else (album, None))
    reply = ((PICTURE,), MASK) if found else ((MASK,), None)
    assert await marks.found((MASK,), PICTURE) == reply


async def test_a_copy_without_marks_is_told_only_where_marks_were_meant(
    marks: Marks, markings: Markings
) -> None:
    markings.answer = MaskUnclear(marked="nothing")
    assert await marks.found((PICTURE, MASK), None) == ((PICTURE, MASK), None)
    with pytest.raises(MaskUnclear):
        await marks.found((MASK,), PICTURE)


@pytest.mark.parametrize("count", [0, 1, 3])
async def test_other_numbers_of_pictures_are_not_looked_at(
    marks: Marks, markings: Markings, count: int
) -> None:
    markings.answer = True
    assert await marks.found((PICTURE,) * count, None) == ((PICTURE,) * count, None)
