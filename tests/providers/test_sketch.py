"""The built-in painter: repeatable, different for different words, and at home after a restart."""

import pickle
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from bot.core.capabilities import Mode
from bot.core.errors import InputGone, InputMissing, InputUnreadable, InvalidRequest, Misconfigured
from bot.core.models import Request, Task
from bot.core.ports.provider import Accepted, Finished, Provider, Running
from bot.providers.registry import build
from bot.providers.sketch.provider import Sketch
from bot.providers.sketch.spec import MODEL, SPEC
from bot.providers.transport import Http
from tests.providers.pictures import difference, opened, photo, shown
from tests.providers.support import accepted, ended, only, wish
from tests.support.sketching import make_coarse

VISIBLE = 4.0
"""A difference that nobody overlooks."""


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    make_coarse(monkeypatch, enlarged=False)


@pytest.fixture
def sketch(small: None, http: Http) -> Provider:
    """Paints a quarter as wide and as high as it says."""
    return only({"SKETCH_SECONDS": "0"}, http)


@pytest.fixture
def sized(monkeypatch: pytest.MonkeyPatch, http: Http) -> Provider:
    """Paints as coarsely, and enlarges it."""
    make_coarse(monkeypatch)
    return only({"SKETCH_SECONDS": "0"}, http)


async def painted(sketch: Provider, inputs: Sequence[Path] = (), **changes: Any) -> Image.Image:
    taken = await sketch.submit(wish(sketch, **{"seed": 1, **changes}), inputs)
    assert isinstance(taken, Accepted)
    return shown(await ended(sketch, taken.task))


@pytest.mark.parametrize("ratio", MODEL.ratios, ids=lambda ratio: ratio.id)
async def test_every_ratio_has_its_size(sized: Provider, ratio: object) -> None:
    chosen = next(r for r in MODEL.ratios if r == ratio)
    image = await painted(sized, ratio=chosen.name)
    assert image.size == (chosen.width, chosen.height)


@pytest.mark.parametrize("style", ["gouache", "ink"])
async def test_it_really_paints_as_large_as_it_promises(http: Http, style: str) -> None:
    in_full = only({"SKETCH_SECONDS": "0"}, http)
    image = await painted(in_full, style=style, ratio="3:2")
    assert image.size == (1152, 768)
    assert len(set(image.resize((64, 64)).tobytes())) > 100


async def test_the_same_wish_is_the_same_picture(sketch: Provider) -> None:
    one, other = [await painted(sketch, style="watercolour", negative="red") for _ in range(2)]
    assert one.tobytes() == other.tobytes()


@pytest.mark.parametrize(
    "changes",
    [
        {"prompt": "a castle at night"},
        {"prompt": "nothing that it knows"},
        {"prompt": "лиса в снегу"},
        {"seed": 2},
        {"style": "ink"},
        {"negative": "snow, fox"},
    ],
    ids=str,
)
async def test_another_wish_is_another_picture(sketch: Provider, changes: dict[str, Any]) -> None:
    usual = await painted(sketch)
    assert difference(usual, await painted(sketch, **changes)) > VISIBLE


async def test_unknown_words_differ_too(sketch: Provider) -> None:
    one, other = [await painted(sketch, prompt=words) for words in ("brillig", "slithy toves")]
    assert difference(one, other) > VISIBLE


async def test_every_style_has_a_look_of_its_own_and_two_titles(sized: Provider) -> None:
    styles = await sized.styles("sketch")
    assert len(styles) >= 5
    previews = [opened(await sized.preview("sketch", style) or b"") for style in styles]
    for index, image in enumerate(previews):
        assert image.size == (320, 320)
        assert all(difference(image, other) > VISIBLE for other in previews[:index])
    assert all(style.title("ru") != style.title("en") for style in styles)


async def test_without_a_seed_one_is_drawn_and_told(sketch: Provider) -> None:
    done = await ended(sketch, (await accepted(sketch)).task)
    assert isinstance(done, Finished)
    seed = done.results[0].seed
    assert seed is not None
    assert done.results[0].content == (await _content(sketch, wish(sketch, seed=seed)))


async def _content(sketch: Provider, request: Request) -> bytes | None:
    taken = await sketch.submit(request, [])
    assert isinstance(taken, Accepted)
    done = await ended(sketch, taken.task)
    assert isinstance(done, Finished)
    return done.results[0].content


async def test_a_picture_is_painted_over_in_its_proportions(http: Http, tmp_path: Path) -> None:
    in_full, source = only({"SKETCH_SECONDS": "0"}, http), photo(tmp_path)
    image = await painted(in_full, [source], mode=Mode.IMAGE_TO_IMAGE, prompt="a fox")
    assert image.size == (1024, 683)


async def test_strength_is_how_much_changes(sketch: Provider, tmp_path: Path) -> None:
    source = photo(tmp_path, (1024, 1024))
    with Image.open(source) as before:
        original = before.convert("RGB")
    far = []
    for strength in (0.1, 0.5, 1.0):
        options = {"strength": strength}
        changes = {"mode": Mode.IMAGE_TO_IMAGE, "prompt": "green winter", "options": options}
        far.append(difference(original, await painted(sketch, [source], **changes)))
    assert far == sorted(far)
    assert far[-1] > VISIBLE


async def test_a_chosen_ratio_cuts_the_picture(sized: Provider, tmp_path: Path) -> None:
    source = photo(tmp_path)
    changes = {"mode": Mode.IMAGE_TO_IMAGE, "prompt": "rain", "ratio": "9:16"}
    assert (await painted(sized, [source], **changes)).size == (720, 1280)


@pytest.mark.parametrize("scale", ["2", "4"])
async def test_enlarging(sketch: Provider, tmp_path: Path, scale: str) -> None:
    source = photo(tmp_path)
    changes = {"mode": Mode.UPSCALE, "prompt": "", "options": {"scale": scale}}
    image = await painted(sketch, [source], **changes)
    assert image.size == (300 * int(scale), 200 * int(scale))
    with Image.open(source) as before:
        assert difference(image, before.convert("RGB")) < 2


async def test_a_picture_lying_on_its_side_is_set_upright(
    sketch: Provider, tmp_path: Path
) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    image = await painted(sketch, [photo(tmp_path, exif=exif)], mode=Mode.UPSCALE, prompt="")
    assert image.size == (400, 600)


async def test_giants_are_refused_before_they_are_accepted(
    sketch: Provider, tmp_path: Path
) -> None:
    source = photo(tmp_path, (4000, 3000))
    with pytest.raises(InvalidRequest, match="4000x3000"):
        await painted(sketch, [source], mode=Mode.UPSCALE, prompt="")


async def test_inputs_that_are_none(sketch: Provider, tmp_path: Path) -> None:
    (tmp_path / "words.jpg").write_text("no picture")
    for inputs, error in (
        ([], InputMissing),
        ([tmp_path / "gone.jpg"], InputGone),
        ([tmp_path / "words.jpg"], InputUnreadable),
    ):
        with pytest.raises(error):
            await painted(sketch, inputs, mode=Mode.IMAGE_TO_IMAGE)


async def test_a_task_moves_and_is_taken_up_after_a_restart(small: None, http: Http) -> None:
    clock = [1000.0]
    transport = http.transport(SPEC, {"SKETCH_SECONDS": "4"})
    before = Sketch(4, transport, now=lambda: clock[0])
    taken = await before.submit(wish(before, seed=5), [])
    assert isinstance(taken, Accepted)
    assert taken.check_after == 1
    progress = []
    for clock[0] in (1000.0, 1001.0, 1003.5):
        state = await before.poll(taken.task)
        assert isinstance(state, Running)
        progress.append((state.progress, state.check_after))
    assert progress == [(0.0, 1), (0.25, 1), (0.875, 0.5)]
    clock[0] = 1004.0
    restored: Task = pickle.loads(pickle.dumps(taken.task))
    after = Sketch(4, transport, now=lambda: clock[0])
    assert await after.poll(restored) == await before.poll(taken.task)


async def test_a_task_goes_on_without_its_input_file(sized: Provider, tmp_path: Path) -> None:
    source = photo(tmp_path)
    request = wish(sized, mode=Mode.IMAGE_TO_IMAGE, seed=1)
    taken = await sized.submit(request, [source])
    assert isinstance(taken, Accepted)
    source.unlink()
    assert shown(await ended(sized, taken.task)).size == (1024, 683)


@pytest.mark.parametrize("seconds", ["soon", "-1", "1.2.3", "²"])
def test_impossible_seconds_are_told(http: Http, seconds: str) -> None:
    with pytest.raises(Misconfigured, match="SKETCH_SECONDS"):
        build({"SKETCH_SECONDS": seconds}, http.transport)
