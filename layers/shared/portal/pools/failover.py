"""What a failed attempt says: of its target, and of trying another one."""

from __future__ import annotations

from portal.errors import (
    DeadlineExceeded,
    RouterBusy,
    RouterFailure,
    RouterPending,
    RouterRefused,
    RouterTimedOut,
    RouterUnreachable,
    StreamInterrupted,
)
from portal.usage import AttemptOutcome

FAILED_OUTCOMES: frozenset[AttemptOutcome] = frozenset(
    {"unreachable", "rejected", "timed_out", "interrupted", "no_text"}
)
"""Outcomes of an attempt that say that its target is broken."""


def is_retryable_elsewhere(error: RouterFailure) -> bool:
    """Return whether another target may be tried after ``error``.

    False if the router refused the request for its content (the others would too), if text has reached the
    customer, or if the request's own time limit has passed. True for everything else: no connection, a
    response without text, no first text in time, 401, 404 (a session unknown to the router), 429, 5xx.
    """
    return not isinstance(error, StreamInterrupted | DeadlineExceeded | RouterRefused)


def outcome_of(error: RouterFailure, *, had_text: bool) -> AttemptOutcome:
    """Return what is recorded of the target. ``had_text``: the model had begun to answer.

    A router that refuses a request for its content is ``ok``: customers' requests must not eject targets.
    A deadline of the request says nothing of the target.
    """
    if isinstance(error, RouterRefused):
        return "ok"
    if isinstance(error, DeadlineExceeded):
        return "cancelled"
    if had_text:
        return "interrupted"
    if isinstance(error, RouterBusy):
        return "busy"
    if isinstance(error, RouterUnreachable):
        return "unreachable"
    if isinstance(error, RouterTimedOut):
        return "timed_out"
    return "no_text" if isinstance(error, RouterPending) else "rejected"
