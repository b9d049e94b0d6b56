"""Proposals of other words, with a time limit and a length."""

from dataclasses import replace

import pytest

from bot.core.capabilities import Mode, Wording
from bot.core.catalogue import Catalogue
from bot.core.errors import NotFound, TimedOut, Unavailable
from bot.core.models import Request
from bot.services import proposals
from bot.services.proposals import Proposals
from tests.support.clock import VirtualClock
from tests.support.fakes import MODEL, FakeProvider

FOX = Request(mode=Mode.TEXT_TO_IMAGE, model=MODEL.key, prompt="a fox")


def writer(**spec: object) -> FakeProvider:
    provider = FakeProvider(VirtualClock(), replace(MODEL, **spec))  # type: ignore[arg-type]
    provider.spec = replace(provider.spec, wordings=frozenset(Wording))
    return provider


async def test_nobody_proposes_anything() -> None:
    made = Proposals(Catalogue([FakeProvider(VirtualClock())]))
    assert made.offered == ()
    with pytest.raises(NotFound):
        await made.reword(FOX, Wording.IMPROVE)


async def test_whoever_can_is_asked() -> None:
    able = writer(key="other")
    made = Proposals(Catalogue([FakeProvider(VirtualClock()), able]))
    assert made.offered == (Wording.IMPROVE, Wording.TRANSLATE)
    assert await made.reword(FOX, Wording.TRANSLATE) == "a fox, in golden light"
    assert able.asked == {Wording.TRANSLATE: 1}


@pytest.mark.parametrize(
    ("spec", "negative", "words"),
    [
        ({"prompt_limit": 12}, "", "a fox, in"),
        ({"prompt_limit": 50, "combined_limit": 20}, "fog", "a fox, in golden"),
        ({"prompt_limit": 50}, "fog", "a fox, in golden light"),
    ],
)
async def test_no_more_words_than_the_model_takes(
    spec: dict[str, object], negative: str, words: str
) -> None:
    made = Proposals(Catalogue([writer(**spec)]))
    assert await made.reword(replace(FOX, negative=negative), Wording.IMPROVE) == words


async def test_a_proposal_fits_into_a_message() -> None:
    able = writer(prompt_limit=9000)
    able.words = "very " * 900
    made = Proposals(Catalogue([able]))
    assert 2900 < len(await made.reword(FOX, Wording.IMPROVE)) <= 3000
    gone = replace(FOX, model="gone")
    assert 900 < len(await made.reword(gone, Wording.IMPROVE)) <= 1000


async def test_nobody_waits_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(proposals, "PATIENCE", 0)
    able = writer()
    able.words = None
    with pytest.raises(TimedOut):
        await Proposals(Catalogue([able])).reword(FOX, Wording.IMPROVE)


async def test_a_failure_is_told() -> None:
    able = writer()
    able.words = Unavailable(provider="studio", detail="", reason="")
    with pytest.raises(Unavailable):
        await Proposals(Catalogue([able])).reword(FOX, Wording.IMPROVE)
