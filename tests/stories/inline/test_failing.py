"""What goes wrong is said in the card or among the results, with what came of the quota."""

from bot.core.capabilities import Allowance
from bot.sandbox import Fault
from tests.stories.conftest import Mishaps
from tests.stories.inline.posts import change, elsewhere, in_history, picture, post
from tests.stories.studio import Studio
from tests.vendors.fusionbrain import FusionBrainServer


async def shut_out(place: Studio, person_id: int, reason: str) -> None:
    """As an operator does."""
    await change(place, "UPDATE people SET banned = ? WHERE id = ?", (reason, person_id))


class TestInTheCard:
    async def test_a_failure_is_told_and_tried_again(
        self, kandinsky: Studio, vendor: FusionBrainServer
    ) -> None:
        vendor.outcome = "FAIL"
        anna = kandinsky.anna
        card = await post(anna, "a fox", elsewhere(kandinsky, anna))
        told = await card.becomes(lambda m: m.button("Try again"), timeout=10)
        assert "a fox" in told.words
        assert "Nothing was taken from your daily quota." in told.words
        assert (await anna.tap(told, "Edit prompt")).inline == "a fox"
        assert (await kandinsky.boris.tap(told, "Try again")).show_alert
        await kandinsky.settled()
        vendor.outcome = "DONE"
        await anna.press(told, "Try again")
        await anna.tap(told, "Try again")  # twice, by a thumb that slipped
        await picture(card)
        await kandinsky.settled()
        assert len(vendor.submitted) == 2
        assert await kandinsky.used(anna) == {Allowance.TEXT_TO_IMAGE: 1}

    async def test_another_model_does_it_in_the_same_card(
        self, choosy: Studio, vendor: FusionBrainServer
    ) -> None:
        vendor.outcome = "FAIL"
        anna = choosy.anna
        card = await post(anna, "a fox", elsewhere(choosy, anna), "Kandinsky")
        told = await card.becomes(lambda m: m.button("Sketch"), timeout=10)
        await anna.tap(told, "Sketch")
        assert "Sketch" in (await picture(card)).words

    async def test_a_quota_that_ended_meanwhile(self, posting: Studio) -> None:
        await posting.restart(plan_free="text_to_image=1")
        anna, chat = posting.anna, elsewhere(posting, posting.anna)
        found = await anna.inline("a fox", chat=chat)
        first, second = [await anna.choose(found, 0, chat=chat) for _ in range(2)]
        await picture(first)
        told = await second.becomes(lambda m: "0 of 1 left" in m.words)
        assert "a fox" in told.words
        assert told.buttons == [["▶️ Paint it"]]
        assert (await anna.tap(told, "Paint")).show_alert
        assert await posting.used(anna) == {Allowance.TEXT_TO_IMAGE: 1}
        await posting.restart(plan_free="text_to_image=2")
        await anna.tap(told, "Paint")
        await picture(second)

    async def test_a_deleted_card_loses_no_picture(self, posting: Studio) -> None:
        posting.sandbox.telegram.inline_feedback = False
        posting.refusals.append("MESSAGE_ID_INVALID")
        anna, chat = posting.anna, elsewhere(posting, posting.anna)
        card = await post(anna, "a fox", chat)
        await anna.press(card, "Paint")
        await chat.delete(card)
        await posting.sandbox.confirmed()
        await posting.settled()
        (own,) = (await anna.inline("")).results
        assert own["type"] == "photo"
        assert await posting.used(anna) == {Allowance.TEXT_TO_IMAGE: 1}

    async def test_a_storage_chat_that_is_closed(self, posting: Studio, mishaps: Mishaps) -> None:
        mishaps.expected.append("STORAGE_CHAT_ID cannot be written to")
        operator, anna = posting.sandbox.person("Olga"), posting.anna
        await operator.block_bot()
        card = await post(anna, "a fox", elsewhere(posting, anna))
        told = await card.becomes(lambda m: "STORAGE_CHAT_ID" in m.words, timeout=10)
        assert "Nothing was taken from your daily quota." in told.words
        assert not (await posting.used(anna))[Allowance.TEXT_TO_IMAGE]
        assert "a fox" in (await in_history(anna)).words

    async def test_trouble_with_the_upload_that_passes(self, posting: Studio) -> None:
        posting.sandbox.faults.add("sendPhoto", Fault.server_error(), times=4)
        anna = posting.anna
        await picture(await post(anna, "a fox", elsewhere(posting, anna)))
        await posting.settled()
        assert await posting.used(anna) == {Allowance.TEXT_TO_IMAGE: 1}

    async def test_what_is_no_photo_becomes_a_file(self, posting: Studio) -> None:
        posting.sandbox.faults.add("sendPhoto", Fault.bad_request("PHOTO_INVALID_DIMENSIONS"))
        posting.refusals.append("PHOTO_INVALID_DIMENSIONS")
        anna = posting.anna
        card = await post(anna, "a fox", elsewhere(posting, anna))
        shown = await card.becomes(lambda m: m.document, timeout=10)
        assert "a fox" in shown.words
        (own,) = (await anna.inline("")).results
        assert own["type"] == "document"


class TestAmongTheResults:
    async def test_a_quota_that_is_used_up(self, posting: Studio) -> None:
        await posting.restart(plan_free="text_to_image=1")
        anna = posting.anna
        await picture(await post(anna, "a fox", anna.private))
        found = await anna.inline("fox at night")
        assert found[0]["type"] == "article"
        assert found[0]["title"] == "No pictures left today"
        assert found[0]["description"].startswith("A new day begins in")
        said = await anna.choose(found, 0)
        assert "0 of 1 left" in said.words
        assert not said.buttons

    async def test_own_pictures_stay_when_the_quota_is_used_up(self, posting: Studio) -> None:
        await posting.restart(plan_free="text_to_image=1")
        anna = posting.anna
        await picture(await post(anna, "a fox", anna.private))
        await posting.settled()
        assert [r["type"] for r in (await anna.inline("fox")).results] == ["article", "photo"]

    async def test_a_parameter_that_cannot_be(self, posting: Studio) -> None:
        found = await posting.boris.inline("лиса --ar 9:99")
        (told,) = found.results
        assert "9:99" in told["title"]
        assert "Sketch" in told["title"]

    async def test_somebody_who_is_shut_out(self, posting: Studio) -> None:
        boris = posting.boris
        await boris.inline("лиса")
        await shut_out(posting, boris.id, "спам")
        for words in ("лиса", ""):
            (told,) = (await boris.inline(words)).results
            assert "спам" in told["title"]

    async def test_shut_out_after_the_choice(self, posting: Studio) -> None:
        boris, chat = posting.boris, elsewhere(posting, posting.boris)
        found = await boris.inline("лиса", chat=chat)
        await shut_out(posting, boris.id, "спам")
        card = await boris.choose(found, 0, chat=chat)
        await card.becomes(lambda m: "спам" in m.words)
        await posting.settled()
        assert posting.rows("SELECT count(*) FROM jobs") == [(0,)]

    async def test_without_a_storage_chat_it_says_why(self, sketching: Studio) -> None:
        anna, boris = sketching.anna, sketching.boris
        (told,) = (await anna.inline("a fox")).results
        assert "not set up" in told["title"]
        assert "STORAGE_CHAT_ID" in told["description"]
        assert "STORAGE_CHAT_ID" in (await anna.choose(await anna.inline("a fox"), 0)).words
        empty = await boris.inline("")
        assert not empty.results
        assert empty.button
        assert "рисование здесь не настроено" in empty.button["text"]
        await anna.private.say("a fox")
        await anna.private.wait_photo()
        await sketching.settled()
        own = await anna.inline("")
        assert [result["type"] for result in own.results] == ["photo"]
        assert own.button
        assert "not set up" in own.button["text"]

    async def test_a_button_of_no_card(self, posting: Studio) -> None:
        posting.sandbox.telegram.inline_feedback = False
        anna = posting.anna
        card = await post(anna, "a fox", elsewhere(posting, anna))
        await change(posting, "DELETE FROM cache")
        assert "not there any more" in (await anna.tap(card, "Paint")).text
