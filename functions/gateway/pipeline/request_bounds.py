"""The bounds of one request, and its deadline."""

from __future__ import annotations

import time
from dataclasses import dataclass

from portal.router.bounds import RouterBounds
from portal.web.lifetime import deadline_of
from portal.web.types import Scope


@dataclass(frozen=True, slots=True)
class RequestBounds:
    """Every bound that the gateway puts on one request."""

    max_body_bytes: int = 4_000_000
    """API Gateway and Lambda carry 6 MB; a prompt of a million tokens is about 4 MB."""
    request_timeout_seconds: float = 600.0
    """The SDKs' own timeout; a request that still runs then is ended with an error and settled."""
    keep_alive_seconds: float = 10.0
    """The longest silence on a stream before a comment is sent."""
    router_idle_seconds: float = RouterBounds().idle_seconds
    """A router that was silent for longer at the deadline has failed: what it sent before is not charged."""
    client_stall_seconds: float = 10.0
    """A router may end a stream that it could not write to for longer, because the client did not read."""
    deadline_margin_seconds: float = 5.0
    """Reserved before a Lambda deadline for the last frame and the usage message."""

    def timeout_of(self, scope: Scope) -> float:
        """Return how many seconds a request may run from now; fewer if the environment ends sooner."""
        environment_ends_at = deadline_of(scope)
        if environment_ends_at is None:
            return self.request_timeout_seconds
        left = environment_ends_at - time.monotonic() - self.deadline_margin_seconds
        return min(self.request_timeout_seconds, max(0.0, left))
