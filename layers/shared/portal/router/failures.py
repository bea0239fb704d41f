"""What a customer is told when a router fails. No address, session, key or router's own words in it."""

from __future__ import annotations

import re

from portal.errors import (
    ContextTooLong,
    PortalError,
    RouterPending,
    RouterRefused,
    RouterRejected,
    RouterTimedOut,
    RouterUnreachable,
    StreamInterrupted,
)

ABOUT_THE_REQUEST = frozenset({400, 411, 413, 414, 415, 422, 431})
"""Statuses in which a router finds fault with the request itself: another would too."""

_AGAIN = "Try again in a moment."
_GATEWAY_TIMEOUTS = frozenset({408, 504, 522, 524})
_TOO_LONG = re.compile(
    r"context[ _-]?(?:length|window|size)|maximum context"
    r"|too many (?:input |prompt )?tokens|prompt (?:is )?too long",
    re.IGNORECASE,
)


def unreachable() -> RouterUnreachable:
    return RouterUnreachable("The model cannot be reached at the moment.", hint=_AGAIN)


def timed_out(status: int | None = None) -> RouterTimedOut:
    return RouterTimedOut("The model did not answer in time.", hint=_AGAIN, upstream_status=status)


def pending() -> RouterPending:
    return RouterPending("The model gave no answer.", hint=_AGAIN)


def interrupted() -> StreamInterrupted:
    return StreamInterrupted("The answer broke off before its end. Nothing more will come.", hint=_AGAIN)


def unreadable() -> RouterRejected:
    return RouterRejected("The model's answer could not be read.", hint=_AGAIN)


def rejected(status: int | None, words: str) -> PortalError:
    """Return the failure for an HTTP error or an error body in which the router said ``words``."""
    if status in {None, 400, 413, 422} and _TOO_LONG.search(words):
        return ContextTooLong(
            "The request is longer than the model's context.",
            hint="Shorten the messages, or ask for fewer tokens.",
        )
    if status in _GATEWAY_TIMEOUTS:
        return timed_out(status)
    if status in ABOUT_THE_REQUEST:
        return RouterRefused(
            "The model does not take this request.",
            hint="Check its parameters; sending it again will not help.",
            upstream_status=status,
        )
    return RouterRejected("The model could not take the request.", hint=_AGAIN, upstream_status=status)
