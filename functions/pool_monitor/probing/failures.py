"""What a failed canary says of its target."""

from __future__ import annotations

from functions.pool_monitor.assessment import ObservedOutcome
from portal.errors import (
    PortalError,
    RouterBusy,
    RouterFailure,
    RouterPending,
    RouterTimedOut,
    RouterUnreachable,
    StreamInterrupted,
)

_SESSION = {
    401: "HTTP 401: the auth key is refused",
    403: "HTTP 403: the auth key is refused",
    404: "HTTP 404: the session is unknown",
}


def outcome_of(error: PortalError) -> tuple[ObservedOutcome, str]:
    """Return the outcome of a canary that ended with ``error``, and its reason for operators."""
    status = error.upstream_status if isinstance(error, RouterFailure) else None
    if isinstance(error, RouterBusy):
        return "busy", f"HTTP {status}" if status else "busy"
    if status in _SESSION:
        return "session_refused", _SESSION[status]
    if isinstance(error, RouterUnreachable):
        return "unreachable", "no connection"
    if isinstance(error, RouterTimedOut):
        return "timed_out", f"HTTP {status}" if status else "no first text in time"
    if isinstance(error, RouterPending):
        return "no_text", "an answer without text"
    if isinstance(error, StreamInterrupted):
        return "interrupted", "the answer broke off"
    return "rejected", f"HTTP {status}" if status else error.code
