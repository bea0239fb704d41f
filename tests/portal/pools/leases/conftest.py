"""Both lease stores, each with a group that no other test has."""

from __future__ import annotations

import uuid
from collections.abc import AsyncIterator, Iterator

import pytest

from local.queue.shared_table import create_shared_table
from portal.pools.leases import LeaseStore
from portal.pools.leases.dynamodb import DynamoLeaseStore
from portal.pools.leases.memory import MemoryLeaseStore
from tests.support.pools.lease_tables import open_table
from tests.support.servers.aws import aws_server


@pytest.fixture(scope="module")
def lease_table() -> Iterator[tuple[str, str]]:
    """Yield the address of moto and the name of a table."""
    with aws_server() as endpoint:
        yield endpoint, create_shared_table(endpoint)


@pytest.fixture(params=["memory", "dynamodb"])
async def store(request: pytest.FixtureRequest) -> AsyncIterator[LeaseStore]:
    if request.param == "memory":
        yield MemoryLeaseStore()
        return
    endpoint, name = request.getfixturevalue("lease_table")
    async with open_table(endpoint, name) as table:
        yield DynamoLeaseStore(table, timeout_seconds=9.0)


@pytest.fixture
def group() -> str:
    return uuid.uuid4().hex[:8]
