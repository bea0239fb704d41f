"""How long one request may take, all in all."""

from __future__ import annotations

import time

from functions.gateway.services import Limits
from portal.web.lifetime import deadline_of
from portal.web.types import Scope


def seconds_for(scope: Scope, limits: Limits) -> float:
    """Return the seconds this request has: our own bound, or less where the environment ends sooner."""
    ends_at = deadline_of(scope)
    if ends_at is None:
        return limits.request_seconds
    return min(limits.request_seconds, max(0.0, ends_at - time.monotonic() - limits.deadline_margin_seconds))
