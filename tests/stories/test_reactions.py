"""Reactions to pictures do what their buttons do."""

from bot.sandbox import MessageView
from tests.stories.paper import labels, result
from tests.stories.studio import Studio


async def fox(place: Studio) -> MessageView:
    chat = place.anna.private
    return await result(chat, await chat.say("a fox"))


def stars(place: Studio) -> list[int]:
    return [star for (star,) in place.rows("SELECT favourite FROM artifacts ORDER BY id")]


async def test_a_heart_is_a_star(sketching: Studio) -> None:
    anna = sketching.anna
    picture = await fox(sketching)
    await anna.react(picture, "❤")
    await picture.becomes(lambda m: m.button("🌟"))
    assert stars(sketching) == [1]
    await anna.react(picture, "🔥")
    await picture.becomes(lambda m: m.button("⭐"))
    assert stars(sketching) == [0]
    await anna.react(picture, "❤")
    await picture.becomes(lambda m: m.button("🌟"))
    await anna.react(picture, None)
    await picture.becomes(lambda m: m.button("⭐"))


async def test_a_thumb_down_deletes(sketching: Studio) -> None:
    anna, chat = sketching.anna, sketching.anna.private
    picture = await fox(sketching)
    await anna.react(picture, "👍")
    await anna.react(picture, "👎")
    await picture.gone()
    await sketching.settled()
    assert stars(sketching) == []
    assert not list((sketching.folder / "media" / "runs").rglob("*.png"))
    wish = await chat.say("a hen")
    await anna.react(wish, "👎")
    assert (await result(chat, wish)).words.startswith("a hen")


async def test_each_picture_of_an_album_has_its_own(sketching: Studio) -> None:
    anna, chat = sketching.anna, sketching.anna.private
    await chat.say("a fox --n 3")
    album = await chat.wait_album(3, timeout=15)
    control = await chat.wait_text("3 pictures")
    await sketching.settled()
    await anna.react(album[1], "❤")
    starred = await control.becomes(lambda m: m.button("🌟"))
    assert labels(starred)[:3] == ["1", "🌟 2", "3"]
    await sketching.restart()
    await anna.react(album[0], "👎")
    await album[0].gone()
    left = await control.becomes(lambda m: "3" not in labels(m))
    assert labels(left)[:2] == ["🌟 1", "2"]
    await anna.react(album[1], "👎")
    await anna.react(album[2], "👎")
    await control.gone()


async def test_in_a_group_only_the_owner_or_an_admin(sketching: Studio) -> None:
    anna, boris = sketching.anna, sketching.boris
    group = sketching.sandbox.group("Painters", members=[anna, boris])
    group.promote_bot()
    chat = group.as_(boris)
    wish = await chat.command("imagine", "a fox")
    picture = await result(chat, wish)
    await sketching.settled()
    await anna.react(picture, "❤")
    await sketching.sandbox.confirmed()
    await sketching.settled()
    assert stars(sketching) == [0], "Anna's heart makes no favourite of Boris's"
    await boris.react(picture, "❤")
    await picture.becomes(lambda m: m.button("🌟"))
    mine = await result(group.as_(anna), await group.as_(anna).command("imagine", "a hen"))
    await sketching.settled()
    await boris.react(mine, "👎")
    await sketching.sandbox.confirmed()
    await sketching.settled()
    assert not mine.deleted, "Boris is no admin"
    await anna.react(picture, "👎")
    await picture.gone()


async def test_a_long_command_comes_as_a_text(sketching: Studio) -> None:
    anna, chat = sketching.anna, sketching.anna.private
    words = "a fox " + "with a very long tail " * 15
    picture = await result(chat, await chat.say(words))
    assert "Tap the text" in (await anna.tap(picture, "Copy")).text
    told = await chat.wait_text("/imagine a fox")
    assert told.replies_to(picture)
    assert told.entities[0]["type"] == "code"
    again = await result(chat, await chat.say(told.text))
    assert again.words.splitlines()[0] == picture.words.splitlines()[0]
