"""The errors that customers receive for router failures.

Their messages contain no address, session, key or text of a router.
"""

from __future__ import annotations

import re

from portal.errors import (
    ContextTooLong,
    PortalError,
    RouterBusy,
    RouterFailure,
    RouterPending,
    RouterRefused,
    RouterRejected,
    RouterTimedOut,
    RouterUnreachable,
    StreamInterrupted,
)

REQUEST_ERROR_STATUSES = frozenset({400, 411, 413, 414, 415, 422, 431})
"""Statuses that reject the content of the request: another router would reject it, too."""

_RETRY_HINT = "Try again in a moment."
_BUSY_STATUSES = frozenset({429, 503, 529})
_COLLISION = re.compile(r"correlation[ _-]?mismatch", re.IGNORECASE)
"""Two requests at once on one session (docs/protocols/cortensor-router.md, "Busy routers")."""
_BUSY = re.compile(
    r"\bbusy\b|[_-]busy\b|\btoo[ _-]many[ _-](?:concurrent[ _-])?requests\b|\brate[ _-]?limit"
    r"|\boverloaded|\bat (?:full |maximum )?capacity\b|\bqueue[ _-](?:is[ _-])?full\b"
    r"|\bno (?:free|idle|available) (?:session|slot|miner|node|worker)s?\b",
    re.IGNORECASE,
)
_TIMEOUT_STATUSES = frozenset({408, 504, 522, 524})
_CONTEXT_TOO_LONG = re.compile(
    r"context[ _-]?(?:length|window|size)|maximum context"
    r"|too many (?:input |prompt )?tokens|maximum model length|`inputs` must have less than"
    r"|(?:prompt|input)s?\b.{0,60}?\btoo long",
    re.IGNORECASE,
)


def unreachable() -> RouterUnreachable:
    return RouterUnreachable("The model cannot be reached at the moment.", hint=_RETRY_HINT)


def timed_out(status: int | None = None) -> RouterTimedOut:
    return RouterTimedOut("The model did not answer in time.", hint=_RETRY_HINT, upstream_status=status)


def no_text() -> RouterPending:
    return RouterPending("The model returned no text.", hint=_RETRY_HINT)


def interrupted() -> StreamInterrupted:
    return StreamInterrupted("The answer was interrupted before its end.", hint=_RETRY_HINT)


def broken_off() -> RouterFailure:
    """Return the error for a whole answer that broke off before it was sent."""
    return RouterFailure("The model stopped in the middle of its answer.", hint=_RETRY_HINT)


def unreadable() -> RouterRejected:
    return RouterRejected("The model's answer could not be read.", hint=_RETRY_HINT)


def rejected(
    status: int | None, message: str, *, said: str | None = None, retry_after: float | None = None
) -> PortalError:
    """Return the error for an HTTP status or an error body with the router's ``message``.

    ``said`` is what of it the router says itself: a body may repeat the customer's words, too.
    ``retry_after`` is the seconds that the response says, for a busy router.
    """
    if status in {None, 400, 413, 422} and _CONTEXT_TOO_LONG.search(message):
        # The gateway knows the context and says it.
        return ContextTooLong("This model's maximum context length is exceeded.")
    if _is_busy(status, message if said is None else said):
        return RouterBusy(
            "The model is busy.", hint=_RETRY_HINT, upstream_status=status, retry_after=retry_after
        )
    if status in _TIMEOUT_STATUSES:
        return timed_out(status)
    if status in REQUEST_ERROR_STATUSES:
        return RouterRefused(
            "The model does not accept this request.",
            hint="Check its parameters; sending it again will not help.",
            upstream_status=status,
        )
    return RouterRejected(
        "The model could not process the request.", hint=_RETRY_HINT, upstream_status=status
    )


def says_busy(said: str) -> bool:
    """Return whether an error's words mean that the router has no capacity, rather than that it is broken."""
    return _COLLISION.search(said) is not None or _BUSY.search(said) is not None


def _is_busy(status: int | None, said: str) -> bool:
    if status in _BUSY_STATUSES or _COLLISION.search(said):
        return True
    return status not in REQUEST_ERROR_STATUSES and says_busy(said)
