"""The same conversations in Russian, whose plurals have three forms."""

import pytest

from tests.stories.paper import labels, result, snapshot
from tests.stories.studio import Studio
from tests.vendors.fusionbrain import FusionBrainServer


async def test_boris_is_met_and_gets_a_picture(painting: Studio) -> None:
    boris, chat = painting.boris, painting.boris.private
    await boris.start()
    greeting = await chat.wait_text("Здравствуйте, Boris!")
    await boris.tap(greeting, labels(greeting)[0])
    picture = await result(chat, greeting)
    assert "Лиса" in picture.words
    assert " с" in picture.words.splitlines()[-1]
    assert labels(picture)[0] == "🔁 Ещё раз"


@pytest.mark.parametrize(("count", "told"), [(2, "2 картинки"), (3, "3 картинки")])
async def test_an_album_counts_in_russian(painting: Studio, count: int, told: str) -> None:
    chat = painting.boris.private
    await chat.say(f"лиса --n {count}")
    await chat.wait_album(count, timeout=10)
    await chat.wait_text(told)


async def test_stopping_counts_in_russian(painting: Studio, vendor: FusionBrainServer) -> None:
    chat = painting.boris.private
    vendor.finish_after(polls=10_000)
    for count, told in ((1, "1 картинка"), (4, "4 картинки")):
        await chat.say(f"лиса --n {count}")
        card = await chat.wait_button("Отменить")
        await chat.command("cancel")
        await chat.wait_text(told)
        await card.becomes(lambda m: not m.buttons)


async def test_five_pictures_take_the_third_form(
    painting: Studio, vendor: FusionBrainServer
) -> None:
    chat = painting.boris.private
    vendor.finish_after(polls=10_000)
    await chat.say("лиса --n 4")
    await chat.wait_button("Отменить")
    await chat.say("сова")
    await chat.wait_text("Уже рисуются 4 ваши картинки")
    await chat.command("cancel")
    await chat.wait_text("Остановлено 5 картинок")


async def test_bad_parameters_in_russian(painting: Studio) -> None:
    chat = painting.boris.private
    await chat.say("лиса --seed 5")
    await chat.wait_text("здесь --seed")
    await chat.say("лиса --стиль аниме")
    await chat.wait_text("нет параметра --стиль")
    await chat.say("лиса --ar 7:5")
    await chat.wait_text("7:5. Можно: 1:1")


async def test_the_panel_and_the_quota_in_russian(painting: Studio) -> None:
    boris, chat = painting.boris, painting.boris.private
    await chat.command("settings")
    panel = await chat.wait_text("Настройки")
    await boris.tap(panel, "Пропорции")
    await boris.tap(await panel.becomes(lambda m: m.button("✓ 1:1")), "3:2")
    await panel.becomes(lambda m: m.button("✓ 3:2"))
    await chat.command("quota")
    await chat.wait_text("Картинки по словам: осталось 10 из 10")
    await chat.command("history")
    await chat.wait_text("Здесь пока пусто")


async def test_a_photo_in_russian(sketching: Studio) -> None:
    boris, chat = sketching.boris, sketching.boris.private
    await chat.send_photo(snapshot())
    menu = await chat.wait_text("Что сделать с этой картинкой?")
    assert menu.button("×2 · осталось 5 из 5")
    await boris.tap(menu, "Изменить")
    await chat.wait_text("Что изменить в этой картинке?")
    wish = await chat.say("сделай ночь")
    assert "сделай ночь" in (await result(chat, wish)).words


async def test_another_telegram_language_is_spoken_to_in_english(painting: Studio) -> None:
    carla = painting.sandbox.person("Carla", language="pt-br")
    await carla.private.command("help")
    await carla.private.wait_text("Any message is a wish")
    await carla.private.command("language", "Русский")
    await carla.private.wait_text("Теперь я говорю по-русски")
    await carla.private.command("help")
    await carla.private.wait_text("Изменить картинку")
