"""What a router failure says about trying again: pure."""

from __future__ import annotations

from portal.errors import (
    DeadlineExceeded,
    RouterFailure,
    RouterRefused,
    StreamInterrupted,
)


def may_fail_over(error: RouterFailure) -> bool:
    """Return whether another target may answer where this one did not.

    No, where the router found fault with the request itself (another would too), where text has reached the
    customer, and where the request's own time is over. Yes for all else: no connection, an answer without
    text, silence before the first byte, 401, 404 (a session the router does not know), 429, 5xx.
    """
    return not isinstance(error, StreamInterrupted | DeadlineExceeded | RouterRefused)


def is_targets_fault(error: RouterFailure) -> bool:
    """Return whether ``error`` counts against the target it came from."""
    return not isinstance(error, DeadlineExceeded | RouterRefused)
