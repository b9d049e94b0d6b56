"""Recipes that other programs wrote, and what only looks like one."""

import json
import struct
import tracemalloc
import zlib
from io import BytesIO
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import ExifTags, Image
from PIL.PngImagePlugin import PngInfo

from bot.core.adoption import Brought
from bot.services.metadata import brought
from bot.services.metadata.limits import MAX_WORDS
from tests.vendors.packed import repeated

CARS = """\
sports car, Porsche, masterpiece, best quality, epic lighting
Negative prompt: text, b&w, weird colors, (cartoon, 3d, bad art, blurry, disfigured:1.5)
Steps: 30, Sampler: DPM++ 2M Karras, CFG scale: 5, Seed: 1960802277, Size: 768x512"""

FORGE = """\
a fox <lora:fluffy:0.8>, in the snow,
evening light <lora:more:1>
Steps: 20, Sampler: Euler, Schedule type: Simple, CFG scale: 1, Distilled CFG Scale: 3.5, \
Seed: 9007199254740993, Size: 896x1152, Model hash: e61c1b5bb5, Model: flux1-dev-bnb-nf4, \
Hires prompt: "a, b: c", Lora hashes: "fluffy: 7e6d, more: 1a2b", Version: f2.0.1v1.10.1"""

GRAPH: dict[str, Any] = {
    "3": {
        "class_type": "KSampler",
        "inputs": {
            "cfg": 8,
            "denoise": 1,
            "latent_image": ["5", 0],
            "model": ["10", 0],
            "negative": ["7", 0],
            "positive": ["6", 0],
            "sampler_name": "euler",
            "scheduler": "normal",
            "seed": 8566257,
            "steps": 20,
        },
    },
    "4": {"class_type": "CheckpointLoaderSimple", "inputs": {"ckpt_name": "dream_8.safetensors"}},
    "5": {
        "class_type": "EmptyLatentImage",
        "inputs": {"batch_size": 1, "height": 512, "width": 768},
    },
    "6": {"class_type": "CLIPTextEncode", "inputs": {"clip": ["10", 1], "text": ["11", 0]}},
    "7": {"class_type": "CLIPTextEncode", "inputs": {"clip": ["10", 1], "text": "bad hands"}},
    "8": {"class_type": "VAEDecode", "inputs": {"samples": ["3", 0], "vae": ["4", 2]}},
    "9": {"class_type": "SaveImage", "inputs": {"images": ["8", 0]}},
    "10": {
        "class_type": "LoraLoader",
        "inputs": {"lora_name": "x", "model": ["4", 0], "clip": ["4", 1]},
    },
    "11": {"class_type": "PrimitiveString", "inputs": {"value": "masterpiece, a fox"}},
}

FLUX_GRAPH: dict[str, Any] = {
    "13": {
        "class_type": "SamplerCustomAdvanced",
        "inputs": {
            "noise": ["25", 0],
            "guider": ["22", 0],
            "sampler": ["16", 0],
            "sigmas": ["17", 0],
            "latent_image": ["27", 0],
        },
    },
    "16": {"class_type": "KSamplerSelect", "inputs": {"sampler_name": "euler"}},
    "17": {"class_type": "BasicScheduler", "inputs": {"steps": 25, "scheduler": "simple"}},
    "22": {"class_type": "BasicGuider", "inputs": {"conditioning": ["26", 0]}},
    "25": {"class_type": "RandomNoise", "inputs": {"noise_seed": 219670278747233}},
    "26": {"class_type": "FluxGuidance", "inputs": {"guidance": 3.5, "conditioning": ["6", 0]}},
    "6": {"class_type": "CLIPTextEncode", "inputs": {"text": "an owl", "clip": ["11", 0]}},
    "11": {"class_type": "DualCLIPLoader", "inputs": {"clip_name1": "t5", "clip_name2": "l"}},
    "27": {"class_type": "EmptySD3LatentImage", "inputs": {"width": 1024, "height": 1024}},
}

WORKFLOW = {
    "nodes": [
        {"id": 1, "type": "CheckpointLoaderSimple", "widgets_values": ["dream_8.safetensors"]},
        {
            "id": 2,
            "type": "CLIPTextEncode",
            "inputs": [{"name": "clip", "link": 1}],
            "widgets_values": ["a fox"],
        },
        {
            "id": 3,
            "type": "CLIPTextEncode",
            "inputs": [{"name": "clip", "link": 2}],
            "widgets_values": ["text"],
        },
        {"id": 4, "type": "EmptyLatentImage", "widgets_values": [640, 832, 1]},
        {
            "id": 5,
            "type": "KSampler",
            "inputs": [
                {"name": "model", "link": 3},
                {"name": "positive", "link": 4},
                {"name": "negative", "link": 5},
                {"name": "latent_image", "link": 6},
                {"name": "unlinked", "link": None},
            ],
            "widgets_values": [77, "randomize", 30, 6.5, "euler", "normal", 1],
        },
    ],
    "links": [
        [1, 1, 1, 2, 0, "CLIP"],
        [2, 1, 1, 3, 0, "CLIP"],
        [3, 1, 0, 5, 0, "MODEL"],
        [4, 2, 0, 5, 1, "CONDITIONING"],
        [5, 3, 0, 5, 2, "CONDITIONING"],
        [6, 4, 0, 5, 3, "LATENT"],
    ],
}


def png(**texts: str) -> bytes:
    told = PngInfo()
    for name, text in texts.items():
        told.add_text(name.replace("_sd", "sd-").replace("__", " "), text)
    buffer = BytesIO()
    Image.new("RGB", (4, 4)).save(buffer, "PNG", pnginfo=told)
    return buffer.getvalue()


def photo(kind: str, exif: Image.Exif) -> bytes:
    buffer = BytesIO()
    Image.new("RGB", (4, 4)).save(buffer, kind, exif=exif)
    return buffer.getvalue()


def commented(comment: bytes) -> Image.Exif:
    exif = Image.Exif()
    exif.get_ifd(ExifTags.IFD.Exif)[ExifTags.Base.UserComment] = comment
    return exif


def read(content: bytes) -> Brought:
    found = brought(content)
    assert found
    return found


def cars(found: Brought) -> None:
    """The recipe of the cars, whole."""
    made = found.request
    assert found.program == "Stable Diffusion web UI"
    assert made.prompt == "sports car, Porsche, masterpiece, best quality, epic lighting"
    assert made.negative.startswith("text, b&w, weird colors, (cartoon")
    assert (made.seed, made.ratio) == (1960802277, "768:512")
    assert made.options == {"steps": 30, "guidance": 5.0}
    assert found.beyond == ("Sampler",)


def test_a_web_uis_png() -> None:
    cars(read(png(parameters=CARS)))


@pytest.mark.parametrize("kind", ["JPEG", "WEBP"])
@pytest.mark.parametrize(
    "comment",
    [
        b"UNICODE\0" + CARS.encode("utf-16-be"),
        b"UNICODE\0" + CARS.encode("utf-16-le"),
        b"ASCII\0\0\0" + CARS.encode(),
        b"\0" * 8 + CARS.encode(),
    ],
    ids=["big", "little", "ascii", "unnamed"],
)
def test_a_web_uis_photo(kind: str, comment: bytes) -> None:
    cars(read(photo(kind, commented(comment))))


def test_forges_newer_lines() -> None:
    found = read(png(parameters=FORGE))
    assert found.request.prompt == "a fox, in the snow, evening light"
    assert found.request.negative == ""
    assert found.request.options == {"steps": 20, "guidance": 3.5}
    assert (found.request.seed, found.request.ratio) == (9007199254740993, "896:1152")
    assert found.request.model == "flux1-dev-bnb-nf4"
    assert found.beyond == ("LoRA", "Sampler", "Schedule type", "Hires prompt")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "a fox",
        "Seed: 1",
        "shot at noon, camera: X100, lens: 23mm, place: Rome",
        "a: 1, b: 2, c: 3",
        "Steps: 1, Seed: 2, Size: 4x4",
    ],
)
def test_other_texts_are_no_recipes(text: str) -> None:
    assert brought(png(parameters=text)) is None
    assert brought(photo("JPEG", commented(b"ASCII\0\0\0" + text.encode()))) is None


def test_a_graph_of_comfyui() -> None:
    found = read(png(prompt=json.dumps(GRAPH), workflow="{}"))
    made = found.request
    assert found.program == "ComfyUI"
    assert (made.prompt, made.negative) == ("masterpiece, a fox", "bad hands")
    assert (made.seed, made.ratio, made.model) == (8566257, "768:512", "dream_8.safetensors")
    assert made.options == {"steps": 20, "guidance": 8.0}
    assert found.beyond == ("LoRA", "Sampler", "Scheduler")


def test_a_graph_whose_sampler_is_in_pieces() -> None:
    made = read(png(prompt=json.dumps(FLUX_GRAPH))).request
    assert (made.prompt, made.negative) == ("an owl", "")
    assert (made.seed, made.ratio) == (219670278747233, "1024:1024")
    assert made.options == {"steps": 25, "guidance": 3.5}


def test_the_editors_own_file() -> None:
    made = read(png(workflow=json.dumps(WORKFLOW))).request
    assert (made.prompt, made.negative, made.seed) == ("a fox", "text", 77)
    assert (made.ratio, made.options) == ("640:832", {"steps": 30, "guidance": 6.5})
    assert made.model == "dream_8.safetensors"


def test_a_graph_in_the_tags_of_a_webp() -> None:
    exif = Image.Exif()
    exif[ExifTags.Base.Model] = f"prompt:{json.dumps(GRAPH)}"
    assert read(photo("WEBP", exif)).request.seed == 8566257


def test_a_graph_that_bites_its_tail() -> None:
    graph = {
        "1": {"class_type": "KSampler", "inputs": {"positive": ["2", 0], "seed": 1}},
        "2": {"class_type": "Loop", "inputs": {"a": ["2", 0], "b": ["1", 0], "c": ["3", 0]}},
        "3": {"class_type": "CLIPTextEncode", "inputs": {"text": "a fox", "x": ["2", 0]}},
    }
    assert read(png(prompt=json.dumps(graph))).request.prompt == "a fox"


def test_novelais_comment() -> None:
    told = {
        "prompt": "1girl, fox ears",
        "steps": 28,
        "height": 1216,
        "width": 832,
        "scale": 5.0,
        "uc": "lowres",
        "seed": 3675322189,
        "sampler": "k_euler_ancestral",
    }
    found = read(png(Software="NovelAI", Description="1girl", Comment=json.dumps(told)))
    made = found.request
    assert (found.program, made.prompt, made.negative) == ("NovelAI", "1girl, fox ears", "lowres")
    assert (made.seed, made.ratio) == (3675322189, "832:1216")
    assert made.options == {"steps": 28, "guidance": 5.0}
    assert found.beyond == ("Sampler",)


def test_a_description_of_anybody_elses_is_no_recipe() -> None:
    assert brought(png(Description="Rome at noon", Software="GIMP")) is None


def test_invokeais_metadata_new_and_old() -> None:
    told = {
        "positive_prompt": "a fox",
        "negative_prompt": "text",
        "width": 1024,
        "height": 768,
        "seed": 12,
        "cfg_scale": 7.5,
        "steps": 30,
        "scheduler": "euler",
        "model": {"key": "1", "name": "Juggernaut XL"},
    }
    made = read(png(invokeai_metadata=json.dumps(told))).request
    assert (made.prompt, made.negative, made.seed) == ("a fox", "text", 12)
    assert (made.ratio, made.model) == ("1024:768", "Juggernaut XL")
    old = {"image": {"prompt": [{"prompt": "an owl"}], "steps": 50, "seed": 4, "cfg_scale": 7.5}}
    made = read(png(_sdmetadata=json.dumps(old))).request
    assert (made.prompt, made.seed, made.options) == ("an owl", 4, {"steps": 50, "guidance": 7.5})


def test_objects_where_others_write_lines() -> None:
    swarm = {"sui_image_params": {"prompt": "a fox", "seed": 5, "cfgscale": 7, "steps": 20}}
    assert read(png(parameters=json.dumps(swarm))).program == "SwarmUI"
    fooocus = {"prompt": "a fox", "seed": "6", "guidance_scale": 4, "resolution": "(1152, 896)"}
    found = read(png(parameters=json.dumps(fooocus)))
    assert (found.program, found.request.seed, found.request.ratio) == ("Fooocus", 6, "1152:896")


def test_what_is_called_a_bomb_is_one() -> None:
    assert zlib.decompress(repeated(b"", b"0" * 1_000_000, 3)) == b"0" * 3_000_000


def test_a_bomb_in_a_text_is_not_blown_up() -> None:
    packed = repeated(b"", b"0" * 1_000_000, 300)
    data = b"zTXtparameters\0\0" + packed
    chunk = struct.pack(">I", len(data) - 4) + data + struct.pack(">I", zlib.crc32(data))
    bomb = png()[:33] + chunk * 20 + png(parameters=CARS)[33:]
    tracemalloc.start()
    cars(read(bomb))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 40 * 2**20 + len(bomb)


@pytest.mark.parametrize("name", ["parameters", "prompt", "workflow", "Comment"])
@pytest.mark.parametrize("text", ["[" * 100_000, '{"a":' * 100_000, "{" + "x" * 2_000_000])
def test_nesting_and_size_are_endured(name: str, text: str) -> None:
    assert brought(png(**{name: text})) is None


def test_a_prompt_of_any_length_is_cut() -> None:
    found = read(png(parameters=f"{'fox ' * 100_000}\nSteps: 1, Seed: 2, Size: 4x4"))
    assert len(found.request.prompt) <= MAX_WORDS


SCALARS = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=9)
NAMES = st.sampled_from(
    [
        *("inputs", "class_type", "text", "positive", "negative", "seed", "steps", "cfg", "width"),
        *("height", "model", "prompt", "nodes", "links", "widgets_values", "id", "type", "image"),
        *("name", "link", "guider", "1", "2", "uc", "scale", "sui_image_params", "resolution"),
    ]
)
LINKS = st.tuples(st.sampled_from(["1", "2", 1]), st.just(0)).map(list)
KINDS = st.sampled_from(["KSampler", "CLIPTextEncode", "SamplerCustomAdvanced"])
ANYTHING = st.recursive(
    SCALARS | LINKS | KINDS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(NAMES, inner, max_size=6),
    max_leaves=40,
)
FIELDS = ("parameters", "prompt", "workflow", "Comment", "invokeai_metadata", "_sdmetadata")


def sound(found: Brought | None) -> None:
    """Whatever was read can be shown and ordered."""
    if found is None:
        return
    made = found.request
    assert made.prompt
    assert len(made.prompt) <= MAX_WORDS
    made.prompt.encode()
    made.negative.encode()
    made.model.encode()
    assert made.seed is None or 0 <= made.seed < 2**64
    assert set(made.options) <= {"steps", "guidance"}
    assert all(0 <= float(value) <= 100_000 for value in made.options.values())
    assert sum(map(len, found.beyond)) < 1000


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(FIELDS), ANYTHING)
def test_any_json_may_stand_anywhere(field: str, data: Any) -> None:
    sound(brought(png(**{field: json.dumps(data)})))


@settings(deadline=None)
@given(st.sampled_from(FIELDS), st.text(max_size=300))
def test_any_text_may_stand_anywhere(field: str, text: str) -> None:
    sound(brought(png(**{field: text})))


@settings(deadline=None)
@given(st.lists(st.sampled_from([*CARS.split(" "), "\n", ",", ":", '"', "\\"]), max_size=60))
def test_any_shuffle_of_a_web_uis_words(parts: list[str]) -> None:
    sound(brought(png(parameters=" ".join(parts))))


@settings(deadline=None)
@given(st.sampled_from(["JPEG", "WEBP"]), st.binary(max_size=200))
def test_any_bytes_may_be_a_comment(kind: str, comment: bytes) -> None:
    sound(brought(photo(kind, commented(comment))))


@settings(deadline=None)
@given(st.binary(max_size=300), st.integers(0, 400), st.sampled_from(["JPEG", "WEBP", "PNG"]))
def test_broken_tags_are_endured(noise: bytes, at: int, kind: str) -> None:
    whole = png(parameters=CARS)
    if kind != "PNG":
        whole = photo(kind, commented(b"UNICODE\0" + CARS.encode("utf-16-be")))
    brought(whole[:at] + noise + whole[at + len(noise) :])


BOXES = st.sampled_from(
    [b"moov", b"udta", b"meta", b"ilst", b"keys", b"\xa9cmt", b"data", b"uuid"]
)


def box(kind: bytes, body: bytes, size: int | None = None) -> bytes:
    return struct.pack(">I4s", 8 + len(body) if size is None else size, kind) + body


@settings(deadline=None)
@given(
    st.recursive(
        st.binary(max_size=40) | st.builds(box, BOXES, st.binary(max_size=40), st.integers(0, 99)),
        lambda inner: st.builds(
            lambda kind, parts, size: box(kind, b"".join(parts), size),
            BOXES,
            st.lists(inner, max_size=4),
            st.none() | st.integers(0, 2**32 - 1),
        ),
        max_leaves=20,
    )
)
def test_any_boxes_may_follow_in_a_film(content: bytes) -> None:
    sound(brought(box(b"ftyp", b"isom") + content))


def test_boxes_in_boxes_are_looked_into_only_so_far() -> None:
    content = b""
    for _ in range(2_000):
        content = box(b"moov", content)
    assert brought(box(b"ftyp", b"isom") + content) is None
