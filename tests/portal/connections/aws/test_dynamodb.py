"""The table's calls, on moto's server over both transports, and what becomes of AWS's errors."""

from __future__ import annotations

import asyncio
import json
import logging
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import boto3
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from local.queue.names import SHARED_TABLE
from local.queue.shared_table import create_shared_table
from portal.connections.aws.aiohttp_transport import AiohttpAwsTransport
from portal.connections.aws.client import AwsClient
from portal.connections.aws.credentials import FixedCredentials
from portal.connections.aws.dynamodb import (
    CALL_SECONDS,
    ConditionFailed,
    SharedTable,
    TableUnavailable,
    Value,
    open_shared_table,
)
from portal.connections.aws.signature import AwsCredentials
from tests.portal.connections.aws.conftest import OpenTransport
from tests.support.servers.asgi import serving
from tests.support.servers.connections import Connections, never_answer


@pytest.fixture(scope="module")
def table_name(aws_url: str) -> str:
    return create_shared_table(aws_url)


@pytest.fixture
def table(aws_url: str, table_name: str, open_transport: OpenTransport) -> SharedTable:
    """The region is one in which the server has no table: it is only AWS's."""
    return open_shared_table(table_name, aws_url, "eu-central-1", open_transport(aws_url))


async def test_item_is_read_as_it_was_written(table: SharedTable) -> None:
    item: dict[str, Value] = {
        "item": "policy/body/1",
        "body": bytes(range(256)),
        "sequence": 2**53 + 1,
        "share": 0.25,
        "writer": None,
        "free": [1, "zwei", True, {"deep": ["ö"]}],
        "leases": {},
    }
    await table.put(item)
    assert await table.get("policy/body/1") == item
    assert await table.get("policy/body/1", consistent=True) == item
    await table.delete("policy/body/1")
    assert await table.get("policy/body/1") is None
    assert table.calls == 5


async def test_boto3_reads_what_was_written(table: SharedTable, aws_url: str) -> None:
    item: dict[str, Value] = {"item": "typed", "t": "x", "n": 1.5, "b": b"\0", "yes": True}
    await table.put({**item, "l": [None], "m": {"k": 2}})
    client = boto3.client(
        "dynamodb",
        endpoint_url=aws_url,
        region_name="us-east-1",
        aws_access_key_id="test",
        aws_secret_access_key="test",
    )
    assert client.get_item(TableName=SHARED_TABLE, Key={"item": {"S": "typed"}})["Item"] == {
        "item": {"S": "typed"},
        "t": {"S": "x"},
        "n": {"N": "1.5"},
        "b": {"B": b"\0"},
        "yes": {"BOOL": True},
        "l": {"L": [{"NULL": True}]},
        "m": {"M": {"k": {"N": "2"}}},
    }
    client.close()


async def test_update_creates_and_returns_the_whole_item(table: SharedTable) -> None:
    await table.delete("counter")
    first = await table.update("counter", "SET #n = :one, kept = :one", names={"#n": "n"}, values={":one": 1})
    assert first == {"item": "counter", "n": 1, "kept": 1}
    second = await table.update("counter", "SET n = n + :one REMOVE kept", values={":one": 1})
    assert second == {"item": "counter", "n": 2}


async def test_failed_condition_shows_the_item_and_changes_nothing(table: SharedTable) -> None:
    await table.put({"item": "head", "writer": "a"})
    changes = {"condition": "#w = :me", "names": {"#w": "writer"}, "values": {":me": "b"}}
    for write in (
        table.put({"item": "head", "writer": "b"}, condition="writer = :me", values={":me": "b"}),
        table.delete("head", condition="writer = :me", values={":me": "b"}),
        table.update("head", "SET #w = :me", **changes),  # type: ignore[arg-type]
    ):
        with pytest.raises(ConditionFailed) as failure:
            await write
        assert failure.value.item == {"item": "head", "writer": "a"}
    assert await table.get("head", consistent=True) == {"item": "head", "writer": "a"}


async def test_failed_condition_on_nothing_has_no_item(table: SharedTable) -> None:
    with pytest.raises(ConditionFailed) as failure:
        await table.update("absent", "SET a = :x", condition="attribute_exists(a)", values={":x": 1})
    assert failure.value.item is None


async def test_of_concurrent_writers_one_wins(table: SharedTable) -> None:
    for race in ("race 1", "race 2", "race 3"):
        await table.delete(race)

        async def take(name: str, race: str = race) -> str | None:
            try:
                await table.update(
                    race,
                    "SET holder = :me",
                    condition="attribute_not_exists(holder)",
                    values={":me": name},
                    timeout_seconds=5,
                )
            except ConditionFailed:
                return None
            return name

        winners = [name for name in await asyncio.gather(*(take(f"w{n}") for n in range(12))) if name]
        assert len(winners) == 1
        assert await table.get(race, consistent=True) == {"item": race, "holder": winners[0]}


async def test_refused_expression_is_unavailable_by_its_name(table: SharedTable) -> None:
    await table.delete("nothing")
    with pytest.raises(TableUnavailable) as failure:
        await table.update("nothing", "SET free[0] = :x", values={":x": 1})
    assert failure.value.reason == "ValidationException"


async def test_missing_table_is_unavailable(aws_url: str, open_transport: OpenTransport) -> None:
    table = open_shared_table("another", aws_url, "us-east-1", open_transport(aws_url))
    with pytest.raises(TableUnavailable) as failure:
        await table.get("policy")
    assert failure.value.reason == "ResourceNotFoundException"


@asynccontextmanager
async def table_answering(
    status: int, body: bytes, credentials: AwsCredentials | None = None
) -> AsyncIterator[SharedTable]:
    async def answer(_: Request) -> Response:
        return Response(body, status)

    async with serving(Starlette(routes=[Route("/", answer, methods=["POST"])])) as url:
        transport = AiohttpAwsTransport()
        if credentials is None:
            yield open_shared_table("shared", url, "us-east-1", transport)
        else:
            client = AwsClient(
                "dynamodb",
                url,
                "us-east-1",
                transport,
                FixedCredentials(credentials),
                target="DynamoDB_20120810",
            )
            yield SharedTable("shared", client)
        await transport.close()


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (400, "com.amazonaws.dynamodb.v20120810#ProvisionedThroughputExceededException"),
        (400, "com.amazon.coral.availability#ThrottlingException"),
        (400, "com.amazonaws.dynamodb.v20120810#RequestLimitExceeded"),
        (400, "com.amazon.coral.service#ExpiredTokenException"),
        (400, "com.amazon.coral.service#AccessDeniedException"),
        (400, "com.amazon.coral.service#UnrecognizedClientException"),
        (500, "com.amazonaws.dynamodb.v20120810#InternalServerError"),
    ],
)
async def test_error_of_aws_is_a_reason(status: int, kind: str) -> None:
    body = json.dumps({"__type": kind, "message": "No."}).encode()
    async with table_answering(status, body) as table:
        with pytest.raises(TableUnavailable) as failure:
            await table.get("policy")
    assert failure.value.reason == kind.rpartition("#")[2]
    assert str(failure.value) == f"{failure.value.reason}: No."


@pytest.mark.parametrize(
    ("status", "body", "reason"),
    [
        (200, b"<html>Sign in to this network</html>", "HTTP 200"),
        (200, b"[]", "HTTP 200"),
        (200, b"", "HTTP 200"),
        (200, b'{"Item": {"n": {"N": "many"}}}', "unreadable"),
        (200, b'{"Item": 1}', "unreadable"),
        (503, b"Service Unavailable", "HTTP 503"),
        (400, b'{"__type": 7}', "HTTP 400"),
        (307, b"{}", "HTTP 307"),
    ],
)
async def test_answer_that_is_not_dynamodbs_is_unavailable(status: int, body: bytes, reason: str) -> None:
    async with table_answering(status, body) as table:
        with pytest.raises(TableUnavailable) as failure:
            await table.get("policy")
    assert failure.value.reason == reason


async def test_update_without_attributes_is_unavailable() -> None:
    async with table_answering(200, b"{}") as table:
        with pytest.raises(TableUnavailable):
            await table.update("policy", "SET a = :a", values={":a": 1})


async def test_secrets_are_in_no_error_and_no_log(caplog: pytest.LogCaptureFixture) -> None:
    """AWS quotes the whole request, session token included, when a signature does not match."""
    caplog.set_level(logging.DEBUG)
    credentials = AwsCredentials("AKID", "the-secret-key", "the-session-token")
    quoted = {
        "__type": "com.amazon.coral.service#InvalidSignatureException",
        "message": "No match. The Canonical String should have been\nx-amz-security-token:the-session-token",
    }
    async with table_answering(400, json.dumps(quoted).encode(), credentials) as table:
        with pytest.raises(TableUnavailable) as failure:
            await table.get("policy")
    shown = f"{failure.value!r} {failure.value} {caplog.text}"
    assert failure.value.reason == "InvalidSignatureException"
    assert "the-secret-key" not in shown
    assert "the-session-token" not in shown


async def test_silent_table_is_given_up_in_half_a_second(open_transport: OpenTransport) -> None:
    async with Connections(never_answer) as silent:
        url = f"http://{silent.address}"
        table = open_shared_table("shared", url, "us-east-1", open_transport(url))
        started = time.monotonic()
        with pytest.raises(TableUnavailable) as failure:
            await table.get("policy")
        assert CALL_SECONDS * 0.9 < time.monotonic() - started < CALL_SECONDS + 0.5
    assert failure.value.reason == "unreachable"


async def test_table_of_aws_needs_credentials_and_says_so() -> None:
    """The environment of the tests has none: nothing is sent."""
    transport = AiohttpAwsTransport()
    client_table = open_shared_table("shared", None, "eu-central-1", transport)
    with pytest.raises(TableUnavailable):
        await client_table.get("policy")
    await transport.close()
