"""How long an attempt may be silent before another target is tried. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

MAX_ATTEMPTS = 3
"""Attempts per request, each at another target, and only before the first text."""


class AttemptBound(NamedTuple):
    """Seconds of silence: after ``hedge_after`` a second attempt may start beside the first, after
    ``give_up_after`` the attempt has failed. The last attempt of a request has no bound but its deadline.
    """

    hedge_after: float
    give_up_after: float


_UNKNOWN = AttemptBound(hedge_after=3.0, give_up_after=15.0)


@dataclass(frozen=True, slots=True)
class AttemptBounds:
    """The bound in terms of what the pool usually needs.

    ``multiple`` times its median time to the first text; if its 95th percentile is far above the median,
    ``p95_multiple`` times that, but at most ``p95_at_most`` medians: a broken target must not stretch what
    finds it. ``min_seconds`` and ``max_seconds`` limit it. ``unknown`` applies to a pool of which nothing is
    known: a slow model must not be cut, and a silent target is found by the hedge. All are of a prompt of at
    most ``usual_prompt_tokens``; a longer one gets proportionally more, because it is read before the first
    text.
    """

    multiple: float = 4.0
    p95_multiple: float = 1.5
    p95_at_most: float = 8.0
    min_seconds: float = 1.0
    max_seconds: float = 60.0
    unknown: AttemptBound = _UNKNOWN
    usual_prompt_tokens: int = 1000

    def scale(self, prompt_tokens: int) -> float:
        """Return how much longer than usual a prompt takes to read, at least 1."""
        return max(1.0, prompt_tokens / self.usual_prompt_tokens)

    def of(self, p50_seconds: float | None, p95_seconds: float | None, prompt_tokens: int) -> AttemptBound:
        """Return the bound of an attempt in a pool with these percentiles; None: unknown."""
        scale = self.scale(prompt_tokens)
        if p50_seconds is None:
            return AttemptBound(self.unknown.hedge_after * scale, self.unknown.give_up_after * scale)
        seconds = self.multiple * p50_seconds
        if p95_seconds is not None:
            seconds = max(seconds, min(self.p95_multiple * p95_seconds, self.p95_at_most * p50_seconds))
        seconds = min(max(seconds, self.min_seconds), self.max_seconds) * scale
        return AttemptBound(seconds, seconds)
