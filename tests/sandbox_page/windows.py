"""Windows of the browser that are used again: a new one costs two processes and half a second.

Every test has a sandbox at a port of its own, so nothing that a page stores is found by the next
test; cookies, which do not know ports, are cleared.
"""

from playwright.async_api import Browser, BrowserContext, ConsoleMessage, Error, Page

NOWHERE = "about:blank"
PERMISSIONS = ["clipboard-read", "clipboard-write"]


class Windows:
    """Opens and keeps them.

    Args:
        browser: Whose windows they are.

    Attributes:
        errors: What came up in their consoles since they were empty.
    """

    def __init__(self, browser: Browser) -> None:
        self._browser = browser
        self._context: BrowserContext | None = None
        self._free: list[Page] = []
        self._used: list[Page] = []
        self.errors: list[str] = []

    async def open(self, width: int, height: int = 800) -> Page:
        """An empty window; what it complains about is noted until all are cleared."""
        page = self._free.pop() if self._free else await self._new()
        await page.set_viewport_size({"width": width, "height": height})
        page.on("pageerror", self._failed)
        page.on("console", self._said)
        self._used.append(page)
        return page

    async def clear(self) -> None:
        """Empty all windows."""
        for page in self._used:
            page.remove_listener("pageerror", self._failed)
            page.remove_listener("console", self._said)
            await page.unroute_all()
            await page.goto(NOWHERE)
            await page.emulate_media(color_scheme="light")
            self._free.append(page)
        if self._context:
            await self._context.clear_cookies()
        self._used, self.errors = [], []

    async def close(self) -> None:
        """Close all for good."""
        if self._context:
            await self._context.close()

    async def _new(self) -> Page:
        if not self._context:
            self._context = await self._browser.new_context(permissions=PERMISSIONS)
        return await self._context.new_page()

    def _failed(self, error: Error) -> None:
        self.errors.append(str(error))

    def _said(self, line: ConsoleMessage) -> None:
        if line.type == "error":
            self.errors.append(line.text)
