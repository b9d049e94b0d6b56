"""The file store: what ``file_id``, ``file_unique_id`` and ``file_path`` lead to."""

import asyncio
import hashlib
import mimetypes
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import Any

from bot.sandbox.errors import ApiError, bad_request
from bot.sandbox.pictures import Rendition, renditions, thumbnail

Json = dict[str, Any]

MAX_UPLOAD = 50 * 1024 * 1024
MAX_SENT = 2000 * 1024 * 1024
"""Bytes of a file that a person may send, as against a bot."""
MAX_DOWNLOAD = 20 * 1024 * 1024
_PREFIX = {"photo": "AgACAgIAAx", "document": "BQACAgIAAx", "video": "BAACAgIAAx"}
_PREFIX |= {"animation": "CgACAgIAAx", "thumbnail": "AAMCAgADGQ"}
_FOLDER = {"photo": "photos", "document": "documents", "video": "videos"}
_FOLDER |= {"animation": "animations", "thumbnail": "thumbnails"}


@dataclass(frozen=True, kw_only=True, slots=True)
class StoredFile:
    """One file on the server.

    Attributes:
        kind: ``photo``, ``document``, ``video``, ``animation`` or ``thumbnail``; a file never
            changes it.
        media: what a message that shows the file holds: a list of sizes for a photo.
    """

    file_id: str
    unique_id: str
    kind: str
    data: bytes
    path: str
    mime_type: str
    media: Any = field(default=None)


class FileStore:
    """Keeps every file that was ever sent."""

    def __init__(self) -> None:
        self._by_id: dict[str, StoredFile] = {}
        self._by_unique: dict[str, StoredFile] = {}
        self._by_path: dict[str, StoredFile] = {}
        self._issued = 0

    async def add_photo(self, data: bytes) -> StoredFile:
        """Store a photo: several JPEG sizes, of which the largest is returned.

        Raises:
            ApiError: Telegram would refuse it as a photo.
        """
        made = await asyncio.to_thread(renditions, data)
        ids = [self._new_ids("photo") for _ in made]
        sizes = [_size(ids_, one) for ids_, one in zip(ids, made, strict=True)]
        for (file_id, unique_id), one in zip(ids, made, strict=True):
            self._keep(file_id, unique_id, "photo", one.data, name="a.jpg", media=sizes)
        return self._by_id[ids[-1][0]]

    async def add(
        self, kind: str, data: bytes, name: str, details: Json, *, limit: int = MAX_UPLOAD
    ) -> StoredFile:
        """Store a document, video or animation, byte for byte.

        Args:
            kind: ``document``, ``video`` or ``animation``.
            data: its bytes.
            name: its file name.
            details: what the sender said of it: width, height, duration, mime_type, thumbnail.
            limit: its bytes at the most.

        Raises:
            ApiError: 413 when it is larger, 400 when it is empty.
        """
        if not data:
            raise bad_request("file must be non-empty")
        if len(data) > limit:
            raise ApiError(413, "Request Entity Too Large")
        file_id, unique_id = self._new_ids(kind)
        mime_type = mimetypes.guess_type(name)[0] or "application/octet-stream"
        media: Json = {
            "file_id": file_id,
            "file_unique_id": unique_id,
            "file_name": name,
            "mime_type": mime_type,
            "file_size": len(data),
        } | details
        preview = await asyncio.to_thread(thumbnail, media.pop("thumbnail", data))
        if preview:
            ids = self._new_ids("thumbnail")
            media["thumbnail"] = _size(ids, preview)
            self._keep(*ids, "thumbnail", preview.data, name="a.jpg", media=None)
        return self._keep(file_id, unique_id, kind, data, name=name, media=media)

    def by_id(self, file_id: str) -> StoredFile:
        """Return the file of this ``file_id``.

        Raises:
            ApiError: there is none.
        """
        if file_id not in self._by_id:
            raise bad_request("wrong file identifier/HTTP URL specified")
        return self._by_id[file_id]

    def as_kind(self, file_id: str, kind: str) -> StoredFile:
        """Return the file of this ``file_id`` for use as this kind.

        Raises:
            ApiError: there is none, or it is of another kind.
        """
        if file_id.startswith(("http://", "https://")):
            raise bad_request("failed to get HTTP URL content")
        found = self.by_id(file_id)
        if found.kind != kind:
            have, want = found.kind.capitalize(), kind.capitalize()
            raise bad_request(f"can't use file of type {have} as {want}")
        return found

    def find(self, name: str) -> StoredFile | None:
        """Return the file of this id, unique id or path, ``None`` when there is none."""
        return self._by_id.get(name) or self._by_unique.get(name) or self._by_path.get(name)

    def _new_ids(self, kind: str) -> tuple[str, str]:
        self._issued += 1
        digest = hashlib.sha256(f"{kind} {self._issued}".encode()).hexdigest()
        return f"{_PREFIX[kind]}{self._issued:06d}{digest[:44]}", f"AQAD{digest[:12]}"

    def _keep(
        self, file_id: str, unique_id: str, kind: str, data: bytes, *, name: str, media: Any
    ) -> StoredFile:
        suffix = PurePath(name).suffix
        path = f"{_FOLDER[kind]}/file_{len(self._by_path)}{suffix}"
        mime_type = mimetypes.guess_type(name)[0] or "application/octet-stream"
        if isinstance(media, dict):
            mime_type = media.get("mime_type", mime_type)
        stored = StoredFile(
            file_id=file_id,
            unique_id=unique_id,
            kind=kind,
            data=data,
            path=path,
            mime_type=mime_type,
            media=media,
        )
        self._by_id[file_id] = self._by_unique[unique_id] = self._by_path[path] = stored
        return stored


def _size(ids: tuple[str, str], one: Rendition) -> Json:
    return {
        "file_id": ids[0],
        "file_unique_id": ids[1],
        "width": one.width,
        "height": one.height,
        "file_size": len(one.data),
    }
