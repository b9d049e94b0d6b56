"""What the handlers that start pictures work with."""

from collections.abc import Mapping
from typing import Any

from bot.services.abilities import Abilities
from bot.services.batches import Batches
from bot.services.comparisons import Comparisons
from bot.services.marks import Marks
from bot.services.proposals import Proposals
from bot.services.recent import Recent
from bot.telegram.batching import Batching
from bot.telegram.comparing import Comparing
from bot.telegram.drafts import Drafts
from bot.telegram.easel import Easel
from bot.telegram.filming import Filming
from bot.telegram.inline.offers import Offers
from bot.telegram.inline.posting import Posting
from bot.telegram.permuting import Permuting
from bot.telegram.rewording import Rewording
from bot.wiring import Services


def painting_data(services: Services) -> Mapping[str, Any]:
    """What they may ask for by name: one picture, several in one go, one by several models."""
    cache, orders = services.stores.cache, services.orders
    drafts = Drafts(cache)
    marks = Marks(services.inputs)
    batches = Batches(wishes=services.wishes, checks=orders)
    permuting = Permuting(batches=batches, quota=services.quota, drafts=drafts)
    easel = Easel(
        wishes=services.wishes,
        films=services.films,
        marks=marks,
        runs=services.stores.runs,
        cache=cache,
        permuting=permuting,
        share=services.settings.share,
    )
    comparisons = Comparisons(
        catalogue=services.catalogue,
        styles=services.styles,
        presets=services.presets,
        elements=services.elements,
        checks=orders,
    )
    return {
        "easel": easel,
        "films": services.films,
        "filming": Filming(films=services.films, easel=easel),
        "marks": marks,
        "drafts": drafts,
        "batching": Batching(batches=batches, quota=services.quota, drafts=drafts, easel=easel),
        "comparing": Comparing(
            comparisons=comparisons, quota=services.quota, drafts=drafts, easel=easel
        ),
        **_inline(services),
        "rewording": Rewording(
            proposals=Proposals(services.catalogue),
            drafts=drafts,
            easel=easel,
            supervisor=services.supervisor,
        ),
    }


def _inline(services: Services) -> Mapping[str, Any]:
    """What is offered in any chat, and what starts it there."""
    cache, runs = services.stores.cache, services.stores.runs
    abilities = Abilities(
        catalogue=services.catalogue,
        wishes=services.wishes,
        checks=services.orders,
        estimates=services.estimates,
        breakers=services.breakers,
    )
    return {
        "offers": Offers(
            abilities=abilities,
            quota=services.quota,
            recent=Recent(services.stores.recent),
            cache=cache,
            paints=services.settings.storage_chat_id is not None,
        ),
        "posting": Posting(abilities=abilities, wishes=services.wishes, runs=runs, cache=cache),
    }
