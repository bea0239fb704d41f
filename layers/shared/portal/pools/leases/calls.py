"""Which call of the store comes next, by what is known of the group. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from portal.pools.leases import GroupState, LimitChange


@dataclass(frozen=True, slots=True)
class Acquire:
    """Lease what stands at ``position`` of the free list, if it is one of ``allowed``."""

    position: int
    allowed: frozenset[str]


@dataclass(frozen=True, slots=True)
class TakeOver:
    """Lease ``session`` in place of a lease that has ended by itself."""

    expired: str
    session: str


@dataclass(frozen=True, slots=True)
class DiscardExpired:
    """Drop a lease that has ended by itself on a session with a surplus."""

    lease: str
    session: str
    surplus: int


AcquiringCall = Acquire | TakeOver | DiscardExpired

Ranks = Sequence[Sequence[str]]
"""Session tokens in order of preference; those of one rank are as good as each other."""


def first_call(remembered: Sequence[str], ranks: Ranks, *, is_recent: bool) -> Acquire:
    """Return the call of a process that knows only what the free list was a while ago.

    Sessions that nobody wants stand in front of the list and stay there; those behind them come and go. So
    the place of the first wanted one is a good guess, and if what stands there by now is as good, it is
    taken. Only a recent list tells where the most preferred one stands.
    """
    for rank in ranks:
        allowed = frozenset(rank)
        places = [place for place, token in enumerate(remembered) if token in allowed]
        if places:
            return Acquire(_best(places, remembered, rank) if is_recent else places[0], allowed)
    return Acquire(0, frozenset(ranks[0]))


def next_call(state: GroupState, ranks: Ranks, now_ms: int) -> AcquiringCall | None:
    """Return the call that leases the best session of a group in ``state``, None if none is free."""
    for rank in ranks:
        allowed = frozenset(rank)
        places = [place for place, token in enumerate(state.free) if token in allowed]
        if places:
            return Acquire(_best(places, state.free, rank), allowed)
        for lease, session in _expired(state, now_ms):
            if session in state.surplus:
                if session in allowed:
                    return DiscardExpired(lease, session, state.surplus[session])
            elif session in allowed:
                return TakeOver(lease, session)
    return None


def limit_change(state: GroupState, limits: Mapping[str, int], as_of: int) -> LimitChange | None:
    """Return the next change that brings the group to ``limits``, None if it has them.

    Limits are lowered first and raised by a second change, because one update of the store cannot take from
    the list and append to it. A lowered limit takes free tokens first; the rest become a surplus. A raised
    one uses up the surplus first.
    """
    lowered = {name: min(limit, limits.get(name, 0)) for name, limit in state.limits.items()}
    lowered = {name: limit for name, limit in lowered.items() if limit}
    if lowered != dict(state.limits):
        return _lowering(state, lowered, as_of)
    if dict(limits) != dict(state.limits):
        return _raising(state, limits, as_of)
    return None


def _lowering(state: GroupState, limits: Mapping[str, int], as_of: int) -> LimitChange:
    excess = {name: limit - limits.get(name, 0) for name, limit in state.limits.items()}
    removed: list[tuple[int, str]] = []
    for place, token in enumerate(state.free):
        if excess.get(token, 0) > 0:
            excess[token] -= 1
            removed.append((place, token))
    surplus = dict(state.surplus)
    for name, count in excess.items():
        if count:
            surplus[name] = surplus.get(name, 0) + count
    return LimitChange(state, limits, as_of, surplus, removed=removed)


def _raising(state: GroupState, limits: Mapping[str, int], as_of: int) -> LimitChange:
    surplus = dict(state.surplus)
    added: list[str] = []
    for name, limit in limits.items():
        more = limit - state.limits.get(name, 0)
        settled = min(more, surplus.get(name, 0))
        if settled:
            surplus[name] -= settled
        added += [name] * (more - settled)
    left = {name: count for name, count in surplus.items() if count}
    return LimitChange(state, dict(limits), as_of, left, added=added)


def _best(places: Sequence[int], free: Sequence[str], rank: Sequence[str]) -> int:
    order = {token: number for number, token in enumerate(rank)}
    return min(places, key=lambda place: order[free[place]])


def _expired(state: GroupState, now_ms: int) -> Iterator[tuple[str, str]]:
    """Yield lease and session of the leases that have ended, the oldest first."""
    over = sorted((end, lease) for lease, end in state.lease_end.items() if end < now_ms)
    for _, lease in over:
        yield lease, state.lease_session[lease]
