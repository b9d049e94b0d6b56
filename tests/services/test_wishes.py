"""From words to an order."""

from dataclasses import replace

import pytest

from bot.core.capabilities import Mode, Style
from bot.core.catalogue import Catalogue
from bot.core.errors import (
    UnknownModel,
    UnsupportedMode,
    UnsupportedOption,
)
from bot.core.groups import Group
from bot.core.models import Input, Job, Order, Origin, Person, Preferences, Request
from bot.core.recipe import as_settings
from bot.services.presets import Presets
from bot.services.wishes import Asker, Wishes
from tests.core.specs import OTHER, PLAIN, RICH, catalogue
from tests.support.clock import START
from tests.support.saved import FakePresets, no_elements

PICTURE = Input(file_id="x")
MASK = Input(file_id="m")


class Lists:
    """Styles as declared."""

    def __init__(self, models: Catalogue) -> None:
        self._models = models

    async def list(self, model: str) -> tuple[Style, ...]:
        spec = self._models.get(model)
        return spec.styles if spec else ()


class Desk:
    """Takes every order."""

    def __init__(self) -> None:
        self.orders: list[Order] = []

    async def place(self, order: Order, person: Person, group: Group | None = None) -> Job:
        del group
        self.orders.append(order)
        return Job(
            id=len(self.orders),
            person_id=person.id,
            payer_id=order.payer_id,
            origin=order.origin,
            language=order.language,
            created_at=START,
        )


@pytest.fixture
def desk() -> Desk:
    return Desk()


def made(models: Catalogue, desk: Desk, saved: FakePresets | None = None) -> Wishes:
    presets = Presets(store=saved or FakePresets(), catalogue=models)
    return Wishes(
        catalogue=models,
        styles=Lists(models),
        presets=presets,
        elements=no_elements(models),
        orders=desk,
    )


@pytest.fixture
def wishes(desk: Desk) -> Wishes:
    models = catalogue()
    return made(models, desk)


def asker(**settings: object) -> Asker:
    person = Person(
        id=7,
        language=None,
        plan="free",
        preferences=Preferences(**settings),  # type: ignore[arg-type]
        created_at=START,
    )
    return Asker(person=person, origin=Origin(chat_id=7, update_id=3), language="en")


async def test_plain_words_follow_the_persons_settings(wishes: Wishes, desk: Desk) -> None:
    taken = await wishes.words(asker(style="ANIME", count=2, seed=5), "a fox")
    (order,) = desk.orders
    assert [(r.prompt, r.style, r.seed) for r in order.requests] == [
        ("a fox", "ANIME", 5),
        ("a fox", "ANIME", 6),
    ]
    assert (order.person_id, order.payer_id, order.language) == (7, 7, "en")
    assert (taken.spec, taken.instead_of) == (RICH, None)


async def test_parameters_are_for_this_run_alone(wishes: Wishes, desk: Desk) -> None:
    await wishes.words(asker(style="ANIME"), "a fox --style none --ar 16:9 --steps 9")
    (request,) = desk.orders[0].requests
    assert request == Request(
        mode=Mode.TEXT_TO_IMAGE,
        model="flux-dev",
        prompt="a fox",
        ratio="16:9",
        options={"steps": 9},
    )


async def test_a_model_of_ones_choice_takes_along_what_it_can(wishes: Wishes, desk: Desk) -> None:
    taken = await wishes.words(asker(style="ANIME"), "a fox --model plain")
    (request,) = desk.orders[0].requests
    assert (request.model, request.style) == ("plain", None)
    assert taken.instead_of is None


async def test_a_picture_goes_to_the_nearest_model_that_takes_one(
    wishes: Wishes, desk: Desk
) -> None:
    taken = await wishes.words(asker(model="plain", ratio="16:9"), "night", (PICTURE,))
    (request,) = desk.orders[0].requests
    assert (request.mode, request.model, request.ratio) == (
        Mode.IMAGE_TO_IMAGE,
        "flux-dev",
        None,
    )
    assert (taken.spec, taken.instead_of) == (RICH, PLAIN)


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("night --model plain", UnsupportedMode),
        ("night --model nonsense", UnknownModel),
    ],
)
async def test_nothing_is_ordered_that_cannot_be(
    wishes: Wishes, desk: Desk, text: str, error: type[Exception]
) -> None:
    with pytest.raises(error):
        await wishes.words(asker(), text, (PICTURE,))
    with pytest.raises(UnsupportedOption):
        await wishes.words(asker(model="plain"), "fox --seed 5")
    assert desk.orders == []


async def test_an_edited_prompt_keeps_the_old_settings(wishes: Wishes, desk: Desk) -> None:
    old = Request(mode=Mode.TEXT_TO_IMAGE, model="flux-dev", prompt="a fox", style="UHD", seed=9)
    await wishes.words(asker(style="ANIME", count=4), "a wolf --ar 16:9", base=as_settings(old))
    (request,) = desk.orders[0].requests
    assert request == replace(old, prompt="a wolf", ratio="16:9")


async def test_a_model_that_is_gone_is_replaced_by_the_persons_own(
    wishes: Wishes, desk: Desk
) -> None:
    base = Preferences(model="gone")
    await wishes.words(asker(model="flux-schnell"), "a fox", base=base)
    assert desk.orders[0].requests[0].model == OTHER.key


async def test_a_larger_copy_says_how_much_larger_only_where_that_can_be_chosen(
    wishes: Wishes, desk: Desk
) -> None:
    taken = await wishes.enlarge(asker(), PICTURE, 4)
    assert desk.orders[0].requests == (
        Request(mode=Mode.UPSCALE, model="flux-dev", inputs=(PICTURE,)),
    )
    assert taken.instead_of is None


async def test_another_model_is_asked_for_the_same(wishes: Wishes, desk: Desk) -> None:
    old = Request(mode=Mode.TEXT_TO_IMAGE, model="flux-dev", prompt="a fox", seed=5)
    await wishes.elsewhere(asker(), old, "plain")
    assert desk.orders[0].requests == (replace(old, model="plain", seed=None),)
    with pytest.raises(UnsupportedMode):
        await wishes.elsewhere(asker(), replace(old, mode=Mode.UPSCALE), "plain")


async def test_without_any_able_model_it_is_told() -> None:
    models = Catalogue([])
    wishes = made(models, Desk())
    with pytest.raises(UnsupportedMode):
        await wishes.words(asker(), "a fox")


async def test_a_mask_goes_to_a_model_that_can_follow_it(desk: Desk) -> None:
    masking = replace(RICH, key="masking", vendor_name="m", title="Masking", mask=True)
    models = catalogue(RICH, masking)
    wishes = made(models, desk)
    taken = await wishes.words(asker(model="flux-dev"), "a door", (PICTURE,), mask=MASK)
    assert (taken.spec, taken.mask) == (masking, True)
    assert taken.instead_of == RICH
    [request] = desk.orders[0].requests
    assert (request.model, request.inputs, request.mask) == ("masking", (PICTURE,), MASK)
    with pytest.raises(UnsupportedMode) as told:
        await wishes.words(asker(), "a door --model flux-dev", (PICTURE,), mask=MASK)
    assert told.value.data == {"mode": "mask", "model": "FLUX dev", "able": "Masking"}


async def test_a_mask_that_no_model_follows_is_refused(wishes: Wishes) -> None:
    with pytest.raises(UnsupportedMode) as told:
        await wishes.words(asker(), "a door", (PICTURE,), mask=MASK)
    assert told.value.data["able"] == "—"
