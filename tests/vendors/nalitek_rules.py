"""What nalitek's page says of a request, as checks."""

import json
import re
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

from aiohttp import BodyPartReader, web
from PIL import Image, UnidentifiedImageError

MODELS = ("flux-dev", "flux-schnell")
FORMATS = ("png", "jpeg", "webp")
MEGABYTES = 10

LORAS: list[dict[str, Any]] = [
    {
        "id": "anime-style-v2",
        "name": "Anime Style v2",
        "description": "Стиль аниме для персонажей",
        "trigger_words": ["anime", "manga"],
        "example_prompt": "anime character, detailed eyes",
        "thumbnail_url": "/uploads/loras/previews/anime-v2_preview.jpg",
        "is_active": True,
        "is_public": True,
        "created_at": "2025-01-10T08:00:00Z",
        "category": "style",
        "weight_recommended": 0.8,
    },
    {
        "id": "detailed-eyes-v1",
        "name": "Detailed Eyes v1",
        "trigger_words": [],
        "thumbnail_url": None,
        "is_active": True,
        "category": "character",
    },
    {"id": "old-town-v1", "name": "Old Town", "trigger_words": [], "is_active": False},
]

NUMBERS: dict[str, tuple[type, float, float]] = {
    "width": (int, 512, 4096),
    "height": (int, 512, 4096),
    "target_width": (int, 512, 4096),
    "target_height": (int, 512, 4096),
    "steps": (int, 10, 100),
    "guidance_scale": (float, 1.0, 20.0),
    "seed": (int, -1, 2**63 - 1),
    "strength": (float, 0.0, 1.0),
    "denoise": (float, 0.0, 1.0),
}
"""Numbers with their limits; those of a plan come on top."""

TEXTS = frozenset({"prompt", "negative_prompt"})
CHOICES: dict[str, tuple[Any, ...]] = {"model": MODELS, "format": FORMATS, "scale": (2, 4)}
SWITCHES = frozenset({"smart_upscale", "face_enhance"})

PAINTING = frozenset(
    {"prompt", "negative_prompt", "width", "height", "steps", "guidance_scale", "seed"}
    | {"format", "model", "smart_upscale", "target_width", "target_height"}
)
GENERATE = PAINTING | {"lora_ids", "lora_id"}
IMG2IMG = PAINTING | {"strength", "loras"}
SHARED = (PAINTING - {"prompt", "seed"}) | {"strength", "lora_models"}
JOB = frozenset({"id", "prompt", "params"})
BATCH = frozenset({"batch", "parallel", "priority", "webhook_url"})
MOST_JOBS = 10
UPSCALE = frozenset({"scale", "face_enhance", "denoise"})
LORA_FIELD = re.compile(r"lora_models(\[\d*\])?")


@dataclass(kw_only=True)
class Form:
    """A multipart body as it was read."""

    params: dict[str, Any] = field(default_factory=dict)
    picture: bytes = b""
    problem: str = ""


def problem_of(params: Any, known: frozenset[str], plan_side: int = 4096) -> str | None:
    """What is wrong with a request's parameters."""
    if not isinstance(params, dict):
        return "the body is no object"
    if odd := params.keys() - known:
        return f"unknown fields {sorted(odd)}"
    if "prompt" in known and not params.get("prompt"):
        return "no prompt"
    wrong = [name for name, value in params.items() if not _fits(name, value, plan_side)]
    return f"impossible values of {wrong}" if wrong else None


async def form_of(request: web.Request) -> Form:
    """A multipart body: a file and texts, which stand for numbers and switches."""
    form = Form()
    if not request.content_type.startswith("multipart/form-data"):
        form.problem = f"the body is {request.content_type}"
        return form
    async for part in await request.multipart():
        assert isinstance(part, BodyPartReader)
        content = bytes(await part.read())
        if part.name == "image":
            form.picture = content
            form.problem = _picture_problem(part, content)
        elif part.filename is not None:
            form.problem = f"{part.name} is a file"
        else:
            _keep(form, part.name or "", content.decode())
    form.problem = form.problem or ("" if form.picture else "no image")
    return form


def jobs_of(body: Any, plan_side: int) -> list[dict[str, Any]] | str:
    """The jobs of a batch, with their parameters beside the prompt; or what is wrong."""
    if not isinstance(body, dict) or (odd := body.keys() - BATCH):
        return f"unknown fields {sorted(odd)}" if isinstance(body, dict) else "no object"
    jobs = body.get("batch")
    if not isinstance(jobs, list) or not 1 <= len(jobs) <= MOST_JOBS:
        return "batch is no list of 1 to 10 jobs"
    if type(body.get("parallel", False)) is not bool:
        return "parallel is no switch"
    if body.get("priority", "normal") not in {"low", "normal", "high"}:
        return f"priority is {body['priority']!r}"
    return _unfolded(jobs, plan_side)


async def shared_of(request: web.Request, plan_side: int) -> list[dict[str, Any]] | str:
    """The jobs of a batch of changes: pairs by position, or one picture with several prompts."""
    pictures, prompts, shared, problem = 0, [], "{}", ""
    async for part in await request.multipart():
        assert isinstance(part, BodyPartReader)
        content = bytes(await part.read())
        match part.name:
            case "images[]":
                pictures += 1
                problem = problem or _picture_problem(part, content)
            case "prompts[]":
                prompts.append(content.decode())
            case "shared_params":
                shared = content.decode()
            case other:
                problem = f"unknown part {other}"
    params = json.loads(shared)
    problem = problem or problem_of(params, SHARED, plan_side) or ""
    if not problem and (not prompts or pictures not in {1, len(prompts)}):
        problem = f"{pictures} pictures for {len(prompts)} prompts"
    return problem or [{"prompt": prompt, **params} for prompt in prompts]


def _unfolded(jobs: list[Any], plan_side: int) -> list[dict[str, Any]] | str:
    unfolded = []
    for job in jobs:
        nested = "params" in job
        params = {"prompt": job.get("prompt"), **job["params"]} if nested else dict(job)
        name = job.get("id") if nested else params.pop("id", None)
        if nested and job.keys() - JOB:
            return f"unknown fields {sorted(job.keys() - JOB)}"
        if problem := problem_of(params, GENERATE, plan_side):
            return problem
        unfolded.append(params | ({"name": name} if name else {}))
    return unfolded


def _keep(form: Form, name: str, text: str) -> None:
    if LORA_FIELD.fullmatch(name):
        form.params.setdefault("loras", []).append(text)
    elif name in form.params:
        form.problem = f"{name} is there twice"
    else:
        form.params[name] = _value(name, text)


def _value(name: str, text: str) -> Any:
    """A text's meaning; one that has none stays a text, which fits nowhere."""
    if name in SWITCHES:
        return {"true": True, "false": False}.get(text, text)
    kind = NUMBERS.get(name, (str,))[0]
    pattern = {int: r"-?\d+", float: r"\d+(\.\d+)?"}.get(kind)
    return kind(text) if pattern and re.fullmatch(pattern, text) else text


def _picture_problem(part: BodyPartReader, content: bytes) -> str:
    if part.filename is None:
        return "the image is no file"
    if len(content) > MEGABYTES * 2**20:
        return "the image is over 10 MB"
    try:
        with Image.open(BytesIO(content)) as image:
            kind = f"image/{str(image.format).lower()}"
    except UnidentifiedImageError:
        return "the image cannot be read"
    told = part.headers.get("Content-Type")
    return "" if kind == told and kind[6:] in FORMATS else f"{kind} comes as {told}"


def _fits(name: str, value: Any, plan_side: int) -> bool:
    if name in TEXTS:
        return isinstance(value, str)
    if name in SWITCHES:
        return isinstance(value, bool)
    if name in CHOICES:
        return type(value) in (int, str) and value in CHOICES[name]
    if name in NUMBERS:
        return _in_range(name, value, plan_side)
    return _loras_fit(value)


def _in_range(name: str, value: Any, plan_side: int) -> bool:
    kind, low, high = NUMBERS[name]
    if isinstance(value, bool) or not isinstance(value, (int, float) if kind is float else int):
        return False
    if name.endswith(("width", "height")):
        return bool(low <= value <= plan_side and value % 64 == 0)
    return bool(low <= value <= high)


def _loras_fit(value: Any) -> bool:
    known = {lora["id"] for lora in LORAS if lora["is_active"]}
    names = value if isinstance(value, list) else [value]
    return all(isinstance(name, str) and name in known for name in names)
