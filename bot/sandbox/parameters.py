"""What the bot sent: read from JSON, forms and uploads, checked against aiogram's own models."""

import json
import types
from functools import lru_cache
from typing import Annotated, Any, Union, get_args, get_origin

from aiogram import methods
from aiogram.client.default import Default
from aiogram.methods import TelegramMethod
from aiogram.types import BufferedInputFile
from aiohttp import web
from pydantic import BaseModel, ValidationError

from bot.sandbox.errors import ApiError, bad_request

Json = dict[str, Any]
AnyMethod = TelegramMethod[Any]

_ATTACH = "attach://"
_ABSENT = {
    "chat_id": "chat_id is empty",
    "text": "message text is empty",
    "photo": "there is no photo in the request",
    "document": "there is no document in the request",
    "video": "there is no video in the request",
    "animation": "there is no animation in the request",
    "message_id": "message identifier is not specified",
}


@lru_cache(maxsize=1)
def known_methods() -> dict[str, type[AnyMethod]]:
    """Return every method of the Bot API that aiogram knows, by its name in lower case."""
    found = (getattr(methods, name) for name in methods.__all__)
    return {
        cls.__api_method__.lower(): cls
        for cls in found
        if isinstance(cls, type) and issubclass(cls, TelegramMethod) and cls is not TelegramMethod
    }


def dump(model: BaseModel | None) -> Json | None:
    """Return a nested object as the JSON that was sent."""
    if model is None:
        return None
    return model.model_dump(exclude_none=True, exclude_unset=True, by_alias=True, warnings=False)


def given(value: Any) -> Any:
    """Return a parameter, ``None`` where aiogram left its default open."""
    return None if isinstance(value, Default) else value


async def read_request(request: web.Request) -> Json:
    """Return the parameters of a request, uploads as ``BufferedInputFile``.

    Raises:
        ApiError: the body is not what it says it is.
    """
    raw: Json = dict(request.query)
    if request.content_type == "application/json":
        try:
            body = await request.json()
        except ValueError as error:
            raise bad_request("can't parse JSON object") from error
        if not isinstance(body, dict):
            raise bad_request("object expected")
        return raw | body
    for name, value in (await request.post()).items():
        if isinstance(value, web.FileField):
            raw[name] = BufferedInputFile(value.file.read(), value.filename)
        else:
            raw[name] = value
    return raw


def checked(cls: type[AnyMethod], raw: Json) -> AnyMethod:
    """Return the method call that these parameters make.

    Raises:
        ApiError: 400 for a parameter that is unknown, missing or of the wrong type.
    """
    params = {key: _decoded(cls, key, value) for key, value in raw.items()}
    uploads = {k: v for k, v in params.items() if isinstance(v, BufferedInputFile)}
    attached: set[str] = set()
    params = {key: _attach(value, uploads, attached) for key, value in params.items()}
    for key in params.keys() - attached:
        if key not in cls.model_fields:
            raise bad_request(f'parameter "{key}" is unknown to {cls.__api_method__}')
    wanted = {key: value for key, value in params.items() if key in cls.model_fields}
    try:
        method = cls.model_validate(wanted)
    except ValidationError as error:
        raise _refusal(cls, error) from error
    _refuse_unknown(method)
    return method


def summary(cls: type[AnyMethod] | None, raw: Json) -> Json:
    """Return parameters for the log: decoded, with uploads named instead of whole."""
    uploads = {k: v for k, v in raw.items() if isinstance(v, BufferedInputFile)}
    words = {k for k in raw if cls is None or _is_word(cls, k)}
    plain = {k: v if k in words else _loads(v) for k, v in raw.items() if k not in uploads}
    shown = {k: _named(v, uploads) for k, v in plain.items()}
    used = json.dumps(plain, default=str)
    loose = {k: _label(v) for k, v in uploads.items() if f"{_ATTACH}{k}" not in used}
    return shown | loose


def _label(upload: BufferedInputFile) -> str:
    return f"<{upload.filename}, {len(upload.data)} bytes>"


def _named(value: Any, uploads: dict[str, BufferedInputFile]) -> Any:
    if isinstance(value, str) and value.removeprefix(_ATTACH) in uploads:
        return _label(uploads[value.removeprefix(_ATTACH)])
    if isinstance(value, dict):
        return {key: _named(item, uploads) for key, item in value.items()}
    return [_named(item, uploads) for item in value] if isinstance(value, list) else value


def _loads(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    try:
        return json.loads(value)
    except ValueError:
        return value


@lru_cache(maxsize=4096)
def _is_json(cls: type[AnyMethod], key: str) -> bool:
    field = cls.model_fields.get(key)
    return field is not None and _holds_object(field.annotation)


@lru_cache(maxsize=4096)
def _is_word(cls: type[AnyMethod], key: str) -> bool:
    """Return whether a parameter is text and nothing else, so that "123" stays a text."""
    field = cls.model_fields.get(key)
    if field is None:
        return True
    parts = set(get_args(field.annotation)) or {field.annotation}
    return not _is_json(cls, key) and not parts & {int, float, bool}


def _holds_object(annotation: Any) -> bool:
    origin = get_origin(annotation)
    if origin in {Union, Annotated, types.UnionType}:
        return any(_holds_object(part) for part in get_args(annotation))
    if origin is list:
        return True
    return isinstance(annotation, type) and issubclass(annotation, BaseModel)


def _decoded(cls: type[AnyMethod], key: str, value: Any) -> Any:
    if not isinstance(value, str) or not _is_json(cls, key):
        return value
    try:
        return json.loads(value)
    except ValueError as error:
        raise bad_request(f"can't parse {key.replace('_', ' ')} JSON object") from error


def _attach(value: Any, uploads: dict[str, BufferedInputFile], attached: set[str]) -> Any:
    if isinstance(value, str) and value.startswith(_ATTACH):
        name = value.removeprefix(_ATTACH)
        if name not in uploads:
            raise bad_request(f'file "{name}" is not attached')
        attached.add(name)
        return uploads[name]
    if isinstance(value, dict):
        return {key: _attach(item, uploads, attached) for key, item in value.items()}
    if isinstance(value, list):
        return [_attach(item, uploads, attached) for item in value]
    return value


def _refusal(cls: type[AnyMethod], error: ValidationError) -> ApiError:
    first = error.errors()[0]
    name = str(first["loc"][0]) if first["loc"] else ""
    if first["type"] == "missing" and len(first["loc"]) == 1:
        return bad_request(_ABSENT.get(name, f'parameter "{name}" is required'))
    what = name.replace("_", " ") if _is_json(cls, name) else f'parameter "{name}"'
    return bad_request(f"can't parse {what}: {first['msg']}")


def _refuse_unknown(model: Any) -> None:
    if isinstance(model, list):
        for item in model:
            _refuse_unknown(item)
    if not isinstance(model, BaseModel):
        return
    if model.model_extra:
        name = type(model).__name__
        raise bad_request(f"can't parse {name}: unknown field {min(model.model_extra)!r}")
    for value in model.__dict__.values():
        _refuse_unknown(value)
