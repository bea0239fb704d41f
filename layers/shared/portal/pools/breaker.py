"""A passive circuit breaker per target: it learns from real requests only, never asks a router by itself."""

from __future__ import annotations

from dataclasses import dataclass

from portal.pools import Target


@dataclass(slots=True)
class _Record:
    failures: int = 0
    retry_at: float = 0.0


class Breaker:
    """``threshold`` failures in a row open a target for ``cooldown`` seconds; then one request may probe it.

    The next probe is due a cooldown later, whether the last one was heard of again or not, so a probe whose
    client went away does not keep a target shut. One success closes it. What it knows is one process's.
    """

    def __init__(self, *, threshold: int = 3, cooldown: float = 15.0) -> None:
        self._threshold = threshold
        self._cooldown = cooldown
        self._records: dict[Target, _Record] = {}

    def is_closed(self, target: Target) -> bool:
        """Return whether requests flow as usual."""
        return not self._records or self._failures(target) < self._threshold

    def is_due(self, target: Target, now: float) -> bool:
        """Return whether an open target may have a probe."""
        return now >= self.retry_at(target)

    def retry_at(self, target: Target) -> float:
        record = self._records.get(target)
        return 0.0 if record is None else record.retry_at

    def probe(self, target: Target, now: float) -> None:
        """Say that a request is sent to an open target to see whether it is well again."""
        record = self._records.get(target)
        if record is not None:
            record.retry_at = now + self._cooldown

    def succeeded(self, target: Target) -> None:
        if self._records:
            self._records.pop(target, None)

    def failed(self, target: Target, now: float) -> None:
        record = self._records.setdefault(target, _Record())
        record.failures += 1
        if record.failures >= self._threshold:
            record.retry_at = now + self._cooldown

    def _failures(self, target: Target) -> int:
        record = self._records.get(target)
        return 0 if record is None else record.failures
