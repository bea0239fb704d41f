"""Sliding windows with costs, as Unkey counts them (docs/protocols/unkey.md, "Rate limits")."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Check:
    """One limit to charge ``cost`` against. ``identifier`` is the key or identity; ``duration`` is in ms."""

    id: str
    name: str
    identifier: str
    limit: int
    duration: int
    auto_apply: bool
    cost: int = 1


@dataclass(frozen=True)
class Result:
    """``reset`` is unix ms: the end of the current bucket."""

    check: Check
    passed: bool
    remaining: int
    reset: int


class Limiter:
    """Times are unix ms. Counts are held for two buckets."""

    def __init__(self) -> None:
        self._counts: dict[tuple[str, str, int, int], int] = {}

    def forget(self) -> None:
        """Start every window anew."""
        self._counts.clear()

    def charge(self, checks: Sequence[Check], now: int) -> list[Result]:
        """Charge all checks or none; each result has whether its own check passed."""
        used = [self._used(check, now) for check in checks]
        passed = [spent + check.cost <= check.limit for spent, check in zip(used, checks, strict=True)]
        results = []
        for check, spent, fits in zip(checks, used, passed, strict=True):
            bucket = now // check.duration
            charged = check.cost if all(passed) else 0
            if charged:
                cell = (check.name, check.identifier, check.duration, bucket)
                self._counts[cell] = self._counts.get(cell, 0) + charged
            # A failed check has nothing remaining, alone or among several.
            remaining = max(0, check.limit - spent - charged) if fits else 0
            results.append(Result(check, fits, remaining, (bucket + 1) * check.duration))
        if len(self._counts) > 10_000:
            self._drop_old(now)
        return results

    def _used(self, check: Check, now: int) -> int:
        bucket, elapsed = divmod(now, check.duration)
        current = self._counts.get((check.name, check.identifier, check.duration, bucket), 0)
        before = self._counts.get((check.name, check.identifier, check.duration, bucket - 1), 0)
        return current + int(before * (1.0 - elapsed / check.duration))

    def _drop_old(self, now: int) -> None:
        old = [cell for cell in self._counts if cell[3] < now // cell[2] - 1]
        for cell in old:
            del self._counts[cell]
