"""Who is who, what can be done and what was made: services that need no chat."""

from functools import cached_property
from pathlib import Path

from bot.core.catalogue import Catalogue
from bot.outside import Outside
from bot.services.adoptions import Adoptions
from bot.services.balances import Balances
from bot.services.breaker import Breakers
from bot.services.estimates import Estimates
from bot.services.health import Models
from bot.services.history import History
from bot.services.keeping import Keeping
from bot.services.people import People
from bot.services.quota import Quota
from bot.services.shares import Shares
from bot.services.styles import Styles
from bot.services.supervisor import Supervisor
from bot.storage.media import MediaFiles
from bot.telegram.translator import Translator
from bot.web import Metrics

LOCALES = Path(__file__).resolve().parents[2] / "locales"


class Basics:
    """Who is who, what can be done and what was made: services that need no chat.

    Each is built when it is first asked for, from those above it.

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
        return History(
            store=self.stores.history,
            gallery=self.stores.gallery,
            runs=self.stores.runs,
            media=self.media,
        )

    @cached_property
    def shares(self) -> Shares:
        """What people show to others."""
        return Shares(store=self.stores.shares, history=self.history)

    @cached_property
    def adoptions(self) -> Adoptions:
        """The following of others' recipes."""
        return Adoptions(catalogue=self.catalogue, styles=self.styles)

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
