"""All stores of one database."""

from dataclasses import dataclass
from datetime import UTC, datetime

from bot.storage.cache import SqlCache
from bot.storage.conversations import ConversationStore
from bot.storage.database import Database, Now
from bot.storage.elements import SqlElements
from bot.storage.gallery import SqlGallery
from bot.storage.groups import SqlGroups
from bot.storage.history import SqlHistory
from bot.storage.inbox import SqlInbox
from bot.storage.people import SqlPeople
from bot.storage.posts import SqlPosts
from bot.storage.presets import SqlPresets
from bot.storage.recent import SqlRecent
from bot.storage.runs import SqlRuns
from bot.storage.shares import SqlShares


@dataclass(frozen=True, kw_only=True)
class Stores:
    """The stores, each named for what it keeps."""

    runs: SqlRuns
    history: SqlHistory
    gallery: SqlGallery
    people: SqlPeople
    groups: SqlGroups
    posts: SqlPosts
    presets: SqlPresets
    elements: SqlElements
    inbox: SqlInbox
    cache: SqlCache
    conversations: ConversationStore
    shares: SqlShares
    recent: SqlRecent


def _utc_now() -> datetime:
    return datetime.now(UTC)


def open_stores(database: Database, now: Now = _utc_now) -> Stores:
    """All stores of a migrated database.

    Args:
        database: Stays the caller's to close.
        now: Tells the moment, in UTC; the clock of the services.
    """
    return Stores(
        runs=SqlRuns(database, now),
        history=SqlHistory(database, now),
        gallery=SqlGallery(database),
        people=SqlPeople(database, now),
        groups=SqlGroups(database),
        posts=SqlPosts(database),
        presets=SqlPresets(database, now),
        elements=SqlElements(database, now),
        inbox=SqlInbox(database, now),
        cache=SqlCache(database, now),
        conversations=ConversationStore(database),
        shares=SqlShares(database, now),
        recent=SqlRecent(database),
    )
