"""Recipes in clips: written by us and read by others, written by others and read by us."""

import json
import subprocess
import sys
from pathlib import Path

import av
import pytest

from bot.core.capabilities import Mode
from bot.core.errors import InputUnreadable
from bot.core.models import Request, Shot
from bot.core.recipe import portable
from bot.services import metadata
from tests.support.clips import clip

REQUEST = Request(
    mode=Mode.TEXT_TO_VIDEO,
    model="film-1",
    prompt='лиса & "fox" <b>\nsecond line 🦊',
    negative="text",
    ratio="4:3",
    seed=42,
    shots=(Shot(prompt="she looks up", seconds=2.5),),
    options={"steps": 30},
)
SIZE = (64, 48)
LARGE = 96 * 2**20
ROOM = 48 * 2**20


def frames(path: Path) -> list[bytes]:
    with av.open(str(path)) as container:
        return [bytes(frame.planes[0]) for frame in container.decode(video=0)]


def tags(path: Path) -> dict[str, str]:
    with av.open(str(path)) as container:
        return dict(container.metadata)


def test_a_recipe_goes_into_a_clip_and_no_frame_changes(tmp_path: Path) -> None:
    source = clip(tmp_path / "a.mp4", sound=True, place="+55.7500+037.6100/")
    target = tmp_path / "b.mp4"
    metadata.embed(source, target, portable(REQUEST), SIZE)
    found = metadata.brought(target.read_bytes())
    assert found
    assert (found.request, found.program) == (REQUEST, None)
    assert frames(target) == frames(source)
    with av.open(str(target)) as container:
        assert [stream.type for stream in container.streams] == ["video", "audio"]
    assert b"+55.75" not in target.read_bytes()


def test_players_find_the_prompt_in_a_clip(tmp_path: Path) -> None:
    target = tmp_path / "b.mp4"
    metadata.embed(clip(tmp_path / "a.mp4"), target, portable(REQUEST), SIZE)
    told = tags(target)
    assert told["description"] == REQUEST.prompt
    assert told["comment"].startswith(
        f"{REQUEST.prompt}\nNegative prompt: text\nSteps: 30, Seed: 42"
    )


def test_a_second_recipe_replaces_the_first(tmp_path: Path) -> None:
    first, second, third = (tmp_path / name for name in ("a.mp4", "b.mp4", "c.mp4"))
    metadata.embed(clip(first), second, portable(REQUEST), SIZE)
    other = Request(mode=Mode.TEXT_TO_VIDEO, model="m", prompt="another")
    metadata.embed(second, third, portable(other), SIZE)
    found = metadata.brought(third.read_bytes())
    assert found
    assert found.request == other
    assert b"second line" not in third.read_bytes()


def test_a_clip_without_a_recipe_has_none(tmp_path: Path) -> None:
    assert metadata.brought(clip(tmp_path / "a.mp4").read_bytes()) is None


def test_what_is_no_clip_holds_no_recipe(tmp_path: Path) -> None:
    source = tmp_path / "a.mp4"
    source.write_bytes(b"\0\0\0\x18ftypisom" + bytes(100))
    with pytest.raises(InputUnreadable):
        metadata.embed(source, tmp_path / "b.mp4", portable(REQUEST), SIZE)


@pytest.mark.parametrize("flags", ["use_metadata_tags", "faststart"])
def test_a_film_of_comfyuis(flags: str, tmp_path: Path) -> None:
    """Its own node writes tags of its own names, the popular extension one comment."""
    graph = {
        "3": {"class_type": "KSampler", "inputs": {"positive": ["6", 0], "seed": 5, "steps": 4}},
        "6": {"class_type": "CLIPTextEncode", "inputs": {"text": "a fox runs"}},
    }
    told = {"prompt": json.dumps(graph), "workflow": "{}"}
    told = told if flags == "use_metadata_tags" else {"comment": json.dumps(told)}
    source, target = clip(tmp_path / "a.mp4"), tmp_path / "b.mp4"
    options = {"movflags": flags}
    with av.open(str(source)) as old, av.open(str(target), "w", "mp4", options) as new:
        new.metadata.update(told)
        stream = new.add_stream_from_template(old.streams.video[0])
        for packet in old.demux(old.streams.video[0]):
            if packet.dts is not None:
                packet.stream = stream
                new.mux(packet)
    found = metadata.brought(target.read_bytes())
    assert found
    assert (found.program, found.request.prompt, found.request.seed) == (
        "ComfyUI",
        "a fox runs",
        5,
    )
    assert found.request.mode is Mode.TEXT_TO_VIDEO


def large(source: Path, target: Path) -> None:
    """A clip of many megabytes: the same packet again and again, padded."""
    padding = bytes([0, 0, 0, 5, 12]) * (2**18 // 5)
    with av.open(str(source)) as old, av.open(str(target), "w", "mp4") as new:
        first = next(packet for packet in old.demux(old.streams.video[0]) if packet.is_keyframe)
        stream = new.add_stream_from_template(old.streams.video[0])
        for number in range(LARGE // len(padding)):
            packet = av.Packet(bytes(first) + padding)
            packet.stream, packet.time_base = stream, first.time_base
            packet.pts = packet.dts = number * 1000
            packet.is_keyframe = True
            new.mux(packet)


def test_a_large_clip_takes_little_memory(tmp_path: Path) -> None:
    source, target = tmp_path / "a.mp4", tmp_path / "b.mp4"
    large(clip(tmp_path / "small.mp4"), source)
    assert source.stat().st_size > LARGE * 0.9
    work = (
        "import resource, sys; from pathlib import Path; from bot.services import metadata\n"
        "before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss\n"
        "metadata.embed(Path(sys.argv[1]), Path(sys.argv[2]), {'prompt': 'a fox'}, (64, 48))\n"
        "print((resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) * 1024)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", work, source, target], capture_output=True, text=True, check=True
    )
    assert int(done.stdout) < ROOM
    assert target.stat().st_size > LARGE * 0.9
