"""Who may press what below a group's pictures, and who pays for it."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.core.capabilities import Allowance, Mode
from bot.sandbox import Group, MessageView
from tests.stories.groups.words import words
from tests.stories.paper import result, seed
from tests.stories.studio import Studio, studio
from tests.vendors.fusionbrain import FusionBrainServer


@pytest.fixture
async def endless(tmp_path: Path, database_url: str) -> AsyncIterator[Studio]:
    """A bot whose pictures are never ready."""
    async with studio(tmp_path, database_url, sketch_seconds="600") as place:
        yield place


async def fox(place: Studio, group: Group) -> MessageView:
    """A picture that Anna asked for."""
    chat = group.as_(place.anna)
    return await result(chat, await chat.command("imagine", "a fox --seed 5"))


def ledger(place: Studio) -> list[tuple[int, str, int]]:
    """Who has paid for what, run by run."""
    return [
        (payer, mode, amount)
        for payer, mode, amount in place.rows(
            "SELECT payer_id, allowance, sum(amount) FROM ledger GROUP BY run_id ORDER BY run_id"
        )
    ]


async def test_again_is_paid_by_whoever_presses(sketching: Studio) -> None:
    boris, group = sketching.boris, sketching.group()
    first = await fox(sketching, group)
    assert "Рисую" in (await boris.tap(first, "🔁")).text
    chat = group.as_(boris)
    second = await chat.wait(lambda m: m.photo and m.replies_to(first), 10)
    assert seed(first) == 5
    assert second.button("Ещё раз"), "it is his and speaks his language"
    assert first.latest.button("Again"), "hers stays as it was"
    mode = Mode.TEXT_TO_IMAGE.value
    assert ledger(sketching) == [(sketching.anna.id, mode, 1), (boris.id, mode, 1)]
    await boris.tap(second, "⭐")
    await second.becomes(lambda m: m.button("🌟"))


async def test_variations_are_paid_by_whoever_presses(sketching: Studio) -> None:
    boris, group = sketching.boris, sketching.group()
    first = await fox(sketching, group)
    await boris.tap(first, "✨")
    album = await group.as_(boris).wait_album(4, timeout=15)
    assert album[0].replies_to(first)
    assert await sketching.used(sketching.anna) == {Allowance.TEXT_TO_IMAGE: 1}
    assert await sketching.used(boris) == {Allowance.TEXT_TO_IMAGE: 4}


async def test_upscale_shows_the_quota_of_whoever_presses(sketching: Studio) -> None:
    anna, boris, group = sketching.anna, sketching.boris, sketching.group()
    first = await fox(sketching, group)
    await boris.tap(first, "🔍")
    offers = await first.becomes(lambda m: m.button("×2"))
    await boris.tap(offers, "×2")
    chat = group.as_(boris)
    await chat.wait(lambda m: m.replies_to(first) and (m.photo or m.document), 15)
    back = await first.becomes(lambda m: m.button("🔁"))
    assert back.button("Again"), "her picture speaks her language again"
    assert await sketching.used(boris) == {Allowance.UPSCALE: 1}
    assert await sketching.used(anna) == {Allowance.TEXT_TO_IMAGE: 1}


async def test_who_has_nothing_left_gets_an_alert(sketching: Studio) -> None:
    group = sketching.group()
    await sketching.restart(plan_free="text_to_image=1")
    first = await fox(sketching, group)
    chat = group.as_(sketching.boris)
    await result(chat, await chat.command("imagine", "лиса"))
    alert = await sketching.boris.tap(first, "🔁")
    assert alert.show_alert
    assert "0 из 1" in alert.text
    assert len(ledger(sketching)) == 2


async def test_others_cannot_cancel(endless: Studio) -> None:
    anna, boris, group = endless.anna, endless.boris, endless.group()
    chat = group.as_(boris)
    await chat.command("imagine", "лиса")
    card = await chat.wait_text("%")
    clara = endless.sandbox.person("Clara")
    group.add(clara)
    alert = await clara.tap(card, "✖")
    assert alert.show_alert
    assert alert.text == words("en", "error-not-yours")
    assert not card.deleted
    await group.as_(clara).command("cancel")
    await group.as_(clara).wait_text("nothing to stop")
    group.promote(clara)
    assert "Stopping" in (await clara.tap(card, "✖")).text
    await card.becomes(lambda m: not m.buttons)

    await chat.command("imagine", "лиса")
    card = await chat.wait_text("%")
    assert "Stopping" in (await anna.tap(card, "✖")).text, "she owns the group"
    await card.becomes(lambda m: not m.buttons)

    await chat.command("imagine", "лиса")
    card = await chat.wait_text("%")
    await boris.tap(card, "✖")
    await card.becomes(lambda m: not m.buttons)


async def test_others_cannot_delete(sketching: Studio) -> None:
    boris, group = sketching.boris, sketching.group()
    first = await fox(sketching, group)
    alert = await boris.tap(first, "🗑")
    assert alert.show_alert
    assert alert.text == "✋ Это принадлежит другому человеку."
    await sketching.anna.tap(first, "🗑")
    question = await first.becomes(lambda m: m.button("Keep"))
    alert = await boris.tap(question, "🗑")
    assert alert.show_alert
    assert not first.deleted
    group.promote(boris)
    await boris.tap(question, "🗑")
    await first.gone()
    assert not sketching.rows("SELECT * FROM artifacts")
    assert await sketching.used(sketching.anna) == {Allowance.TEXT_TO_IMAGE: 1}, "it was painted"


async def test_the_owner_deletes(sketching: Studio) -> None:
    anna, group = sketching.anna, sketching.group()
    chat = group.as_(sketching.boris)
    picture = await result(chat, await chat.command("imagine", "лиса"))
    await sketching.boris.tap(picture, "🗑")
    question = await picture.becomes(lambda m: m.button("Оставить"))
    await sketching.boris.tap(question, "🗑")
    await picture.gone()
    picture = await fox(sketching, group)
    await anna.tap(picture, "🗑")
    await anna.tap(await picture.becomes(lambda m: m.button("Keep")), "🗑")
    await picture.gone()


async def test_a_favourite_is_the_owners_own(sketching: Studio) -> None:
    boris, group = sketching.boris, sketching.group()
    first = await fox(sketching, group)
    alert = await boris.tap(first, "⭐")
    assert alert.show_alert
    assert alert.text == "✋ Это принадлежит другому человеку."
    assert sketching.rows("SELECT favourite FROM artifacts") == [(0,)]


async def test_somebody_else_edits_the_words_for_themselves(sketching: Studio) -> None:
    boris, group = sketching.boris, sketching.group()
    first = await fox(sketching, group)
    await boris.tap(first, "✏️")
    chat = group.as_(boris)
    question = await chat.wait(lambda m: m.replies_to(first))
    assert "a fox" in question.text
    assert words("ru", "ask-reply-here") in question.text
    wish = await chat.say("курица", reply_to=question)
    second = await result(chat, wish)
    assert "курица" in second.words
    assert await sketching.used(boris) == {Allowance.TEXT_TO_IMAGE: 1}
    assert await sketching.used(sketching.anna) == {Allowance.TEXT_TO_IMAGE: 1}


async def test_somebody_else_changes_the_picture_for_themselves(sketching: Studio) -> None:
    boris, group = sketching.boris, sketching.group()
    first = await fox(sketching, group)
    await boris.tap(first, "🖌")
    chat = group.as_(boris)
    question = await chat.wait(lambda m: m.replies_to(first))
    wish = await chat.say("зимой", reply_to=question)
    assert "зимой" in (await result(chat, wish)).words
    assert await sketching.used(boris) == {Allowance.IMAGE_TO_IMAGE: 1}


async def test_two_people_are_asked_at_once(sketching: Studio) -> None:
    anna, boris, group = sketching.anna, sketching.boris, sketching.group()
    first = await fox(sketching, group)
    hers, his = group.as_(anna), group.as_(boris)
    await anna.tap(first, "✏️")
    for_her = await hers.wait_text("new prompt")
    await boris.tap(first, "✏️")
    for_him = await his.wait(lambda m: m.replies_to(first) and "запрос" in m.text)
    hen = await hers.say("a hen", reply_to=for_her)
    cow = await his.say("корова", reply_to=for_him)
    assert "a hen" in (await hers.wait(lambda m: m.photo and m.replies_to(hen), 10, hen)).words
    assert "корова" in (await his.wait(lambda m: m.photo and m.replies_to(cow), 10, cow)).words


async def test_somebody_elses_question_is_not_answered_by_others(sketching: Studio) -> None:
    """A reply to a question of Anna's is a wish of Boris' own, not her answer."""
    anna, boris, group = sketching.anna, sketching.boris, sketching.group()
    hers, his = group.as_(anna), group.as_(boris)
    await hers.command("imagine")
    question = await hers.wait_text("What shall I paint?")
    wish = await his.say("лиса", reply_to=question)
    await result(his, wish)
    answer = await hers.say("a hen", reply_to=question)
    assert "a hen" in (await result(hers, answer)).words
    assert await sketching.used(anna) == {Allowance.TEXT_TO_IMAGE: 1}
    assert await sketching.used(boris) == {Allowance.TEXT_TO_IMAGE: 1}


async def test_the_file_is_for_everybody(sketching: Studio) -> None:
    group = sketching.group()
    first = await fox(sketching, group)
    await sketching.boris.tap(first, "📄")
    sent = await group.as_(sketching.boris).wait_document()
    assert sent.replies_to(first)
    assert "Оригинал" in sent.words


async def test_a_report_can_be_retried_by_anybody(
    painting: Studio, vendor: FusionBrainServer
) -> None:
    """Whoever presses pays, as with a picture."""
    group = painting.group()
    chat = group.as_(painting.anna)
    vendor.refusal = "DISABLED_BY_QUEUE"
    await chat.command("imagine", "a fox")
    report = await chat.wait_text("queue is full", timeout=10)
    vendor.refusal = None
    await painting.boris.tap(report, "🔁")
    assert "a fox" in (await result(group.as_(painting.boris), report)).words
    assert not any((await painting.used(painting.anna)).values())
    assert await painting.used(painting.boris) == {Allowance.TEXT_TO_IMAGE: 1}
