"""What moves runs along."""

from functools import cached_property

from bot.queue.local import LocalQueue
from bot.services.acceptance import Acceptance
from bot.services.callbacks import Callbacks
from bot.services.delivery import Delivery
from bot.services.engine import Engine
from bot.services.failover import Failover
from bot.services.followup import FollowUp
from bot.services.orders import Orders
from bot.services.outcomes import Outcomes
from bot.services.presence import Presence
from bot.services.progress import Cards
from bot.services.recovery import Recovery
from bot.telegram.webhook import webhook_secret
from bot.wiring.chat import Chat


class Runs(Chat):
    """What moves runs along."""

    @cached_property
    def queue(self) -> LocalQueue:
        """Who is next."""
        return LocalQueue(
            store=self.stores.runs,
            catalogue=self.catalogue,
            clock=self.clock,
            supervisor=self.supervisor,
            share=self.settings.share,
        )

    @cached_property
    def cards(self) -> Cards:
        """The status cards."""
        return Cards(
            store=self.stores.runs,
            messenger=self.messenger,
            catalogue=self.catalogue,
            estimates=self.estimates,
            clock=self.clock,
            supervisor=self.supervisor,
        )

    @cached_property
    def presence(self) -> Presence:
        """Where the bot can be heard."""
        return Presence(people=self.people, groups=self.stores.groups, call_off=self._call_off)

    async def _call_off(self, chat_id: int) -> int:
        """Orders are made of what is made of this."""
        return await self.orders.call_off(chat_id)

    @cached_property
    def delivery(self) -> Delivery:
        """The last step of a job."""
        return Delivery(
            store=self.stores.runs,
            messenger=self.messenger,
            cards=self.cards,
            presence=self.presence,
            clock=self.clock,
            supervisor=self.supervisor,
            settled=self.metrics.settled,
        )

    @cached_property
    def outcomes(self) -> Outcomes:
        """The settling of runs."""
        return Outcomes(
            store=self.stores.runs,
            media=self.media,
            queue=self.queue,
            cards=self.cards,
            delivery=self.delivery,
            clock=self.clock,
        )

    @cached_property
    def follow_up(self) -> FollowUp:
        """The looking after accepted tasks."""
        return FollowUp(
            catalogue=self.catalogue,
            outcomes=self.outcomes,
            cards=self.cards,
            estimates=self.estimates,
            breakers=self.breakers,
            clock=self.clock,
            supervisor=self.supervisor,
        )

    @cached_property
    def callbacks(self) -> Callbacks:
        """The vendors' own calls."""
        return Callbacks(
            catalogue=self.catalogue,
            follow_up=self.follow_up,
            secret=webhook_secret(self.bot.token),
        )

    @cached_property
    def acceptance(self) -> Acceptance:
        """What follows when a provider has accepted a run."""
        return Acceptance(
            catalogue=self.catalogue,
            store=self.stores.runs,
            follow_up=self.follow_up,
            cards=self.cards,
            clock=self.clock,
        )

    @cached_property
    def failover(self) -> Failover:
        """The handing over of runs to other models."""
        return Failover(
            catalogue=self.catalogue,
            store=self.stores.runs,
            breakers=self.breakers,
            queue=self.queue,
            cards=self.cards,
            groups=self.stores.groups,
            clock=self.clock,
            enabled=self.settings.failover,
        )

    @cached_property
    def engine(self) -> Engine:
        """The way of a run to its provider."""
        return Engine(
            catalogue=self.catalogue,
            store=self.stores.runs,
            inputs=self.inputs,
            queue=self.queue,
            outcomes=self.outcomes,
            follow_up=self.follow_up,
            acceptance=self.acceptance,
            breakers=self.breakers,
            failover=self.failover,
            delivery=self.delivery,
            cards=self.cards,
            estimates=self.estimates,
            clock=self.clock,
        )

    @cached_property
    def orders(self) -> Orders:
        """The taking of orders."""
        return Orders(
            catalogue=self.catalogue,
            store=self.stores.runs,
            quota=self.quota,
            styles=self.styles,
            queue=self.queue,
            cards=self.cards,
            follow_up=self.follow_up,
            outcomes=self.outcomes,
        )

    @cached_property
    def recovery(self) -> Recovery:
        """The taking up of what an earlier process left."""
        return Recovery(
            catalogue=self.catalogue,
            store=self.stores.runs,
            queue=self.queue,
            cards=self.cards,
            inputs=self.inputs,
            follow_up=self.follow_up,
            acceptance=self.acceptance,
            outcomes=self.outcomes,
            delivery=self.delivery,
            supervisor=self.supervisor,
        )
