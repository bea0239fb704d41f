"""A passive circuit breaker per target: it learns from customers' requests and sends none of its own."""

from __future__ import annotations

from dataclasses import dataclass

from portal.pools import Target


@dataclass(slots=True)
class _FailureRecord:
    failures: int = 0
    cooldown_ends_at: float = 0.0


class CircuitBreaker:
    """Opens a target for ``cooldown`` seconds after ``threshold`` failures in a row.

    After the cooldown the target is half-open: one canary request may try it, the next one a cooldown later,
    even if the first never reports its outcome, so a canary whose client disconnects does not keep the
    target open. One success closes it. The state is that of one process. Times are in seconds of the
    caller's clock.
    """

    def __init__(self, *, threshold: int = 3, cooldown: float = 15.0) -> None:
        self._threshold = threshold
        self._cooldown = cooldown
        self._records: dict[Target, _FailureRecord] = {}

    def is_closed(self, target: Target) -> bool:
        """Return whether the target takes requests as usual."""
        return not self._records or self._failures(target) < self._threshold

    def is_half_open(self, target: Target, now: float) -> bool:
        """Return whether a target that is not closed may take a canary request."""
        return now >= self.cooldown_ends_at(target)

    def cooldown_ends_at(self, target: Target) -> float:
        record = self._records.get(target)
        return 0.0 if record is None else record.cooldown_ends_at

    def start_canary(self, target: Target, now: float) -> None:
        """Record that a canary request is sent to a target that is not closed."""
        record = self._records.get(target)
        if record is not None:
            record.cooldown_ends_at = now + self._cooldown

    def succeeded(self, target: Target) -> None:
        if self._records:
            self._records.pop(target, None)

    def failed(self, target: Target, now: float) -> None:
        record = self._records.setdefault(target, _FailureRecord())
        record.failures += 1
        if record.failures >= self._threshold:
            record.cooldown_ends_at = now + self._cooldown

    def _failures(self, target: Target) -> int:
        record = self._records.get(target)
        return 0 if record is None else record.failures
