"""The errors that customers receive for router failures.

Their messages contain no address, session, key or text of a router.
"""

from __future__ import annotations

import re

from portal.errors import (
    ContextTooLong,
    PortalError,
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


def rejected(status: int | None, message: str) -> PortalError:
    """Return the error for an HTTP status or an error body with the router's ``message``."""
    if status in {None, 400, 413, 422} and _CONTEXT_TOO_LONG.search(message):
        # The gateway knows the context and says it.
        return ContextTooLong("This model's maximum context length is exceeded.")
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
