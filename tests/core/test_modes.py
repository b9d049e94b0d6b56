"""Kinds of work: what they are counted as, what they start from, whose results they continue."""

from dataclasses import replace

import pytest

from bot.core.capabilities import CONTINUES, FILMS, FROM_WORDS, PICTURES, Allowance, Mode
from bot.core.errors import UnknownModel
from tests.core.specs import RICH, catalogue


def test_whatever_makes_a_clip_is_counted_as_a_video() -> None:
    counted = {mode: mode.allowance for mode in Mode}
    assert {mode for mode, kind in counted.items() if kind is Allowance.VIDEO} == FILMS
    assert {kind for mode, kind in counted.items() if mode in PICTURES} == set(Allowance) - {
        Allowance.VIDEO
    }


@pytest.mark.parametrize("mode", sorted(CONTINUES))
@pytest.mark.parametrize(
    ("made_by", "able"), [("flux-dev", True), ("other", False), (None, False)]
)
def test_a_clip_goes_on_only_where_it_was_made(mode: Mode, made_by: str, able: bool) -> None:
    spec = replace(RICH, modes=CONTINUES, continues=frozenset({"flux-dev"}))
    assert spec.does(mode, made_by=made_by) is able


def test_a_model_that_continues_nothing_extends_nothing() -> None:
    spec = replace(RICH, modes=frozenset(Mode))
    assert not spec.does(Mode.EXTEND_VIDEO, made_by=RICH.key)
    assert spec.does(Mode.VIDEO_TO_VIDEO)


def test_how_much_each_mode_starts_from() -> None:
    spec = replace(RICH, max_frames=2)
    assert {mode for mode in Mode if spec.most_inputs(mode) == 0} == FROM_WORDS
    assert spec.most_inputs(Mode.IMAGE_TO_IMAGE) == RICH.max_inputs
    assert spec.most_inputs(Mode.IMAGE_TO_IMAGE, mask=True) == 1
    assert spec.most_inputs(Mode.IMAGE_TO_VIDEO) == 2
    assert spec.most_inputs(Mode.VIDEO_TO_VIDEO) == 1


def test_of_several_models_that_begin_alike_the_one_that_does_it_is_meant() -> None:
    film = replace(RICH, key="flux-film", vendor_name="film", title="Film", modes=FILMS)
    both = catalogue(RICH, film)
    assert both.find("flux-", Mode.TEXT_TO_IMAGE) is RICH
    assert both.find("flux-", Mode.TEXT_TO_VIDEO) is film
    assert both.find("flux-film", Mode.TEXT_TO_IMAGE) is film
    with pytest.raises(UnknownModel):
        both.find("flux-")
