"""When an invocation must end, and the steps before that. Pure."""

from __future__ import annotations

from dataclasses import dataclass

MAX_MARGIN_SECONDS = 5.0

SHUTDOWN_SECONDS = 0.2
"""Time for a running request after SIGTERM, and again after its cancellation. SIGKILL follows after 0.3 s
(with an internal extension), 0.6 s (Managed Instances) or 2 s, and the lifespan has to end before it
(docs/protocols/lambda-runtime.md, "Deadline and shutdown")."""


@dataclass(frozen=True, slots=True)
class InvocationDeadline:
    """Times in ``time.monotonic`` seconds, in this order.

    The app gets ``ends_at`` (``portal.web.lifetime``) and should end some seconds earlier. If it does not,
    it is cancelled at ``cancel_at``. If it ignores that, its response gets error trailers at ``close_at``.
    At ``ends_at`` Lambda kills the environment; on Managed Instances it only reports the timeout and the
    code continues, so there only this deadline ends a request.
    """

    cancel_at: float
    close_at: float
    ends_at: float

    @classmethod
    def after(cls, seconds: float, now: float) -> InvocationDeadline:
        """Return the deadline ``seconds`` after ``now``; short timeouts have proportionally short margins."""
        margin = min(MAX_MARGIN_SECONDS, max(0.0, seconds) * 0.2)
        ends_at = now + seconds
        return cls(cancel_at=ends_at - margin * 0.5, close_at=ends_at - margin * 0.1, ends_at=ends_at)
