"""Writing only the bot's name offers one's own pictures."""

from typing import Any

from tests.stories.inline.posts import change, picture, post
from tests.stories.paper import result
from tests.stories.studio import Studio


async def paint(place: Studio, *prompts: str) -> None:
    """Pictures made in private, one after the other."""
    chat = place.anna.private
    for prompt in prompts:
        wish = await chat.say(prompt)
        await result(chat, wish)
        await place.settled()


def titles(results: list[Any]) -> list[str]:
    return [result["title"] for result in results]


async def test_the_newest_and_favourite_pictures_are_offered_and_sent(posting: Studio) -> None:
    anna = posting.anna
    await paint(posting, "a fox", "an owl")
    chat = posting.sandbox.group("Elsewhere", members=[anna], bot=False).as_(anna)
    found = await anna.inline("", chat=chat)
    assert titles(found.results) == ["an owl", "a fox"]
    assert {result["type"] for result in found.results} == {"photo"}
    sent = await anna.choose(found, "a fox", chat=chat)
    assert sent.photo
    assert not sent.words
    assert not sent.buttons
    star = anna.private.messages[-1]
    await anna.tap(star, "Favourite")
    assert titles((await anna.inline("", chat=chat)).results) == ["⭐ an owl", "a fox"]


async def test_sent_pictures_cost_nothing_and_ask_for_nothing(posting: Studio) -> None:
    anna = posting.anna
    await paint(posting, "a fox")
    used = await posting.used(anna)
    await anna.choose(await anna.inline(""), 0)
    await posting.sandbox.confirmed()
    await posting.settled()
    assert await posting.used(anna) == used
    assert anna.private.last.photo, "nothing answered it"
    assert anna.private.last.json["via_bot"]


async def test_somebody_elses_pictures_are_not_offered(posting: Studio) -> None:
    await paint(posting, "a fox")
    found = await posting.boris.inline("")
    assert not found.results
    assert found.button
    assert found.button["text"].startswith("Картинок пока нет")


async def test_words_find_own_pictures_below_the_models(posting: Studio) -> None:
    await paint(posting, "a red fox in snow", "an owl", "Лиса в снегу")
    anna = posting.anna
    assert titles((await anna.inline("FOX snow")).results) == ["Sketch", "a red fox in snow"]
    assert titles((await anna.inline("лиса")).results) == ["Sketch", "Лиса в снегу"]
    assert titles((await anna.inline("a hen")).results) == ["Sketch"]


async def test_a_picture_that_telegram_forgot_does_not_silence_the_rest(posting: Studio) -> None:
    posting.refusals.append("wrong file identifier")
    await paint(posting, "a fox")
    await change(posting, "UPDATE artifacts SET file_id = 'AgACnothing'")
    assert titles((await posting.anna.inline("fox")).results) == ["Sketch"]
    assert not (await posting.anna.inline("")).results


async def test_every_page_leads_on(posting: Studio) -> None:
    anna = posting.anna
    await picture(await post(anna, "a fox", anna.private))
    await posting.settled()
    columns = "run_id, person_id, mime, width, height, size, file_id"
    await change(
        posting,
        f"INSERT INTO artifacts (position, favourite, {columns})"
        f" SELECT ?, ?, {columns} FROM artifacts WHERE position = 0",
        *((number, number % 9 == 0) for number in range(1, 91)),
    )
    position, seen = "", list[str]()
    while True:
        found = await anna.inline("", offset=position)
        seen += [result["id"] for result in found.results]
        position = found.next_offset
        if not position:
            break
    assert len(seen) == len(set(seen)) == 91
    assert not (await anna.inline("", offset="r:1")).next_offset
    assert not (await anna.inline("", offset="forged")).results
