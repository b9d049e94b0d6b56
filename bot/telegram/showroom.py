"""A person's gallery as a page: the same pictures and services as in the chat."""

import hashlib
from collections.abc import Mapping
from dataclasses import replace

from aiogram import Bot

from bot.core.catalogue import Catalogue
from bot.core.errors import Banned, BotError, InputGone, NotFound
from bot.core.gallery import Entry, Sieve, wanted
from bot.core.models import Origin
from bot.core.ports.conversation import Clock
from bot.core.ports.showroom import Exhibit, Told, Visitor
from bot.core.ports.showroom import Showroom as Port
from bot.core.ports.stores import MediaStore
from bot.core.recipe import again
from bot.services.history import History
from bot.services.people import People
from bot.services.shares import Shares
from bot.services.styles import Styles
from bot.services.thumbnails import Thumbnails
from bot.services.wishes import Asker, Wishes
from bot.telegram.errors import described, plain
from bot.telegram.launch import opened_by
from bot.telegram.screens.sharing import address
from bot.telegram.screens.showroom import about_picture, about_shelves, in_short, page_words
from bot.telegram.translator import Translate, Translator
from bot.telegram.views import Views

PLACES = 48
"""Pictures that the page is told of at once."""


class Showroom(Port):
    """Lets people see and handle their own pictures, and nobody else's.

    Args:
        bot: Whose gallery it is.
        history: The pictures.
        views: Which of them a name speaks of.
        thumbnails: Their small copies.
        media: Their files.
        people: Knows the visitors.
        wishes: Takes orders.
        shares: Makes links.
        catalogue: The models.
        styles: Their styles.
        translator: Has the words.
        clock: Time.
    """

    def __init__(  # noqa: PLR0913 - built once, by name
        self,
        *,
        bot: Bot,
        history: History,
        views: Views,
        thumbnails: Thumbnails,
        media: MediaStore,
        people: People,
        wishes: Wishes,
        shares: Shares,
        catalogue: Catalogue,
        styles: Styles,
        translator: Translator,
        clock: Clock,
    ) -> None:
        self._bot = bot
        self._history = history
        self._views = views
        self._thumbnails = thumbnails
        self._media = media
        self._people = people
        self._wishes = wishes
        self._shares = shares
        self._catalogue = catalogue
        self._styles = styles
        self._translator = translator
        self._clock = clock

    async def enter(self, launch: str) -> Visitor:
        """Who opened the page, by what Telegram signed for it.

        Raises:
            LaunchRefused: Nobody vouches for them.
            Banned: The operator shut them out.
        """
        user = opened_by(self._bot.token, launch, self._clock.now())
        person = await self._people.meet(user.id)
        if person.banned is not None:
            raise Banned(reason=person.banned)
        language = self._translator.supported(person.language or user.language_code)
        return Visitor(person=person, language=language)

    def words(self) -> Mapping[str, Mapping[str, str]]:
        """The page's own words, in every language."""
        languages = self._translator.languages()
        return {code: page_words(self._translator.bound(code)) for code in languages}

    async def about(self, visitor: Visitor) -> Told:
        """The language, and what there is to narrow to."""
        shelves = await self._history.shelves(visitor.person.id)
        t = self._words(visitor)
        shown = about_shelves(shelves, self._catalogue, t)
        return {"language": visitor.language, "shelves": shown}

    async def pictures(self, visitor: Visitor, view: str, said: str, at: int | None) -> Told:
        """Pictures in a row, and from which on there are more."""
        sieve: Sieve = await self._views.sieve(visitor.person.id, view)
        sieve = replace(sieve, words=wanted(said))
        page = await self._history.row(visitor.person.id, sieve, PLACES, at=at)
        onward = page.entries[-1][0].id - 1 if page.more else page.searched_to
        return {"pictures": [in_short(entry) for entry in page.entries], "next": onward}

    async def picture(self, visitor: Visitor, number: int) -> Told:
        """All about one picture."""
        entry = await self._own(visitor, number)
        model = entry[1].request.model
        spec = self._catalogue.get(model)
        styles = await self._styles.list(model) if spec else ()
        return about_picture(entry, spec, styles, self._words(visitor))

    async def square(self, visitor: Visitor, number: int) -> Exhibit:
        """Its small copy."""
        artifact, _ = await self._own(visitor, number)
        return _jpeg(await self._thumbnails.square(artifact))

    async def whole(self, visitor: Visitor, number: int) -> Exhibit:
        """The picture for a screen; a clip as it is."""
        artifact, _ = await self._own(visitor, number)
        if not artifact.clip:
            return _jpeg(await self._thumbnails.preview(artifact))
        path = self._media.path(artifact.media) if artifact.media else None
        if path is None or not path.is_file():
            raise InputGone
        return Exhibit(mime=artifact.mime, path=path)

    async def favour(self, visitor: Visitor, number: int, *, favourite: bool) -> None:
        """Set or take the star."""
        await self._own(visitor, number)
        await self._history.favour(number, favourite=favourite)

    async def repeat(self, visitor: Visitor, number: int, key: str) -> None:
        """Paint the same again with a new seed; it comes in the chat with the bot."""
        _, run = await self._own(visitor, number)
        person = visitor.person
        origin = Origin(chat_id=person.id, update_id=_once(person.id, number, key))
        asker = Asker(person=person, origin=origin, language=visitor.language)
        await self._wishes.order(asker, [again(run.request)])

    async def share(self, visitor: Visitor, number: int) -> str:
        """The link of a picture, made if there was none."""
        await self._own(visitor, number)
        key = await self._shares.link(number)
        return address((await self._bot.me()).username or "", key)

    async def delete(self, visitor: Visitor, number: int) -> None:
        """Forget a picture, and its file."""
        await self._own(visitor, number)
        await self._history.delete(number)

    def explained(self, error: BotError, visitor: Visitor | None) -> str:
        """An error in the visitor's words."""
        return plain(described(error, self._words(visitor)))

    async def _own(self, visitor: Visitor, number: int) -> Entry:
        entry = await self._history.get(number)
        if entry[1].person_id != visitor.person.id:
            raise NotFound
        return entry

    def _words(self, visitor: Visitor | None) -> Translate:
        return self._translator.bound(visitor.language if visitor else "en")


def _once(person_id: int, number: int, key: str) -> int:
    """The name of a tap in the place of an update's: below zero, where Telegram has none."""
    told = f"{person_id}:{number}:{key}".encode()
    return -1 - int.from_bytes(hashlib.blake2s(told, digest_size=8).digest()) % 2**62


def _jpeg(content: bytes | None) -> Exhibit:
    if content is None:
        raise InputGone
    return Exhibit(mime="image/jpeg", content=content)
