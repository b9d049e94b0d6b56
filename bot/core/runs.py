"""The life of a run.

    queued → submitting → following → collected → delivering → done | failed | cancelled

Each state is stored before the step that it names, so a process that finds a run knows what may
have happened:

- queued: the row, the reserved quota, nothing else. From here, and from `submitting` once the
  provider has refused, another model may take the run over: it is queued for that one then.
- submitting: the create call may have been sent. Found after a crash it is ambiguous: no vendor
  has idempotency keys, so it is never sent again.
- following: the provider's task id is stored; asking for it again is free.
- collected: the result is on disk; the provider is not needed any more.
- delivering: the message may have been sent. Found after a crash it is sent again: at most one
  doubled picture, never a lost one.
- done, failed, cancelled: settled; quota and ledger have moved exactly once.
"""

from enum import StrEnum


class RunState(StrEnum):
    """Where a run is in its life."""

    QUEUED = "queued"
    SUBMITTING = "submitting"
    FOLLOWING = "following"
    COLLECTED = "collected"
    DELIVERING = "delivering"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


TRANSITIONS: dict[RunState, frozenset[RunState]] = {
    RunState.QUEUED: frozenset({RunState.SUBMITTING, RunState.FAILED, RunState.CANCELLED}),
    RunState.SUBMITTING: frozenset(
        # back to queued: the provider refused for the moment, nothing was accepted
        {RunState.QUEUED, RunState.FOLLOWING, RunState.COLLECTED}
        | {RunState.FAILED, RunState.CANCELLED}
    ),
    RunState.FOLLOWING: frozenset({RunState.COLLECTED, RunState.FAILED, RunState.CANCELLED}),
    RunState.COLLECTED: frozenset({RunState.DELIVERING, RunState.FAILED, RunState.CANCELLED}),
    RunState.DELIVERING: frozenset({RunState.DONE, RunState.FAILED}),
    RunState.DONE: frozenset(),
    RunState.FAILED: frozenset(),
    RunState.CANCELLED: frozenset(),
}

SETTLED = frozenset(state for state, following in TRANSITIONS.items() if not following)
"""States that a run never leaves."""

AT_PROVIDER = frozenset({RunState.SUBMITTING, RunState.FOLLOWING})
"""States in which a run occupies one of the provider's places."""

UNFINISHED = frozenset({RunState.QUEUED, *AT_PROVIDER})
"""States in which a job's delivery still has to wait for a run."""


def allowed(before: RunState, after: RunState) -> bool:
    """Whether a run may go from one state to another."""
    return after in TRANSITIONS[before]
