"""What the handlers and the middleware of groups work with."""

from collections.abc import Mapping
from typing import Any

from bot.services.groups import Groups
from bot.telegram.group_panels import GroupPanels
from bot.telegram.grouping import GroupMiddleware, Moves
from bot.wiring import Services


def groups_of(services: Services) -> Groups:
    """What the admins of groups have set."""
    return Groups(
        store=services.stores.groups,
        runs=services.stores.runs,
        orders=services.orders,
        catalogue=services.catalogue,
        clock=services.clock,
        plan=services.settings.group_plan,
    )


def grouping(services: Services, groups: Groups) -> GroupMiddleware:
    """What stands around all handlers in groups; calls to Telegram are watched too."""
    services.bot.session.middleware(Moves(services.presence))
    return GroupMiddleware(groups=groups, presence=services.presence)


def group_data(services: Services, groups: Groups) -> Mapping[str, Any]:
    """What handlers may ask for by name."""
    plans = services.settings.plans
    panels = GroupPanels(groups=groups, catalogue=services.catalogue, plans=plans)
    return {
        "groups": groups,
        "group_panels": panels,
        "presence": services.presence,
        "operators": services.settings.admin_ids,
        "plans": plans,
    }
