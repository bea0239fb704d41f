"""The sessions that one request may take, in order of preference. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from portal.pools import Target
from portal.pools.leases.calls import Ranks
from portal.pools.leases.groups import GroupLimits
from portal.pools.leases.limits import CurrentLimits


@dataclass(frozen=True, slots=True)
class WantedSessions:
    """``targets`` are by session token, in order of preference; ``ranks`` are the tokens that are as good as
    each other. ``unlimited`` is the target to use if none of them is free: one without a limit.
    """

    limits: GroupLimits
    targets: Mapping[str, Target]
    ranks: Ranks
    unlimited: Target | None = None

    @property
    def group(self) -> str:
        return self.limits.group

    @property
    def tokens(self) -> frozenset[str]:
        return frozenset(self.targets)

    def is_below_limit(self, token: str, used: int) -> bool:
        return used < self.limits.by_session[token]

    def without(self, tokens: frozenset[str]) -> WantedSessions:
        """Return what is left without ``tokens``."""
        if not tokens:
            return self
        targets = {token: target for token, target in self.targets.items() if token not in tokens}
        ranks = [[token for token in rank if token not in tokens] for rank in self.ranks]
        return WantedSessions(self.limits, targets, [rank for rank in ranks if rank], self.unlimited)


def wanted_sessions(
    limits: CurrentLimits, candidates: Sequence[Target], as_good: int | None
) -> WantedSessions | None:
    """Return the sessions of ``candidates`` down to the first without a limit; None if the first has none.

    The first ``as_good`` candidates (None: all) are one rank, the others another.
    """
    first = limits.of(candidates[0])
    if first is None:
        return None
    targets: dict[str, Target] = {}
    ranks: tuple[list[str], list[str]] = ([], [])
    unlimited = None
    for number, target in enumerate(candidates):
        session = limits.of(target)
        if session is None:
            unlimited = target
            break
        if session.token not in targets:
            targets[session.token] = target
            ranks[as_good is not None and number >= as_good].append(session.token)
    return WantedSessions(first.group, targets, [rank for rank in ranks if rank], unlimited)
