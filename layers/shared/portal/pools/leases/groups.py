"""Which sessions are limited, and which of them are leased from one group. Pure.

Aliases that share a session, directly or through another alias, are one group; usually an alias has its own.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from portal.policy import PolicySnapshot
from portal.pools import PoolMap, SessionLimits, Target
from portal.pools.target_ids import router_id


def session_token(target: Target) -> str:
    """Return what limits and leases of the target count by: its session, else its whole router.

    Several routers may lead to the same session.
    """
    return router_id(target.url) if target.session_id is None else str(target.session_id)


@dataclass(frozen=True, slots=True)
class SessionGroup:
    """``name`` is the first of the group's aliases; ``targets`` are those of all its aliases."""

    name: str
    targets: tuple[Target, ...] = field(repr=False)


@dataclass(frozen=True, slots=True)
class GroupLimits:
    """The limits of one group by session token; a session without an entry has none.

    ``as_of`` is the database's time of the policy, in microseconds; 0 if that is not known.
    """

    group: str
    by_session: Mapping[str, int]
    as_of: int = 0


def session_groups(pools: PoolMap) -> dict[str, SessionGroup]:
    """Return the group of each alias."""
    root = {alias: alias for alias in pools.pools}

    def find(alias: str) -> str:
        while root[alias] != alias:
            alias = root[alias]
        return alias

    first_alias: dict[str, str] = {}
    for alias, pool in pools.pools.items():
        for target in pool.targets:
            one, other = sorted((find(alias), find(first_alias.setdefault(session_token(target), alias))))
            root[other] = one
    members: dict[str, list[Target]] = {}
    for alias, pool in pools.pools.items():
        members.setdefault(find(alias), []).extend(pool.targets)
    groups = {name: SessionGroup(name, tuple(targets)) for name, targets in members.items()}
    return {alias: groups[find(alias)] for alias in pools.pools}


def limits_of(
    group: SessionGroup,
    configured: SessionLimits,
    snapshot: PolicySnapshot,
) -> GroupLimits:
    """Return the group's limits: what operators have set for a target, else what is configured for it.

    The smallest of a session's targets counts.
    """
    limits: dict[str, int] = {}
    for target in group.targets:
        limit = _limit_of(target, configured, snapshot)
        if limit is not None:
            token = session_token(target)
            limits[token] = min(limit, limits.get(token, limit))
    as_of = 0 if snapshot.made_at is None else round(snapshot.made_at.timestamp() * 1_000_000)
    return GroupLimits(group.name, limits, as_of)


def _limit_of(target: Target, configured: SessionLimits, snapshot: PolicySnapshot) -> int | None:
    model = snapshot.models.get(target.alias)
    pool = snapshot.pools.get(target.alias if model is None else model.pool)
    policy = None if pool is None else pool.targets.get(target.id)
    if policy is not None and policy.session_limit is not None:
        return policy.session_limit
    return configured.of(target)
