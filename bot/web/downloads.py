"""Files that are too large for Telegram, behind signed addresses."""

from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TypeAlias

from aiohttp import web

Find: TypeAlias = Callable[[str], Awaitable[Path | None]]
"""The file that a ticket stands for; None: the ticket is not valid, or the file is gone."""


def add_downloads(app: web.Application, path: str, find: Find) -> None:
    """Serve `<path>/<ticket>`, in parts where the client asks for parts.

    Args:
        app: The application.
        path: Such as `/media`.
        find: Knows the files.
    """

    async def download(request: web.Request) -> web.StreamResponse:
        file = await find(request.match_info["ticket"])
        if file is None:
            raise web.HTTPNotFound(text="This address does not work any more.")
        name = f"vernissage-{file.parent.name}-{file.name}"
        headers = {
            "Content-Disposition": f'attachment; filename="{name}"',
            "Cache-Control": "private",
            "X-Content-Type-Options": "nosniff",
        }
        return web.FileResponse(file, headers=headers)

    app.router.add_get(f"{path}/{{ticket}}", download)
