"""Groups in DynamoDB: the item ``sessions/<group>`` of the shared table.

Each call is one conditional ``UpdateItem`` that returns the whole item, also if its condition fails, so the
next call knows what it will find (docs/protocols/dynamodb.md, "Leases"). A call that takes effect twice does
no harm: its second condition fails, and the item shows what the first one did.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Mapping
from typing import Any, cast

from portal.connections.aws.dynamodb import (
    CALL_SECONDS,
    ConditionFailed,
    Item,
    SharedTable,
    TableUnavailable,
    Value,
)
from portal.pools.leases import (
    GROUP_SECONDS,
    GroupState,
    LeaseConflict,
    LeaseStoreBusy,
    LeaseStoreUnavailable,
    LimitChange,
)

MAX_IN_OPERANDS = 100
"""DynamoDB's limit of the ``IN`` operator."""


_THROTTLED = frozenset(
    {"ThrottlingException", "ProvisionedThroughputExceededException", "RequestLimitExceeded"}
)


class DynamoLeaseStore:
    """A LeaseStore on ``table``. ``wall`` is in seconds; no call takes longer than ``timeout_seconds``."""

    def __init__(
        self,
        table: SharedTable,
        *,
        timeout_seconds: float = CALL_SECONDS,
        wall: Callable[[], float] = time.time,
    ) -> None:
        self._table = table
        self._timeout_seconds = timeout_seconds
        self._wall = wall

    async def acquire(
        self, group: str, lease: str, *, position: int, allowed: Collection[str], ends_at: int
    ) -> GroupState:
        tokens = {f":s{number}": token for number, token in enumerate(allowed)}
        token = f"free_sessions[{position:d}]"
        is_allowed = " OR ".join(
            f"{token} IN ({', '.join(list(tokens)[start : start + MAX_IN_OPERANDS])})"
            for start in range(0, len(tokens), MAX_IN_OPERANDS)
        )
        return await self._update(
            group,
            f"SET lease_session.#l = {token}, lease_end.#l = :end, expires_at = :forget REMOVE {token}",
            f"({is_allowed}) AND attribute_not_exists(lease_session.#l)",
            {"#l": lease},
            {**tokens, ":end": ends_at, ":forget": self._forget_at()},
        )

    async def take_over(
        self, group: str, lease: str, *, expired: str, session: str, now: int, ends_at: int
    ) -> GroupState:
        return await self._update(
            group,
            "SET lease_session.#l = :session, lease_end.#l = :end, expires_at = :forget"
            " REMOVE lease_session.#dead, lease_end.#dead",
            "lease_end.#dead < :now AND lease_session.#dead = :session"
            " AND attribute_not_exists(surplus.#session) AND attribute_not_exists(lease_session.#l)",
            {"#l": lease, "#dead": expired, "#session": session},
            {":session": session, ":now": now, ":end": ends_at, ":forget": self._forget_at()},
        )

    async def renew(self, group: str, lease: str, *, ends_at: int) -> GroupState:
        return await self._update(
            group,
            "SET lease_end.#l = :end, expires_at = :forget",
            "attribute_exists(lease_session.#l)",
            {"#l": lease},
            {":end": ends_at, ":forget": self._forget_at()},
        )

    async def release(self, group: str, lease: str, *, session: str) -> GroupState:
        return await self._update(
            group,
            "SET free_sessions = list_append(free_sessions, :tokens) REMOVE lease_session.#l, lease_end.#l",
            "lease_session.#l = :session AND attribute_not_exists(surplus.#session)",
            {"#l": lease, "#session": session},
            {":session": session, ":tokens": [session]},
        )

    async def discard(
        self, group: str, lease: str, *, session: str, surplus: int, ended_before: int | None = None
    ) -> GroupState:
        condition = "lease_session.#l = :session AND surplus.#session = :surplus"
        values: dict[str, Value] = {":session": session, ":surplus": surplus}
        if surplus > 1:
            expression = "SET surplus.#session = :left REMOVE lease_session.#l, lease_end.#l"
            values[":left"] = surplus - 1
        else:
            expression = "REMOVE lease_session.#l, lease_end.#l, surplus.#session"
        if ended_before is not None:
            condition += " AND lease_end.#l < :now"
            values[":now"] = ended_before
        return await self._update(group, expression, condition, {"#l": lease, "#session": session}, values)

    async def create(self, group: str, limits: Mapping[str, int], limits_as_of: int) -> GroupState:
        tokens: list[Value] = [session for session, limit in limits.items() for _ in range(limit)]
        return await self._update(
            group,
            "SET free_sessions = :tokens, lease_session = :none, lease_end = :none, limits = :limits,"
            " surplus = :none, limits_as_of = :as_of, expires_at = :forget",
            "attribute_not_exists(limits)",
            {},
            {
                ":tokens": tokens,
                ":none": {},
                ":limits": dict(limits),
                ":as_of": limits_as_of,
                ":forget": self._forget_at(),
            },
        )

    async def change_limits(self, group: str, change: LimitChange) -> GroupState:
        values: dict[str, Value] = {
            ":limits": dict(change.limits),
            ":limits_before": dict(change.before.limits),
            ":surplus": dict(change.surplus),
            ":surplus_before": dict(change.before.surplus),
            ":as_of": change.limits_as_of,
            ":as_of_before": change.before.limits_as_of,
        }
        expression = "SET limits = :limits, surplus = :surplus, limits_as_of = :as_of"
        conditions = [
            "limits = :limits_before",
            "limits_as_of = :as_of_before",
            "surplus = :surplus_before",
        ]
        if change.needs_same_free_list:
            conditions.append("free_sessions = :free_before")
            values[":free_before"] = list(change.before.free)
        if change.added:
            expression += ", free_sessions = list_append(free_sessions, :added)"
            values[":added"] = list(change.added)
        if change.removed:
            expression += " REMOVE " + ", ".join(f"free_sessions[{at:d}]" for at, _ in change.removed)
        for at, token in change.removed:
            conditions.append(f"free_sessions[{at:d}] = :removed{at:d}")
            values[f":removed{at:d}"] = token
        return await self._update(group, expression, " AND ".join(conditions), {}, values)

    async def read(self, group: str) -> GroupState | None:
        try:
            item = await self._table.get(_item(group), timeout_seconds=self._timeout_seconds)
        except TableUnavailable as error:
            raise _translated(error) from error
        return None if item is None else _state(item)

    async def _update(
        self,
        group: str,
        expression: str,
        condition: str,
        names: Mapping[str, str],
        values: Mapping[str, Value],
    ) -> GroupState:
        try:
            item = await self._table.update(
                _item(group),
                expression,
                condition=condition,
                names=names,
                values=values,
                repeatable=True,
                timeout_seconds=self._timeout_seconds,
            )
        except ConditionFailed as conflict:
            raise LeaseConflict(None if conflict.item is None else _state(conflict.item)) from None
        except TableUnavailable as error:
            raise _translated(error) from error
        return _state(item)

    def _forget_at(self) -> int:
        return int(self._wall()) + GROUP_SECONDS


def _translated(error: TableUnavailable) -> LeaseStoreUnavailable | LeaseStoreBusy:
    return LeaseStoreBusy(str(error)) if error.reason in _THROTTLED else LeaseStoreUnavailable(str(error))


def _item(group: str) -> str:
    return f"sessions/{group}"


def _state(item: Item) -> GroupState:
    attributes = cast("dict[str, Any]", item)
    return GroupState(
        free=tuple(attributes["free_sessions"]),
        lease_session=attributes["lease_session"],
        lease_end=attributes["lease_end"],
        limits=attributes["limits"],
        surplus=attributes["surplus"],
        limits_as_of=attributes["limits_as_of"],
    )
