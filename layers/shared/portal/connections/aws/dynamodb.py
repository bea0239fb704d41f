"""The table of what environments share: small items that live for seconds, by one key.

It is one DynamoDB table (``SharedState`` in template.yaml) with the partition key ``item`` (text), no sort
key, and the time-to-live attribute ``expires_at`` (whole unix seconds). DynamoDB deletes late: who reads an
item checks its time. What callers rely on is in docs/protocols/dynamodb.md.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Final

from portal.connections.aws import AwsTransport, AwsUnreachable
from portal.connections.aws.client import AwsClient, AwsRefused
from portal.connections.aws.credentials import credentials_for
from portal.connections.aws.dynamodb_values import (
    Item,
    Value,
    decode_item,
    encode_item,
    encode_value,
)

__all__ = ["ConditionFailed", "Item", "SharedTable", "TableUnavailable", "Value", "open_shared_table"]

KEY: Final = "item"
EXPIRY: Final = "expires_at"
LOCAL_REGION: Final = "us-east-1"
"""Where a server other than AWS has the table, whatever region the process is configured for."""

CALL_SECONDS = 0.5
"""The longest one call takes, unless the caller says otherwise."""

_NAMES: Mapping[str, str] = MappingProxyType({})
_VALUES: Mapping[str, Value] = MappingProxyType({})


class TableUnavailable(OSError):
    """The table did not do what was asked: it is unreachable, slow, throttles or refuses.

    ``reason`` is for logs and metrics: ``unreachable``, or AWS's name of the error, such as
    ``ThrottlingException``, ``ExpiredTokenException``, ``AccessDeniedException`` or ``ValidationException``.
    A write may have taken effect if it is ``unreachable``, ``InternalServerError`` or ``HTTP 5xx``.
    """

    def __init__(self, reason: str, text: str) -> None:
        super().__init__(text)
        self.reason = reason


class ConditionFailed(Exception):
    """A condition did not hold, and nothing was written. ``item`` is what there is, None if nothing."""

    def __init__(self, item: Item | None) -> None:
        super().__init__("the condition does not hold")
        self.item = item


class SharedTable:
    """DynamoDB's calls on one table. Every method raises TableUnavailable within its ``timeout_seconds``.

    Names in expressions are given as DynamoDB has them, ``names={"#l": "lease"}`` and ``values={":end": 1}``.
    Reads may take effect twice, and are sent again on a new connection if a kept one is silent. A write is,
    if the caller says that it is ``repeatable``; another write that needs a connection after half a second of
    idleness pays for a new one. No call is tried again after an answer.

    ``calls`` counts the requests that were started.
    """

    def __init__(self, name: str, client: AwsClient) -> None:
        self._name = name
        self._client = client
        self.calls = 0

    async def get(
        self, item: str, *, consistent: bool = False, timeout_seconds: float = CALL_SECONDS
    ) -> Item | None:
        """Return an item. Unless ``consistent``, it may be as it was a moment ago, for half the price."""
        request = {"Key": _key(item), "ConsistentRead": consistent}
        answer = await self._call("GetItem", request, timeout_seconds, repeatable=True)
        return _decoded(answer["Item"]) if "Item" in answer else None

    async def put(
        self,
        item: Mapping[str, Value],
        *,
        condition: str | None = None,
        names: Mapping[str, str] = _NAMES,
        values: Mapping[str, Value] = _VALUES,
        repeatable: bool = False,
        timeout_seconds: float = CALL_SECONDS,
    ) -> None:
        """Write ``item``, which has its key, in place of what was there. Raises ConditionFailed."""
        request = {"Item": encode_item(item), **_expressions(condition, names, values)}
        await self._call("PutItem", request, timeout_seconds, repeatable=repeatable)

    async def update(
        self,
        item: str,
        expression: str,
        *,
        condition: str | None = None,
        names: Mapping[str, str] = _NAMES,
        values: Mapping[str, Value] = _VALUES,
        repeatable: bool = False,
        timeout_seconds: float = CALL_SECONDS,
    ) -> Item:
        """Change an item, or create it; return the whole item as it is then. Raises ConditionFailed."""
        request = {
            "Key": _key(item),
            "UpdateExpression": expression,
            "ReturnValues": "ALL_NEW",
            **_expressions(condition, names, values),
        }
        answer = await self._call("UpdateItem", request, timeout_seconds, repeatable=repeatable)
        return _decoded(answer.get("Attributes"))

    async def delete(
        self,
        item: str,
        *,
        condition: str | None = None,
        names: Mapping[str, str] = _NAMES,
        values: Mapping[str, Value] = _VALUES,
        repeatable: bool = False,
        timeout_seconds: float = CALL_SECONDS,
    ) -> None:
        """Delete an item, if there is one. Raises ConditionFailed."""
        request = {"Key": _key(item), **_expressions(condition, names, values)}
        await self._call("DeleteItem", request, timeout_seconds, repeatable=repeatable)

    async def _call(
        self, operation: str, request: Mapping[str, Any], timeout_seconds: float, *, repeatable: bool
    ) -> dict[str, Any]:
        self.calls += 1
        try:
            return await self._client.call(
                operation,
                {"TableName": self._name, **request},
                timeout_seconds=timeout_seconds,
                repeatable=repeatable,
            )
        except AwsUnreachable as error:
            raise TableUnavailable("unreachable", str(error)) from error
        except AwsRefused as error:
            if error.code == "ConditionalCheckFailedException":
                current = error.answer.get("Item")
                raise ConditionFailed(_decoded(current) if current else None) from None
            raise TableUnavailable(error.code, str(error)) from error


def open_shared_table(name: str, endpoint: str | None, region: str, transport: AwsTransport) -> SharedTable:
    """Return the table ``name`` of ``region``, or of the server at ``endpoint``, without credentials."""
    client = AwsClient(
        "dynamodb",
        endpoint or f"https://dynamodb.{region}.amazonaws.com",
        region if endpoint is None else LOCAL_REGION,
        transport,
        credentials_for(endpoint, transport),
        target="DynamoDB_20120810",
    )
    return SharedTable(name, client)


def _key(item: str) -> dict[str, Any]:
    return {KEY: {"S": item}}


def _expressions(
    condition: str | None, names: Mapping[str, str], values: Mapping[str, Value]
) -> dict[str, Any]:
    """DynamoDB refuses empty maps of names and values."""
    fields: dict[str, Any] = {}
    if condition is not None:
        fields |= {"ConditionExpression": condition, "ReturnValuesOnConditionCheckFailure": "ALL_OLD"}
    if names:
        fields["ExpressionAttributeNames"] = dict(names)
    if values:
        fields["ExpressionAttributeValues"] = {name: encode_value(value) for name, value in values.items()}
    return fields


def _decoded(item: Any) -> Item:
    try:
        return decode_item(item)
    except ValueError as error:
        raise TableUnavailable("unreadable", f"the table's answer is not DynamoDB's: {error}") from error
