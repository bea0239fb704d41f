"""Errors of exceeded limits (429)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from portal.errors.base import PortalError

if TYPE_CHECKING:
    from portal.limits import Window


class LimitExceeded(PortalError):
    """A limit refused the request.

    ``window`` is the window that did, ``windows`` the state of every window that was checked.
    """

    status = 429
    code = "limit_exceeded"

    def __init__(
        self,
        message: str,
        *,
        window: Window | None = None,
        windows: Sequence[Window] = (),
        hint: str | None = None,
        retry_after: float | None = None,
    ) -> None:
        super().__init__(message, hint=hint, retry_after=retry_after)
        self.window = window
        self.windows = tuple(windows)


class RateLimited(LimitExceeded):
    """A short window is full. Wait as long as `retry-after` says."""

    code = "rate_limit_exceeded"


class ConcurrencyLimited(LimitExceeded):
    """Too many requests of the organisation run at the same time."""

    code = "concurrency_limit_exceeded"


class TooManySignUps(LimitExceeded):
    """Too many new accounts came from one network. Try again when `retry-after` says, or from another one."""

    code = "too_many_sign_ups"


class QuotaExhausted(LimitExceeded):
    """A long window, a quota or prepaid credit is used up. Retrying does not help until it is renewed.

    Never has a ``retry_after``: SDKs would sleep for days on it (docs/protocols/anthropic.md, "Retries";
    docs/protocols/openai.md, "Retries").
    """

    code = "insufficient_quota"
    should_retry = False
