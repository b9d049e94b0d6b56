from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from aiogram import Bot

from bot.core.errors import (
    ContentRejected,
    DeliveryError,
    FileRejected,
    TimedOut,
    Unavailable,
    Unreachable,
)
from bot.core.models import Artifact, Job
from bot.core.runs import RunState
from bot.sandbox import Fault, MessageView, Person, Sandbox
from bot.services.metadata import brought
from bot.telegram.messenger import TelegramMessenger
from bot.telegram.translator import Translator
from tests.stories.paper import pixels
from tests.support.clock import VirtualClock
from tests.support.workshop import Workshop
from tests.telegram.desk import for_message, messenger_of
from tests.telegram.jobs import Disk, run, status
from tests.telegram.words import words

LABELS = {
    key: key
    for key in (
        *("button_cancel", "result_again", "result_vary", "result_edit", "result_change"),
        *("result_upscale", "result_file", "result_favour", "result_favoured", "result_copy"),
        *("result_delete", "failure_retry", "failure_other", "failure_edit"),
    )
}


@pytest.fixture
def translator(tmp_path_factory: pytest.TempPathFactory) -> Translator:
    return words(tmp_path_factory.mktemp("locales"), **LABELS)


@pytest.fixture
def disk(tmp_path: Path) -> Disk:
    return Disk(tmp_path)


@pytest.fixture
def messenger(bot: Bot, disk: Disk, translator: Translator) -> TelegramMessenger:
    shop = Workshop(VirtualClock())
    return messenger_of(bot, shop, disk, translator)


@pytest.fixture
async def asked(anna: Person) -> MessageView:
    """The request that everything answers."""
    return await anna.private.say("a fox")


def running(asked: MessageView, **more: Any) -> Job:
    return for_message(asked, run(1, state=RunState.FOLLOWING), **more)


class TestCards:
    async def test_opens_as_a_silent_reply_with_cancel(
        self, messenger: TelegramMessenger, anna: Person, asked: MessageView, sandbox: Sandbox
    ) -> None:
        card_id = await messenger.open_card(status(running(asked)))
        card = await anna.private.wait_button("button_cancel")
        assert card.id == card_id
        assert card.replies_to(asked)
        assert "≈ 40 %" in card.text
        assert sandbox.calls.named("sendMessage")[-1].params["disable_notification"]

    async def test_is_edited_when_its_words_change(
        self, messenger: TelegramMessenger, anna: Person, asked: MessageView, sandbox: Sandbox
    ) -> None:
        whole = running(asked)
        card_id = await messenger.open_card(status(whole))
        whole = replace(whole, card_id=card_id)
        for progress in (0.42, 0.43, 0.67, 0.67):
            await messenger.update_card(status(whole, progress=progress))
        assert len(sandbox.calls.named("editMessageText")) == 1
        assert "≈ 65 %" in anna.private.last.text

    async def test_loses_its_button_once_it_stops(
        self, messenger: TelegramMessenger, anna: Person, asked: MessageView
    ) -> None:
        whole = running(asked)
        card_id = await messenger.open_card(status(whole))
        stopping = run(1, state=RunState.FOLLOWING, cancel_requested=True)
        await messenger.update_card(status(replace(whole, card_id=card_id, runs=(stopping,))))
        assert anna.private.last.text.endswith("Stopping")
        assert anna.private.last.buttons == []

    @pytest.mark.parametrize("fault", [Fault.too_many_requests(60), Fault.server_error()])
    async def test_an_edit_is_no_trouble(
        self, messenger: TelegramMessenger, sandbox: Sandbox, asked: MessageView, fault: Fault
    ) -> None:
        sandbox.faults.add("editMessageText", fault)
        await messenger.update_card(status(running(asked, card_id=1)))
        assert len(sandbox.calls.named("editMessageText")) == 1

    async def test_tells_when_somebody_deleted_it(
        self, messenger: TelegramMessenger, anna: Person, asked: MessageView
    ) -> None:
        whole = running(asked)
        card_id = await messenger.open_card(status(whole))
        await anna.private.delete(anna.private.last)
        with pytest.raises(DeliveryError):
            await messenger.update_card(status(replace(whole, card_id=card_id), progress=0.9))

    async def test_goes_away_and_nobody_minds_when_it_is_gone(
        self, messenger: TelegramMessenger, anna: Person, asked: MessageView
    ) -> None:
        whole = running(asked)
        whole = replace(whole, card_id=await messenger.open_card(status(whole)))
        for _ in range(2):
            await messenger.close_card(whole)
        assert anna.private.last.id == asked.id

    async def test_no_card_where_nobody_can_be_reached(
        self, messenger: TelegramMessenger, anna: Person, asked: MessageView
    ) -> None:
        await anna.block_bot()
        assert await messenger.open_card(status(running(asked))) is None
        with pytest.raises(Unreachable):
            await messenger.update_card(status(running(asked, card_id=1)))
        await messenger.close_card(running(asked, card_id=1))


class TestOnePicture:
    async def test_is_a_photo_in_reply_with_caption_and_buttons(
        self,
        messenger: TelegramMessenger,
        disk: Disk,
        anna: Person,
        asked: MessageView,
    ) -> None:
        wish = {"ratio": "4:3", "style": "INK"}
        whole = for_message(asked, run(1, disk.picture(1), request=wish))
        sent = await messenger.deliver(whole)
        photo = await anna.private.wait_photo()
        assert photo.replies_to(asked)
        assert photo.photo
        assert photo.photo.size == (64, 48)
        assert photo.caption == "a fox & <b>owl</b>\nBrush · 4:3 · Ink · seed 41 · 12 sec"
        assert "expandable_blockquote" in str(photo.json["caption_entities"])
        assert "result_again" in str(photo.buttons)
        assert sent[1][0] == photo.id
        assert sent[1][1] == photo.json["photo"][-1]["file_id"]
        await anna.private.wait_action("upload_photo")

    async def test_without_a_ratio_its_size_is_told(
        self, messenger: TelegramMessenger, disk: Disk, anna: Person, asked: MessageView
    ) -> None:
        await messenger.deliver(for_message(asked, run(1, disk.picture(1, seed=None))))
        photo = await anna.private.wait_photo()
        assert photo.words.endswith("\nBrush · 64×48 · 12 sec")

    async def test_arrives_although_its_request_is_gone(
        self, messenger: TelegramMessenger, disk: Disk, anna: Person, asked: MessageView
    ) -> None:
        await anna.private.delete(asked)
        await messenger.deliver(for_message(asked, run(1, disk.picture(1))))
        assert (await anna.private.wait_photo()).reply_to is None

    async def test_one_that_is_too_large_is_made_smaller(
        self, messenger: TelegramMessenger, disk: Disk, anna: Person, asked: MessageView
    ) -> None:
        await messenger.deliver(for_message(asked, run(1, disk.picture(1, (9000, 1100)))))
        photo = await anna.private.wait_photo()
        assert photo.photo
        assert sum(photo.photo.size) <= 10_000

    async def test_one_that_is_too_long_goes_as_a_file(
        self, messenger: TelegramMessenger, disk: Disk, anna: Person, asked: MessageView
    ) -> None:
        artifact = disk.picture(1, (2100, 100))
        sent = await messenger.deliver(for_message(asked, run(1, artifact)))
        file = await anna.private.wait_document()
        content = await file.bytes()
        assert pixels(content) == pixels(disk.path("1.png").read_bytes())
        found = brought(content)
        assert found
        assert (found.request.prompt, found.request.seed) == ("a fox & <b>owl</b>", 41)
        assert "result_again" in str(file.buttons)
        assert sent[1] == (file.id, file.document["file_id"] if file.document else "")

    async def test_one_that_telegram_refuses_goes_as_a_file(
        self,
        messenger: TelegramMessenger,
        disk: Disk,
        anna: Person,
        asked: MessageView,
        sandbox: Sandbox,
    ) -> None:
        sandbox.faults.add("sendPhoto", Fault.bad_request("IMAGE_PROCESS_FAILED"))
        await messenger.deliver(for_message(asked, run(1, disk.picture(1))))
        assert (await anna.private.wait_document()).replies_to(asked)

    async def test_stays_in_its_topic(
        self, messenger: TelegramMessenger, disk: Disk, sandbox: Sandbox, anna: Person
    ) -> None:
        group = sandbox.group("Painters", members=[anna], forum=True)
        topic = group.add_topic("Foxes")
        asked = await group.as_(anna).command("imagine", "a fox", topic=topic)
        origin = {"thread_id": topic, "private": False}
        whole = for_message(asked, run(1, disk.picture(1)), origin=origin)
        await messenger.deliver(whole)
        assert (await group.as_(anna).wait_photo()).thread_id == topic
        group.delete_topic(topic)
        await messenger.deliver(whole)
        assert (await group.as_(anna).wait_photo()).thread_id is None


class TestSeveralPictures:
    async def test_are_an_album_and_a_message_with_their_numbers(
        self, messenger: TelegramMessenger, disk: Disk, anna: Person, asked: MessageView
    ) -> None:
        runs = [run(n, disk.picture(n)) for n in range(1, 5)]
        sent = await messenger.deliver(for_message(asked, *runs))
        album = await anna.private.wait_album(count=4)
        assert album[0].replies_to(asked)
        assert album[0].words == "a fox & <b>owl</b>\nBrush · 64×48 · 12 sec"
        assert [message.words for message in album[1:]] == ["", "", ""]
        assert [sent[n][0] for n in range(1, 5)] == [message.id for message in album]
        control = await anna.private.wait_text("4 pictures")
        assert control.replies_to(album[0])
        assert control.buttons[0] == ["1", "2", "3", "4"]

    async def test_that_differ_are_captioned_each(
        self, messenger: TelegramMessenger, disk: Disk, anna: Person, asked: MessageView
    ) -> None:
        prompts = ["a fox", "an owl"]
        runs = [
            run(n, disk.picture(n), request={"prompt": prompt})
            for n, prompt in enumerate(prompts, start=1)
        ]
        await messenger.deliver(for_message(asked, *runs))
        album = await anna.private.wait_album(count=2)
        assert [message.words.partition("\n")[0] for message in album] == [
            "1. a fox",
            "2. an owl",
        ]
        assert "seed 41" in album[0].words

    async def test_more_than_ten_are_two_albums(
        self, messenger: TelegramMessenger, disk: Disk, anna: Person, asked: MessageView
    ) -> None:
        runs = [run(n, disk.picture(n)) for n in range(1, 12)]
        sent = await messenger.deliver(for_message(asked, *runs))
        sizes = [len(await anna.private.wait_album(count=n)) for n in (5, 6)]
        assert sizes == [5, 6]
        assert len(sent) == 11

    async def test_one_without_a_place_in_an_album_goes_as_a_file(
        self, messenger: TelegramMessenger, disk: Disk, anna: Person, asked: MessageView
    ) -> None:
        runs = [run(1, disk.picture(1, (2100, 100))), run(2, disk.picture(2))]
        sent = await messenger.deliver(for_message(asked, *runs))
        await anna.private.wait_photo()
        await anna.private.wait_document()
        await anna.private.wait_text("2 pictures")
        assert set(sent) == {1, 2}

    async def test_a_refused_album_goes_piece_by_piece(
        self,
        messenger: TelegramMessenger,
        disk: Disk,
        anna: Person,
        asked: MessageView,
        sandbox: Sandbox,
    ) -> None:
        sandbox.faults.add("sendMediaGroup", Fault.bad_request("PHOTO_INVALID_DIMENSIONS"))
        sent = await messenger.deliver(
            for_message(asked, *(run(n, disk.picture(n)) for n in (1, 2)))
        )
        assert set(sent) == {1, 2}
        assert len(sandbox.calls.named("sendPhoto")) == 2

    async def test_goes_on_where_it_stopped(
        self,
        messenger: TelegramMessenger,
        disk: Disk,
        anna: Person,
        asked: MessageView,
        sandbox: Sandbox,
    ) -> None:
        whole = for_message(asked, *(run(n, disk.picture(n)) for n in (1, 2)))
        sandbox.faults.add("sendMessage", Fault.server_error(), times=3)
        with pytest.raises(Unavailable):
            await messenger.deliver(whole)
        sent = await messenger.deliver(whole)
        assert set(sent) == {1, 2}
        assert len(sandbox.calls.named("sendMediaGroup")) == 1
        await anna.private.wait_text("2 pictures")


class TestRefusals:
    async def test_a_blocked_bot(
        self, messenger: TelegramMessenger, disk: Disk, anna: Person, asked: MessageView
    ) -> None:
        await anna.block_bot()
        with pytest.raises(Unreachable):
            await messenger.deliver(for_message(asked, run(1, disk.picture(1))))
        assert not messenger._pictures._sent, "nothing is kept of what will never be sent"

    async def test_a_file_that_is_refused_in_every_form(
        self, messenger: TelegramMessenger, disk: Disk, sandbox: Sandbox, asked: MessageView
    ) -> None:
        for method in ("sendPhoto", "sendDocument"):
            sandbox.faults.add(method, Fault.bad_request("file must be non-empty"))
        with pytest.raises(FileRejected):
            await messenger.deliver(for_message(asked, run(1, disk.picture(1))))

    async def test_a_file_that_is_not_there(
        self, messenger: TelegramMessenger, disk: Disk, asked: MessageView
    ) -> None:
        lost = Artifact(
            id=1, run_id=1, index=0, media="none.png", mime="image/png", width=1, height=1, size=1
        )
        with pytest.raises(FileRejected):
            await messenger.deliver(for_message(asked, run(1, lost)))

    async def test_trouble_that_passes_is_no_refusal(
        self, messenger: TelegramMessenger, disk: Disk, sandbox: Sandbox, asked: MessageView
    ) -> None:
        sandbox.faults.add("sendPhoto", Fault.server_error(), times=3)
        with pytest.raises(Unavailable):
            await messenger.deliver(for_message(asked, run(1, disk.picture(1))))


class TestReports:
    async def test_one_failure_with_its_refund_and_next_steps(
        self, messenger: TelegramMessenger, anna: Person, asked: MessageView
    ) -> None:
        await messenger.report(for_message(asked, run(1, error=TimedOut(provider="p"))))
        told = await anna.private.wait_text("Error timed-out")
        assert told.replies_to(asked)
        assert told.text.splitlines()[1:] == ["Refunded.", "Try again."]
        assert "failure_retry" in str(told.buttons)

    async def test_all_failures_of_a_job_in_one_message(
        self, messenger: TelegramMessenger, disk: Disk, anna: Person, asked: MessageView
    ) -> None:
        late, refused = TimedOut(provider="p"), ContentRejected(provider="p")
        runs = [
            run(1, error=late),
            run(2, disk.picture(2), state=RunState.DONE),
            run(3, error=refused),
            run(4, error=late),
        ]
        await messenger.report(for_message(asked, *runs))
        lines = (await anna.private.wait_text("3 of 4 failed")).text.splitlines()
        assert lines[1].startswith("1, 4: Error timed-out")
        assert lines[2].startswith("3: Error content-rejected")
        assert lines[3] == "3 of 3 refunded."

    async def test_nothing_failed_nothing_said(
        self, messenger: TelegramMessenger, anna: Person, asked: MessageView, sandbox: Sandbox
    ) -> None:
        await messenger.report(for_message(asked, run(1, state=RunState.CANCELLED)))
        assert sandbox.calls.named("sendMessage") == []

    async def test_nobody_there(
        self, messenger: TelegramMessenger, anna: Person, asked: MessageView
    ) -> None:
        await anna.block_bot()
        with pytest.raises(Unreachable):
            await messenger.report(for_message(asked, run(1, error=TimedOut(provider="p"))))


async def test_keeps_to_the_port(messenger: TelegramMessenger) -> None:
    from bot.core.ports.conversation import Messenger

    port: Messenger = messenger
    assert port is messenger
