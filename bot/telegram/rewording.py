"""Asks for other words for a prompt, and proposes some where that is wanted."""

import logging
from collections.abc import Mapping
from typing import Any

from aiogram.exceptions import TelegramAPIError
from aiogram.fsm.context import FSMContext
from aiogram.types import Message

from bot.core.capabilities import Wording
from bot.core.errors import BotError, NotFound, TimedOut
from bot.core.models import Request
from bot.core.recipe import edited, from_dict, to_dict
from bot.services.proposals import Proposals
from bot.services.supervisor import Supervisor
from bot.services.wishes import Asker
from bot.telegram.asking import Asking, ask, settle
from bot.telegram.drafts import Drafts
from bot.telegram.easel import Easel
from bot.telegram.replies import is_private, reply
from bot.telegram.screens.proposals import kept_view, proposal_view, wordings_keyboard
from bot.telegram.screens.questions import edit_question, proposal_question
from bot.telegram.translator import Translate

log = logging.getLogger(__name__)


class Rewording:
    """The way from a picture's prompt to other words; the old ones stay whatever comes.

    A proposal is kept under its message, with the request whose words it is for and the question
    that it came from, so that its buttons work after a restart.

    Args:
        proposals: Finds words.
        drafts: Keeps them.
        easel: Starts what is accepted.
        supervisor: Waits for the words, so that the chat need not.
    """

    def __init__(
        self, *, proposals: Proposals, drafts: Drafts, easel: Easel, supervisor: Supervisor
    ) -> None:
        self._proposals = proposals
        self._drafts = drafts
        self._easel = easel
        self._supervisor = supervisor
        self._awaited: set[tuple[int, int]] = set()

    async def ask(
        self, message: Message, state: FSMContext, request: Request, t: Translate
    ) -> None:
        """Ask for other words, and offer help with them where there is any."""
        help_ = bool(request.prompt and self._proposals.offered)
        view = edit_question(request, t, private=is_private(message.chat), proposals=help_)
        await ask(message, state, Asking.edit, view, recipe=to_dict(request))

    async def choose(self, question: Message, t: Translate) -> None:
        """Show below the question what can be done with the words."""
        markup = wordings_keyboard(self._proposals.offered, t)
        await question.edit_reply_markup(reply_markup=markup)

    async def propose(
        self, question: Message, request: Request, how: Wording, asker: Asker, t: Translate
    ) -> None:
        """Answer the question with a message in which a proposal will stand."""
        waiting = t("proposal-waiting")
        screen = await reply(question, proposal_view("", how, asker.person.id, t, waiting))
        draft = {"recipe": to_dict(request), "how": how.value, "words": ""}
        await self._drafts.keep(screen, draft | {"question": question.message_id})
        self._await(screen, request, how, asker, t)

    async def another(self, screen: Message, asker: Asker, t: Translate) -> None:
        """Have another proposal take the place of one; if none comes, that one stays.

        Raises:
            NotFound: It was decided already.
        """
        draft = await self._drafts.recall(screen)
        self._await(screen, from_dict(draft["recipe"]), Wording(draft["how"]), asker, t)

    async def use(self, screen: Message, state: FSMContext, asker: Asker, t: Translate) -> None:
        """Order the same picture in the proposed words.

        Raises:
            NotFound: It was decided already, or there are no words yet.
            BotError: It cannot be done; nothing was spent, and the proposal stays.
        """
        draft = await self._drafts.recall(screen)
        wanted = _reworded(draft)
        await self._easel.repeat(screen, asker, t, [wanted])
        await self._drafts.forget(screen)
        if (await state.get_data()).get("question") == draft["question"]:
            await settle(screen, state)
        await screen.edit_reply_markup(reply_markup=None)

    async def edit(self, screen: Message, state: FSMContext, t: Translate) -> None:
        """Ask for the words, with the proposal to start from, instead of the former question.

        Raises:
            NotFound: It was decided already.
        """
        draft = await self._drafts.recall(screen)
        request = _reworded(draft)
        if (await state.get_data()).get("question") == draft["question"]:
            await settle(screen, state)
        view = proposal_question(request.prompt, t, private=is_private(screen.chat))
        await ask(screen, state, Asking.edit, view, recipe=to_dict(request))
        question = (await state.get_data())["question"]
        await self._drafts.keep(screen, {**draft, "question": question})

    async def keep(self, screen: Message, t: Translate) -> None:
        """Show the old words again; the question for other ones stays open.

        Raises:
            NotFound: It was decided already.
        """
        draft = await self._drafts.recall(screen)
        await self._drafts.forget(screen)
        view = kept_view(from_dict(draft["recipe"]).prompt, t)
        await screen.edit_text(view.text, reply_markup=view.markup)

    def _await(
        self, screen: Message, request: Request, how: Wording, asker: Asker, t: Translate
    ) -> None:
        """Go on behind the scenes; a second tap meanwhile asks for nothing more."""
        place = screen.chat.id, screen.message_id
        if place in self._awaited:
            return
        self._awaited.add(place)
        task = self._supervisor.spawn(self._fill(screen, request, how, asker, t), "proposal")
        task.add_done_callback(lambda _: self._awaited.discard(place))

    async def _fill(
        self, screen: Message, request: Request, how: Wording, asker: Asker, t: Translate
    ) -> None:
        found, note = await self._words(request, how, t)
        try:
            draft = await self._drafts.recall(screen)
            words = found or draft["words"]
            await self._drafts.keep(screen, {**draft, "words": words})
            view = proposal_view(words, how, asker.person.id, t, note)
            await screen.edit_text(view.text, reply_markup=view.markup)
        except (BotError, TelegramAPIError) as error:  # decided or deleted meanwhile
            log.info("A proposal could not be shown: %s", error)

    async def _words(self, request: Request, how: Wording, t: Translate) -> tuple[str, str]:
        """A proposal, or why there is none."""
        try:
            return await self._proposals.reword(request, how), ""
        except TimedOut as error:
            log.warning("No proposal: %s", error)
            return "", t("proposal-late")
        except BotError as error:
            log.warning("No proposal: %s", error)
            return "", t("proposal-failed")


def _reworded(draft: Mapping[str, Any]) -> Request:
    if not draft["words"]:
        raise NotFound
    return edited(from_dict(draft["recipe"]), draft["words"])
