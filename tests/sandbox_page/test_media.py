"""Pictures and files in both directions."""

import asyncio
from pathlib import Path

import pytest
from playwright.async_api import Page, Route, expect

from bot.sandbox import Sandbox
from tests.sandbox.helpers import jpeg as thumbnail
from tests.sandbox_page.scripted import OpenPage, ScriptedBot, button, keyboard, picture
from tests.support.films import gif, mp4

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def boxes(page: Page, selector: str) -> list[dict[str, float]]:
    """Return where the elements are on the screen."""
    found: list[dict[str, float]] = await page.locator(selector).evaluate_all(
        "nodes => nodes.map(node => node.getBoundingClientRect().toJSON())"
    )
    return found


async def test_a_photo_keeps_its_ratio_has_its_buttons_and_opens_in_full(
    sandbox: Sandbox, bot: ScriptedBot, open_page: OpenPage
) -> None:
    anna = sandbox.person("Anna")
    await anna.start()
    page = await open_page(anna.id, anna.id)
    rows = keyboard([button("🔁", callback_data="a"), button("🗑", callback_data="d")])
    await bot.show(anna.id, picture(1280, 720), caption="a fox", reply_markup=rows)
    await expect(page.locator(".keyboard button")).to_have_text(["🔁", "🗑"])
    [box] = await boxes(page, ".photo img")
    assert box["width"] / box["height"] == pytest.approx(16 / 9, rel=0.02)

    await page.get_by_role("button", name="Open picture in full size").click()
    full = page.locator("#viewer-image")
    await expect(full).to_be_visible()
    await expect(full).to_have_js_property("naturalWidth", 1280)
    await page.keyboard.press("Escape")
    await expect(full).to_be_hidden()


async def test_an_album_is_a_mosaic_without_gaps_or_overlaps(
    sandbox: Sandbox, bot: ScriptedBot, open_page: OpenPage
) -> None:
    anna = sandbox.person("Anna")
    await anna.start()
    page = await open_page(anna.id, anna.id)
    shapes = [(640, 360), (360, 640), (500, 500), (640, 360)]
    await bot.album(anna.id, [picture(*shape) for shape in shapes], "four foxes")
    await expect(page.locator(".mosaic-cell")).to_have_count(4)
    await expect(page.locator(".unit.in")).to_have_count(1)
    await expect(page.locator(".unit.in .text")).to_contain_text("four foxes")

    [frame] = await boxes(page, ".mosaic")
    cells = await boxes(page, ".mosaic-cell")
    covered = sum(cell["width"] * cell["height"] for cell in cells)
    assert 0.95 < covered / (frame["width"] * frame["height"]) <= 1
    assert all(cell["right"] <= frame["right"] + 1 for cell in cells)


async def test_pictures_are_sent_as_photos_or_as_files_as_chosen(
    sandbox: Sandbox, bot: ScriptedBot, open_page: OpenPage, tmp_path: Path
) -> None:
    anna = sandbox.person("Anna")
    await anna.start()
    await bot.next_update("message")
    path = tmp_path / "fox.png"
    path.write_bytes(picture(300, 200))
    page = await open_page(anna.id, anna.id)
    await page.locator("#pick-media").set_input_files(path)
    await page.get_by_label("Message", exact=True).fill("make it winter")
    await page.keyboard.press("Enter")
    photo = await bot.next_update("message")
    await expect(page.locator(".preview-file")).to_have_count(0)
    await page.locator("#pick-media").set_input_files(path)
    await page.get_by_role("group", name="Send as").get_by_role("button", name="File").click()
    await page.get_by_role("button", name="Send", exact=True).click()
    document = await bot.next_update("message")

    assert photo["caption"] == "make it winter"
    assert photo["photo"][-1]["width"] == 300
    assert document["document"]["file_name"] == "fox.png"
    assert document["document"]["file_size"] == path.stat().st_size
    row = page.get_by_role("link", name="fox.png")
    async with page.expect_download() as downloading:
        await row.click()
    await (await downloading.value).save_as(tmp_path / "downloaded.png")
    assert (tmp_path / "downloaded.png").read_bytes() == path.read_bytes()


async def test_a_pasted_picture_waits_with_a_preview(
    sandbox: Sandbox, bot: ScriptedBot, open_page: OpenPage
) -> None:
    anna = sandbox.person("Anna")
    await anna.start()
    await bot.next_update("message")
    page = await open_page(anna.id, anna.id)
    await page.evaluate(
        """async () => {
            const canvas = document.createElement("canvas");
            canvas.getContext("2d").fillRect(0, 0, 40, 40);
            const blob = await new Promise((done) => canvas.toBlob(done));
            const data = new DataTransfer();
            data.items.add(new File([blob], "pasted.png", { type: "image/png" }));
            const event = new ClipboardEvent("paste", { clipboardData: data, bubbles: true });
            document.getElementById("text").dispatchEvent(event);
        }"""
    )
    await expect(page.locator(".preview-file img")).to_be_visible()
    await page.keyboard.press("Enter")

    assert (await bot.next_update("message"))["photo"]


async def test_what_is_picked_while_others_are_sent_stays(
    sandbox: Sandbox, bot: ScriptedBot, open_page: OpenPage, tmp_path: Path
) -> None:
    anna = sandbox.person("Anna")
    await anna.start()
    page, released = await open_page(anna.id, anna.id), asyncio.Event()

    async def late(route: Route) -> None:
        await released.wait()
        await route.continue_()

    await page.route("**/messages", late)
    for name in ("fox.png", "owl.png"):
        (tmp_path / name).write_bytes(picture(30, 20))
        await page.locator("#pick-media").set_input_files(tmp_path / name)
        await expect(page.locator(".preview-file").last).to_contain_text(name)
        if name == "fox.png":
            await page.keyboard.press("Enter")
    released.set()
    await bot.next_update("message")
    await expect(page.locator(".preview-file")).to_have_count(1)
    await expect(page.locator(".preview-file")).to_contain_text("owl.png")


async def test_a_clip_plays_where_it_stands(
    sandbox: Sandbox, bot: ScriptedBot, open_page: OpenPage
) -> None:
    anna = sandbox.person("Anna")
    await anna.start()
    page = await open_page(anna.id, anna.id)
    data = {"clip": mp4(2, (320, 180)), "poster": thumbnail(320, 180)}
    shape = {"width": 320, "height": 180, "duration": 2, "supports_streaming": True}
    files = {"video": "attach://clip", "thumbnail": "attach://poster"}
    await bot.call("sendVideo", files=data, chat_id=anna.id, caption="a fox", **shape, **files)
    clip = page.locator(".unit.in video.clip")
    await expect(clip).to_have_js_property("videoWidth", 320)
    assert "/sim/files/" in (await clip.get_attribute("poster") or "")
    [box] = await boxes(page, ".unit.in video.clip")
    assert box["width"] / box["height"] == pytest.approx(16 / 9, rel=0.02)
    moved = await clip.evaluate(
        """async (video) => {
            video.muted = true;
            video.playbackRate = 4;
            await video.play();
            await new Promise((done) => video.addEventListener("ended", done, { once: true }));
            return video.currentTime;
        }"""
    )
    assert moved == pytest.approx(2, abs=0.2)


async def test_clips_are_picked_with_a_preview_and_sent_as_what_they_are(
    sandbox: Sandbox, bot: ScriptedBot, open_page: OpenPage, tmp_path: Path
) -> None:
    anna = sandbox.person("Anna")
    await anna.start()
    await bot.next_update("message")
    for name, content in (("fox.mp4", mp4(3, (320, 180))), ("snow.gif", gif((64, 40)))):
        (tmp_path / name).write_bytes(content)
    page = await open_page(anna.id, anna.id)
    await page.locator("#pick-media").set_input_files(tmp_path / "fox.mp4")
    await expect(page.locator(".preview-file video")).to_be_visible()
    await page.get_by_label("Message", exact=True).fill("make it winter")
    await page.keyboard.press("Enter")
    video = await bot.next_update("message")
    await page.locator("#pick-media").set_input_files(tmp_path / "snow.gif")
    await page.get_by_role("button", name="Send", exact=True).click()
    moving = await bot.next_update("message")

    assert video["caption"] == "make it winter"
    about = video["video"]
    assert (about["width"], about["height"], about["duration"]) == (320, 180, 3)
    assert moving["animation"]["mime_type"] == "video/mp4"
    await expect(page.locator(".unit.out video.clip")).to_have_count(2)
