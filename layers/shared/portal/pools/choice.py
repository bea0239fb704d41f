"""Puts the targets of a pool into the order to try them. Pure.

Chance decides, in proportion to the weights, and then a comparison of two: the first by chance gives way to
one of another router that is clearly better by expected latency times load. Every environment sees the same
published numbers, so near-equals must stay a matter of chance: the best of them would get everything.
"""

from __future__ import annotations

import random
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import IntEnum

from portal.pools import Target

NEAR_RATIO = 1.5
"""Latencies or loads closer than this count as equal: measured over a few requests they differ by as much."""

_STEEPNESS = 3
"""A target 20 times slower than the best gets a two-thousandth of its part."""

_UNMEASURED = 0.0

CLEARLY_WORSE_SHARE = 0.25
"""A target whose part is smaller beside another's is used when no session of the other is free."""


class Rank(IntEnum):
    """What is known of a target, best first. A request goes to the best rank that any target has.

    ``FULL`` is up without room at the moment: a session becomes free, a broken target does not. ``BUSY``
    said so itself. ``SUSPECT`` failed in this process a moment ago. ``DOWN`` is published as ejected.
    """

    UP = 0
    FULL = 1
    BUSY = 2
    SUSPECT = 3
    DOWN = 4


@dataclass(slots=True)
class Candidate:
    """A target that may be chosen.

    ``weight`` (> 0) is the operators' times the share of its health. ``latency`` is the expected seconds to
    the first text, 0: not measured, which counts as good as the best, or nobody would find out. ``load`` is
    the requests in flight. ``bad_for`` is how many seconds it stays what it is, of ranks from ``BUSY`` on.
    ``was_busy``: busy is the last that is known of it.
    """

    target: Target
    rank: Rank = Rank.UP
    tier: int = 0
    weight: float = 1.0
    latency: float = _UNMEASURED
    load: float = 0.0
    bad_for: float = 0.0
    was_busy: bool = False


def in_order(
    candidates: Sequence[Candidate], tried: Collection[Target], rng: random.Random
) -> Sequence[Candidate]:
    """Return the candidates to try next, in order of preference: those of the best rank that there is.

    ``tried`` are this request's targets so far. Another router goes before another session of theirs. A
    request asks one busy target whether it is still busy, and tries one that is down, not all of them.
    """
    open_ = _untried(candidates, tried) if tried else candidates
    if len(open_) < 2:
        return open_
    best = min([candidate.rank for candidate in open_])
    if best <= Rank.FULL:
        ordered = _by_tier(open_, rng)
    else:
        ordered = [candidate for candidate in open_ if candidate.rank is best]
        ordered.sort(key=lambda candidate: (candidate.bad_for, rng.random()))
    if tried:
        urls = {target.url for target in tried}
        ordered.sort(key=lambda candidate: (candidate.rank, candidate.target.url in urls))
    return ordered


def worse_last(ordered: Sequence[Candidate]) -> tuple[list[Target], int]:
    """Return the targets with those last that are clearly worse than the first, and how many are not.

    Worse is one of another rank or tier, or one that gets a small part of the first one's requests.
    """
    if not ordered:
        return [], 0
    first = ordered[0]
    best = min([candidate.latency for candidate in ordered if candidate.latency] or [1.0])
    least = first.weight * _share(first.latency, best) * CLEARLY_WORSE_SHARE
    good: list[Target] = []
    worse: list[Target] = []
    for candidate in ordered:
        is_equal = (candidate.rank, candidate.tier) == (first.rank, first.tier)
        is_good = is_equal and candidate.weight * _share(candidate.latency, best) >= least
        (good if is_good else worse).append(candidate.target)
    return good + worse, len(good)


def by_chance(candidates: Sequence[Candidate], rng: random.Random) -> list[Candidate]:
    """Return candidates of one rank and tier: the chosen one, then its neighbours in turn."""
    count = len(candidates)
    if count < 2:
        return list(candidates)
    latencies = [candidate.latency for candidate in candidates]
    slowest, best = max(latencies), min([latency for latency in latencies if latency] or [1.0])
    weights = [candidate.weight for candidate in candidates]
    if slowest > best * NEAR_RATIO:
        weights = [weight * _share(latency, best) for weight, latency in zip(weights, latencies, strict=True)]
    first = _drawn(weights, sum(weights), rng)
    url = candidates[first].target.url
    elsewhere = [
        0.0 if candidate.target.url == url else weight
        for candidate, weight in zip(candidates, weights, strict=True)
    ]
    total = sum(elsewhere)
    if not total:
        # Sessions of one router.
        elsewhere = weights
        elsewhere[first] = 0.0
        total = sum(elsewhere)
    other = _drawn(elsewhere, total, rng)
    ratio = _cost(candidates[first], best) / _cost(candidates[other], best)
    if ratio > NEAR_RATIO and rng.random() > _share(ratio, 1.0):
        first, other = other, first
    return [*candidates[first:], *candidates[:first]]


def _untried(candidates: Sequence[Candidate], tried: Collection[Target]) -> list[Candidate]:
    """Return those not tried, without those of which a tried one has just shown what is known."""
    known = [candidate for candidate in candidates if candidate.target in tried]
    left = [candidate for candidate in candidates if candidate.target not in tried]
    if any(candidate.rank is Rank.DOWN for candidate in known):
        left = [candidate for candidate in left if candidate.rank is not Rank.DOWN]
    if any(candidate.was_busy for candidate in known):
        left = [candidate for candidate in left if not candidate.was_busy]
    return left


def _by_tier(candidates: Sequence[Candidate], rng: random.Random) -> list[Candidate]:
    """Return those with room by tier, each tier by chance, and then those without."""
    tiers: dict[tuple[Rank, int], list[Candidate]] = {}
    for candidate in candidates:
        if candidate.rank <= Rank.FULL:
            tiers.setdefault((candidate.rank, candidate.tier), []).append(candidate)
    return [candidate for key in sorted(tiers) for candidate in by_chance(tiers[key], rng)]


def _drawn(weights: Sequence[float], total: float, rng: random.Random) -> int:
    """Return an index by chance, in proportion to ``weights``."""
    left = rng.random() * total
    last = 0
    for index, weight in enumerate(weights):
        if weight:
            last = index
            left -= weight
            if left < 0:
                return index
    return last


def _cost(candidate: Candidate, best: float) -> float:
    return (candidate.latency or best) * (1.0 + candidate.load / candidate.weight)


def _share(value: float, best: float) -> float:
    """Return how much of its part a target keeps whose ``value`` is above the ``best``: 1 if it is near."""
    if value <= best * NEAR_RATIO:
        return 1.0
    return max((best * NEAR_RATIO / value) ** _STEEPNESS, 1e-9)
