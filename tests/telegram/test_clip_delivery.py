"""Clips on their way into the chat: played, else as a file, else behind an address."""

from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest
from aiogram import Bot
from PIL import Image

from bot.core.ports.provider import Link
from bot.sandbox import Fault, MessageView, Person, Sandbox
from bot.services.downloads import Downloads
from bot.services.metadata import brought
from bot.telegram.messenger import TelegramMessenger
from bot.telegram.translator import Translator
from tests.support.clock import START, VirtualClock
from tests.support.workshop import Workshop
from tests.telegram.desk import for_message, messenger_of
from tests.telegram.jobs import Disk, run
from tests.telegram.words import words

LABELS = ("button_cancel", "result_again", "result_vary", "result_edit", "result_change")
MORE = ("result_upscale", "result_file", "result_favour", "result_copy", "result_delete")


@pytest.fixture
def translator(tmp_path_factory: pytest.TempPathFactory) -> Translator:
    return words(tmp_path_factory.mktemp("locales"), **{key: key for key in LABELS + MORE})


@pytest.fixture
def disk(tmp_path: Path) -> Disk:
    return Disk(tmp_path)


@pytest.fixture
def shop() -> Workshop:
    return Workshop(VirtualClock())


@pytest.fixture
def messenger(bot: Bot, shop: Workshop, disk: Disk, translator: Translator) -> TelegramMessenger:
    return messenger_of(bot, shop, disk, translator)


@pytest.fixture
async def asked(anna: Person) -> MessageView:
    return await anna.private.say("a fox runs")


async def test_a_clip_plays_in_the_chat(
    messenger: TelegramMessenger, disk: Disk, anna: Person, asked: MessageView, sandbox: Sandbox
) -> None:
    artifact = disk.clip(1, (640, 360))
    sent = await messenger.deliver(for_message(asked, run(1, artifact)))
    shown = anna.private.last
    video = shown.json["video"]
    assert (video["width"], video["height"], video["duration"]) == (640, 360, 2)
    assert sandbox.calls.named("sendVideo")[-1].params["supports_streaming"] in (True, "true")
    assert sent == {1: (shown.id, video["file_id"])}
    assert shown.replies_to(asked)
    assert "Brush · 640×360 · 2 s · 12 sec" in shown.words
    assert "result_delete" in str(shown.buttons)
    await anna.private.wait_action("upload_video")


async def test_its_thumbnail_is_its_own_first_picture(
    messenger: TelegramMessenger, disk: Disk, anna: Person, asked: MessageView, sandbox: Sandbox
) -> None:
    await messenger.deliver(for_message(asked, run(1, disk.clip(1, (640, 360)))))
    thumbnail = anna.private.last.json["video"]["thumbnail"]
    assert max(thumbnail["width"], thumbnail["height"]) == 320
    assert thumbnail["file_size"] < 200_000


async def test_a_clip_that_telegram_does_not_play_goes_as_a_file(
    messenger: TelegramMessenger, disk: Disk, anna: Person, asked: MessageView
) -> None:
    artifact = disk.clip(1, mime="video/webm")
    sent = await messenger.deliver(for_message(asked, run(1, artifact)))
    file = await anna.private.wait_document()
    found = brought(await file.bytes())
    assert found
    assert found.request.prompt == "a fox & <b>owl</b>"
    assert sent[1] == (file.id, file.document["file_id"] if file.document else "")


async def test_a_clip_that_telegram_refuses_goes_as_a_file(
    messenger: TelegramMessenger, disk: Disk, anna: Person, asked: MessageView, sandbox: Sandbox
) -> None:
    sandbox.faults.add("sendVideo", Fault.bad_request("VIDEO_FILE_INVALID"))
    await messenger.deliver(for_message(asked, run(1, disk.clip(1))))
    assert (await anna.private.wait_document()).replies_to(asked)


async def test_clips_and_pictures_are_one_album(
    messenger: TelegramMessenger, disk: Disk, anna: Person, asked: MessageView
) -> None:
    sent = await messenger.deliver(
        for_message(asked, run(1, disk.clip(1)), run(2, disk.picture(2)))
    )
    shown = {message.id: message for message in anna.private.messages}
    first, second = (shown[sent[number][0]] for number in (1, 2))
    assert first.json["media_group_id"] == second.json["media_group_id"]
    assert ("video" in first.json, "photo" in second.json) == (True, True)


class TestTooLarge:
    @pytest.fixture
    def messenger(
        self, bot: Bot, shop: Workshop, disk: Disk, translator: Translator
    ) -> TelegramMessenger:
        return messenger_of(bot, shop, disk, translator, upload_bytes=100)

    @pytest.fixture(autouse=True)
    def _all_is_large(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("bot.telegram.sending.ALWAYS_TAKEN", 100)

    async def test_its_vendors_address_is_given_with_the_moment_of_its_end(
        self,
        messenger: TelegramMessenger,
        shop: Workshop,
        disk: Disk,
        anna: Person,
        asked: MessageView,
    ) -> None:
        until = START + timedelta(minutes=20)
        shop.provider.links["v:1"] = Link(url="https://files.example/1.mp4", until=until)
        artifact = disk.clip(1, (640, 360), vendor_ref="v:1")
        sent = await messenger.deliver(for_message(asked, run(1, artifact)))
        still = await anna.private.wait_photo()
        assert sent == {1: (still.id, "")}
        assert f"until {until:%Y-%m-%d %H:%M}" in still.words
        assert still.json["reply_markup"]["inline_keyboard"][0][0]["url"] == (
            "https://files.example/1.mp4"
        )
        with Image.open(BytesIO(await still.bytes())) as picture:
            assert picture.size == (640, 360)

    async def test_with_a_public_url_the_address_is_our_own(
        self, bot: Bot, disk: Disk, translator: Translator, asked: MessageView, anna: Person
    ) -> None:
        shop = Workshop(VirtualClock())
        messenger = messenger_of(
            bot, shop, disk, translator, upload_bytes=100, public_url="https://me.example/bot"
        )
        await messenger.deliver(for_message(asked, run(1, disk.clip(1))))
        still = await anna.private.wait_photo()
        address = still.json["reply_markup"]["inline_keyboard"][0][0]["url"]
        assert address.startswith("https://me.example/bot/media/")

    async def test_without_any_address_it_is_told_that_it_is_kept(
        self, messenger: TelegramMessenger, disk: Disk, anna: Person, asked: MessageView
    ) -> None:
        sent = await messenger.deliver(for_message(asked, run(1, disk.clip(1, vendor_ref="v:9"))))
        still = await anna.private.wait_photo()
        assert sent == {1: (still.id, "")}
        assert "0 MB, kept" in still.words
        assert "result_file" in str(still.buttons)


async def test_tickets_are_nobody_elses_and_end(shop: Workshop, disk: Disk) -> None:
    clock = VirtualClock()
    downloads, other = (
        Downloads(
            catalogue=shop.catalogue, clock=clock, public_url="https://me.example", secret=secret
        )
        for secret in ("one", "another")
    )
    link = await downloads.link(run(1), disk.clip(7))
    assert link
    ticket = link.url.rpartition("/")[2]
    assert downloads.admits(ticket) == 7
    assert other.admits(ticket) is None
    for forged in ("", "x", ticket[:-1], f"{ticket}x", "WzcsIDk5OTk5OTk5OTld.x"):
        assert downloads.admits(forged) is None
    await clock.go(24 * 3600 + 1)
    assert downloads.admits(ticket) is None
