"""Recipes saved under a name."""

import json
from typing import Any

from bot.sandbox import MessageView
from tests.stories.paper import labels, result, snapshot
from tests.stories.studio import Studio

WISH = "a fox --ar 3:2 --style ink --seed 5"


async def painted(place: Studio, words: str) -> MessageView:
    chat = place.anna.private
    return await result(chat, await chat.say(words))


async def saved(place: Studio, name: str = "evening", words: str = WISH) -> MessageView:
    """Save the recipe of a new picture."""
    chat = place.anna.private
    await chat.command("preset", f"save {name}", reply_to=await painted(place, words))
    return await chat.wait_text("Saved")


def requests(place: Studio) -> list[dict[str, Any]]:
    return [json.loads(row) for (row,) in place.rows("SELECT request FROM runs ORDER BY id")]


async def test_a_preset_is_the_base_and_parameters_win(sketching: Studio) -> None:
    told = await saved(sketching)
    assert "evening" in told.text
    assert "Ink" in told.text
    await painted(sketching, "an owl --preset eve")
    await painted(sketching, "a hen --style none --preset evening --ar 1:1")
    await painted(sketching, "a cat")
    _, owl, hen, cat = requests(sketching)
    assert (owl["prompt"], owl["ratio"], owl["style"]) == ("an owl", "3:2", "ink")
    assert "seed" not in owl
    assert hen["ratio"] == "1:1"
    assert "style" not in hen
    assert "ratio" not in cat
    assert "style" not in cat


async def test_named_alone_it_paints_its_own_words_again(sketching: Studio) -> None:
    await saved(sketching)
    picture = await painted(sketching, "--preset evening")
    assert picture.words.startswith("a fox")


async def test_words_go_into_every_prompt(sketching: Studio) -> None:
    anna, chat = sketching.anna, sketching.anna.private
    told = await saved(sketching)
    await anna.tap(told, "Words")
    question = await chat.wait_text("add to every prompt")
    assert "a fox" in question.text
    await chat.say("oil painting, golden hour")
    await chat.wait_text("These words go into every prompt")
    owl = await painted(sketching, "an owl --preset evening")
    assert owl.words.startswith("an owl, oil painting, golden hour\n")
    await chat.command("preset", "save portrait\nportrait of {prompt}, soft light")
    await chat.wait_text("Saved")
    hen = await painted(sketching, "a hen --preset portrait")
    assert hen.words.startswith("portrait of a hen, soft light\n")


async def test_from_the_button_below_a_picture(sketching: Studio) -> None:
    anna, chat = sketching.anna, sketching.anna.private
    picture = await painted(sketching, WISH)
    await anna.tap(picture, "Preset")
    question = await chat.wait_text("What shall this preset be called?")
    await chat.say("x" * 40)
    await chat.wait_text("can't be called that")
    await sketching.restart()
    await chat.say("my ink")
    told = await chat.wait_text("Saved")
    await question.becomes(lambda m: not m.buttons)
    await anna.tap(told, "Use for all")
    await told.becomes(lambda m: m.button("Stop using"))
    assert "3:2" in (await painted(sketching, "an owl")).words
    await anna.tap(told, "Stop using")
    await told.becomes(lambda m: m.button("Use for all"))


async def test_a_picture_of_an_album_is_meant_too(sketching: Studio) -> None:
    chat = sketching.anna.private
    await chat.say("/batch\na fox --ar 3:2\nan owl --style ink")
    album = await chat.wait_album(2, timeout=15)
    await sketching.settled()
    await chat.command("preset", "save inky", reply_to=album[1])
    told = await chat.wait_text("Saved")
    assert "Ink" in told.text
    assert "an owl" in told.text


async def test_from_a_file_that_brought_its_recipe(sketching: Studio) -> None:
    anna, chat = sketching.anna, sketching.anna.private
    long = " with a tail" * 30
    picture = await painted(sketching, f"a fox{long} --ar 3:2 --style ink")
    await anna.tap(picture, "File")
    original = await (await chat.wait_document()).bytes()
    sent = await chat.send_document(original, "mine.png", "image/png")
    menu = await chat.wait_button("Preset")
    assert menu.replies_to(sent)
    await anna.tap(menu, "Copy")
    assert (await chat.wait_text("/imagine a fox")).replies_to(menu)
    await anna.tap(menu, "Preset")
    await chat.wait_text("What shall this preset be called?")
    await chat.say("inky")
    assert "Ink" in (await chat.wait_text("Saved")).text
    await chat.command("preset", "save again", reply_to=sent)
    assert "Ink" in (await chat.wait_text("again")).text


async def test_from_a_recipe_that_somebody_shared(sketching: Studio) -> None:
    anna, boris = sketching.anna, sketching.boris
    await anna.tap(await painted(sketching, WISH), "Share")
    told = await anna.private.wait_text("Whoever opens this link")
    await boris.start(told.text.partition("start=")[2].split()[0])
    recipe = await boris.private.wait_photo()
    await boris.tap(recipe, "Пресет")
    await boris.private.wait_text("Как назвать")
    await boris.private.say("тушь")
    await boris.private.wait_text("Сохранено")
    owl = await result(boris.private, await boris.private.say("сова --preset тушь"))
    assert "3:2" in owl.words


async def test_what_has_no_recipe_is_told(sketching: Studio) -> None:
    chat = sketching.anna.private
    photo = await chat.send_photo(snapshot())
    await chat.wait_text("What shall I do")
    await chat.command("preset", "save evening", reply_to=photo)
    await chat.wait_text("There is no recipe in this")


async def test_unknown_and_none(sketching: Studio) -> None:
    chat = sketching.anna.private
    await chat.say("a fox --preset evening")
    await chat.wait_text("You have no presets yet")
    await chat.command("presets")
    await chat.wait_text("No presets yet")
    await saved(sketching)
    await chat.say("a fox --preset morning")
    told = await chat.wait_text("which preset you mean by “morning”")
    assert "evening" in told.text
    await chat.command("preset", "morning")
    await chat.wait_text("which preset you mean")


async def test_the_list_is_paged_renamed_and_deleted(sketching: Studio) -> None:
    anna, chat = sketching.anna, sketching.anna.private
    for number in range(1, 10):
        await chat.command("preset", f"save style {number}")
        await chat.wait_text("Saved")
    await chat.command("presets")
    shelf = await chat.wait_text("Your presets: 9 of 30")
    assert labels(shelf)[-3:] == ["◀", "1/2", "▶"]
    await anna.tap(shelf, "▶")
    last = await shelf.becomes(lambda m: m.button("style 9"))
    await anna.tap(last, "style 9")
    shown = await shelf.becomes(lambda m: m.button("Rename"))
    await anna.tap(shown, "Rename")
    await chat.wait_text("called from now on")
    await chat.say("Style 8")
    await chat.wait_text("already")
    await chat.say("dusk")
    renamed = await chat.wait_text("Renamed")
    await anna.tap(renamed, "🗑")
    sure = await renamed.becomes(lambda m: m.button("Keep"))
    await anna.tap(sure, "🗑 Delete")
    await renamed.becomes(lambda m: "8 of 30" in m.text)
    late = await anna.tap(shown, "Words")
    assert "not there any more" in late.text


async def test_the_panel_has_them(sketching: Studio) -> None:
    anna, chat = sketching.anna, sketching.anna.private
    await chat.command("preset", "save plain\nin pencil")
    await chat.wait_text("Saved")
    await saved(sketching)
    await chat.command("settings")
    panel = await chat.wait(lambda m: "Settings" in m.words, timeout=15)
    await anna.tap(panel, "Preset: none")
    screen = await panel.becomes(lambda m: m.button("No preset"))
    assert labels(screen) == ["evening", "plain", "✓ No preset", "⬅ Back"]
    await anna.tap(screen, "evening")
    chosen = await panel.becomes(lambda m: m.button("✓ evening"))
    await anna.tap(chosen, "Back")
    main = await panel.becomes(lambda m: m.button("Preset: evening"))
    assert main.button("Style: Ink")
    assert main.button("Proportions: 3:2")
    await anna.tap(main, "Preset")
    await anna.tap(await panel.becomes(lambda m: m.button("plain")), "plain")
    await panel.becomes(lambda m: m.button("✓ plain"))
    assert (await painted(sketching, "an owl")).words.startswith("an owl, in pencil\n")
    once = await painted(sketching, "an owl --preset none")
    assert once.words.startswith("an owl\n")


async def test_a_preset_whose_model_is_gone(both: Studio) -> None:
    anna, chat = both.anna, both.anna.private
    picture = await painted(both, "a fox --model sketch --ar 3:2 --style ink")
    await chat.command("preset", "save inky", reply_to=picture)
    told = await chat.wait_text("Saved")
    await both.restart(models_enabled="")
    await chat.say("an owl --preset inky")
    lost = await chat.wait_text("was made with sketch")
    assert "Kandinsky does it" in lost.text
    assert "style" in lost.text
    owl = await chat.wait_photo(timeout=10)
    assert "Kandinsky" in owl.words
    assert "3:2" in owl.words
    alert = await anna.tap(told, "Use for all")
    assert alert.show_alert
    assert "Kandinsky does it" in alert.text


async def test_it_is_private(sketching: Studio) -> None:
    await saved(sketching)
    boris, group = sketching.boris, sketching.group()
    await group.as_(boris).command("imagine", "a fox --preset evening")
    await group.as_(boris).wait_text("Пресетов у вас пока нет")
    chat = group.as_(sketching.anna)
    await chat.command("presets")
    shelf = await chat.wait_text("1 of 30")
    assert "другому человеку" in (await boris.tap(shelf, "evening")).text
    private = sketching.anna.private
    await private.command("privacy")
    asked = await private.wait_button("Delete my data")
    await sketching.anna.tap(asked, "Delete my data")
    await sketching.anna.tap(await asked.becomes(lambda m: m.button("Keep")), "Delete everything")
    await asked.becomes(lambda m: "Done" in m.text)
    assert sketching.rows("SELECT count(*) FROM presets") == [(0,)]
