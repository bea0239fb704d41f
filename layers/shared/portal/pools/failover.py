"""Which router failures another target may recover, and which count against the target."""

from __future__ import annotations

from portal.errors import DeadlineExceeded, RouterFailure, RouterRefused, StreamInterrupted


def is_retryable_elsewhere(error: RouterFailure) -> bool:
    """Return whether another target may be tried after ``error``.

    False if the router refused the request for its content (the others would too), if text has reached the
    customer, or if the request's own time limit has passed. True for everything else: no connection, a
    response without text, no first byte in time, 401, 404 (a session unknown to the router), 429, 5xx.
    """
    return not isinstance(error, StreamInterrupted | DeadlineExceeded | RouterRefused)


def counts_against_target(error: RouterFailure) -> bool:
    """Return whether ``error`` is a failure of the target rather than of the request."""
    return not isinstance(error, DeadlineExceeded | RouterRefused)
