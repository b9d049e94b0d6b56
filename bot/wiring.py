"""Every service, wired: what is made of what."""

from functools import cached_property
from pathlib import Path

from bot.core.catalogue import Catalogue
from bot.outside import Outside
from bot.queue.local import LocalQueue
from bot.services.acceptance import Acceptance
from bot.services.balances import Balances
from bot.services.breaker import Breakers
from bot.services.delivery import Delivery
from bot.services.downloads import Downloads
from bot.services.engine import Engine
from bot.services.estimates import Estimates
from bot.services.failover import Failover
from bot.services.followup import FollowUp
from bot.services.health import Models
from bot.services.history import History
from bot.services.inputs import Inputs
from bot.services.keeping import Keeping
from bot.services.orders import Orders
from bot.services.outcomes import Outcomes
from bot.services.people import People
from bot.services.privacy import Privacy
from bot.services.progress import Cards
from bot.services.quota import Quota
from bot.services.recovery import Recovery
from bot.services.styles import Styles
from bot.services.supervisor import Supervisor
from bot.services.wishes import Wishes
from bot.storage.media import MediaFiles
from bot.telegram.delivery import Pictures
from bot.telegram.messenger import TelegramMessenger
from bot.telegram.parcels import Parcels
from bot.telegram.translator import Translator
from bot.telegram.webhook import webhook_secret
from bot.web import Metrics

LOCALES = Path(__file__).resolve().parent.parent / "locales"


class Services:
    """Every service, built when it is first asked for, from those above it.

    Args:
        out: The outside.
    """

    def __init__(self, out: Outside) -> None:
        self.settings = out.settings
        self.clock = out.clock
        self.stores = out.stores
        self.bot = out.bot
        self.catalogue = Catalogue(
            out.providers, out.settings.models_enabled, out.settings.models_disabled
        )
        self.supervisor = Supervisor()
        self.translator = Translator(LOCALES)
        self.media = MediaFiles(out.settings.media_dir)
        self.estimates = Estimates(out.stores.runs)
        self.breakers = Breakers(store=out.stores.runs, clock=out.clock)
        self.metrics = Metrics()

    @cached_property
    def people(self) -> People:
        """Who is who, and what they have set."""
        return People(store=self.stores.people, default_plan=self.settings.default_plan)

    @cached_property
    def quota(self) -> Quota:
        """What is left of a day."""
        return Quota(store=self.stores.runs, plans=self.settings.plans, clock=self.clock)

    @cached_property
    def styles(self) -> Styles:
        """The models' styles."""
        return Styles(
            catalogue=self.catalogue,
            cache=self.stores.cache,
            clock=self.clock,
            supervisor=self.supervisor,
        )

    @cached_property
    def models(self) -> Models:
        """Which models answer now."""
        return Models(
            catalogue=self.catalogue,
            store=self.stores.runs,
            estimates=self.estimates,
            breakers=self.breakers,
            clock=self.clock,
        )

    @cached_property
    def balances(self) -> Balances:
        """What the operators have left at the vendors."""
        return Balances(catalogue=self.catalogue, operators=self.settings.admin_ids)

    @cached_property
    def history(self) -> History:
        """What people have made."""
        return History(store=self.stores.history, runs=self.stores.runs, media=self.media)

    @cached_property
    def keeping(self) -> Keeping:
        """The removal of old files."""
        return Keeping(
            store=self.stores.history,
            media=self.media,
            cache=self.stores.cache,
            clock=self.clock,
            days=self.settings.media_keep_days,
        )

    @cached_property
    def pictures(self) -> Pictures:
        """The sending of results."""
        parcels = Parcels(
            media=self.media,
            catalogue=self.catalogue,
            styles=self.styles,
            clock=self.clock,
            upload_bytes=self.settings.upload_bytes,
        )
        return Pictures(
            bot=self.bot,
            parcels=parcels,
            downloads=self.downloads,
            catalogue=self.catalogue,
            translator=self.translator,
        )

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
    def messenger(self) -> TelegramMessenger:
        """The chat."""
        return TelegramMessenger(
            bot=self.bot,
            pictures=self.pictures,
            catalogue=self.catalogue,
            styles=self.styles,
            translator=self.translator,
        )

    @cached_property
    def inputs(self) -> Inputs:
        """The pictures that requests start from."""
        return Inputs(messenger=self.messenger, media=self.media)

    @cached_property
    def queue(self) -> LocalQueue:
        """Who is next."""
        return LocalQueue(
            store=self.stores.runs,
            catalogue=self.catalogue,
            clock=self.clock,
            supervisor=self.supervisor,
            per_person=self.settings.max_active_per_user,
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
    def delivery(self) -> Delivery:
        """The last step of a job."""
        return Delivery(
            store=self.stores.runs,
            messenger=self.messenger,
            cards=self.cards,
            people=self.people,
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
    def wishes(self) -> Wishes:
        """The understanding of what is wanted."""
        return Wishes(catalogue=self.catalogue, styles=self.styles, orders=self.orders)

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
