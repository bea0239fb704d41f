"""The state's stores behave alike: in memory, and in the shared table served by moto."""

from __future__ import annotations

import time
import uuid
from collections.abc import AsyncIterator, Iterator

import pytest

from functions.pool_monitor.state import NotTheWriter, StateStore
from functions.pool_monitor.state.memory import MemoryStateStore
from functions.pool_monitor.state.table import ITEM, TableStateStore
from local.queue.shared_table import create_shared_table
from portal.connections.aws.dynamodb import SharedTable, TableUnavailable, open_shared_table
from tests.support.servers.aws import PatientAwsTransport, aws_server
from tests.support.servers.ports import free_port


@pytest.fixture(scope="module")
def aws_url() -> Iterator[str]:
    with aws_server() as url:
        yield url


@pytest.fixture
async def table(aws_url: str) -> AsyncIterator[SharedTable]:
    transport = PatientAwsTransport()
    name = create_shared_table(aws_url, f"shared-{uuid.uuid4()}")
    yield open_shared_table(name, aws_url, "us-east-1", transport)
    await transport.close()


@pytest.fixture(params=["memory", "table"])
def store(request: pytest.FixtureRequest) -> StateStore:
    if request.param == "memory":
        return MemoryStateStore()
    return TableStateStore(request.getfixturevalue("table"), time.time)


async def test_nothing_is_there_at_first(store: StateStore) -> None:
    assert await store.load() is None


async def test_what_was_saved_last_is_loaded(store: StateStore) -> None:
    await store.claim("one", b"\x00first")
    await store.save("one", b"second")
    assert await store.load() == b"second"


async def test_writer_that_was_replaced_saves_nothing(store: StateStore) -> None:
    await store.claim("one", b"of one")
    await store.claim("two", b"of two")
    with pytest.raises(NotTheWriter):
        await store.save("one", b"late")
    assert await store.load() == b"of two"


async def test_nobody_saves_before_a_claim(store: StateStore) -> None:
    with pytest.raises(NotTheWriter):
        await store.save("one", b"state")


async def test_item_expires_and_another_kind_of_item_is_no_state(table: SharedTable) -> None:
    store = TableStateStore(table, lambda: 1000.5)
    await store.claim("one", b"state")
    item = await table.get(ITEM)
    assert item is not None
    assert item["expires_at"] == 1901
    await table.put({"item": ITEM, "state": "text"})
    assert await store.load() is None


async def test_table_that_is_away_is_an_os_error() -> None:
    transport = PatientAwsTransport()
    url = f"http://127.0.0.1:{free_port()}"
    store = TableStateStore(open_shared_table("t", url, "us-east-1", transport), time.time)
    for call in (store.load, lambda: store.claim("one", b""), lambda: store.save("one", b"")):
        with pytest.raises(TableUnavailable):
            await call()
    await transport.close()
