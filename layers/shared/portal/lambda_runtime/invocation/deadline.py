"""When an invocation must be over, and what has to happen before. Pure."""

from __future__ import annotations

from dataclasses import dataclass

LONGEST_MARGIN_SECONDS = 5.0

SHUTDOWN_SECONDS = 0.2
"""What a request under way gets on SIGTERM, and then once more when it is cancelled: SIGKILL follows after
0.3 s (with an internal extension), 0.6 s (Managed Instances) or 2 s, and the lifespan must end too."""


@dataclass(frozen=True, slots=True)
class Deadline:
    """Moments in ``time.monotonic`` seconds, in this order.

    An app is told ``ends_at`` (``portal.web.lifetime``) and should be done some seconds before. One that is
    not is cancelled at ``cancel_at``; one that has not heeded that by ``close_at`` is left alone, and its
    answer gets its error trailers. At ``ends_at`` Lambda kills the environment. On Managed Instances it
    only reports the timeout and lets the code run on, so there nothing but this ends a request.
    """

    cancel_at: float
    close_at: float
    ends_at: float

    @classmethod
    def after(cls, seconds: float, now: float) -> Deadline:
        """Return the deadline ``seconds`` from ``now``; short time-outs have proportionally short margins."""
        margin = min(LONGEST_MARGIN_SECONDS, max(0.0, seconds) * 0.2)
        ends_at = now + seconds
        return cls(cancel_at=ends_at - margin * 0.5, close_at=ends_at - margin * 0.1, ends_at=ends_at)
