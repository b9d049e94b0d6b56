"""The settings panel: one message that edits itself."""

from collections.abc import Callable

from bot.sandbox import MessageView
from tests.stories.paper import labels, result
from tests.stories.studio import Studio


def seen(words: str, label: str) -> Callable[[MessageView], object]:
    """Whether a message has these words and such a button."""
    return lambda m: words in m.words and m.button(label)


async def panel(place: Studio) -> MessageView:
    chat = place.anna.private
    await chat.command("settings")
    return await chat.wait_text("Settings", timeout=15)


SCREENS = {
    "Model": "Sketch",
    "Style": "Style: none",
    "Proportions": "Proportions: 1:1",
    "Pictures": "Pictures per prompt: 1",
    "Leave out": "Leave out of the pictures",
    "Preset": "No presets yet",
    "Advanced": "Advanced: Sketch",
    "Language": "Language",
    "Reset": "Set everything back?",
}


async def test_every_screen_is_there_and_leads_back(sketching: Studio) -> None:
    anna, opened = sketching.anna, await panel(sketching)
    assert opened.photo
    for row, shown in SCREENS.items():
        await anna.tap(opened, row)
        screen = await opened.becomes(seen(shown, "Back"), timeout=10)
        await anna.tap(screen, "Back")
        await opened.becomes(seen("Settings", "Close"))


async def test_the_panel_closes(sketching: Studio) -> None:
    opened = await panel(sketching)
    await sketching.anna.tap(opened, "Close")
    await opened.gone()


async def test_the_panel_lists_what_the_model_knows(both: Studio) -> None:
    anna, opened = both.anna, await panel(both)
    assert not opened.button("Advanced"), "Kandinsky has nothing of the kind"
    await anna.tap(opened, "Model")
    models = await opened.becomes(lambda m: m.button("✓ Kandinsky"))
    assert "FusionBrain: Kandinsky" in models.words
    await anna.tap(models, "Sketch")
    await opened.becomes(lambda m: m.button("Model: Sketch") and m.button("Advanced"))


async def test_styles_are_paged_with_previews(sketching: Studio) -> None:
    anna, chat, opened = sketching.anna, sketching.anna.private, await panel(sketching)
    await anna.tap(opened, "Style")
    first = await opened.becomes(lambda m: m.button("1/2"))
    assert len([label for label in labels(first) if label[0].isdigit() and "." in label]) == 4
    above = await first.bytes()
    await anna.tap(first, "▶")
    second = await opened.becomes(lambda m: m.button("2/2"))
    assert await second.bytes() != above, "other previews"
    await anna.tap(second, "3. Pastel")
    chosen = await opened.becomes(lambda m: m.button("✓ 3. Pastel"))
    assert "Style: Pastel" in chosen.words
    wish = await chat.say("a fox")
    assert "Pastel" in (await result(chat, wish)).words
    await anna.tap(chosen, "No style")
    await opened.becomes(lambda m: m.button("✓ No style"))


async def test_a_page_of_previews_is_uploaded_once(sketching: Studio) -> None:
    anna, opened = sketching.anna, await panel(sketching)
    await anna.tap(opened, "Style")
    first = await opened.becomes(lambda m: m.button("1/2"))
    await anna.tap(first, "▶")
    second = await opened.becomes(lambda m: m.button("2/2"))
    await anna.tap(second, "◀")
    await opened.becomes(lambda m: m.button("1/2"))
    *_, last = sketching.sandbox.calls.named("editMessageMedia")
    assert "attach://" not in last.params["media"]["media"], "Telegram has the picture already"


async def test_what_is_set_counts_for_the_next_picture(painting: Studio) -> None:
    anna, chat, opened = painting.anna, painting.anna.private, await panel(painting)
    await anna.tap(opened, "Proportions")
    shapes = await opened.becomes(lambda m: m.button("✓ 1:1"))
    await anna.tap(shapes, "16:9")
    chosen = await opened.becomes(lambda m: m.button("✓ 16:9"))
    assert await chosen.bytes() != await shapes.bytes(), "the chosen shape is marked"
    await anna.tap(chosen, "Back")
    await anna.tap(await opened.becomes(lambda m: m.button("Pictures: 1")), "Pictures")
    await anna.tap(await opened.becomes(lambda m: m.button("✓ 1")), "2")
    await opened.becomes(lambda m: "Pictures per prompt: 2" in m.words)
    await chat.say("a fox")
    album = await chat.wait_album(2, timeout=10)
    assert [(m.photo.width, m.photo.height) for m in album if m.photo] == [(1024, 576)] * 2
    await chat.wait_text("2 pictures")


async def test_a_negative_prompt_is_written_and_cleared(painting: Studio) -> None:
    anna, chat, opened = painting.anna, painting.anna.private, await panel(painting)
    await anna.tap(opened, "Leave out")
    screen = await opened.becomes(lambda m: m.button("Write"))
    await anna.tap(screen, "Write")
    question = await chat.wait_text("What must not be in your pictures?")
    await chat.say("text, <b>frame</b>")
    await question.becomes(lambda m: not m.buttons)
    await chat.wait_text("Left out: text, <b>frame</b>")
    shown = await opened.becomes(lambda m: "text, <b>frame</b>" in m.words and m.button("Clear"))
    await result(chat, await chat.say("a fox"))
    ((request,),) = painting.rows("SELECT request FROM runs")
    assert "text, <b>frame</b>" in request
    await anna.tap(shown, "Clear")
    await opened.becomes(lambda m: "nothing" in m.words and not m.button("Clear"))


async def test_the_seed_can_be_held(sketching: Studio) -> None:
    anna, chat, opened = sketching.anna, sketching.anna.private, await panel(sketching)
    await anna.tap(opened, "Advanced")
    screen = await opened.becomes(lambda m: m.button("Seed: random"))
    await anna.tap(screen, "Seed: random")
    held = await opened.becomes(lambda m: m.button("📌"))
    number = next(label for label in labels(held) if "📌" in label).rpartition(" ")[2]
    wish = await chat.say("a fox")
    assert f"seed {number}" in (await result(chat, wish)).words
    await anna.tap(held, "🎲")
    await opened.becomes(lambda m: m.button("Seed: random"))


async def test_an_advanced_value_moves_by_steps(sketching: Studio) -> None:
    anna, opened = sketching.anna, await panel(sketching)
    await anna.tap(opened, "Advanced")
    screen = await opened.becomes(lambda m: m.button("0.6"))
    await anna.tap(screen, "+")
    more = await opened.becomes(lambda m: m.button("0.7"))
    await anna.tap(more, "−")
    await opened.becomes(lambda m: m.button("0.6"))
    for step in ("0.5", "0.4", "0.3", "0.2", "0.1"):
        await anna.tap(opened, "−")
        await opened.becomes(seen("", step))
    await anna.tap(opened, "−")  # the lowest already
    await anna.tap(opened, "0.1")
    await opened.becomes(lambda m: m.button("0.6"))


async def test_the_panel_speaks_another_language_at_once(painting: Studio) -> None:
    anna, chat, opened = painting.anna, painting.anna.private, await panel(painting)
    await anna.tap(opened, "Language")
    screen = await opened.becomes(lambda m: m.button("✓ As in Telegram"))
    await anna.tap(screen, "Русский")
    russian = await opened.becomes(lambda m: m.button("✓ Русский"))
    assert "Язык" in russian.words
    await chat.command("quota")
    await chat.wait_text("осталось")
    await anna.tap(russian, "Как в Telegram")
    await opened.becomes(lambda m: m.button("✓ As in Telegram"))


async def test_reset_forgets_all_but_the_language(painting: Studio) -> None:
    anna, chat = painting.anna, painting.anna.private
    await chat.command("language", "русский")
    await chat.wait_text("по-русски")
    await chat.command("ratio", "3:2")
    await chat.wait_text("3:2")
    await chat.command("settings")
    opened = await chat.wait_button("Пропорции: 3:2")
    await anna.tap(opened, "Сбросить")
    await anna.tap(await opened.becomes(lambda m: "Сбросить всё?" in m.words), "↩️")
    await opened.becomes(lambda m: m.button("Пропорции: 1:1") and "Настройки" in m.words)


async def test_the_panel_works_after_a_restart_and_in_any_order(painting: Studio) -> None:
    anna, chat = painting.anna, painting.anna.private
    old = await panel(painting)
    await anna.tap(old, "Proportions")
    await old.becomes(lambda m: m.button("✓ 1:1"))
    new = await panel(painting)
    await painting.restart()
    await anna.tap(old, "3:2")
    await old.becomes(lambda m: m.button("✓ 3:2"))
    await anna.tap(new, "Style")
    styles = await new.becomes(lambda m: m.button("Anime"))
    await anna.tap(styles, "Anime")
    await new.becomes(lambda m: m.button("✓ 3. Anime"))
    await anna.tap(new, "Back")
    await new.becomes(lambda m: m.button("Proportions: 3:2") and m.button("Style: Anime"))
    picture = await result(chat, await chat.say("a fox"))
    assert "3:2 · Anime" in picture.words


async def test_another_model_says_what_it_does_without(both: Studio) -> None:
    anna, chat = both.anna, both.anna.private
    await chat.command("provider", "sketch")
    await chat.wait_text("Model: Sketch")
    await chat.command("style", "Travel poster")
    await chat.wait_text("Style: Travel poster")
    await chat.command("ratio", "16:9")
    await chat.wait_text("16:9")
    opened = await panel(both)
    await anna.tap(opened, "Model")
    models = await opened.becomes(lambda m: m.button("✓ Sketch"))
    answer = await anna.tap(models, "Kandinsky")
    assert answer.show_alert
    assert "does without: style" in answer.text
    assert "proportions" not in answer.text, "Kandinsky can do 16:9"
    await opened.becomes(lambda m: m.button("Model: Kandinsky") and m.button("16:9"))
    await chat.command("style", "anime")
    await chat.wait_text("Style: Anime")
    await chat.command("provider", "ske")
    await chat.wait_text("does without: style")


SET = [
    ("ratio", "3x2", "Proportions: 3:2"),
    ("style", "детальное", "Style: Detailed photo"),
    ("negative", "text, blur", "Left out: text, blur"),
    ("negative", "none", "Nothing is left out"),
    ("provider", "Kandinsky", "Model: Kandinsky"),
    ("ratio", "21:9", "can't make 21:9. It can make: 1:1, 2:3"),
    ("style", "baroque", "no style “baroque”. It has: KANDINSKY"),
    ("provider", "dreamer", "“dreamer”. There are: Kandinsky"),
    ("language", "ru", "по-русски"),
]

OPENED = {
    "provider": "✓ Kandinsky",
    "style": "✓ No style",
    "ratio": "✓ 1:1",
    "negative": "Write",
    "language": "✓ As in Telegram",
}


async def test_a_command_sets_a_value_directly(painting: Studio) -> None:
    chat = painting.anna.private
    for command, value, told in SET:
        await chat.command(command, value)
        answer = await chat.wait()
        assert told.casefold() in answer.words.casefold()


async def test_a_command_alone_opens_its_screen(painting: Studio) -> None:
    chat = painting.anna.private
    for command, shown in OPENED.items():
        await chat.command(command)
        screen = await chat.wait_button(shown)
        await painting.anna.tap(screen, "Back")
        await screen.becomes(seen("Settings", "Close"))
