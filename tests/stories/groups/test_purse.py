"""A group that pays for its members, from a purse of its own."""

from bot.core.capabilities import Allowance
from bot.sandbox import Group
from tests.stories.groups.test_settings import panel, said
from tests.stories.groups.words import words
from tests.stories.paper import result
from tests.stories.studio import Studio

BOTH = "text_to_image=2,image_to_image=1,upscale=0"


async def paid_by(place: Studio, group: Group) -> dict[Allowance, int]:
    """What was taken from a group's purse today."""
    assert place.app
    return dict(await place.app.services.stores.runs.used(group.id, place.time.now()))


async def test_a_group_has_no_purse_unless_an_operator_gives_one(sketching: Studio) -> None:
    """Anybody can open a group: what it pays with must not come from there."""
    group = sketching.group()
    anna = group.as_(sketching.anna)
    await said(anna, "pays group", words("en", "error-no-purse"))
    shown = await panel(sketching, group)
    await sketching.anna.tap(shown, "Who pays")
    page = await shown.becomes(lambda m: "no purse of its own" in m.text)
    assert not page.button("The group")
    await result(anna, await anna.command("imagine", "a fox"))
    assert await sketching.used(sketching.anna) == {Allowance.TEXT_TO_IMAGE: 1}

    await sketching.restart(admin_ids={sketching.boris.id}, plan_pro=BOTH)
    await said(anna, "plan pro", "Like this")
    boris = group.as_(sketching.boris)
    await said(boris, "plan nonsense", "/group plan pro")
    await said(boris, "plan pro", "тариф Pro")
    await sketching.anna.tap(page, "Back")
    shown = await shown.becomes(lambda m: m.button("Who pays: each member"))
    await sketching.anna.tap(shown, "Who pays")
    page = await shown.becomes(lambda m: m.button("The group"))
    assert "Pictures from words: 2" in page.text
    await sketching.anna.tap(page, "The group")
    await page.becomes(lambda m: m.button("✓ The group"))
    await result(anna, await anna.command("imagine", "a fox"))
    assert await sketching.used(sketching.anna) == {Allowance.TEXT_TO_IMAGE: 1}
    assert await paid_by(sketching, group) == {Allowance.TEXT_TO_IMAGE: 1}

    await said(boris, "plan none", "Своего лимита у группы больше нет")
    await result(anna, await anna.command("imagine", "a fox"))
    assert await sketching.used(sketching.anna) == {Allowance.TEXT_TO_IMAGE: 2}, "she pays again"


async def test_all_pay_from_the_same_purse(sketching: Studio) -> None:
    await sketching.restart(group_plan="business", plan_business=BOTH)
    group, other = sketching.group(), sketching.sandbox.group("Others", members=[sketching.boris])
    anna, boris = group.as_(sketching.anna), group.as_(sketching.boris)
    await said(anna, "pays group", "The group pays")
    picture = await result(boris, await boris.command("imagine", "лиса"))
    await boris.command("quota")
    told = await boris.wait_text("Лимит группы")
    assert "осталось 1 из 2" in told.text
    await anna.command("quota")
    told = await anna.wait_text("The group's purse")
    assert "1 of 2 left" in told.text
    assert "All members of this group share it" in told.text

    await sketching.anna.tap(picture, "🔁")
    again = await anna.wait(lambda m: m.photo and m.replies_to(picture), 10)
    alert = await sketching.anna.tap(again, "🔁")
    assert alert.show_alert
    assert "The group's purse, pictures: 0 of 2 left today" in alert.text
    wish = await boris.command("imagine", "лиса")
    note = await boris.wait(lambda m: m.replies_to(wish))
    assert "Лимит группы, картинки: на сегодня осталось 0 из 2" in note.text
    await sketching.boris.tap(note, "Лимит")
    await boris.wait_text("осталось 0 из 2")

    assert await paid_by(sketching, group) == {Allowance.TEXT_TO_IMAGE: 2}
    assert not any((await sketching.used(sketching.anna)).values())
    assert not any((await sketching.used(sketching.boris)).values())
    elsewhere = other.as_(sketching.boris)
    await result(elsewhere, await elsewhere.command("imagine", "лиса"))
    alone = sketching.boris.private
    await result(alone, await alone.say("лиса"))
    assert await sketching.used(sketching.boris) == {Allowance.TEXT_TO_IMAGE: 2}
    await said(anna, "pays members", "Each member pays")
    await result(boris, await boris.command("imagine", "лиса"))
    assert await sketching.used(sketching.boris) == {Allowance.TEXT_TO_IMAGE: 3}


async def test_offers_say_what_is_left_in_the_purse(sketching: Studio) -> None:
    values = "text_to_image=9,image_to_image=9,upscale=7"
    await sketching.restart(group_plan="business", plan_business=values)
    group = sketching.group()
    anna = group.as_(sketching.anna)
    await said(anna, "pays group", "The group pays")
    picture = await result(anna, await anna.command("imagine", "a fox"))
    await sketching.anna.tap(picture, "🔍")
    await picture.becomes(lambda m: m.button("7 of 7 left"))


async def test_a_purse_within_the_admins_own_limit(sketching: Studio) -> None:
    await sketching.restart(group_plan="business")
    group = sketching.group()
    anna = group.as_(sketching.anna)
    await said(anna, "pays chat", "The group pays")
    await said(anna, "daily 1", "1 picture a day")
    await result(anna, await anna.command("imagine", "a fox"))
    await anna.command("imagine", "a fox")
    await anna.wait_text("Pictures in this group: 0 of 1 left")
    assert await paid_by(sketching, group) == {Allowance.TEXT_TO_IMAGE: 1}
