"""What goes out into the chat and what comes from there."""

from functools import cached_property

from bot.services.downloads import Downloads
from bot.services.inputs import Inputs
from bot.telegram.delivery import Pictures
from bot.telegram.inline.messenger import InlineMessenger
from bot.telegram.inline.storage import StorageChat
from bot.telegram.messenger import TelegramMessenger
from bot.telegram.messengers import Messengers
from bot.telegram.originals import Originals
from bot.telegram.parcels import Parcels
from bot.telegram.webhook import webhook_secret
from bot.wiring.basics import Basics


class Chat(Basics):
    """What goes out into the chat and what comes from there."""

    @cached_property
    def parcels(self) -> Parcels:
        """The packing of results."""
        return Parcels(
            media=self.media,
            catalogue=self.catalogue,
            styles=self.styles,
            groups=self.stores.groups,
            clock=self.clock,
            upload_bytes=self.settings.upload_bytes,
        )

    @cached_property
    def pictures(self) -> Pictures:
        """The sending of results."""
        return Pictures(
            bot=self.bot,
            parcels=self.parcels,
            downloads=self.downloads,
            originals=self.originals,
            posts=self.stores.posts,
            catalogue=self.catalogue,
            translator=self.translator,
        )

    @cached_property
    def originals(self) -> Originals:
        """Files with their recipes inside."""
        return Originals(self.media)

    @cached_property
    def downloads(self) -> Downloads:
        """Addresses of what is too large to be sent."""
        return Downloads(
            catalogue=self.catalogue,
            clock=self.clock,
            public_url=self.settings.public_url,
            secret=webhook_secret(self.bot.token),
        )

    @cached_property
    def messenger(self) -> Messengers:
        """The chats, and the messages that are posted inline."""
        chats = TelegramMessenger(
            bot=self.bot,
            pictures=self.pictures,
            catalogue=self.catalogue,
            styles=self.styles,
            translator=self.translator,
        )
        inline = InlineMessenger(
            bot=self.bot,
            storage=StorageChat(self.bot, self.settings.storage_chat_id),
            parcels=self.parcels,
            catalogue=self.catalogue,
            styles=self.styles,
            translator=self.translator,
        )
        return Messengers(chats=chats, inline=inline)

    @cached_property
    def inputs(self) -> Inputs:
        """The pictures that requests start from."""
        return Inputs(messenger=self.messenger, media=self.media)
