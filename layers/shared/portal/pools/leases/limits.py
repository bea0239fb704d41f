"""The limits of this process's sessions, kept up to date with the policy."""

from __future__ import annotations

from typing import NamedTuple

from portal.policy import PolicySnapshot
from portal.pools import PoolMap, Target
from portal.pools.leases.groups import GroupLimits, limits_of, session_groups, session_token


class LimitedSession(NamedTuple):
    """The session of one target: its group with all its limits, its token, and its own limit."""

    group: GroupLimits
    token: str
    limit: int


class CurrentLimits:
    """``update`` takes the policy to admit by. Before the first, limits are as configured."""

    def __init__(self, pools: PoolMap) -> None:
        self._configured = pools.session_limits
        self._groups = {group.name: group for group in session_groups(pools).values()}
        self._limited: dict[Target, LimitedSession] = {}
        self._snapshot: PolicySnapshot | None = None
        self.update(PolicySnapshot())

    def update(self, snapshot: PolicySnapshot) -> None:
        """Take the limits of ``snapshot``; nothing happens if it is the one that was taken last."""
        if snapshot is self._snapshot:
            return
        self._snapshot = snapshot
        self._limited = {}
        for group in self._groups.values():
            limits = limits_of(group, self._configured, snapshot)
            for target in group.targets if limits.by_session else ():
                token = session_token(target)
                if token in limits.by_session:
                    self._limited[target] = LimitedSession(limits, token, limits.by_session[token])

    @property
    def exist(self) -> bool:
        """Whether any session has a limit."""
        return bool(self._limited)

    def of(self, target: Target) -> LimitedSession | None:
        """Return the session of the target, None if it has no limit."""
        return self._limited.get(target) if self._limited else None
