"""An ingest that was frozen records every batch, whatever happened to its connections meanwhile."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
import pytest_asyncio

from portal.database import connect
from portal.usage.messages import encode, pack
from portal.web.ids import new_request_id
from tests.support.artifacts.functions import HANDLERS
from tests.support.database.supabase import Person
from tests.support.freezing.faulty_proxy import Fault
from tests.support.freezing.plain_function import PlainFunction
from tests.support.freezing.stack import FreezableStack
from tests.support.usage.events import admitted, settled

pytestmark = [pytest.mark.asyncio(loop_scope="package"), pytest.mark.timeout(600)]

FUNCTION = "UsageIngestFunction"
MAX_SECONDS = 2.0
"""Nobody waits for an ingest: a bound that tells a new connection from a timeout of 5 s."""


@pytest_asyncio.fixture(scope="package", loop_scope="package")
async def ingest(stack: FreezableStack) -> AsyncIterator[PlainFunction]:
    variables = {**stack.deployed.variables(FUNCTION), **stack.variables()}
    async with PlainFunction(stack.deployed.artifacts, FUNCTION, HANDLERS[FUNCTION], variables) as ingest:
        yield ingest


@pytest_asyncio.fixture(scope="package", loop_scope="package")
async def key_id(stack: FreezableStack, owner: Person, key: str) -> str:
    project = stack.deployed.supabase
    database = connect(project.url, project.secret_key, call_seconds=30)
    keys = database.table("api_keys").select("id").eq("organization_id", owner.organization_id)
    rows: list[Any] = list((await keys.execute()).data)
    await database.aclose()
    return str(rows[0]["id"])


@pytest.mark.parametrize("frozen_seconds", [3.0, 45.0], ids=["young", "old"])
@pytest.mark.parametrize("fault", Fault)
async def test_no_batch_returns_to_the_queue(
    stack: FreezableStack,
    ingest: PlainFunction,
    owner: Person,
    key_id: str,
    fault: Fault,
    frozen_seconds: float,
) -> None:
    assert await ingest.invoke(batch(owner, key_id)) == {"batchItemFailures": []}, ingest.lines
    async with stack.frozen(ingest.pid, frozen_seconds):
        assert await stack.peers.supabase.break_open(fault) > 0
    started = time.monotonic()
    assert await ingest.invoke(batch(owner, key_id)) == {"batchItemFailures": []}
    assert time.monotonic() - started < MAX_SECONDS


async def test_living_connection_is_used_again(
    stack: FreezableStack, ingest: PlainFunction, owner: Person, key_id: str
) -> None:
    await ingest.invoke(batch(owner, key_id))
    before = stack.peers.supabase.accepted
    async with stack.frozen(ingest.pid, 3.0):
        pass
    assert await ingest.invoke(batch(owner, key_id)) == {"batchItemFailures": []}
    assert stack.peers.supabase.accepted == before


async def test_every_event_of_a_batch_is_recorded_once(
    stack: FreezableStack, ingest: PlainFunction, owner: Person, key_id: str
) -> None:
    """The batch is sent twice by the ingest, and delivered twice by the queue."""
    await ingest.invoke(batch(owner, key_id))
    event = batch(owner, key_id, messages=3)
    async with stack.frozen(ingest.pid, 3.0):
        assert await stack.peers.supabase.break_open(Fault.SILENT) > 0
    for _ in range(2):
        assert await ingest.invoke(event) == {"batchItemFailures": []}
    project = stack.deployed.supabase
    database = connect(project.url, project.secret_key, call_seconds=30)
    ids = [record["messageId"] for record in event["Records"]]
    query = database.table("usage_events").select("request_id,outcome").in_("request_id", ids)
    rows: list[Any] = list((await query.execute()).data)
    await database.aclose()
    assert sorted(row["request_id"] for row in rows) == sorted(ids)
    assert {row["outcome"] for row in rows} == {"ok"}


def batch(owner: Person, key_id: str, *, messages: int = 1) -> dict[str, Any]:
    """Return an SQS event of messages with one request each, whose id is the message's."""
    return {"Records": [record(owner, key_id) for _ in range(messages)]}


def record(owner: Person, key_id: str) -> dict[str, Any]:
    request_id = new_request_id()
    now, organization_id = datetime.now(UTC), owner.organization_id
    begin = admitted(request_id, key_id=key_id, organization_id=organization_id)
    end = settled(request_id, key_id=key_id, organization_id=organization_id)
    events = (replace(begin, admitted_at=now), replace(end, admitted_at=now, settled_at=now))
    (message,) = pack(encode(event) for event in events)
    return {
        "messageId": request_id,
        "body": message.body.decode(),
        "attributes": {"SentTimestamp": str(round(1000 * now.timestamp()))},
        "eventSource": "aws:sqs",
    }
