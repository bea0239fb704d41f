"""Groups in this process, for tests and the simulation of many environments over one store."""

from __future__ import annotations

import os
from collections.abc import Awaitable, Callable, Collection, Mapping
from dataclasses import replace

from portal.pools.leases import GroupState, LeaseConflict, LimitChange

Before = Callable[[str], Awaitable[None]]
"""Runs before each call, with its name; may take time, and may raise LeaseStoreUnavailable."""


async def _at_once(_: str) -> None:
    """The store's calls take no time."""


class MemoryLeaseStore:
    """A LeaseStore for all who share this object.

    ``before`` runs before a call takes effect, ``after`` before it returns: with a sleep in both, calls of
    several environments overlap as they do over a network, and an error in ``after`` loses the answer of a
    call that took effect. ``calls`` counts by name, failed calls included.
    """

    def __init__(
        self, *, before: Before = _at_once, after: Before = _at_once, environ: Mapping[str, str] = os.environ
    ) -> None:
        if "AWS_LAMBDA_FUNCTION_NAME" in environ:
            raise RuntimeError("Leases in memory do not bind other environments of a Lambda function.")
        self.groups: dict[str, GroupState] = {}
        self._before = before
        self._after = after
        self.calls: dict[str, int] = {}

    async def acquire(
        self, group: str, lease: str, *, position: int, allowed: Collection[str], ends_at: int
    ) -> GroupState:
        def change(state: GroupState) -> GroupState | None:
            free = state.free
            if lease in state.lease_session or position >= len(free) or free[position] not in allowed:
                return None
            session = free[position]
            return replace(
                _with_lease(state, lease, session, ends_at), free=(*free[:position], *free[position + 1 :])
            )

        return await self._change("acquire", group, change)

    async def take_over(
        self, group: str, lease: str, *, expired: str, session: str, now: int, ends_at: int
    ) -> GroupState:
        def change(state: GroupState) -> GroupState | None:
            is_over = state.lease_session.get(expired) == session and state.lease_end[expired] < now
            if not is_over or lease in state.lease_session or session in state.surplus:
                return None
            return _with_lease(_without_lease(state, expired), lease, session, ends_at)

        return await self._change("take_over", group, change)

    async def renew(self, group: str, lease: str, *, ends_at: int) -> GroupState:
        def change(state: GroupState) -> GroupState | None:
            session = state.lease_session.get(lease)
            return None if session is None else _with_lease(state, lease, session, ends_at)

        return await self._change("renew", group, change)

    async def release(self, group: str, lease: str, *, session: str) -> GroupState:
        def change(state: GroupState) -> GroupState | None:
            if state.lease_session.get(lease) != session or session in state.surplus:
                return None
            return replace(_without_lease(state, lease), free=(*state.free, session))

        return await self._change("release", group, change)

    async def discard(
        self, group: str, lease: str, *, session: str, surplus: int, ended_before: int | None = None
    ) -> GroupState:
        def change(state: GroupState) -> GroupState | None:
            if state.lease_session.get(lease) != session or state.surplus.get(session) != surplus:
                return None
            if ended_before is not None and state.lease_end[lease] >= ended_before:
                return None
            left = {**state.surplus, session: surplus - 1}
            return replace(
                _without_lease(state, lease), surplus={name: count for name, count in left.items() if count}
            )

        return await self._change("discard", group, change)

    async def create(self, group: str, limits: Mapping[str, int], limits_as_of: int) -> GroupState:
        await self._start("create")
        if group in self.groups:
            return await self._end("create", LeaseConflict(self.groups[group]))
        state = GroupState(
            free=tuple(session for session, limit in limits.items() for _ in range(limit)),
            limits=dict(limits),
            limits_as_of=limits_as_of,
        )
        self.groups[group] = state
        return await self._end("create", state)

    async def change_limits(self, group: str, change: LimitChange) -> GroupState:
        def apply(state: GroupState) -> GroupState | None:
            before = change.before
            if (state.limits, state.limits_as_of) != (before.limits, before.limits_as_of):
                return None
            if state.surplus != before.surplus:
                return None
            if change.needs_same_free_list and state.free != before.free:
                return None
            if any(state.free[at : at + 1] != (token,) for at, token in change.removed):
                return None
            removed = {at for at, _ in change.removed}
            kept = (token for at, token in enumerate(state.free) if at not in removed)
            return replace(
                state,
                free=(*kept, *change.added),
                limits=dict(change.limits),
                limits_as_of=change.limits_as_of,
                surplus=dict(change.surplus),
            )

        return await self._change("change_limits", group, apply)

    async def read(self, group: str) -> GroupState | None:
        await self._start("read")
        state = self.groups.get(group)
        await self._after("read")
        return state

    async def _change(
        self, name: str, group: str, change: Callable[[GroupState], GroupState | None]
    ) -> GroupState:
        await self._start(name)
        before = self.groups.get(group)
        after = None if before is None else change(before)
        if after is None:
            return await self._end(name, LeaseConflict(before))
        self.groups[group] = after
        return await self._end(name, after)

    async def _start(self, name: str) -> None:
        self.calls[name] = self.calls.get(name, 0) + 1
        await self._before(name)

    async def _end(self, name: str, result: GroupState | LeaseConflict) -> GroupState:
        await self._after(name)
        if isinstance(result, LeaseConflict):
            raise result
        return result


def _with_lease(state: GroupState, lease: str, session: str, ends_at: int) -> GroupState:
    return replace(
        state,
        lease_session={**state.lease_session, lease: session},
        lease_end={**state.lease_end, lease: ends_at},
    )


def _without_lease(state: GroupState, lease: str) -> GroupState:
    return replace(
        state,
        lease_session={name: session for name, session in state.lease_session.items() if name != lease},
        lease_end={name: ends_at for name, ends_at in state.lease_end.items() if name != lease},
    )
