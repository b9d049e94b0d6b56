"""Somebody wishes for a picture in words."""

import pytest

from bot.core.capabilities import Allowance
from tests.stories.studio import Studio


async def test_words_become_a_picture(sketching: Studio) -> None:
    chat = sketching.anna.private
    wish = await chat.say("a red fox in the snow")
    picture = await chat.wait_photo(timeout=10)
    assert picture.replies_to(wish)
    assert "a red fox in the snow" in picture.words
    assert "Sketch" in picture.words
    assert "seed" in picture.words
    assert "<blockquote expandable>" in picture.html


@pytest.mark.usefixtures("full_size")
async def test_imagine_takes_every_parameter(sketching: Studio) -> None:
    chat = sketching.anna.private
    wish = await chat.command(
        "imagine", "a fox --ar 16:9 --style ink --no text, blur --seed 42 --n 2 --model sketch"
    )
    album = await chat.wait_album(2, timeout=10)
    assert [(m.photo.width, m.photo.height) for m in album if m.photo] == [(1280, 720)] * 2
    assert album[0].replies_to(wish)
    assert all(part in album[0].words for part in ("a fox", "16:9", "Ink", "Sketch"))
    assert "--" not in album[0].words
    requests = sketching.rows("SELECT request FROM runs ORDER BY id")
    assert '"seed": 42' in requests[0][0]
    assert '"seed": 43' in requests[1][0]
    assert '"negative": "text, blur"' in requests[0][0]


@pytest.mark.usefixtures("full_size")
async def test_phones_write_long_dashes(sketching: Studio) -> None:
    chat = sketching.anna.private
    await chat.say("a fox —ar 2:3 –seed 7")
    picture = await chat.wait_photo(timeout=10)
    assert picture.photo
    assert (picture.photo.width, picture.photo.height) == (768, 1152)
    assert "seed 7" in picture.words


async def test_a_dash_in_a_sentence_stays_a_dash(painting: Studio) -> None:
    chat = painting.anna.private
    await chat.say("fox — the clever one")
    assert "fox — the clever one" in (await chat.wait_photo(timeout=10)).words


IMPOSSIBLE = {
    "--chaos 5": ["--chaos", "--ar", "--style", "--seed", "--no"],
    "--ar 7:5": ["7:5", "1:1", "16:9"],
    "--style baroque": ["baroque", "Ink", "Neon"],
    "--seed many": ["--seed many", "4294967295"],
    "--n 9": ["--n 9", "1–4"],
    "--model dreamer": ["dreamer", "sketch"],
    "--strength 0.5": ["--strength", "--ar"],
}


async def test_what_cannot_be_is_named_with_what_can(sketching: Studio) -> None:
    chat = sketching.anna.private
    for typed, told in IMPOSSIBLE.items():
        wish = await chat.command("imagine", f"a fox {typed}")
        answer = await chat.wait()
        assert answer.replies_to(wish)
        assert [words for words in told if words not in answer.words] == []
    assert await sketching.used(sketching.anna) == {}


async def test_imagine_alone_asks_what_to_paint(painting: Studio) -> None:
    chat = painting.anna.private
    await chat.command("imagine")
    await chat.wait_text("What shall I paint?")
    wish = await chat.say("a lighthouse")
    picture = await chat.wait_photo(timeout=10)
    assert picture.replies_to(wish)
    assert "a lighthouse" in picture.words


async def test_parameters_without_words_are_no_wish(painting: Studio) -> None:
    chat = painting.anna.private
    await chat.say("--ar 16:9")
    await chat.wait_text("no words to paint")
    assert await painting.used(painting.anna) == {}


async def test_a_prompt_too_long_can_be_shortened_at_a_tap(painting: Studio) -> None:
    anna, chat = painting.anna, painting.anna.private
    wish = await chat.say("a fox " + "and another fox " * 70 + "--ar 16:9")
    note = await chat.wait_text("at most 1,000")
    assert note.replies_to(wish)
    assert await painting.used(anna) == {}
    await anna.tap(note, "Shorten")
    picture = await chat.wait_photo(timeout=10)
    assert picture.replies_to(wish)
    assert "16:9" in picture.words
    assert await painting.used(anna) == {Allowance.TEXT_TO_IMAGE: 1}
    await note.becomes(lambda m: not m.buttons)


async def test_what_was_typed_is_text_and_never_markup(painting: Studio) -> None:
    chat = painting.anna.private
    words = '<b>fox</b> & <a href="x">hen</a> 🦊👩‍👩‍👧 «\u202eлиса» `x` *y* {z} $w'
    await chat.say(words)
    picture = await chat.wait_photo(timeout=10)
    assert words in picture.words


async def test_several_lines_are_one_wish(painting: Studio) -> None:
    chat = painting.anna.private
    await chat.say("a fox\nin the snow\n--ar 3:2")
    picture = await chat.wait_photo(timeout=10)
    assert "a fox\nin the snow" in picture.words
    assert "3:2" in picture.words


async def test_a_model_may_be_named_by_its_beginning(both: Studio) -> None:
    chat = both.anna.private
    await chat.say("a fox --model ske")
    assert "Sketch" in (await chat.wait_photo(timeout=10)).words


async def test_the_same_update_twice_is_one_picture(painting: Studio) -> None:
    chat = painting.anna.private
    painting.sandbox.faults.duplicate_update()
    await chat.say("a fox")
    await chat.wait_photo(timeout=10)
    await painting.sandbox.confirmed()
    await painting.settled()
    assert len(painting.sandbox.calls.named("sendPhoto")) == 1
    assert await painting.used(painting.anna) == {Allowance.TEXT_TO_IMAGE: 1}


async def test_a_question_waits_while_something_else_is_looked_up(painting: Studio) -> None:
    chat = painting.anna.private
    await chat.command("imagine")
    await chat.wait_text("What shall I paint?")
    await chat.command("quota")
    await chat.wait_text("Plan Free")
    await chat.say("--ar 7:5 a lighthouse")
    await chat.wait_text("can't make 7:5")
    await chat.say("a lighthouse --ar 3:2")
    picture = await chat.wait_photo(timeout=10)
    assert "a lighthouse" in picture.words
    assert "3:2" in picture.words
