"""What the admins of a group decide, and how everybody feels it."""

import pytest

from bot.sandbox import Group, MessageView
from bot.sandbox.chatview import ChatView
from tests.stories.groups.words import words
from tests.stories.paper import labels, result
from tests.stories.studio import Studio
from tests.vendors.fusionbrain import FusionBrainServer


async def panel(place: Studio, group: Group) -> MessageView:
    """The settings as Anna, who owns the group, opens them."""
    chat = group.as_(place.anna)
    command = await chat.command("group")
    shown = await chat.wait(lambda m: m.replies_to(command))
    assert "Group settings" in shown.text
    return shown


async def sends(place: Studio) -> int:
    """How many messages the bot has sent, once it has nothing left to do."""
    await place.sandbox.confirmed()
    await place.settled()
    return sum(call.method.startswith("send") for call in place.sandbox.calls)


async def said(chat: ChatView, value: str, words_: str) -> MessageView:
    """Set something by words and hear the answer."""
    command = await chat.command("group", value)
    return await chat.wait(lambda m: m.replies_to(command) and words_ in m.text)


async def test_admins_see_everything_at_a_glance(both: Studio) -> None:
    group = both.group()
    shown = await panel(both, group)
    assert "Painters" in shown.text
    assert "Pictures today: 0" in shown.text
    assert labels(shown) == [
        "🟢 The bot is on",
        "💳 Who pays: each member",
        "📊 Pictures a day: no limit",
        "🧠 Models: all",
        "🙈 Covered pictures: off",
        "🌍 Language: each their own",
        "✖ Close",
    ]
    await both.anna.tap(shown, "Close")
    await shown.gone()


async def test_others_are_told_that_it_is_for_admins(sketching: Studio) -> None:
    group = sketching.group()
    shown = await panel(sketching, group)
    chat = group.as_(sketching.boris)
    for value in ("", "off", "plan pro"):
        await said(chat, value, words("ru", "error-not-admin"))
    alert = await sketching.boris.tap(shown, "The bot is on")
    assert alert.show_alert
    assert alert.text == words("ru", "error-not-admin")
    assert not sketching.rows("SELECT * FROM chats")
    group.promote(sketching.boris)
    await sketching.boris.tap(shown, "Covered")
    await shown.becomes(lambda m: m.button("Спойлер: вкл"))


async def test_the_panel_works_after_a_restart(sketching: Studio) -> None:
    shown = await panel(sketching, sketching.group())
    await sketching.restart()
    await sketching.anna.tap(shown, "Pictures a day")
    page = await shown.becomes(lambda m: m.button("250"))
    await sketching.restart()
    await sketching.anna.tap(page, "250")
    page = await shown.becomes(lambda m: m.button("✓ 250"))
    await sketching.anna.tap(page, "Back")
    await shown.becomes(lambda m: m.button("Pictures a day: 250") and "0 of 250" in m.text)


async def test_off_means_silent_for_all_but_the_admins(sketching: Studio) -> None:
    group = sketching.group()
    anna, boris = group.as_(sketching.anna), group.as_(sketching.boris)
    picture = await result(boris, await boris.command("imagine", "лиса"))
    shown = await panel(sketching, group)
    await sketching.anna.tap(shown, "The bot is on")
    await shown.becomes(lambda m: m.button("The bot is off"))
    before = await sends(sketching)
    await boris.command("imagine", "лиса")
    await boris.command("help")
    await boris.command("group")
    await boris.say("пусть будет ночь", reply_to=picture)
    await anna.command("imagine", "a fox")
    alert = await sketching.boris.tap(picture, "🔁")
    assert alert.show_alert
    assert alert.text == words("ru", "error-group-off")
    assert await sends(sketching) == before
    assert sketching.rows("SELECT count(*) FROM jobs") == [(1,)]
    await sketching.boris.private.say("лиса")
    await sketching.boris.private.wait_photo(timeout=10)  # elsewhere he is as free as ever
    await said(anna, "on", "I am on")
    await result(boris, await boris.command("imagine", "лиса"))


async def test_what_goes_on_is_stopped_when_the_bot_is_switched_off(
    painting: Studio, vendor: FusionBrainServer
) -> None:
    group = painting.group()
    chat = group.as_(painting.boris)
    vendor.finish_after(polls=10_000)
    await chat.command("imagine", "лиса")
    card = await chat.wait_text("%")
    before = len(painting.sandbox.calls.named("sendMessage"))
    await said(group.as_(painting.anna), "off", "I am off")
    await card.becomes(lambda m: not m.buttons and "Остановлено" in m.text, timeout=10)
    assert len(painting.sandbox.calls.named("sendMessage")) == before + 1, "only the answer"


async def test_models_are_switched_off_and_on(both: Studio) -> None:
    group = both.group()
    anna, boris = group.as_(both.anna), group.as_(both.boris)
    await boris.command("imagine", "лиса --model kandinsky")
    kandinsky = await boris.wait_photo(timeout=10)
    shown = await panel(both, group)
    await both.anna.tap(shown, "Models")
    page = await shown.becomes(lambda m: m.button("✓ Kandinsky"))
    assert page.button("✓ Sketch")
    await both.anna.tap(page, "Kandinsky")
    page = await shown.becomes(lambda m: m.button("✗ Kandinsky"))
    alert = await both.anna.tap(page, "Sketch")
    assert alert.text == words("en", "error-last-model")

    wish = await boris.command("imagine", "курица --model kandinsky")
    note = await boris.wait(lambda m: m.replies_to(wish))
    assert "Модель Kandinsky в этой группе выключена" in note.text
    assert "Sketch" in note.text
    alert = await both.boris.tap(kandinsky, "🔁")
    assert "выключена" in alert.text
    wish = await boris.command("imagine", "корова")
    note = await boris.wait(lambda m: m.replies_to(wish))
    assert "рисует Sketch" in note.text
    assert "Sketch" in (await result(boris, wish)).words
    alone = await both.boris.private.say("лиса")
    assert "Kandinsky" in (await result(both.boris.private, alone)).words

    await said(anna, "allow kandinsky", "Kandinsky is on")
    wish = await boris.command("imagine", "кот")
    assert "Kandinsky" in (await result(boris, wish)).words
    await said(anna, "forbid sketch", "Sketch is off")
    await said(anna, "allow all", "Every model is on")
    await said(anna, "forbid nonsense", "nonsense")


async def test_comparing_leaves_out_what_is_off(both: Studio) -> None:
    group = both.group()
    anna = group.as_(both.anna)
    await said(anna, "forbid kandinsky", "is off")
    command = await anna.command("compare", "a fox")
    answer = await anna.wait(lambda m: m.replies_to(command))
    assert "Kandinsky" not in answer.text + str(answer.buttons)


async def test_a_day_of_the_whole_group(sketching: Studio) -> None:
    group = sketching.group()
    anna, boris = group.as_(sketching.anna), group.as_(sketching.boris)
    await said(anna, "daily 2", "2 pictures a day")
    picture = await result(boris, await boris.command("imagine", "лиса"))
    await boris.command("quota")
    told = await boris.wait_text("Тариф")
    assert "осталась 1 картинка из 2" in told.text
    await result(anna, await anna.command("imagine", "a fox"))
    wish = await boris.command("imagine", "курица")
    note = await boris.wait(lambda m: m.replies_to(wish))
    assert "Картинки в этой группе: на сегодня осталось 0 из 2, а нужно 1" in note.text
    alert = await sketching.anna.tap(picture, "🔁")
    assert "0 of 2 left today" in alert.text
    alone = sketching.boris.private
    await result(alone, await alone.say("курица"))
    await said(anna, "daily none", "no limit of its own")
    await result(boris, await boris.command("imagine", "курица"))


async def test_pictures_come_covered(sketching: Studio) -> None:
    group = sketching.group()
    anna, boris = group.as_(sketching.anna), group.as_(sketching.boris)
    await said(anna, "spoiler on", "covered")
    picture = await result(boris, await boris.command("imagine", "лиса"))
    assert picture.photo
    assert picture.photo.spoiler
    await sketching.boris.tap(picture, "✨")
    album = await boris.wait_album(4, timeout=20)
    assert all(each.photo and each.photo.spoiler for each in album)
    alone = sketching.boris.private
    picture = await result(alone, await alone.say("лиса"))
    assert picture.photo
    assert not picture.photo.spoiler
    await said(anna, "spoiler off", "as they are")
    picture = await result(boris, await boris.command("imagine", "лиса"))
    assert picture.photo
    assert not picture.photo.spoiler


async def test_a_group_has_a_language(sketching: Studio) -> None:
    group = sketching.group(forum=True)
    topic = group.add_topic("Лисы")
    anna, boris = group.as_(sketching.anna), group.as_(sketching.boris)
    shown = await panel(sketching, group)
    await sketching.anna.tap(shown, "Language")
    page = await shown.becomes(lambda m: m.button("Русский"))
    await sketching.anna.tap(page, "Русский")
    page = await shown.becomes(lambda m: m.button("✓ Русский"))
    assert words("ru", "group-language-auto") in str(page.buttons)
    wish = await anna.command("imagine", "a fox", topic=topic)
    picture = await result(anna, wish)
    assert picture.thread_id == topic
    assert picture.button("Ещё раз")
    await anna.command("quota", topic=topic)
    await anna.wait_text("Тариф")
    await sketching.anna.private.command("quota")
    await sketching.anna.private.wait_text("Plan Free")
    await said(anna, "language auto", words("ru", "group-set-language-auto"))
    await boris.command("quota")
    await boris.wait_text("Тариф")
    await anna.command("quota")
    await anna.wait_text("Plan Free")


@pytest.mark.parametrize(
    "value", ["daily", "daily 0", "daily -5", "daily x", "pays", "pays nobody", "language xx", "o"]
)
async def test_nonsense_is_answered_with_what_there_is(sketching: Studio, value: str) -> None:
    chat = sketching.group().as_(sketching.anna)
    answer = await said(chat, value, "Like this")
    assert "/group daily 50" in answer.text
    assert not sketching.rows("SELECT * FROM chats")


async def test_alone_it_tells_what_it_is_for(sketching: Studio) -> None:
    chat = sketching.boris.private
    await chat.command("group")
    answer = await chat.wait_text("для групп")
    assert "startgroup" in ((await sketching.boris.tap(answer, "Добавить")).url or "")


@pytest.mark.usefixtures("commands_told")
async def test_commands_are_shown_to_those_who_may(sketching: Studio) -> None:
    group = sketching.group()
    await group.as_(sketching.anna).wait_text("Admins: /group")
    await sketching.sandbox.calls.wait("setMyCommands", count=6)
    assert "group" in group.commands(sketching.anna)
    assert "group" not in group.commands(sketching.boris)
    assert "group" not in sketching.anna.commands
