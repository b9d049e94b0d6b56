"""Somebody's gallery as a page inside Telegram: what it is told, and whom it is kept from."""

import json
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, quote, urlencode, urlsplit

import pytest
from aiohttp import ClientResponse, ClientSession
from PIL import Image
from yarl import URL

from bot.sandbox import MessageView, Person
from bot.sandbox.webapps import launch_data, signed
from tests.stories.paper import result
from tests.stories.studio import Studio, studio


class Browser:
    """What a page may ask for, in the name of whoever opened it."""

    def __init__(self, http: ClientSession, url: str, data: str) -> None:
        self._http = http
        self._url = url
        self.data = data

    @asynccontextmanager
    async def ask(self, path: str, method: str = "GET", **options: Any) -> AsyncIterator[Any]:
        headers = {"Authorization": f"tma {self.data}"} if self.data else {}
        url = URL(f"{self._url}{path}", encoded=True)
        async with self._http.request(method, url, headers=headers, **options) as response:
            yield response

    async def json(self, path: str, method: str = "GET", **options: Any) -> Any:
        async with self.ask(path, method, **options) as response:
            assert response.status == 200, await response.text()
            return await response.json()

    async def status(self, path: str, method: str = "GET", **options: Any) -> int:
        async with self.ask(path, method, **options) as response:
            await response.read()
            return int(response.status)

    async def ids(self, asked: str = "") -> list[int]:
        found = await self.json(f"/api/pictures?{asked}")
        return [each["id"] for each in found["pictures"]]


@pytest.fixture
async def place(tmp_path: Path, database_url: str) -> AsyncIterator[Studio]:
    """A bot whose gallery a local Telegram can open."""
    async with studio(tmp_path, database_url, page=True) as running:
        yield running


@pytest.fixture
async def http() -> AsyncIterator[ClientSession]:
    async with ClientSession() as session:
        yield session


async def painted(place: Studio, person: Person, words: str) -> MessageView:
    made = await result(person.private, await person.private.say(words))
    await place.settled()
    return made


def signed_for(place: Studio, person: Person, *, age: float = 0) -> str:
    """What Telegram signs for somebody; the services' clock shows less than people's."""
    tg = place.sandbox.telegram
    behind = tg.clock.now() - place.time.now().timestamp()
    return launch_data(tg, person.id, age=behind + age)


async def browser(place: Studio, http: ClientSession, person: Person) -> Browser:
    """The page, opened by the button beside the input field."""
    await place.sandbox.calls.wait("setChatMenuButton")
    address = urlsplit(await person.launch())
    assert "tgWebAppData=" in address.fragment
    url = address._replace(fragment="").geturl()
    return Browser(http, url, signed_for(place, person))


def forged(place: Studio, data: str, **changes: str | None) -> str:
    """Launch data with other fields, and the old hash."""
    fields = dict(parse_qsl(data)) | changes
    return urlencode({k: v for k, v in fields.items() if v is not None}, quote_via=quote)


@pytest.mark.usefixtures("full_size")
async def test_ones_pictures_in_a_row(place: Studio, http: ClientSession) -> None:
    anna = place.anna
    for words in ("a fox", "a hen"):
        await painted(place, anna, words)
    await painted(place, place.boris, "сова")
    page = await browser(place, http, anna)
    about = await page.json("/api/about")
    assert about["language"] == "en"
    assert [shelf["title"] for shelf in about["shelves"]] == ["All"]
    found = await page.json("/api/pictures")
    assert [each["prompt"] for each in found["pictures"]] == ["a hen", "a fox"]
    assert found["next"] is None
    hen, fox = await page.ids()
    assert await page.ids("words=FOX") == [fox]
    assert await page.ids(f"at={fox}") == [fox]
    assert await page.ids("view=f") == []
    told = await page.json(f"/api/pictures/{fox}")
    assert {"name": "Model", "value": "Sketch"} in told["facts"]
    assert told["command"].startswith("/imagine a fox")
    assert told["again"] is True
    for form, side in (("square", 416), ("whole", 1024)):
        async with page.ask(f"/api/pictures/{hen}/{form}") as response:
            assert response.headers["Cache-Control"] == "private, max-age=86400"
            assert response.headers["Vary"] == "Authorization"
            with Image.open(BytesIO(await response.read())) as image:
                assert image.size == (side, side)


async def test_it_opens_from_the_sheet_in_private_alone(
    place: Studio, http: ClientSession
) -> None:
    anna, group = place.anna, place.group()
    for words in ("a fox", "a hen"):
        await painted(place, anna, words)
    await anna.private.command("history")
    sheet = await anna.private.wait_button("Open the gallery")
    assert "/gallery#tgWebAppData=" in await anna.launch(sheet, "Open the gallery")
    chat = group.as_(anna)
    await chat.command("history")
    assert not (await chat.wait_button("Filter")).button("Open the gallery")


async def test_other_peoples_pictures_are_not_there(place: Studio, http: ClientSession) -> None:
    await painted(place, place.anna, "a fox")
    secret = (await (await browser(place, http, place.anna)).ids())[0]
    page = await browser(place, http, place.boris)
    assert await page.ids() == []
    one = f"/api/pictures/{secret}"
    for path in (one, f"{one}/square", f"{one}/whole"):
        assert await page.status(path) == 404
    assert await page.status(one, "DELETE") == 404
    assert await page.status(f"{one}/star", "POST", json={"on": True}) == 404
    assert await page.status(f"{one}/share", "POST", json={}) == 404
    assert await page.status(f"{one}/repeat", "POST", json={"key": "k"}) == 404
    for number in ("0", "-1", "9" * 30, "1e3", "..%2f..%2fbot.db", "%D9%A1"):
        assert await page.status(f"/api/pictures/{number}") == 404, number
    async with page.ask("/api/pictures/99") as response:
        assert (await response.json())["text"] == "🕳 Этого уже нет."
    assert place.rows("SELECT count(*) FROM artifacts") == [(1,)]


async def test_nothing_without_telegrams_word(place: Studio, http: ClientSession) -> None:
    await painted(place, place.anna, "a fox")
    page = await browser(place, http, place.anna)
    good = page.data
    tg = place.sandbox.telegram
    somebody = json.dumps({"id": place.boris.id, "first_name": "Boris"})
    fields = {name: value for name, value in parse_qsl(good) if name != "hash"}
    by_another = fields | {"hash": signed("7000001:AAanother-token", fields)}
    nobody = {"auth_date": fields["auth_date"]}
    bad = {
        "none": "",
        "no data": "hello",
        "no hash": forged(place, good, hash=None),
        "another hash": forged(place, good, hash="0" * 64),
        "a hash that is no ASCII": forged(place, good, hash="ё" * 64),
        "somebody else": forged(place, good, user=somebody),
        "a later date": forged(place, good, auth_date="9999999999"),
        "another bot's": urlencode(by_another, quote_via=quote),
        "nobody's": urlencode(nobody | {"hash": signed(tg.token, nobody)}),
        "too long": good + "&x=" + "x" * 5000,
    }
    for name, data in bad.items():
        page.data = data
        for path in ("/api/about", "/api/pictures", "/api/pictures/1/square"):
            async with page.ask(path) as response:
                assert response.status == 401, name
                assert await response.json() == {"error": "forged"}, name
    for age in (3700.0, -1200.0):
        page.data = signed_for(place, place.anna, age=age)
        async with page.ask("/api/pictures") as response:
            assert (response.status, await response.json()) == (401, {"error": "stale"})
    page.data = signed_for(place, place.anna, age=1800)
    assert await page.status("/api/pictures") == 200


async def test_a_repeat_is_painted_once_and_comes_in_the_chat(
    place: Studio, http: ClientSession
) -> None:
    anna = place.anna
    await painted(place, anna, "a fox")
    page = await browser(place, http, anna)
    (fox,) = await page.ids()
    for _ in range(2):
        told = await page.json(f"/api/pictures/{fox}/repeat", "POST", json={"key": "one tap"})
        assert told == {"started": True}
    await anna.private.wait(lambda m: m.photo and not m.reply_to)
    await place.settled()
    assert len(await page.ids()) == 2, "the same tap again paints nothing"
    await page.json(f"/api/pictures/{fox}/repeat", "POST", json={"key": "another"})
    await place.settled()
    assert len(await page.ids()) == 3


async def test_what_cannot_be_done_is_said_in_the_visitors_words(
    tmp_path: Path, database_url: str, http: ClientSession
) -> None:
    async with studio(tmp_path, database_url, page=True, plan_free="text_to_image=1") as place:
        await painted(place, place.boris, "лиса")
        page = await browser(place, http, place.boris)
        (fox,) = await page.ids()
        repeat = f"/api/pictures/{fox}/repeat"
        async with page.ask(repeat, "POST", json={"key": "k"}) as response:
            assert response.status == 429
            assert "осталось 0" in (await response.json())["text"]
        bodies: tuple[Any, ...] = ({}, {"key": ""}, {"key": "k" * 65}, {"key": 5}, [])
        for body in bodies:
            assert await page.status(repeat, "POST", json=body) == 400
        assert await page.status(f"/api/pictures/{fox}/star", "POST", data=b"{") == 400


async def test_a_star_a_link_and_the_end_of_a_picture(place: Studio, http: ClientSession) -> None:
    anna = place.anna
    fox = await painted(place, anna, "a fox")
    await painted(place, anna, "a hen")
    page = await browser(place, http, anna)
    number = (await page.ids())[-1]
    one = f"/api/pictures/{number}"
    assert await page.json(f"{one}/star", "POST", json={"on": True}) == {"star": True}
    assert await page.ids("view=f") == [number]
    link = (await page.json(f"{one}/share", "POST", json={}))["link"]
    assert link.startswith("https://t.me/vernissage_bot?start=")
    assert (await page.json(f"{one}/share", "POST", json={}))["link"] == link
    await place.boris.start(link.partition("start=")[2])
    await place.boris.private.wait(lambda m: "a fox" in m.words)
    await page.status(f"{one}/square")
    thumbs = place.folder / "media" / "thumbs"
    assert [*thumbs.rglob("*.jpg")]
    assert await page.json(one, "DELETE") == {"deleted": True}
    assert await page.status(one) == 404
    assert not [*thumbs.rglob("*.jpg")]
    assert fox.photo


async def test_the_page_itself_holds_nothing_and_may_do_little(
    place: Studio, http: ClientSession
) -> None:
    page = await browser(place, http, place.anna)
    page.data = ""
    async with page.ask("") as response:
        text = await response.text()
        policy = response.headers["Content-Security-Policy"]
    assert place.sandbox.token not in text
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors https://web.telegram.org" in policy
    _headers_are_strict(response)
    for file in ("main.js", "gallery.css", "icons.svg"):
        assert await page.status(f"/static/{file}") == 200
    for file in ("index.html", "..%2fgallery.py", "%2e%2e%2f%2e%2e%2fapp.py", "nothing.js", "%00"):
        assert await page.status(f"/static/{file}") == 404, file


def _headers_are_strict(response: ClientResponse) -> None:
    headers: Mapping[str, str] = response.headers
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "no-referrer"


async def test_without_a_public_address_there_is_no_page(
    sketching: Studio, http: ClientSession
) -> None:
    await painted(sketching, sketching.anna, "a fox")
    await painted(sketching, sketching.anna, "a hen")
    await sketching.anna.private.command("history")
    sheet = await sketching.anna.private.wait_button("Filter")
    assert not sheet.button("Open the gallery")
    assert not sketching.sandbox.calls.named("setChatMenuButton")


async def test_the_menu_button_speaks_russian(place: Studio, http: ClientSession) -> None:
    boris = place.boris
    await boris.start()
    await boris.private.wait_text("Здравствуйте")
    labels = [call.params["menu_button"]["text"] for call in await _named(place)]
    assert labels == ["Gallery", "Галерея"]


async def _named(place: Studio) -> list[Any]:
    await place.sandbox.calls.wait("setChatMenuButton", count=2)
    return list(place.sandbox.calls.named("setChatMenuButton"))
