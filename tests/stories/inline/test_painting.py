"""Somebody writes behind the bot's name in any chat; the posted card turns into a picture."""

from bot.core.capabilities import Allowance
from tests.stories.inline.posts import elsewhere, in_history, picture, post
from tests.stories.studio import Studio
from tests.vendors.fusionbrain import FusionBrainServer

PAINTED = {Allowance.TEXT_TO_IMAGE: 1}


async def test_a_card_turns_into_a_picture_where_the_bot_is_no_member(posting: Studio) -> None:
    anna, chat = posting.anna, elsewhere(posting, posting.anna)
    found = await anna.inline("a fox --ar 16:9", chat=chat)
    assert found[0]["title"] == "Sketch"
    assert "Takes 1 picture, 10 of 10 left today" in found[0]["description"]
    card = await anna.choose(found, 0, chat=chat)
    assert "a fox" in card.words
    shown = await picture(card)
    assert shown.id == card.id
    assert "a fox" in shown.words
    assert "16:9" in shown.words
    assert shown.buttons == [["🔁 Paint another"]]
    assert (await anna.tap(shown, "Paint another")).inline == "a fox --ar 16:9"
    assert await posting.used(anna) == PAINTED
    await posting.settled()
    assert not anna.private.messages, "nothing was written to somebody who never met the bot"


async def test_the_upload_is_silent_and_goes_to_the_operators_chat(posting: Studio) -> None:
    anna, operator = posting.anna, posting.sandbox.person("Olga")
    before = len(operator.private.messages)
    await picture(await post(anna, "a fox", elsewhere(posting, anna)))
    (upload,) = operator.private.messages[before:]
    assert upload.photo
    assert not upload.words
    assert posting.sandbox.calls.named("sendPhoto")[-1].params["disable_notification"]


async def test_a_picture_from_there_is_in_the_history(posting: Studio) -> None:
    anna = posting.anna
    await picture(await post(anna, "a fox", elsewhere(posting, anna)))
    await posting.settled()
    assert "a fox" in (await in_history(anna)).words


async def test_each_speaks_their_own_language(posting: Studio) -> None:
    boris, chat = posting.boris, elsewhere(posting, posting.boris)
    found = await boris.inline("лиса", chat=chat)
    assert "осталось 10 из 10" in found[0]["description"]
    shown = await picture(await boris.choose(found, 0, chat=chat))
    assert shown.buttons == [["🔁 Нарисовать ещё"]]


async def test_several_people_in_several_chats_at_once(posting: Studio) -> None:
    anna, boris = posting.anna, posting.boris
    here, there = elsewhere(posting, anna), elsewhere(posting, boris)
    group = posting.group()
    await boris.private.say("лиса в личном чате")
    cards = [
        await post(anna, "a fox", here),
        await post(boris, "сова", there),
        await post(anna, "a hen", group.as_(anna)),
        await post(boris, "кот", boris.private),
    ]
    wish = await group.as_(anna).command("imagine", "a lighthouse")
    shown = [await picture(card) for card in cards]
    assert [m.words.partition("\n")[0] for m in shown] == ["a fox", "сова", "a hen", "кот"]
    answer = await group.as_(anna).wait(lambda m: bool(m.photo) and m.replies_to(wish), timeout=10)
    assert "lighthouse" in answer.words
    await posting.settled()
    assert await posting.used(anna) == {Allowance.TEXT_TO_IMAGE: 3}
    assert await posting.used(boris) == {Allowance.TEXT_TO_IMAGE: 3}
    # what was posted by way of the bot asks for nothing by itself
    assert posting.rows("SELECT count(*) FROM jobs") == [(6,)]


async def test_a_card_shows_how_far_it_is(kandinsky: Studio, vendor: FusionBrainServer) -> None:
    vendor.finish_after(polls=40)
    anna = kandinsky.anna
    card = await post(anna, "a fox", elsewhere(kandinsky, anna))
    shown = await card.becomes(lambda m: "%" in m.words, timeout=10)
    assert "a fox" in shown.words
    assert shown.buttons == [["✖ Cancel"]]
    vendor.finish_after()
    await picture(card)


class TestStarting:
    async def test_without_feedback_a_button_starts_it_once(self, posting: Studio) -> None:
        posting.sandbox.telegram.inline_feedback = False
        anna = posting.anna
        card = await post(anna, "a fox", elsewhere(posting, anna))
        assert card.buttons == [["▶️ Paint it"]]
        first, second = await anna.press(card, "Paint"), await anna.press(card, "Paint")
        assert first != second
        await picture(card)
        await posting.settled()
        await anna.press(card, "▶️ Paint it")  # a phone that has not heard yet
        await posting.sandbox.confirmed()
        await posting.settled()
        assert await posting.used(anna) == PAINTED
        assert posting.rows("SELECT count(*) FROM runs") == [(1,)]

    async def test_with_feedback_and_the_button_it_is_started_once(self, posting: Studio) -> None:
        anna = posting.anna
        card = await post(anna, "a fox", elsewhere(posting, anna))
        await anna.press(card, "▶️ Paint it")
        await picture(card)
        await posting.settled()
        assert await posting.used(anna) == PAINTED

    async def test_late_feedback_starts_nothing_again(self, posting: Studio) -> None:
        telegram = posting.sandbox.telegram
        telegram.inline_feedback = False
        anna = posting.anna
        card = await post(anna, "a fox", elsewhere(posting, anna))
        await anna.tap(card, "Paint")
        await picture(card)
        late = {
            "result_id": "m:sketch",
            "from": anna.user,
            "query": "a fox",
            "inline_message_id": card.post.inline_id,
        }
        telegram.updates.add("chosen_inline_result", late, f"user {anna.id}")
        await posting.sandbox.confirmed()
        await posting.settled()
        assert await posting.used(anna) == PAINTED
        assert card.latest.photo

    async def test_only_who_posted_it_starts_it(self, posting: Studio) -> None:
        posting.sandbox.telegram.inline_feedback = False
        card = await post(posting.anna, "a fox", elsewhere(posting, posting.anna))
        told = await posting.boris.tap(card, "Paint")
        assert told.show_alert
        assert "другому" in told.text
        await posting.settled()
        assert posting.rows("SELECT count(*) FROM jobs") == [(0,)]
        await posting.anna.tap(card, "Paint")
        await picture(card)

    async def test_the_button_works_after_a_restart(self, posting: Studio) -> None:
        posting.sandbox.telegram.inline_feedback = False
        card = await post(posting.anna, "a fox", elsewhere(posting, posting.anna))
        await posting.restart()
        await posting.anna.tap(card, "Paint")
        await picture(card)

    async def test_the_same_words_may_be_posted_twice(self, posting: Studio) -> None:
        anna, chat = posting.anna, elsewhere(posting, posting.anna)
        found = await anna.inline("a fox", chat=chat)
        cards = [await anna.choose(found, 0, chat=chat) for _ in range(2)]
        for card in cards:
            await picture(card)
        await posting.settled()
        assert await posting.used(anna) == {Allowance.TEXT_TO_IMAGE: 2}


class TestStopping:
    async def test_the_poster_cancels_and_paints_it_after_all(self, slow: Studio) -> None:
        anna = slow.anna
        card = await post(anna, "a fox", elsewhere(slow, anna))
        await card.becomes(lambda m: "%" in m.words)
        assert (await slow.boris.tap(card, "Cancel")).show_alert
        assert "Stopping" in (await anna.tap(card, "Cancel")).text
        ended = await card.becomes(lambda m: m.button("after all"))
        assert "a fox" in ended.words
        assert "Stopped" in ended.words
        await slow.settled()
        await slow.restart(sketch_seconds="0")
        assert (await slow.boris.tap(ended, "after all")).show_alert
        await anna.tap(ended, "after all")
        await picture(card)

    async def test_cancel_in_private_stops_what_was_posted(self, slow: Studio) -> None:
        anna = slow.anna
        card = await post(anna, "a fox", elsewhere(slow, anna))
        await card.becomes(lambda m: "%" in m.words)
        await anna.private.command("cancel")
        await card.becomes(lambda m: "Stopped" in m.words)


class TestRestarts:
    async def test_a_card_goes_on_after_a_restart(self, slow: Studio) -> None:
        anna = slow.anna
        card = await post(anna, "a fox", elsewhere(slow, anna))
        await card.becomes(lambda m: "%" in m.words)
        await slow.stop()
        await slow.start(sketch_seconds="0")
        # what was handed to a provider that forgets is said, never asked for again
        ended = await card.becomes(lambda m: m.photo or m.button("Try again"), timeout=10)
        if not ended.photo:
            await anna.tap(ended, "Try again")
            await picture(card)
        await slow.settled()
        assert await slow.used(anna) == PAINTED

    async def test_a_task_is_followed_after_a_restart(
        self, kandinsky: Studio, vendor: FusionBrainServer
    ) -> None:
        vendor.finish_after(polls=10_000)
        anna = kandinsky.anna
        card = await post(anna, "a fox", elsewhere(kandinsky, anna))
        await card.becomes(lambda m: "%" in m.words)
        await kandinsky.restart()
        vendor.finish_after()
        await picture(card)
        assert len(vendor.submitted) == 1
        assert await kandinsky.used(anna) == PAINTED

    async def test_what_was_chosen_during_an_outage_is_painted(self, posting: Studio) -> None:
        anna, chat = posting.anna, elsewhere(posting, posting.anna)
        found = await anna.inline("a fox", chat=chat)
        await posting.stop()
        card = await anna.choose(found, 0, chat=chat)
        await posting.start()
        await picture(card)


async def test_models_are_offered_the_own_one_first(choosy: Studio) -> None:
    anna, chat = choosy.anna, elsewhere(choosy, choosy.anna)
    found = await anna.inline("a fox", chat=chat)
    assert [result["title"] for result in found.results] == ["Kandinsky", "Sketch"]
    await anna.private.say("/provider sketch")
    await choosy.sandbox.confirmed()
    await choosy.settled()
    again = await anna.inline("a hen", chat=chat)
    assert [result["title"] for result in again.results] == ["Sketch", "Kandinsky"]
    named = await anna.inline("a fox --model sketch", chat=chat)
    assert [result["title"] for result in named.results] == ["Sketch"]
