from tests.stories.studio import Studio


async def test_words_become_a_picture(sketching: Studio) -> None:
    chat = sketching.anna.private
    wish = await chat.say("a red fox in the snow")
    picture = await chat.wait_photo(timeout=10)
    assert picture.replies_to(wish)
