"""The published policy in the shared table: the head in one item, each body in one of its own.

Conditions and what they cost: docs/protocols/dynamodb.md. Times are whole milliseconds, rounded down.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from portal.connections.aws.dynamodb import (
    ConditionFailed,
    Item,
    SharedTable,
    TableUnavailable,
    Value,
)
from portal.policy.published import BodyKind, PublicationUnavailable
from portal.policy.published.head import (
    FUTURE_SECONDS,
    HealthVersion,
    PolicyVersion,
    PublishedHead,
    WriterTerm,
)
from portal.pool_health import CLOCK_DIFFERENCE_SECONDS

HEAD: Final = "policy"
READ_SECONDS = 0.3
WRITE_SECONDS = 0.5

_ADVANCE_POLICY = (
    "SET policy_sequence = :sequence, policy_read_at = :read_at, policy_hash = :hash,"
    " policy_base = :base, policy_body_until = :body_until"
)
_IS_NEWER = (
    "NOT attribute_type(policy_sequence, :number) OR NOT attribute_type(policy_read_at, :number)"
    " OR policy_sequence < :sequence OR policy_read_at < :abandoned OR policy_read_at > :future"
)
"""An attribute that is not there has no type. A comparison with one of another type is false."""
_ADVANCE_HEALTH = "SET health_sequence = :sequence, health_measured_at = :measured_at, health_hash = :hash"
_IS_WRITERS = (
    "writer = :writer AND writer_until > :now"
    " AND (NOT attribute_type(health_measured_at, :number)"
    " OR health_measured_at <= :latest OR health_measured_at > :future)"
)
_IS_FREE = (
    "attribute_not_exists(writer) OR writer = :writer OR NOT attribute_type(writer_until, :number)"
    " OR writer_until < :ended OR writer_until > :future"
)
_LAST_SECOND = 253_402_300_799
"""Of the year 9999: no later time is one."""


class DynamoDbPublishedPolicyStore:
    """All calls are safe to send twice, so a silent connection costs one call no more than 0.2 s."""

    def __init__(self, table: SharedTable) -> None:
        self._table = table

    async def head(self, *, consistent: bool = False) -> PublishedHead:
        try:
            item = await self._table.get(HEAD, consistent=consistent, timeout_seconds=READ_SECONDS)
        except TableUnavailable as error:
            raise _unavailable(error) from error
        return _head_of(item or {})

    async def body(self, kind: BodyKind, content_hash: str) -> bytes | None:
        try:
            item = await self._table.get(_body_item(kind, content_hash), timeout_seconds=READ_SECONDS)
        except TableUnavailable as error:
            raise _unavailable(error) from error
        body = None if item is None else item.get("body")
        return body if isinstance(body, bytes) else None

    async def put_body(self, kind: BodyKind, content_hash: str, body: bytes, *, kept_until: float) -> None:
        item: Item = {"item": _body_item(kind, content_hash), "body": body, "expires_at": int(kept_until)}
        try:
            await self._table.put(item, repeatable=True, timeout_seconds=WRITE_SECONDS)
        except TableUnavailable as error:
            raise _unavailable(error) from error

    async def advance_policy(
        self, version: PolicyVersion, *, abandoned_before: float, future_after: float
    ) -> bool:
        current = await self._update(
            _ADVANCE_POLICY,
            _IS_NEWER,
            {
                ":sequence": version.sequence,
                ":read_at": _milliseconds(version.read_at),
                ":hash": version.content_hash,
                ":base": version.base_hash,
                ":body_until": _milliseconds(version.body_until),
                ":abandoned": _milliseconds(abandoned_before),
                ":future": _milliseconds(future_after),
                ":number": "N",
            },
        )
        # A call that was sent twice meets what it has written itself.
        return current is None or (
            current.get("policy_sequence") == version.sequence
            and current.get("policy_hash") == version.content_hash
        )

    async def advance_health(self, version: HealthVersion, *, writer: str, now: float) -> bool:
        values: dict[str, Value] = {
            ":sequence": version.sequence,
            ":measured_at": _milliseconds(version.measured_at),
            ":hash": version.content_hash,
            ":writer": writer,
            ":now": _milliseconds(now),
            ":latest": _milliseconds(version.measured_at + CLOCK_DIFFERENCE_SECONDS),
            ":future": _milliseconds(now + FUTURE_SECONDS),
            ":number": "N",
        }
        return await self._update(_ADVANCE_HEALTH, _IS_WRITERS, values) is None

    async def take_lease(self, term: WriterTerm, *, ended_before: float) -> bool:
        values: dict[str, Value] = {
            ":writer": term.writer,
            ":until": _milliseconds(term.until),
            ":ended": _milliseconds(ended_before),
            ":future": _milliseconds(term.until + FUTURE_SECONDS),
            ":number": "N",
        }
        return await self._update("SET writer = :writer, writer_until = :until", _IS_FREE, values) is None

    async def end_lease(self, writer: str) -> None:
        await self._update("REMOVE writer, writer_until", "writer = :writer", {":writer": writer})

    async def _update(self, expression: str, condition: str, values: Mapping[str, Value]) -> Item | None:
        """Return None if the head was changed, else the head that does not fulfil the condition."""
        try:
            await self._table.update(
                HEAD,
                expression,
                condition=condition,
                values=values,
                repeatable=True,
                timeout_seconds=WRITE_SECONDS,
            )
        except ConditionFailed as failure:
            return failure.item or {}
        except TableUnavailable as error:
            raise _unavailable(error) from error
        return None


def _body_item(kind: BodyKind, content_hash: str) -> str:
    return f"{kind}/body/{content_hash}"


def _head_of(item: Item) -> PublishedHead:
    """Parts that are not there, or not as this version writes them, are None."""
    policy = health = term = None
    match item:
        case {
            "policy_sequence": int(sequence),
            "policy_read_at": int(read_at),
            "policy_hash": str(name),
            "policy_base": str(base),
            "policy_body_until": int(until),
        } if _are_times(sequence / 1_000_000, read_at / 1000, until / 1000):
            policy = PolicyVersion(sequence, read_at / 1000, name, base, until / 1000)
    match item:
        case {
            "health_sequence": int(sequence),
            "health_measured_at": int(measured_at),
            "health_hash": str(name),
        } if _are_times(sequence / 1_000_000, measured_at / 1000):
            health = HealthVersion(sequence, measured_at / 1000, name)
    match item:
        case {"writer": str(writer), "writer_until": int(until)} if _are_times(until / 1000):
            term = WriterTerm(writer, until / 1000)
    return PublishedHead(policy, health, term)


def _are_times(*seconds: float) -> bool:
    return all(0 <= each <= _LAST_SECOND for each in seconds)


def _milliseconds(seconds: float) -> int:
    return int(seconds * 1000)


def _unavailable(error: TableUnavailable) -> PublicationUnavailable:
    return PublicationUnavailable(f"{error.reason}: {error}")
