"""Help with the words: proposals, of which nothing happens unless somebody takes them."""

import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from bot.core.capabilities import Allowance
from bot.sandbox import MessageView, Person
from bot.services import proposals
from tests.stories.paper import labels, result
from tests.stories.studio import Studio, studio
from tests.vendors.base import Answers, Hold
from tests.vendors.chat import MODEL, reworded
from tests.vendors.kie import KieServer

FIRST, SECOND = reworded("a fox"), reworded("a fox", 2)


@pytest.fixture
async def kie() -> AsyncIterator[KieServer]:
    """KIE on this machine; a request that breaks its rules fails the test."""
    async with KieServer() as server:
        yield server


@pytest.fixture
async def place(tmp_path: Path, database_url: str, kie: KieServer) -> AsyncIterator[Studio]:
    """A bot with a key for KIE and its chat model."""
    values: dict[str, Any] = {name.lower(): value for name, value in kie.settings.items()}
    values |= {"kie_chat_model": MODEL, "models_disabled": "gpt-4o-image"}
    async with studio(tmp_path, database_url, **values) as found:
        yield found


def bodies(kie: KieServer) -> list[Any]:
    return [task.body for task in kie.tasks.values()]


async def question(person: Person, words: str = "a fox --ar 1:1 --safety 1") -> MessageView:
    """Let a picture be painted and ask for other words for it."""
    chat = person.private
    picture = await result(chat, await chat.say(words))
    await person.tap(picture, "✏️")
    return await chat.wait_button("🪄", timeout=5)


async def proposal(person: Person, words: str = "a fox --ar 1:1 --safety 1") -> MessageView:
    """The same, and have better ones proposed."""
    asked = await question(person, words)
    await person.tap(asked, "🪄")
    offers = await asked.becomes(lambda m: m.button("✨"))
    await person.tap(offers, "✨")
    screen = await person.private.wait_button("↩️", timeout=5)
    return await screen.becomes(lambda m: "Looking" not in m.text)


async def test_a_proposal_is_painted_with_the_same_settings(place: Studio, kie: KieServer) -> None:
    anna, chat = place.anna, place.anna.private
    made = await proposal(anna)
    assert FIRST in made.text
    assert "".join(label[0] for label in labels(made)) == "🎨🔁✏↩"
    assert await place.used(anna) == {Allowance.TEXT_TO_IMAGE: 1}, "words cost nobody anything"
    assert len(kie.tasks) == 1
    await anna.tap(made, "🎨")
    await result(chat, made)
    before, after = bodies(kie)
    assert after == before | {"prompt": FIRST}
    assert await place.used(anna) == {Allowance.TEXT_TO_IMAGE: 2}
    await made.becomes(lambda m: not labels(m))
    wish = await chat.say("a hen")
    await result(chat, wish)
    assert bodies(kie)[2]["aspectRatio"] != "1:1", "the question is not open any more"


async def test_another_takes_its_place(place: Studio, kie: KieServer) -> None:
    anna = place.anna
    made = await proposal(anna)
    await anna.tap(made, "🔁")
    other = await made.becomes(lambda m: SECOND in m.text)
    await anna.tap(other, "🎨")
    await result(anna.private, made)
    assert bodies(kie)[1]["prompt"] == SECOND
    asked = [call.params for call in kie.calls if call.operation == "chat"]
    prompts = [params["messages"][1]["content"] for params in asked]
    assert prompts == ["a fox", "a fox"], "a proposal is for the person's own words"


async def test_keep_mine_leaves_all_as_it_was(place: Studio, kie: KieServer) -> None:
    anna, chat = place.anna, place.anna.private
    made = await proposal(anna)
    await anna.tap(made, "↩️")
    kept = await made.becomes(lambda m: "stay as they are" in m.text)
    assert "a fox" in kept.text
    assert FIRST not in kept.text
    wish = await chat.say("an owl")
    await result(chat, wish)
    assert bodies(kie)[1] == bodies(kie)[0] | {"prompt": "an owl"}


async def test_a_proposal_can_be_edited(place: Studio, kie: KieServer) -> None:
    anna, chat = place.anna, place.anna.private
    made = await proposal(anna)
    await anna.tap(made, "✏️ Edit")
    asked = await chat.wait_text("as you want them")
    assert FIRST in asked.text
    wish = await chat.say("a fox at dawn")
    await result(chat, wish)
    assert bodies(kie)[1] == bodies(kie)[0] | {"prompt": "a fox at dawn"}


async def test_using_it_after_all_closes_the_later_question(place: Studio, kie: KieServer) -> None:
    anna, chat = place.anna, place.anna.private
    made = await proposal(anna)
    await anna.tap(made, "✏️ Edit")
    asked = await chat.wait_text("as you want them")
    await anna.tap(made, "🎨")
    await result(chat, made)
    await asked.becomes(lambda m: not labels(m))
    assert [body["prompt"] for body in bodies(kie)] == ["a fox", FIRST]


async def test_a_restart_forgets_no_proposal(place: Studio, kie: KieServer) -> None:
    anna = place.anna
    asked = await question(anna)
    await place.restart()
    await anna.tap(asked, "🪄")
    offers = await asked.becomes(lambda m: m.button("🌐"))
    await place.restart()
    await anna.tap(offers, "🌐 Translate to English")
    made = await anna.private.wait_button("🎨 Use", timeout=5)
    await place.restart()
    await anna.tap(made, "🔁")
    await made.becomes(lambda m: SECOND in m.text)
    await place.restart()
    await anna.tap(made, "🎨")
    await result(anna.private, made)
    assert bodies(kie)[1] == bodies(kie)[0] | {"prompt": SECOND}


@pytest.mark.parametrize(
    "answer",
    [Answers(200, json.dumps({"code": 500, "msg": "Server exception"})), Answers(500)],
    ids=["in the body", "in the status"],
)
async def test_a_failure_is_told_and_can_be_tried_again(
    place: Studio, kie: KieServer, answer: Answers
) -> None:
    anna = place.anna
    kie.faults.add("chat", answer)
    failed = await proposal(anna)
    assert "could not get a proposal" in failed.text
    assert [label[0] for label in labels(failed)] == ["🔁", "↩"]
    assert await place.used(anna) == {Allowance.TEXT_TO_IMAGE: 1}
    await place.restart()
    await anna.tap(failed, "Try again")
    made = await failed.becomes(lambda m: m.button("🎨"))
    assert SECOND in made.text
    kie.faults.add("chat", answer)
    await anna.tap(made, "🔁")
    still = await made.becomes(lambda m: "could not get" in m.text)
    assert SECOND in still.text, "the earlier proposal is not lost"
    await anna.tap(still, "🎨")
    await result(anna.private, still)
    assert bodies(kie)[1]["prompt"] == SECOND


async def test_nobody_waits_longer_than_some_seconds(
    tmp_path: Path, database_url: str, kie: KieServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(proposals, "PATIENCE", 0.2)
    values: dict[str, Any] = {name.lower(): value for name, value in kie.settings.items()}
    async with studio(tmp_path, database_url, **values, kie_chat_model=MODEL) as place:
        kie.faults.add("chat", Hold())
        late = await proposal(place.anna, "a fox --model flux-kontext-pro")
        assert "No proposal came in time" in late.text
        await place.anna.tap(late, "↩️")
        await late.becomes(lambda m: "a fox" in m.text and not labels(m))


async def test_a_button_of_a_closed_question_does_nothing(place: Studio, kie: KieServer) -> None:
    anna, chat = place.anna, place.anna.private
    asked = await question(anna)
    await chat.command("cancel")
    await chat.wait_text("Never mind")
    assert "no longer open" in (await anna.tap(asked, "🪄")).text
    assert kie.count("chat") == 0


async def test_in_a_group_a_proposal_is_its_owners(place: Studio, kie: KieServer) -> None:
    anna, boris, group = place.anna, place.boris, place.group()
    chat = group.as_(anna)
    picture = await result(chat, await chat.command("imagine", "a fox --ar 1:1"))
    await anna.tap(picture, "✏️")
    asked = await chat.wait_button("🪄", timeout=5)
    assert "не актуален" in (await boris.tap(asked, "🪄")).text
    await anna.tap(asked, "🪄")
    offers = await asked.becomes(lambda m: m.button("✨"))
    assert "не актуален" in (await boris.tap(offers, "✨")).text
    await anna.tap(offers, "✨")
    made = await chat.wait_button("🎨 Use", timeout=5)
    for label in ("🎨", "🔁", "Edit", "↩️"):
        assert (await boris.tap(made, label)).show_alert
    assert (len(kie.tasks), kie.count("chat")) == (1, 1)
    await anna.tap(made, "🎨")
    await result(chat, made)
    assert await place.used(boris) == {}


async def test_the_chat_goes_on_while_words_are_looked_for(place: Studio, kie: KieServer) -> None:
    anna, chat = place.anna, place.anna.private
    held = Hold()
    kie.faults.add("chat", held)
    asked = await question(anna)
    await anna.tap(asked, "🪄")
    await anna.tap(await asked.becomes(lambda m: m.button("✨")), "✨")
    screen = await chat.wait_text("Looking for words")
    await anna.tap(screen, "Try again")
    await result(chat, await chat.say("an owl"))
    assert kie.count("chat") == 1, "a second tap asks for nothing more"
    held.released.set()
    made = await screen.becomes(lambda m: FIRST in m.text)
    await anna.tap(made, "🎨")
    await result(chat, made)
    assert [body["prompt"] for body in bodies(kie)] == ["a fox", "an owl", FIRST]


async def test_words_that_come_after_the_decision_are_left_out(
    place: Studio, kie: KieServer
) -> None:
    anna = place.anna
    made = await proposal(anna)
    held = Hold()
    kie.faults.add("chat", held)
    await anna.tap(made, "🔁")
    await held.arrived.wait()
    await anna.tap(made, "↩️")
    kept = await made.becomes(lambda m: "stay as they are" in m.text)
    held.released.set()
    await place.settled()
    assert kept.latest.text == kept.text


async def test_without_a_chat_model_there_is_no_such_button(
    tmp_path: Path, database_url: str, kie: KieServer
) -> None:
    values: dict[str, Any] = {name.lower(): value for name, value in kie.settings.items()}
    async with studio(tmp_path, database_url, **values) as place:
        anna, chat = place.anna, place.anna.private
        picture = await result(chat, await chat.say("a fox --model flux-kontext-pro"))
        await anna.tap(picture, "✏️")
        asked = await chat.wait_text("new prompt")
        assert labels(asked) == ["✖ Never mind"]


async def test_in_russian(place: Studio, kie: KieServer) -> None:
    boris, chat = place.boris, place.boris.private
    asked = await question(boris, "лиса --ar 1:1")
    assert asked.button("Помочь со словами")
    await boris.tap(asked, "🪄")
    await boris.tap(await asked.becomes(lambda m: m.button("Перевести")), "Перевести")
    made = await chat.wait_text("По-английски")
    assert reworded("лиса") in made.text
    await boris.tap(made, "Нарисовать")
    await result(chat, made)
    assert bodies(kie)[1] == bodies(kie)[0] | {"prompt": reworded("лиса")}
    asked = await question(boris, "сова")
    kie.faults.add("chat", Answers(500))
    await boris.tap(asked, "🪄")
    await boris.tap(await asked.becomes(lambda m: m.button("Улучшить")), "Улучшить")
    failed = await chat.wait_text("Не получилось")
    await boris.tap(failed, "Оставить моё")
    await failed.becomes(lambda m: "сова" in m.text)
