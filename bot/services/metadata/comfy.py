"""ComfyUI's graphs: the words and numbers that a sampler was fed with, as far as they are found.

A graph may be anything that people build of it. What feeds a sampler is looked for backwards along
its links, each node once.
"""

from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from bot.core.adoption import Brought
from bot.services.metadata.drawn import Drawn
from bot.services.metadata.limits import parsed, sequence, table

PROGRAM = "ComfyUI"

_MOST_NODES = 5_000
_MOST_SAMPLERS = 10
_LINK = 2  # a link is the other node's number and the place of its output
_WORDS = ("text", "text_g", "t5xxl", "clip_l", "populated_text", "prompt", "string", "value")
_NUMBERS = {
    "seed": ("noise_seed", "seed"),
    "steps": ("steps",),
    "guidance": ("guidance", "cfg"),
    "width": ("width",),
    "height": ("height",),
    "model": ("ckpt_name", "unet_name"),
}
_BEYOND = {"Lora": "LoRA", "ControlNet": "ControlNet", "IPAdapter": "IPAdapter"}
_HOW = {"sampler_name": "Sampler", "scheduler": "Scheduler"}
_WIDGETS = {
    "KSampler": ("seed", "", "steps", "cfg", "sampler_name", "scheduler", "denoise"),
    "KSamplerAdvanced": ("", "noise_seed", "", "steps", "cfg", "sampler_name", "scheduler"),
    "RandomNoise": ("noise_seed",),
    "BasicScheduler": ("scheduler", "steps", "denoise"),
    "FluxGuidance": ("guidance",),
    "CFGGuider": ("cfg",),
    "CLIPTextEncode": ("text",),
    "EmptyLatentImage": ("width", "height"),
    "EmptySD3LatentImage": ("width", "height"),
    "CheckpointLoaderSimple": ("ckpt_name",),
    "UNETLoader": ("unet_name",),
}
"""Of the editor's own file, which has values without names: the order in which nodes have them."""


@dataclass(frozen=True, kw_only=True)
class _Node:
    kind: str
    values: Mapping[str, Any] = field(default_factory=dict)
    links: Mapping[str, str] = field(default_factory=dict)


_Graph = Mapping[str, _Node]


def read(fields: Mapping[str, str]) -> Brought | None:
    """The recipe in `prompt`, the graph as it ran, or in `workflow`, the editor's own file."""
    graphs = _ran(parsed(fields.get("prompt", ""))), _drawn(parsed(fields.get("workflow", "")))
    read_ = (_read(graph) for graph in graphs if graph)
    return next((brought for brought in read_ if brought), None)


def is_graph(text: str) -> bool:
    """Whether a text is a graph rather than somebody's words."""
    return text.lstrip().startswith("{")


def _ran(data: Any) -> _Graph:
    nodes = list(table(data).items())[:_MOST_NODES]
    return {name: _node(table(node)) for name, node in nodes}


def _node(node: Mapping[str, Any]) -> _Node:
    inputs = table(node.get("inputs"))
    links = {name: str(value[0]) for name, value in inputs.items() if _is_link(value)}
    values = {name: value for name, value in inputs.items() if name not in links}
    return _Node(kind=str(node.get("class_type", "")), values=values, links=links)


def _is_link(value: Any) -> bool:
    return isinstance(value, list) and len(value) == _LINK and isinstance(value[0], str | int)


def _drawn(data: Any) -> _Graph:
    """The editor's file: links are a list of their own, values have no names."""
    links = {link[0]: str(link[1]) for link in sequence(table(data).get("links")) if _joins(link)}
    graph = {}
    for node in map(table, sequence(table(data).get("nodes"))[:_MOST_NODES]):
        kind, values = str(node.get("type", "")), sequence(node.get("widgets_values"))
        inputs = map(table, sequence(node.get("inputs")))
        joined = {str(each.get("name")): each.get("link") for each in inputs}
        graph[str(node.get("id"))] = _Node(
            kind=kind,
            values=dict(zip(_WIDGETS.get(kind, ()), values, strict=False)),
            links={name: links[to] for name, to in joined.items() if _known(to, links)},
        )
    return graph


def _joins(link: Any) -> bool:
    return isinstance(link, list) and len(link) > _LINK and isinstance(link[0], int)


def _known(link: Any, links: Mapping[Any, str]) -> bool:
    return isinstance(link, int) and link in links


def _read(graph: _Graph) -> Brought | None:
    samplers = (node for node in graph.values() if "Sampler" in node.kind and node.links)
    found = (_of(sampler, graph) for sampler in islice(samplers, _MOST_SAMPLERS))
    return next((brought for brought in found if brought), None)


def _of(sampler: _Node, graph: _Graph) -> Brought | None:
    guider = graph.get(sampler.links.get("guider", ""), sampler)
    positive = guider.links.get("positive") or guider.links.get("conditioning")
    feeding = [sampler, *_before(sampler, graph)]
    numbers = {key: _first(feeding, names) for key, names in _NUMBERS.items()}
    kinds = " ".join(node.kind for node in feeding)
    beyond = [label for word, label in _BEYOND.items() if word in kinds]
    beyond += [label for name, label in _HOW.items() if _first(feeding, (name,)) is not None]
    return Drawn(
        prompt=_said(positive, graph),
        negative=_said(guider.links.get("negative"), graph),
        **numbers,
    ).brought(PROGRAM, beyond)


def _said(start: str | None, graph: _Graph) -> str | None:
    """The first words on the way back from a sampler's input."""
    node = graph.get(start or "")
    if node is None:
        return None
    every = (node, *_before(node, graph))
    spoken = (each.values[name] for each in every for name in _WORDS if name in each.values)
    return next((text for text in spoken if isinstance(text, str) and text.strip()), None)


def _first(nodes: list[_Node], names: tuple[str, ...]) -> Any:
    """The value of the first name that any node has, the nearest node first."""
    return next((n.values[name] for name in names for n in nodes if name in n.values), None)


def _before(node: _Node, graph: _Graph) -> Iterator[_Node]:
    """Everything that feeds a node, the nearest first."""
    waiting, seen = deque(node.links.values()), set[str]()
    while waiting:
        name = waiting.popleft()
        if name in seen or name not in graph:
            continue
        seen.add(name)
        yield graph[name]
        waiting.extend(graph[name].links.values())
