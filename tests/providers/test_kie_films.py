"""KIE's clips as its pages describe them; the names k1 to k22 are the pages' contradictions."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from bot.core.capabilities import Mode
from bot.core.errors import BadParameter, OptionsClash, UnsupportedMode
from bot.core.models import Element, Input, Request, Shot, Task
from bot.core.ports.provider import Accepted, Finished, Provider, Result, Running
from bot.core.validation import check
from bot.providers.kie.film_bodies import ALIVE
from bot.providers.transport import Http
from tests.providers.films import clip, seen
from tests.providers.pictures import photo
from tests.providers.support import ended, only
from tests.vendors.kie import KieServer

FAST, VEO, KLING, RUNWAY, LUMA = "veo3-fast", "veo3", "kling-3.0", "runway", "luma"
WORDS, PICTURE = Mode.TEXT_TO_VIDEO, Mode.IMAGE_TO_VIDEO
PHOTO = Input(media="photo.jpg")


@pytest.fixture
async def vendor() -> AsyncIterator[KieServer]:
    async with KieServer() as server:
        yield server


@pytest.fixture
def provider(vendor: KieServer, http: Http) -> Provider:
    return only(vendor.settings, http)


def wish(model: str, mode: Mode = WORDS, **changes: Any) -> Request:
    inputs = () if mode is WORDS else (PHOTO,)
    return Request(model=model, mode=mode, **{"prompt": "a fox", "inputs": inputs, **changes})


async def taken(provider: Provider, request: Request, *paths: Path) -> Task:
    answer = await provider.submit(request, paths)
    assert isinstance(answer, Accepted)
    return answer.task


async def sent(vendor: KieServer, provider: Provider, request: Request, *paths: Path) -> Any:
    """What the vendor was asked for."""
    spec = next(model for model in provider.spec.models if model.key == request.model)
    check(request, spec, ())
    await taken(provider, request, *paths)
    return vendor.calls[-1].params


async def results(provider: Provider, task: Task) -> tuple[Result, ...]:
    done = await ended(provider, task)
    assert isinstance(done, Finished)
    return done.results


async def content(provider: Provider, result: Result) -> bytes:
    return b"".join([piece async for piece in provider.collect(result)])


async def made(provider: Provider, request: Request, *paths: Path) -> Result:
    """The clip that a request became."""
    [result] = await results(provider, await taken(provider, request, *paths))
    assert result.clip
    return result


def from_(result: Result, mode: Mode, model: str, **changes: Any) -> Request:
    """A request that goes on with a clip."""
    inputs = (Input(media="clip.mp4", vendor_ref=result.vendor_ref, made_by=model, clip=True),)
    return wish(model, mode, inputs=inputs, **changes)


@pytest.mark.parametrize(("model", "name"), [(FAST, "veo3_fast"), (VEO, "veo3")])
async def test_k14_veo_sends_everything_documented_and_nothing_else(
    vendor: KieServer, provider: Provider, model: str, name: str
) -> None:
    options = {"duration": "4", "translate": False}
    assert await sent(vendor, provider, wish(model, ratio="9:16", options=options)) == {
        "model": name,
        "prompt": "a fox",
        "aspect_ratio": "9:16",
        "generationType": "TEXT_2_VIDEO",
        "enableTranslation": False,
        "duration": 4,
    }
    assert (await sent(vendor, provider, wish(model)))["enableTranslation"] is True


@pytest.mark.parametrize("count", [1, 2])
async def test_veo_takes_the_first_and_the_last_frame(
    vendor: KieServer, provider: Provider, tmp_path: Path, count: int
) -> None:
    path = photo(tmp_path, (200, 300))
    request = wish(VEO, PICTURE, inputs=(PHOTO,) * count)
    body = await sent(vendor, provider, request, *[path] * count)
    assert body["generationType"] == "FIRST_AND_LAST_FRAMES_2_VIDEO"
    assert body["aspect_ratio"] == "9:16"
    assert body["imageUrls"] == [url for url in body["imageUrls"] if url in vendor.uploads]
    assert len(set(body["imageUrls"])) == count


@pytest.mark.parametrize(("count", "options"), [(3, {}), (1, {"references": True})])
async def test_fast_veo_takes_references(
    vendor: KieServer, provider: Provider, tmp_path: Path, count: int, options: Any
) -> None:
    request = wish(FAST, PICTURE, inputs=(PHOTO,) * count, options=options)
    body = await sent(vendor, provider, request, *[photo(tmp_path)] * count)
    assert (body["generationType"], body["duration"]) == ("REFERENCE_2_VIDEO", 8)


def test_references_of_four_seconds_are_refused_before_anything_is_spent(
    provider: Provider,
) -> None:
    options = {"references": True, "duration": "4"}
    with pytest.raises(OptionsClash):
        check(wish(FAST, PICTURE, options=options), provider.spec.models[4], ())


async def test_a_picture_comes_to_life_without_words(
    vendor: KieServer, provider: Provider, tmp_path: Path
) -> None:
    for model in (FAST, VEO, RUNWAY):
        body = await sent(vendor, provider, wish(model, PICTURE, prompt=""), photo(tmp_path))
        assert body["prompt"] == ALIVE
    body = await sent(vendor, provider, wish(KLING, PICTURE, prompt=""), photo(tmp_path))
    assert body["input"]["prompt"] == ALIVE


@pytest.mark.parametrize(
    ("settings", "fields"),
    [
        ({"KIE_VEO_DURATIONS": "none"}, {}),
        ({"KIE_VEO_DURATIONS": "6,8"}, {"duration": 6}),
        ({"KIE_VEO_RESOLUTIONS": "1080p,4k"}, {"duration": 8, "resolution": "1080p"}),
    ],
)
async def test_what_veo_may_be_asked_for_is_the_operators(
    vendor: KieServer, http: Http, settings: dict[str, str], fields: dict[str, Any]
) -> None:
    provider = only(vendor.settings | settings, http)
    body = await sent(vendor, provider, wish(VEO))
    assert {key: body[key] for key in ("duration", "resolution") if key in body} == fields


@pytest.mark.parametrize("ratio", ["16:9", "9:16"])
@pytest.mark.parametrize("seconds", ["4", "8"])
async def test_veo_makes_a_clip(
    vendor: KieServer, provider: Provider, ratio: str, seconds: str
) -> None:
    request = wish(FAST, ratio=ratio, options={"duration": seconds})
    found = seen(await content(provider, await made(provider, request)))
    assert found.size == ((1280, 720) if ratio == "16:9" else (720, 1280))
    assert found.seconds == float(seconds)
    assert found.sound
    assert found.shows("a fox 0")


async def test_veo_may_make_several_clips_and_each_can_be_enlarged(
    vendor: KieServer, provider: Provider
) -> None:
    vendor.films.clips = 2
    first, second = await results(provider, await taken(provider, wish(VEO)))
    assert seen(await content(provider, second)).shows("a fox 1")
    request = from_(second, Mode.UPSCALE_VIDEO, "veo-1080p", prompt="")
    larger = await provider.submit(request, ())
    assert isinstance(larger, Finished)
    assert seen(await content(provider, larger.results[0])).shows("a fox 1")
    assert first.vendor_ref != second.vendor_ref


@pytest.mark.parametrize(("model", "kind"), [(FAST, "fast"), (VEO, "quality")])
@pytest.mark.parametrize("guide", [False, True])
async def test_k6_veo_extends_its_own_clips(
    vendor: KieServer, provider: Provider, model: str, kind: str, guide: bool
) -> None:
    vendor.films.guide_paths = guide
    first = await made(provider, wish(model))
    request = from_(first, Mode.EXTEND_VIDEO, model, prompt="it runs away")
    second = await made(provider, request)
    task_id = next(iter(vendor.tasks))
    expected = {"taskId": task_id, "prompt": "it runs away", "model": kind}
    calls = [call for call in vendor.calls if call.operation.startswith("extend")]
    assert calls[-1].params == expected
    assert [call.operation for call in calls] == (
        ["extend_veo", "extend_veo_guide"] if guide else ["extend_veo"]
    )
    found = seen(await content(provider, second))
    assert found.seconds > 8
    assert found.shows("it runs away 0")
    third = await made(provider, from_(second, Mode.EXTEND_VIDEO, model))
    assert seen(await content(provider, third)).seconds > found.seconds


async def test_k6_a_path_that_is_known_by_its_code_alone_is_unknown_too(
    vendor: KieServer, provider: Provider
) -> None:
    vendor.films.guide_paths, vendor.films.absent_status = True, 200
    first = await made(provider, wish(VEO))
    await made(provider, from_(first, Mode.EXTEND_VIDEO, VEO))
    assert vendor.count("extend_veo_guide") == 1


async def test_k6_other_refusals_are_not_asked_again_elsewhere(
    vendor: KieServer, provider: Provider
) -> None:
    first = await made(provider, wish(VEO))
    vendor.refusal = 422, "no"
    with pytest.raises(Exception, match="no"):
        await provider.submit(from_(first, Mode.EXTEND_VIDEO, VEO), ())
    assert vendor.count("extend_veo_guide") == 0


@pytest.mark.parametrize(
    "reference", [None, "", "kie:kling-text:t", "kie:veo-1080p:t", "kie:veo-text:t#x", "x:y:z"]
)
async def test_nobody_elses_clips_are_continued(
    vendor: KieServer, provider: Provider, reference: str | None
) -> None:
    inputs = (Input(media="clip.mp4", vendor_ref=reference, clip=True),)
    for model, mode in ((VEO, Mode.EXTEND_VIDEO), ("veo-4k", Mode.UPSCALE_VIDEO)):
        with pytest.raises(UnsupportedMode):
            await provider.submit(wish(model, mode, inputs=inputs), ())
    assert not vendor.calls


def test_a_clip_is_extended_by_the_model_that_made_it_and_enlarged_once(
    provider: Provider,
) -> None:
    models = {model.key: model for model in provider.spec.models}
    for key in (FAST, VEO):
        others = {FAST, VEO, RUNWAY, KLING, None} - {key}
        assert models[key].does(Mode.EXTEND_VIDEO, made_by=key)
        assert not any(models[key].does(Mode.EXTEND_VIDEO, made_by=other) for other in others)
        for larger in ("veo-1080p", "veo-4k"):
            assert models[larger].does(Mode.UPSCALE_VIDEO, made_by=key)
            assert not models[larger].does(Mode.UPSCALE_VIDEO, made_by=RUNWAY)


async def test_kling_sends_every_field(vendor: KieServer, provider: Provider) -> None:
    """K13: seconds are text; K16: what may be left out is a matter of the page."""
    assert await sent(vendor, provider, wish(KLING)) == {
        "model": "kling-3.0/video",
        "input": {
            "prompt": "a fox",
            "sound": False,
            "duration": "5",
            "aspect_ratio": "16:9",
            "mode": "pro",
            "multi_shots": False,
            "multi_prompt": [],
        },
    }
    options = {"sound": True, "duration": 15, "mode": "std"}
    body = await sent(vendor, provider, wish(KLING, ratio="1:1", options=options))
    fields = body["input"]
    assert (fields["sound"], fields["duration"], fields["mode"]) == (True, "15", "std")
    assert fields["aspect_ratio"] == "1:1"


@pytest.mark.parametrize("count", [1, 2])
async def test_kling_takes_the_first_and_the_last_frame(
    vendor: KieServer, provider: Provider, tmp_path: Path, count: int
) -> None:
    request = wish(KLING, PICTURE, inputs=(PHOTO,) * count)
    body = await sent(vendor, provider, request, *[photo(tmp_path, (200, 300))] * count)
    assert len(set(body["input"]["image_urls"])) == count
    assert body["input"]["aspect_ratio"] == "9:16"


async def test_k13_shots_have_whole_seconds_and_the_clip_theirs_together(
    vendor: KieServer, provider: Provider, tmp_path: Path
) -> None:
    shots = (Shot(prompt="a fox wakes", seconds=5), Shot(prompt="it stretches", seconds=3.0))
    request = wish(KLING, PICTURE, prompt="", shots=shots, options={"duration": 15})
    fields = (await sent(vendor, provider, request, photo(tmp_path)))["input"]
    assert fields["multi_prompt"] == [
        {"prompt": "a fox wakes", "duration": 5},
        {"prompt": "it stretches", "duration": 3},
    ]
    assert all(type(shot["duration"]) is int for shot in fields["multi_prompt"])
    assert (fields["duration"], fields["multi_shots"], fields["sound"]) == ("8", True, True)
    assert fields["prompt"] == ""
    assert len(fields["image_urls"]) == 1


async def test_k16_elements_have_names_words_and_pictures(
    vendor: KieServer, provider: Provider, tmp_path: Path
) -> None:
    paths = [
        photo(tmp_path, (300 + each, 200)).rename(tmp_path / f"{each}.jpg") for each in range(6)
    ]
    fox = Element(name="fox", pictures=(PHOTO,) * 2, description="a red fox")
    owl = Element(name="owl", pictures=(PHOTO,) * 3)
    request = wish(KLING, PICTURE, prompt="@fox meets @owl", elements=(fox, owl))
    fields = (await sent(vendor, provider, request, *paths))["input"]
    first, second = fields["kling_elements"]
    assert (first["name"], first["description"]) == ("fox", "a red fox")
    assert (second["name"], second["description"]) == ("owl", "owl")
    told = [*fields["image_urls"], *first["element_input_urls"], *second["element_input_urls"]]
    assert [vendor.uploads[url] for url in told] == [path.read_bytes() for path in paths]


async def test_kling_makes_a_clip(vendor: KieServer, provider: Provider) -> None:
    request = wish(KLING, ratio="9:16", options={"duration": 3, "mode": "std", "sound": True})
    found = seen(await content(provider, await made(provider, request)))
    assert (found.size, found.seconds, found.sound) == ((720, 1280), 3.0, True)
    assert found.shows("a fox 0")


async def test_kling_can_be_had_in_4k_where_the_operator_wants_it(
    vendor: KieServer, http: Http
) -> None:
    provider = only(vendor.settings | {"KIE_KLING_MODES": "std,4K"}, http)
    spec = next(model for model in provider.spec.models if model.key == KLING)
    option = spec.option("mode")
    assert option is not None
    assert (option.default, option.choices) == ("std", ("std", "4K"))


@pytest.mark.parametrize(("seconds", "sent_as"), [("5", 5), ("10", 10)])
async def test_k13_runway_has_its_seconds_as_a_number(
    vendor: KieServer, provider: Provider, seconds: str, sent_as: int
) -> None:
    request = wish(RUNWAY, ratio="4:3", options={"duration": seconds})
    assert await sent(vendor, provider, request) == {
        "prompt": "a fox",
        "duration": sent_as,
        "quality": "720p",
        "aspectRatio": "4:3",
    }


async def test_k12_runway_keeps_the_proportions_of_a_picture(
    vendor: KieServer, provider: Provider, tmp_path: Path
) -> None:
    body = await sent(vendor, provider, wish(RUNWAY, PICTURE), photo(tmp_path))
    assert body.keys() == {"prompt", "duration", "quality", "imageUrl"}
    assert body["imageUrl"] in vendor.uploads


async def test_runway_makes_and_extends_a_clip(vendor: KieServer, provider: Provider) -> None:
    vendor.finish_after(polls=3)
    request = wish(RUNWAY, options={"quality": "1080p"})
    first = await made(provider, request)
    assert seen(await content(provider, first)).size == (1920, 1080)
    options = {"quality": "1080p"}
    request = from_(first, Mode.EXTEND_VIDEO, RUNWAY, prompt="on and on", options=options)
    spec = next(model for model in provider.spec.models if model.key == RUNWAY)
    check(request, spec, ())
    second = await made(provider, request)
    [call] = [call for call in vendor.calls if call.operation == "extend_runway"]
    assert call.params == {
        "taskId": next(iter(vendor.tasks)),
        "prompt": "on and on",
        "quality": "1080p",
    }
    assert seen(await content(provider, second)).seconds == 10


@pytest.mark.parametrize("mode", [WORDS, PICTURE])
def test_runway_in_1080p_for_ten_seconds_is_refused_before_anything_is_spent(
    provider: Provider, mode: Mode
) -> None:
    spec = next(model for model in provider.spec.models if model.key == RUNWAY)
    for options in ({"quality": "1080p"}, {"duration": "10"}):
        check(wish(RUNWAY, mode, options=options), spec, ())
    with pytest.raises(OptionsClash) as refused:
        check(wish(RUNWAY, mode, options={"quality": "1080p", "duration": "10"}), spec, ())
    assert refused.value.data["one"] == "--quality 1080p"


@pytest.mark.parametrize("flag", [1, 4])
async def test_k4_luma_calls_a_success_a_failed_callback(
    vendor: KieServer, provider: Provider, tmp_path: Path, flag: int
) -> None:
    vendor.films.luma_flag = flag
    path = clip(tmp_path)
    request = wish(LUMA, Mode.VIDEO_TO_VIDEO, inputs=(Input(media="clip.mp4", clip=True),))
    body = await sent(vendor, provider, request, path)
    assert body == {"prompt": "a fox", "videoUrl": next(iter(vendor.uploads))}
    assert vendor.uploads[body["videoUrl"]] == path.read_bytes()
    [result] = await results(provider, Task(id="task_luma_1", data={"work": "luma"}))
    assert seen(await content(provider, result)).shows("a fox 0")


def test_what_has_left_kies_pages_is_off(provider: Provider) -> None:
    off = {model.key for model in provider.spec.models if not model.enabled}
    assert {LUMA, "sora-2", "sora-2-pro", "sora-2-storyboard", "sora-2-characters"} <= off
    assert {"sora-2-characters-pro", "sora-watermark-remover"} <= off


@pytest.mark.parametrize(
    ("reported", "shown"), [(42, 0.42), ("100", 1.0), (None, None), ("soon", None)]
)
async def test_k20_sora_tells_how_far_it_is(
    vendor: KieServer, provider: Provider, reported: Any, shown: float | None
) -> None:
    vendor.progress = reported
    vendor.finish_after(polls=2)
    task = await taken(provider, wish("sora-2"))
    assert await provider.poll(task) == Running(progress=shown)


@pytest.mark.parametrize(("model", "more"), [("sora-2", {}), ("sora-2-pro", {"size": "standard"})])
async def test_k11_sora_has_its_seconds_as_text_and_as_frames(
    vendor: KieServer, provider: Provider, tmp_path: Path, model: str, more: dict[str, str]
) -> None:
    expected = {
        "prompt": "a fox",
        "aspect_ratio": "portrait",
        "n_frames": "15",
        "remove_watermark": True,
        "upload_method": "s3",
        **more,
    }
    request = wish(model, ratio="9:16", options={"duration": "15"})
    assert await sent(vendor, provider, request) == {
        "model": f"{model}-text-to-video",
        "input": expected,
    }
    request = wish(model, PICTURE, options={"duration": "15"})
    body = await sent(vendor, provider, request, photo(tmp_path, (200, 300)))
    address = next(iter(vendor.uploads))
    assert body["model"] == f"{model}-image-to-video"
    assert body["input"] == expected | {"image_urls": [address]}


@pytest.mark.parametrize(
    ("seconds", "asked", "frames"),
    [((4, 4.5), {}, "15"), ((4, 4), {"duration": "10"}, "10"), ((12, 13), {}, "25")],
)
async def test_k11_a_storyboard_has_scenes_instead_of_a_prompt(
    vendor: KieServer,
    provider: Provider,
    seconds: tuple[float, ...],
    asked: dict[str, str],
    frames: str,
) -> None:
    shots = tuple(Shot(prompt=f"scene {each}", seconds=each) for each in seconds)
    request = wish("sora-2-storyboard", prompt="", shots=shots, options=asked)
    body = await sent(vendor, provider, request)
    assert body == {
        "model": "sora-2-pro-storyboard",
        "input": {
            "n_frames": frames,
            "aspect_ratio": "landscape",
            "upload_method": "s3",
            "shots": [{"Scene": f"scene {each}", "duration": each} for each in seconds],
        },
    }


async def test_words_alone_are_a_storyboard_of_one_scene(
    vendor: KieServer, provider: Provider
) -> None:
    body = await sent(vendor, provider, wish("sora-2-storyboard"))
    assert body["input"]["shots"] == [{"Scene": "a fox", "duration": 15}]


async def test_a_character_is_the_clip_in_which_it_is_seen(
    vendor: KieServer, provider: Provider, tmp_path: Path
) -> None:
    path = clip(tmp_path)
    inputs = (Input(media="clip.mp4", clip=True),)
    request = wish("sora-2-characters", Mode.VIDEO_TO_VIDEO, inputs=inputs)
    task = await taken(provider, request, path)
    assert vendor.calls[-1].params == {
        "model": "sora-2-characters",
        "input": {"character_file_url": list(vendor.uploads), "character_prompt": "a fox"},
    }
    [result] = await results(provider, task)
    assert result.note == "character_task_market_1"
    assert result.vendor_ref == "kie:sora-character:character_task_market_1"
    assert result.url == next(iter(vendor.uploads))


async def test_a_character_out_of_a_clip_of_soras(vendor: KieServer, provider: Provider) -> None:
    first = await made(provider, wish("sora-2"))
    options = {"start": 1.5, "end": 4.0}
    request = from_(first, Mode.VIDEO_TO_VIDEO, "sora-2-characters-pro", options=options)
    second = await made(provider, request)
    [body] = [task.body for task in vendor.tasks.values() if "character" in task.body["model"]]
    assert body["input"] == {
        "origin_task_id": "task_market_1",
        "timestamps": "1.5,4",
        "character_prompt": "a fox",
    }
    assert (second.url, second.note) == (first.url, "character_task_market_2")


async def test_a_character_needs_one_to_four_seconds(provider: Provider) -> None:
    first = await made(provider, wish("sora-2"))
    options = {"start": 3.0, "end": 3.5}
    request = from_(first, Mode.VIDEO_TO_VIDEO, "sora-2-characters-pro", options=options)
    with pytest.raises(BadParameter):
        await provider.submit(request, ())


async def test_a_watermark_is_taken_off_what_a_link_leads_to(
    vendor: KieServer, provider: Provider
) -> None:
    link = "https://sora.chatgpt.com/p/s_68e83bd7eee88191be79d2ba7158516f"
    assert await sent(vendor, provider, wish("sora-watermark-remover", prompt=link)) == {
        "model": "sora-watermark-remover",
        "input": {"video_url": link, "upload_method": "s3"},
    }
