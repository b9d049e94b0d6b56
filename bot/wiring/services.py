"""What people ask for; all services together."""

from functools import cached_property

from bot.services.elements import Elements
from bot.services.films import Films
from bot.services.presets import Presets
from bot.services.privacy import Privacy
from bot.services.thumbnails import Thumbnails
from bot.services.wishes import Wishes
from bot.wiring.runs import Runs


class Services(Runs):
    """What people ask for; all services together."""

    @cached_property
    def wishes(self) -> Wishes:
        """The understanding of what is wanted."""
        return Wishes(
            catalogue=self.catalogue,
            styles=self.styles,
            presets=self.presets,
            elements=self.elements,
            orders=self.orders,
        )

    @cached_property
    def presets(self) -> Presets:
        """What people saved as styles of their own."""
        return Presets(store=self.stores.presets, catalogue=self.catalogue)

    @cached_property
    def elements(self) -> Elements:
        """What people have shown, to be named."""
        return Elements(
            store=self.stores.elements,
            inputs=self.inputs,
            media=self.media,
            catalogue=self.catalogue,
        )

    @cached_property
    def thumbnails(self) -> Thumbnails:
        """Small copies of what people have made."""
        return Thumbnails(media=self.media, files=self.messenger)

    @cached_property
    def films(self) -> Films:
        """The understanding of what is to be filmed."""
        return Films(
            catalogue=self.catalogue,
            styles=self.styles,
            wishes=self.wishes,
            elements=self.elements,
            quota=self.quota,
            estimates=self.estimates,
        )

    @cached_property
    def privacy(self) -> Privacy:
        """What is stored about a person, and its end."""
        return Privacy(
            store=self.stores.history,
            runs=self.stores.runs,
            orders=self.orders,
            media=self.media,
            clock=self.clock,
        )
