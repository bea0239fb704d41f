"""Puts the targets of a pool into the order to try them. Pure.

Chance decides, in proportion to the weights, and then a comparison of two: the first by chance gives way to
one of another router that is clearly better by expected latency times load. Every environment sees the same
published numbers, so near-equals must stay a matter of chance: the best of them would get everything.
"""

from __future__ import annotations

import math
import random
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from enum import IntEnum

from portal.pools import Target

NEAR_RATIO = 1.5
"""Latencies or loads closer than this count as equal: measured over a few requests they differ by as much."""

_STEEPNESS = 3
"""A target 20 times slower than the best gets a four-hundredth of a percent."""

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
    the first text, ``load`` the requests in flight. ``bad_for`` is how many seconds it stays what it is, of
    ranks from ``BUSY`` on. ``was_busy``: busy is the last that is known of it.
    """

    target: Target
    rank: Rank = Rank.UP
    tier: int = 0
    weight: float = 1.0
    latency: float = 1.0
    load: float = 0.0
    bad_for: float = 0.0
    was_busy: bool = False


def in_order(
    candidates: Iterable[Candidate], tried: Collection[Target], rng: random.Random
) -> list[Candidate]:
    """Return the candidates to try next, in order of preference: those of the best rank that there is.

    ``tried`` are this request's targets so far. Another router goes before another session of theirs. A
    request asks one busy target whether it is still busy, and tries one that is down, not all of them.
    """
    known: list[Candidate] = []
    open_: list[Candidate] = []
    for candidate in candidates:
        (known if candidate.target in tried else open_).append(candidate)
    if known:
        open_ = [candidate for candidate in open_ if not _is_hopeless(candidate, known)]
    if len(open_) < 2:
        return open_
    best = min([candidate.rank for candidate in open_])
    if best <= Rank.FULL:
        ordered = _by_tier([candidate for candidate in open_ if candidate.rank <= Rank.FULL], rng)
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
    best = min([candidate.latency for candidate in ordered])
    least = first.weight * _share(first.latency, best) * CLEARLY_WORSE_SHARE
    good: list[Target] = []
    worse: list[Target] = []
    for candidate in ordered:
        is_equal = (candidate.rank, candidate.tier) == (first.rank, first.tier)
        is_good = is_equal and candidate.weight * _share(candidate.latency, best) >= least
        (good if is_good else worse).append(candidate.target)
    return good + worse, len(good)


def _is_hopeless(candidate: Candidate, tried: Sequence[Candidate]) -> bool:
    """Whether what a tried target has just shown is known of ``candidate``, too."""
    if candidate.rank is Rank.DOWN:
        return any(other.rank is Rank.DOWN for other in tried)
    return candidate.was_busy and any(other.was_busy for other in tried)


def _by_tier(candidates: list[Candidate], rng: random.Random) -> list[Candidate]:
    """Return those with room by tier, each tier by chance, and then those without."""
    tiers: dict[tuple[Rank, int], list[Candidate]] = {}
    for candidate in candidates:
        tiers.setdefault((candidate.rank, candidate.tier), []).append(candidate)
    if len(tiers) == 1:
        return _by_chance(candidates, rng)
    return [candidate for key in sorted(tiers) for candidate in _by_chance(tiers[key], rng)]


def _by_chance(candidates: list[Candidate], rng: random.Random) -> list[Candidate]:
    if len(candidates) < 2:
        return candidates
    best = min([candidate.latency for candidate in candidates])
    # Weighted sampling without replacement: the k-th largest of log(u) / weight (Efraimidis and Spirakis).
    keyed = [
        (-math.log(1.0 - rng.random()) / (candidate.weight * _share(candidate.latency, best)), index)
        for index, candidate in enumerate(candidates)
    ]
    keyed.sort()
    ordered = [candidates[index] for _, index in keyed]
    url = ordered[0].target.url
    other = next((index for index in range(1, len(ordered)) if ordered[index].target.url != url), 1)
    if rng.random() > _share(_cost(ordered[0]), _cost(ordered[other])):
        ordered.insert(0, ordered.pop(other))
    return ordered


def _cost(candidate: Candidate) -> float:
    return candidate.latency * (1.0 + candidate.load / candidate.weight)


def _share(value: float, best: float) -> float:
    """Return how much of its part a target keeps whose ``value`` is above the ``best``: 1 if it is near."""
    if value <= best * NEAR_RATIO:
        return 1.0
    return max((best * NEAR_RATIO / value) ** _STEEPNESS, 1e-9)
