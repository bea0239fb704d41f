"""Session leases: which requests of all environments run on which sessions with a limit.

Sessions that aliases share are one group (``groups``), and a group is one item of the store. Its free list
holds each session as often as requests may still run on it. Every method of ``LeaseStore`` is one call;
``calls`` decides which call comes next, ``session_leases`` is what the gateway and the pool monitor use.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

LEASE_SECONDS = 30.0
"""How long a lease lasts unless it is renewed: so long a session stays taken when its environment dies."""

RENEW_SECONDS = 10.0
"""A running request renews its lease this often."""

GROUP_SECONDS = 86_400
"""A group that no request has used for so long may be forgotten: all its leases have ended."""


@dataclass(frozen=True, slots=True)
class GroupState:
    """One group as the store had it.

    ``free`` are session tokens, the one that was released first in front. ``lease_session`` and ``lease_end``
    are by lease id: its session, and when it ends in milliseconds of the wall clock. ``limits`` are by
    session; ``limits_as_of`` is the database's time of the policy they follow, in microseconds. ``surplus``
    are sessions whose limit was lowered while more requests ran on them: so many leases that end next return
    no token.

    For each session: tokens in ``free`` + leases = limit + surplus.
    """

    free: Sequence[str] = ()
    lease_session: Mapping[str, str] = field(default_factory=dict)
    lease_end: Mapping[str, int] = field(default_factory=dict)
    limits: Mapping[str, int] = field(default_factory=dict)
    surplus: Mapping[str, int] = field(default_factory=dict)
    limits_as_of: int = 0

    def in_flight(self, now_ms: int) -> dict[str, int]:
        """Return how many requests run on each session; leases that have ended count no more."""
        counts: dict[str, int] = {}
        for lease, session in self.lease_session.items():
            if self.lease_end[lease] >= now_ms:
                counts[session] = counts.get(session, 0) + 1
        return counts


@dataclass(frozen=True, slots=True)
class LimitChange:
    """A change of a group's limits from ``before``: all of it applies, or nothing.

    ``removed`` are positions of the free list with the tokens that must stand there; ``added`` are appended.
    A surplus may only grow if the free list is still that of ``before``: a lease that was counted for it may
    have ended meanwhile.
    """

    before: GroupState
    limits: Mapping[str, int]
    limits_as_of: int
    surplus: Mapping[str, int]
    removed: Sequence[tuple[int, str]] = ()
    added: Sequence[str] = ()

    @property
    def needs_same_free_list(self) -> bool:
        return any(count > self.before.surplus.get(name, 0) for name, count in self.surplus.items())


class LeaseConflict(Exception):
    """The group was not as the call expected, and nothing has changed. ``state`` None: there is no group."""

    def __init__(self, state: GroupState | None) -> None:
        super().__init__("The group has changed meanwhile.")
        self.state = state


class LeaseStoreUnavailable(OSError):
    """The store did not answer. The call may have taken effect."""


class LeaseStoreBusy(Exception):
    """The store refuses calls because there are too many. Nothing has changed.

    It works for others, so this is no reason to use sessions without asking it.
    """


class LeaseStore(Protocol):
    """All groups. Each method but ``read`` changes one group atomically and returns its new state.

    All raise LeaseStoreUnavailable and LeaseStoreBusy; where conditions are named, LeaseConflict if one does
    not hold. Times are milliseconds of the wall clock. A call that is sent twice changes the group once; the
    second answer may be a LeaseConflict with the state after the first.
    """

    async def acquire(
        self, group: str, lease: str, *, position: int, allowed: Collection[str], ends_at: int
    ) -> GroupState:
        """Lease the session at ``position`` of the free list, if it is in ``allowed`` (1 to 100 tokens) and
        there is no ``lease`` yet.
        """
        ...

    async def take_over(
        self, group: str, lease: str, *, expired: str, session: str, now: int, ends_at: int
    ) -> GroupState:
        """Lease ``session`` in place of the lease ``expired``, if that ended before ``now`` and the session
        has no surplus.
        """
        ...

    async def renew(self, group: str, lease: str, *, ends_at: int) -> GroupState:
        """Let ``lease`` end at ``ends_at``, if it is there."""
        ...

    async def release(self, group: str, lease: str, *, session: str) -> GroupState:
        """End ``lease`` and append its token to the free list, if it is there and has no surplus."""
        ...

    async def discard(
        self, group: str, lease: str, *, session: str, surplus: int, ended_before: int | None = None
    ) -> GroupState:
        """End ``lease`` without returning its token, if the session's surplus is ``surplus``; with
        ``ended_before`` only if the lease ended before that.
        """
        ...

    async def create(self, group: str, limits: Mapping[str, int], limits_as_of: int) -> GroupState:
        """Make the group with all sessions free, if there is none."""
        ...

    async def change_limits(self, group: str, change: LimitChange) -> GroupState:
        """Apply ``change``, if the limits with their time, and the surplus, are still those of
        ``change.before``, and the removed tokens at their positions.
        """
        ...

    async def read(self, group: str) -> GroupState | None:
        """Return the group, None if there is none. It may be older than the last change by some
        milliseconds.
        """
        ...
