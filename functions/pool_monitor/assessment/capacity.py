"""Targets that refuse requests for lack of capacity: until when, and how many at once they take."""

from __future__ import annotations

from functions.pool_monitor.assessment.evidence import TargetEvidence
from functions.pool_monitor.assessment.statistics import clamp

BUSY_SECONDS = 10.0
"""A target is busy while it refused most of what it got within this time."""

ANSWER_SECONDS = 3.0
"""A target stays busy for so long after its Retry-After: the canary that asks again has no answer before."""

DEFAULT_RETRY_SECONDS = 2.0
MOST_RETRY_SECONDS = 60.0
"""A longer Retry-After is cut: the next canary asks again anyway."""

GROWTH_SECONDS = 30.0
FORGOTTEN_SECONDS = 55.0
"""A learned capacity grows by one after ``GROWTH_SECONDS`` without a refusal, and is forgotten after
``FORGOTTEN_SECONDS``: evidence is not kept for longer."""


def busy_until(observed: TargetEvidence) -> float | None:
    """Return the end of the last canary's Retry-After, None if it was not refused for lack of capacity."""
    canary = observed.last_canary
    if canary is None or canary.outcome != "busy":
        return None
    wait = DEFAULT_RETRY_SECONDS if canary.retry_after is None else canary.retry_after
    return canary.ended_at + clamp(wait, 0.0, MOST_RETRY_SECONDS)


def is_busy(observed: TargetEvidence, now: float) -> bool:
    """Return whether the target refuses for lack of capacity at the moment."""
    buckets = observed.requests_since(now - BUSY_SECONDS)
    refused, served = sum(each.busy for each in buckets), sum(each.ok for each in buckets)
    canary = observed.last_canary
    until = busy_until(observed)
    refused_canary = (
        canary is not None
        and until is not None
        and now <= max(canary.ended_at + BUSY_SECONDS, until + ANSWER_SECONDS)
    )
    return refused > served or (refused_canary and served == 0)


def last_refused_at(observed: TargetEvidence) -> float:
    """Return when the target last refused for lack of capacity, -inf if not lately."""
    canaries = (each.ended_at for each in observed.canaries if each.outcome == "busy")
    requests = (each.start for each in observed.buckets.values() if each.busy)
    return max((*canaries, *requests), default=float("-inf"))


def learned_capacity(
    known: int | None, learned_at: float, refused_at: float, in_flight: int | None, now: float
) -> tuple[int | None, float]:
    """Return the concurrent requests that a target takes, and when that was learned. None: it refused none.

    ``in_flight`` is how many it had when it refused, None: not known, so nothing is learned from it.
    """
    if refused_at > learned_at:
        if in_flight is None:
            return known, learned_at
        return max(1, in_flight if known is None else min(known, in_flight)), refused_at
    if known is None:
        return None, learned_at
    if now - refused_at >= FORGOTTEN_SECONDS and now - learned_at >= GROWTH_SECONDS:
        return None, now
    if now - learned_at >= GROWTH_SECONDS:
        return known + 1, now
    return known, learned_at
