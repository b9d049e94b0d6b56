"""What a person set follows them from model to model, as far as each can."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from bot.core.capabilities import PICTURES, Mode, ModelSpec
from bot.core.models import Input, Preferences
from bot.core.preferences import Wish, carry, fitted, requests
from bot.core.validation import check
from tests.core.specs import ANIME, PLAIN, RICH

FULL = Preferences(
    model="flux-dev",
    style="ANIME",
    ratio="16:9",
    negative="blur",
    seed=7,
    count=3,
    options={"steps": 30, "strength": 0.6},
)
_preferences = st.builds(
    Preferences,
    model=st.sampled_from([None, "flux-dev", "gone"]),
    style=st.sampled_from([None, "ANIME", "GONE"]),
    ratio=st.sampled_from([None, "16:9", "5:4"]),
    negative=st.sampled_from(["", "blur"]),
    seed=st.none() | st.integers(min_value=0, max_value=9),
    count=st.integers(min_value=1, max_value=4),
    options=st.dictionaries(
        st.sampled_from(["steps", "strength", "tile", "gone"]),
        st.sampled_from([1, 0.5, True, "word", 99]),
    ),
)


def test_the_same_model_keeps_everything() -> None:
    assert carry(FULL, RICH) == (FULL, ())


def test_a_plain_model_drops_what_it_lacks_and_says_so() -> None:
    assert carry(FULL, PLAIN) == (
        Preferences(model="plain", count=3),
        ("style", "ratio", "negative", "seed", "steps", "strength"),
    )


def test_what_was_never_set_is_not_dropped() -> None:
    assert carry(Preferences(), PLAIN) == (Preferences(model="plain"), ())


def test_the_live_list_of_styles_decides() -> None:
    listed = replace(ANIME, name="NEW")
    kept, dropped = carry(replace(FULL, style="NEW"), RICH, [listed])
    assert (kept.style, dropped) == ("NEW", ())
    assert carry(FULL, RICH, [listed])[1] == ("style",)


def test_a_picture_keeps_its_own_proportions() -> None:
    settings = fitted(FULL, RICH, Mode.IMAGE_TO_IMAGE)
    assert settings.ratio is None
    assert settings.options == {"steps": 30, "strength": 0.6}


def test_text_has_no_use_for_strength() -> None:
    assert fitted(FULL, RICH, Mode.TEXT_TO_IMAGE).options == {"steps": 30}


def test_an_upscale_takes_neither_words_nor_count() -> None:
    settings = fitted(FULL, RICH, Mode.UPSCALE)
    assert settings == Preferences(model="flux-dev", options={"steps": 30})


def test_several_pictures_take_seeds_in_a_row() -> None:
    wish = Wish(mode=Mode.TEXT_TO_IMAGE, prompt="fox")
    made = requests(wish, RICH, fitted(FULL, RICH, wish.mode))
    assert [request.seed for request in made] == [7, 8, 9]
    assert {request.prompt for request in made} == {"fox"}


def test_an_open_seed_stays_open() -> None:
    wish = Wish(mode=Mode.TEXT_TO_IMAGE, prompt="fox")
    made = requests(wish, RICH, Preferences(count=2))
    assert [request.seed for request in made] == [None, None]


def test_defaults_are_not_written_into_a_request() -> None:
    wish = Wish(mode=Mode.TEXT_TO_IMAGE, prompt="fox")
    (request,) = requests(wish, RICH, Preferences(options={"steps": 28, "guidance": 9.0}))
    assert request.options == {"guidance": 9.0}


def test_an_album_is_one_request_for_a_model_that_takes_several() -> None:
    album = (Input(file_id="a"), Input(file_id="b"))
    wish = Wish(mode=Mode.IMAGE_TO_IMAGE, prompt="fox", inputs=album)
    (request,) = requests(wish, RICH, Preferences())
    assert request.inputs == album


def test_an_album_is_one_request_each_for_a_model_that_takes_one() -> None:
    album = (Input(file_id="a"), Input(file_id="b"))
    wish = Wish(mode=Mode.IMAGE_TO_IMAGE, prompt="fox", inputs=album)
    made = requests(wish, replace(RICH, max_inputs=1), Preferences(count=4))
    assert [request.inputs for request in made] == [album[:1], album[1:]]


@given(_preferences, st.sampled_from([RICH, PLAIN]), st.sampled_from(sorted(PICTURES)))
def test_whatever_was_set_makes_requests_that_pass_the_check(
    preferences: Preferences, spec: ModelSpec, mode: Mode
) -> None:
    if mode not in spec.modes:
        return
    inputs = () if mode is Mode.TEXT_TO_IMAGE else (Input(file_id="x"),)
    wish = Wish(mode=mode, prompt="fox", inputs=inputs)
    made = requests(wish, spec, fitted(preferences, spec, mode))
    for request in made:
        check(request, spec, spec.styles)
    assert len(made) == (1 if mode is Mode.UPSCALE else preferences.count)


@given(_preferences, st.sampled_from([RICH, PLAIN]))
def test_carrying_twice_drops_nothing_more(preferences: Preferences, spec: ModelSpec) -> None:
    kept, _ = carry(preferences, spec)
    assert carry(kept, spec) == (kept, ())
