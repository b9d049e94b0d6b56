"""Somebody shows a picture to somebody else."""

import re

from bot.core.capabilities import Allowance
from bot.sandbox import MessageView
from tests.stories.paper import labels, pixels, result, seed, snapshot
from tests.stories.studio import Studio
from tests.support.clips import clip

LINK = re.compile(r"https://t\.me/(?P<name>\w+)\?start=(?P<payload>g_[A-Za-z0-9_-]{22})")
FOX = "a fox --ar 3:2 --style ink --seed 11"


async def shared(
    place: Studio, words: str = "a fox --ar 3:2 --style ink --seed 11"
) -> MessageView:
    """Anna's message with the link to her picture."""
    anna, chat = place.anna, place.anna.private
    picture = await result(chat, await chat.say(words))
    await anna.tap(picture, "Share")
    told = await chat.wait_text("Whoever opens this link")
    assert told.replies_to(picture)
    return told


def payload(told: MessageView) -> str:
    """What a link starts the bot with."""
    found = LINK.search(told.text)
    assert found, told.text
    return found["payload"]


async def test_boris_opens_annas_link_and_makes_it_his(sketching: Studio) -> None:
    anna, boris = sketching.anna, sketching.boris
    told = await shared(sketching)
    found = LINK.search(told.text)
    assert found
    assert found["name"] == sketching.sandbox.bot_user["username"]
    assert (await anna.tap(told, "Copy link")).copied == found[0]

    await boris.start(found["payload"])
    recipe = await boris.private.wait_photo()
    assert "С вами поделились картинкой" in recipe.words
    assert all(words in recipe.words for words in ("a fox", "Sketch", "3:2", "11"))
    assert str(anna.id) not in recipe.words
    assert "Anna" not in recipe.words
    assert any("осталось 10 из 10" in label for label in labels(recipe))
    assert await sketching.used(boris) == {}

    await boris.tap(recipe, "Хочу и себе")
    his = await boris.private.wait_photo(timeout=10)
    assert his.replies_to(recipe)
    assert all(words in his.words for words in ("a fox", "3:2"))
    assert seed(his) != 11
    assert pixels(await his.bytes()) != pixels(await recipe.bytes())
    assert await sketching.used(boris) == {Allowance.TEXT_TO_IMAGE: 1}
    assert await sketching.used(anna) == {Allowance.TEXT_TO_IMAGE: 1}


async def test_boris_puts_annas_picture_in_other_words(sketching: Studio) -> None:
    boris = sketching.boris
    await boris.start(payload(await shared(sketching)))
    await boris.tap(await boris.private.wait_photo(), "Запрос")
    await boris.private.wait_text("a fox")
    await boris.private.say("курица")
    hen = await boris.private.wait_photo(timeout=10)
    assert all(words in hen.words for words in ("курица", "3:2"))


async def test_a_link_stays_the_same_until_it_is_taken_back(sketching: Studio) -> None:
    anna, boris, chat = sketching.anna, sketching.boris, sketching.anna.private
    picture = await result(chat, await chat.say("a fox"))
    await anna.tap(picture, "Share")
    first = await chat.wait_text("Whoever opens this link")
    await boris.start(payload(first))
    recipe = await boris.private.wait_photo()
    await sketching.restart()
    await anna.tap(picture, "Share")
    second = await chat.wait_text("Whoever opens this link")
    assert payload(second) == payload(first)

    await anna.tap(second, "Take it back")
    gone = await second.becomes(lambda m: "taken back" in m.text)
    assert not gone.buttons
    await boris.start(payload(first))
    await boris.private.wait_text("ссылка больше никуда не ведёт")
    answer = await boris.tap(recipe, "Хочу и себе")
    assert answer.show_alert
    assert "никуда не ведёт" in answer.text
    assert await sketching.used(boris) == {}

    await anna.tap(first, "Take it back")  # once more, below the earlier message
    await anna.tap(picture, "Share")
    third = await chat.wait_text("Whoever opens this link")
    assert payload(third) != payload(first)
    await boris.start(payload(third))
    await boris.private.wait_photo()


async def test_links_that_nobody_made_lead_nowhere(sketching: Studio) -> None:
    anna, boris = sketching.anna, sketching.boris
    for start in ("g_", "g_abc", f"g_{'x' * 62}", f"g_{'A' * 22}"):
        await anna.start(start)
        await anna.private.wait_text("This link leads nowhere any more")
    await anna.tap(anna.private.last, "Help")
    await anna.private.wait_text("Any message is a wish")
    await boris.start("g_1")
    await boris.private.wait_text("никуда не ведёт")
    await anna.start("hello")
    await anna.private.wait_text("I paint what you write")


async def test_a_deleted_picture_takes_its_link_along(sketching: Studio) -> None:
    anna, boris, chat = sketching.anna, sketching.boris, sketching.anna.private
    told = await shared(sketching)
    picture = next(m for m in chat.messages if m.photo)
    await anna.tap(picture, "🗑")
    await anna.tap(await picture.becomes(lambda m: m.button("Keep")), "🗑 Delete")
    await picture.gone()
    await boris.start(payload(told))
    await boris.private.wait_text("никуда не ведёт")


async def test_a_forgotten_person_shows_nothing_any_more(sketching: Studio) -> None:
    anna, boris, chat = sketching.anna, sketching.boris, sketching.anna.private
    told = await shared(sketching)
    await chat.command("privacy")
    await anna.tap(await chat.wait_text("What is stored"), "Delete my data")
    await anna.tap(await chat.wait_button("Delete everything"), "Delete everything")
    await chat.wait_text("everything is deleted")
    await boris.start(payload(told))
    await boris.private.wait_text("никуда не ведёт")
    assert sketching.rows("SELECT count(*) FROM shares") == [(0,)]


async def test_in_a_group_only_the_owner_shares_and_takes_back(sketching: Studio) -> None:
    anna, boris, group = sketching.anna, sketching.boris, sketching.group(forum=True)
    topic = group.add_topic("Foxes")
    chat = group.as_(anna)
    wish = await chat.command("imagine", "a fox", topic=topic)
    picture = await result(chat, wish)
    assert (await boris.tap(picture, "Share")).show_alert
    await anna.tap(picture, "Share")
    told = await chat.wait_text("Whoever opens this link")
    assert told.replies_to(picture)
    assert told.thread_id == topic
    refused = await boris.tap(told, "Take it back")
    assert refused.show_alert
    await boris.start(payload(told))
    assert "a fox" in (await boris.private.wait_photo()).words


async def test_a_picture_from_a_picture_keeps_that_one_to_itself(sketching: Studio) -> None:
    anna, boris, chat = sketching.anna, sketching.boris, sketching.anna.private
    mine = snapshot("purple")
    wish = await chat.send_photo(mine, "make it night")
    await anna.tap(await result(chat, wish), "Share")
    await boris.start(payload(await chat.wait_text("Whoever opens this link")))
    recipe = await boris.private.wait_photo()
    assert "make it night" in recipe.words
    assert "из другого снимка" in recipe.words
    assert not recipe.buttons


async def test_a_clip_is_shown_as_one(sketching: Studio) -> None:
    boris = sketching.boris
    told = await shared(sketching)
    clip(sketching.folder / "media" / "clip.mp4")
    sketching.change("UPDATE artifacts SET media = 'clip.mp4', mime = 'video/mp4', file_id = NULL")
    await boris.start(payload(told))
    recipe = await boris.private.wait_video()
    assert "a fox" in recipe.words
    assert recipe.button("Хочу и себе")


async def test_what_telegram_lost_is_shown_from_the_disk_or_told_in_words(
    sketching: Studio,
) -> None:
    boris = sketching.boris
    told = await shared(sketching)
    sketching.change("UPDATE artifacts SET file_id = 'lost'")
    sketching.refusals.append("file identifier")
    await boris.start(payload(told))
    await boris.private.wait_photo()
    sketching.change("UPDATE artifacts SET media = NULL")
    await boris.start(payload(told))
    recipe = await boris.private.wait_text("a fox")
    assert not recipe.photo
    await boris.tap(recipe, "Хочу и себе")
    await boris.private.wait_photo(timeout=10)


async def test_another_model_makes_what_its_own_cannot_any_more(
    both: Studio,
) -> None:
    anna, boris, chat = both.anna, both.boris, both.anna.private
    wish = await chat.say("/imagine a fox --model sketch --style ink --ar 3:2 --seed 7")
    await anna.tap(await result(chat, wish), "Share")
    told = await chat.wait_text("Whoever opens this link")
    await both.restart(models_enabled="")
    await boris.start(payload(told))
    recipe = await boris.private.wait_photo()
    assert "Kandinsky не учтёт" in recipe.words
    await boris.tap(recipe, "Хочу и себе")
    made = await boris.private.wait_photo(timeout=10)
    assert all(words in made.words for words in ("a fox", "Kandinsky", "3:2"))
