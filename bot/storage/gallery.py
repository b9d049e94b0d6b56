"""The store of the gallery: an index leads straight to each picture, a search has an end."""

from collections.abc import Sequence
from datetime import UTC, datetime, time
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Row,
    RowMapping,
    Select,
    func,
    literal,
    or_,
    select,
)

from bot.core.errors import StorageClosed, Unreachable
from bot.core.gallery import SEARCHED, Day, Entry, Found, Kind, Shelves, Sieve
from bot.core.ports.gallery import GalleryStore
from bot.core.runs import RunState
from bot.storage import rows
from bot.storage.database import Database
from bot.storage.reading import load_runs
from bot.storage.schema import artifacts, runs, starred

COUNTED = 1000
"""Pictures of one day that are counted; more are told as so many."""

_MODELS = 100
# what was made and only lacked a way to its chat; what was refused or taken back is not kept
_KEPT = or_(
    runs.c.state == RunState.DONE,
    runs.c.error_code.in_((Unreachable.code, StorageClosed.code)),
)


class SqlGallery(GalleryStore):
    """Pictures in the database.

    Args:
        database: Where they are.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    async def older(self, person_id: int, sieve: Sieve, at: int | None, limit: int) -> Found:
        """Up to so many pictures from one (itself included) to older ones."""
        return await self._look(_walk(person_id, sieve, at=at), sieve, limit)

    async def newer(self, person_id: int, sieve: Sieve, after: int, limit: int) -> Found:
        """Up to so many pictures that are newer than one, the nearest to it, newest first."""
        return await self._look(_walk(person_id, sieve, after=after), sieve, limit, up=True)

    async def days(
        self, person_id: int, sieve: Sieve, at: int | None, limit: int
    ) -> Sequence[Day]:
        """The days of which there are pictures, from that of a picture to older ones.

        Raises:
            ValueError: Words are asked for.
        """
        if sieve.words:
            raise ValueError("nobody counts what is searched")
        return await self._database.read(_days, person_id, sieve, at, limit)

    async def shelves(self, person_id: int) -> Shelves:
        """What there is to narrow to."""
        return await self._database.read(_shelves, person_id)

    async def _look(
        self, walk: Select[Any], sieve: Sieve, limit: int, *, up: bool = False
    ) -> Found:
        wanted = _sifted(walk, sieve, up=up) if sieve.words else _kept(walk)

        def look(connection: Connection) -> Found:
            found = connection.execute(wanted.limit(limit + 1)).mappings().all()
            searched_to = None
            if sieve.words and len(found) <= limit and not up:
                searched_to = _unseen(connection, walk)
            entries = _entries(connection, found[:limit])
            return Found(
                entries=tuple(reversed(entries) if up else entries),
                more=len(found) > limit,
                searched_to=searched_to,
            )

        return await self._database.read(look)


def _shelves(connection: Connection, person_id: int) -> Shelves:
    kinds = [kind for kind in Kind if _any(connection, person_id, Sieve(kind=kind))]
    return Shelves(
        kinds=tuple(kinds),
        models=_models(connection, person_id),
        favourites=_any(connection, person_id, Sieve(favourites=True)),
    )


def _walk(
    person_id: int, sieve: Sieve, *, at: int | None = None, after: int | None = None
) -> Select[Any]:
    """All that a sieve lets through but for its words, in the order of one of the indexes."""
    walk = select(artifacts).where(artifacts.c.person_id == person_id, *_shelf(sieve))
    if after is not None:
        return walk.where(artifacts.c.id > after).order_by(artifacts.c.id)
    if at is not None:
        walk = walk.where(artifacts.c.id <= at)
    return walk.order_by(artifacts.c.id.desc())


def _shelf(sieve: Sieve) -> list[ColumnElement[bool]]:
    where: list[ColumnElement[bool]] = []
    if sieve.favourites:
        where.append(starred)
    if sieve.kind is not None:
        where.append(artifacts.c.kind == sieve.kind)
    if sieve.model is not None:
        where.append(artifacts.c.model == sieve.model)
    return where


def _kept(walk: Select[Any]) -> Select[Any]:
    return walk.join(runs, runs.c.id == artifacts.c.run_id).where(_KEPT)


def _sifted(walk: Select[Any], sieve: Sieve, *, up: bool) -> Select[Any]:
    """Those of a walk's first pictures in whose prompt all words occur."""
    seen = walk.limit(SEARCHED).subquery()
    occur = [seen.c.words.contains(word, autoescape=True) for word in sieve.words]
    return (
        select(seen)
        .join(runs, runs.c.id == seen.c.run_id)
        .where(*occur, _KEPT)
        .order_by(seen.c.id if up else seen.c.id.desc())
    )


def _unseen(connection: Connection, walk: Select[Any]) -> int | None:
    """The first picture that a search did not look at; None: it saw all."""
    beyond = walk.with_only_columns(artifacts.c.id).offset(SEARCHED).limit(1)
    found: int | None = connection.scalar(beyond)
    return found


def _entries(connection: Connection, found: Sequence[RowMapping]) -> list[Entry]:
    made = {row["run_id"] for row in found}
    if not made:
        return []
    known = {run.id: run for run in load_runs(connection, runs.c.id.in_(made))}
    return [(rows.artifact(row), known[row["run_id"]]) for row in found]


def _days(
    connection: Connection, person_id: int, sieve: Sieve, at: int | None, limit: int
) -> list[Day]:
    found: list[Day] = []
    while len(found) < limit:
        day = _day(connection, person_id, sieve, at)
        if day is None:
            break
        last, at = day
        found.append(last)
        if at < 1:
            break
    return found


def _day(
    connection: Connection, person_id: int, sieve: Sieve, at: int | None
) -> tuple[Day, int] | None:
    """The day of the first picture from one on, and the id from which the one before goes on."""
    columns = artifacts.c.id, artifacts.c.made_at
    walk = _kept(_walk(person_id, sieve, at=at).with_only_columns(*columns))
    newest: Row[Any] | None = connection.execute(walk.limit(1)).one_or_none()
    if newest is None:
        return None
    midnight = datetime.combine(newest.made_at.date(), time(), UTC)
    earlier = (
        select(artifacts.c.id)
        .where(artifacts.c.person_id == person_id, artifacts.c.made_at < midnight)
        .order_by(artifacts.c.made_at.desc(), artifacts.c.id.desc())
        .limit(1)
    )
    last = min(connection.scalar(earlier) or 0, newest.id - 1)
    walk = _kept(_walk(person_id, sieve, at=newest.id).with_only_columns(artifacts.c.id))
    that_day = walk.where(artifacts.c.id > last).limit(COUNTED).subquery()
    count = connection.scalar(select(func.count()).select_from(that_day)) or 0
    return Day(date=newest.made_at.date(), newest=newest.id, count=count), last


def _any(connection: Connection, person_id: int, sieve: Sieve) -> bool:
    one = _kept(_walk(person_id, sieve).with_only_columns(literal(1))).limit(1)
    return connection.scalar(one) is not None


def _models(connection: Connection, person_id: int) -> tuple[str, ...]:
    """From one model to the next by the index: as many looks as there are models."""
    found: list[str] = []
    mine = select(artifacts.c.model).where(artifacts.c.person_id == person_id)
    while len(found) < _MODELS:
        after = mine.where(artifacts.c.model > (found[-1] if found else ""))
        model = connection.scalar(after.order_by(artifacts.c.model).limit(1))
        if model is None:
            break
        found.append(model)
    return tuple(found)
