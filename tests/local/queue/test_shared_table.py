"""The local server has the shared table, empty at each start, and passes its calls on untouched."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator
from contextlib import closing
from pathlib import Path

import pytest

from local.queue.journal import QueueJournal
from local.queue.names import SHARED_TABLE
from local.queue.server import serve
from portal.connections.aws.dynamodb import SharedTable, Value, open_shared_table
from tests.support.servers.aws import PatientAwsTransport


@pytest.fixture
async def table(tmp_path: Path) -> AsyncIterator[SharedTable]:
    with closing(QueueJournal(tmp_path / "queue.jsonl")) as journal:
        server = serve(0, journal)
        transport = PatientAwsTransport()
        yield open_shared_table(SHARED_TABLE, f"http://127.0.0.1:{server.port}", "eu-west-1", transport)
        await transport.close()
        server.shutdown()
        server.server_close()


async def test_table_is_there_and_stores_what_it_is_given(table: SharedTable, tmp_path: Path) -> None:
    item: dict[str, Value] = {"item": "policy/body/1", "body": b"\x1f\x8b" * 100_000}
    assert await table.get("policy/body/1") is None
    await table.put(item)
    assert await table.get("policy/body/1", consistent=True) == item
    assert (tmp_path / "queue.jsonl").read_bytes() == b"", "the journal is the queue's"


async def test_call_of_the_table_is_fast_enough_for_the_gateway(table: SharedTable) -> None:
    await table.put({"item": "policy", "policy_sequence": 1})
    seconds = []
    for _ in range(20):
        started = time.monotonic()
        await table.get("policy")
        seconds.append(time.monotonic() - started)
    assert sorted(seconds)[len(seconds) // 2] < 0.1
