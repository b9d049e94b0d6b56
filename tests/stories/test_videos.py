"""Clips: asked for, waited for, played, gone on with."""

from bot.core.capabilities import Allowance
from tests.stories.paper import labels, snapshot
from tests.stories.studio import Studio
from tests.support.films import measured, mp4


async def test_words_become_a_clip(sketching: Studio) -> None:
    chat = sketching.anna.private
    wish = await chat.say("/video a fox in the snow --ar 9:16 --duration 2 --seed 5")
    clip = await chat.wait(lambda m: m.video and m.replies_to(wish), timeout=60)
    about = measured(await clip.bytes())
    assert (about.codec, about.size, about.seconds) == ("h264", (360, 640), 2)
    assert "a fox in the snow" in clip.words
    assert await sketching.used(sketching.anna) == {Allowance.VIDEO: 1}


async def test_a_picture_is_set_in_motion_with_a_tap(sketching: Studio) -> None:
    anna, chat = sketching.anna, sketching.anna.private
    await chat.say("a fox")
    picture = await chat.wait_photo(timeout=60)
    await anna.tap(picture, "🎬 Animate")
    question = await chat.wait_button("Just set it in motion")
    assert "3 of 3 left today" in question.words
    await anna.tap(question, "Just set it in motion")
    clip = await chat.wait_video(timeout=60)
    await anna.tap(clip, "➕ Extend")
    asked = await chat.wait_text("What happens next?")
    assert "2 of 3 left today" in asked.words
    await chat.say("it runs away")
    longer = await chat.wait(lambda m: m.video and "it runs away" in m.words, timeout=60)
    assert "part 2" in longer.words
    await anna.tap(longer, "🔍 Enlarge")
    sizes = await longer.becomes(lambda m: m.button("Sketch Film"))
    assert "1 of 3 left" in labels(sizes)[0]
    await anna.tap(sizes, "Sketch Film")
    larger = await chat.wait(lambda m: m.video and m != longer, timeout=60, since=sizes)
    assert measured(await larger.bytes()).size == (1280, 1280)
    assert await sketching.used(anna) == {Allowance.TEXT_TO_IMAGE: 1, Allowance.VIDEO: 3}


async def test_a_video_with_words_is_changed(sketching: Studio) -> None:
    chat = sketching.anna.private
    sent = await chat.send_video(mp4(1), "make it night, snow")
    clip = await chat.wait(lambda m: m.video and m.replies_to(sent), timeout=60)
    assert measured(await clip.bytes()).seconds == 1
    menu_of = await chat.send_video(mp4(1))
    menu = await chat.wait(lambda m: m.button("Change") and m.replies_to(menu_of))
    await sketching.anna.tap(menu, "Change")
    await chat.wait_text("What shall I change")
    await chat.say("autumn")
    await chat.wait(lambda m: m.video and "autumn" in m.words, timeout=60)


async def test_a_picture_with_the_command_is_animated(sketching: Studio) -> None:
    chat = sketching.anna.private
    sent = await chat.send_photo(snapshot(), "/video")
    await chat.wait(lambda m: m.video and m.replies_to(sent), timeout=60)


async def test_what_cannot_be_filmed_is_told_and_takes_nothing(sketching: Studio) -> None:
    chat = sketching.anna.private
    await chat.say("a fox --model sketch-film")
    await chat.wait_text("makes videos, not pictures")
    await chat.say("/video 5s: a fox wakes\n3s: it yawns")
    await chat.wait_text("makes no clips of several shots")
    await chat.send_album([snapshot()] * 2, "/video the sun sets")
    await chat.wait_text("takes 1 picture at a time; you sent 2")
    long = await chat.send_video(mp4(1), "make it night", duration=90)
    await chat.wait(lambda m: "10" in m.words and m.replies_to(long))
    await chat.send_video(mp4(1) + bytes(21 * 1024 * 1024), "make it night")
    await chat.wait_text("20 MB is the most")
    assert await sketching.used(sketching.anna) == {}


async def test_clips_have_settings_of_their_own(sketching: Studio) -> None:
    anna, chat = sketching.anna, sketching.anna.private
    await chat.say("/settings")
    panel = await chat.wait_button("Videos")
    await anna.tap(panel, "Videos")
    screen = await chat.wait_button("Duration")
    await anna.tap(screen, "9:16")
    screen = await screen.becomes(lambda m: m.button("✓ 9:16"))
    await anna.tap(screen, "−")
    await screen.becomes(lambda m: m.button("Duration, s: 2"))
    await chat.say("/video a fox")
    clip = await chat.wait_video(timeout=60)
    about = measured(await clip.bytes())
    assert (about.size, about.seconds) == ((360, 640), 2)


async def test_a_clip_blocks_no_pictures(sketching: Studio) -> None:
    await sketching.restart(sketch_seconds="600", max_active_per_user=1)
    chat = sketching.anna.private
    await chat.say("/video a fox")
    card = await chat.wait_text("Go on meanwhile")
    assert "Sketch Film" in card.words
    await chat.say("/video an owl")
    await chat.wait_text("In line")
    await chat.say("an owl")
    await chat.wait(lambda m: "Sketch" in m.words and "Film" not in m.words and "%" in m.words)
