"""Rows made into values."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import RowMapping

from bot.core import errors, recipe
from bot.core.models import Artifact, Handover, Job, Origin, Person, Preferences, Run, Task


def artifact(row: RowMapping) -> Artifact:
    """A row of `artifacts`."""
    return Artifact(
        id=row["id"],
        run_id=row["run_id"],
        index=row["position"],
        media=row["media"],
        mime=row["mime"],
        width=row["width"],
        height=row["height"],
        size=row["size"],
        seconds=row["seconds"],
        seed=row["seed"],
        message_id=row["message_id"],
        file_id=row["file_id"],
        vendor_ref=row["vendor_ref"],
        note=row["note"],
        favourite=row["favourite"],
    )


def run(row: RowMapping, artifacts: tuple[Artifact, ...]) -> Run:
    """A row of `runs` with its pictures."""
    return Run(
        id=row["id"],
        job_id=row["job_id"],
        person_id=row["person_id"],
        provider=row["provider"],
        request=recipe.from_dict(row["request"]),
        state=row["state"],
        created_at=row["created_at"],
        due_at=row["due_at"],
        task=_task(row),
        cancel_requested=row["cancel_requested"],
        attempts=row["attempts"],
        submitted_at=row["submitted_at"],
        accepted_at=row["accepted_at"],
        collected_at=row["collected_at"],
        finished_at=row["finished_at"],
        error=_error(row),
        instead_of=_handover(row["instead_of"]),
        artifacts=artifacts,
    )


def job(row: RowMapping, runs: tuple[Run, ...]) -> Job:
    """A row of `jobs` with its runs."""
    return Job(
        id=row["id"],
        person_id=row["person_id"],
        payer_id=row["payer_id"],
        origin=Origin(
            chat_id=row["chat_id"],
            thread_id=row["thread_id"],
            message_id=row["message_id"],
            private=row["private"],
            update_id=row["update_id"],
            inline_id=row["inline_id"],
            inline_turn=row["inline_turn"],
        ),
        language=row["language"],
        created_at=row["created_at"],
        card_id=row["card_id"],
        closed=row["closed"],
        runs=runs,
    )


def person(row: RowMapping) -> Person:
    """A row of `people`."""
    return Person(
        id=row["id"],
        language=row["language"],
        plan=row["plan"],
        preferences=_preferences(row["preferences"]),
        created_at=row["created_at"],
        reachable=row["reachable"],
        banned=row["banned"],
    )


def _preferences(data: Mapping[str, Any]) -> Preferences:
    film = data.get("film")
    return Preferences(**{**data, "film": Preferences(**film) if film else None})


def handover(value: Handover) -> dict[str, Any]:
    """What the column `instead_of` keeps."""
    return {"wanted": recipe.to_dict(value.wanted), "passed": list(value.passed)}


def _handover(data: Mapping[str, Any] | None) -> Handover | None:
    if data is None:
        return None
    return Handover(wanted=recipe.from_dict(data["wanted"]), passed=tuple(data["passed"]))


def _task(row: RowMapping) -> Task | None:
    if row["task_id"] is None:
        return None
    return Task(id=row["task_id"], data=row["task_data"] or {})


def _error(row: RowMapping) -> errors.BotError | None:
    if row["error_code"] is None:
        return None
    try:
        return errors.restore(row["error_code"], row["error_data"] or {})
    except KeyError:
        # stored by another version of the bot, under a code that this one does not have
        return errors.BadResponse(provider=row["provider"], detail=row["error_code"])
