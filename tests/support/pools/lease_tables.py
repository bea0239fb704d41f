"""Lease stores on a DynamoDB table of moto, each with connections of its own."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from portal.connections.aws.dynamodb import SharedTable, open_shared_table
from tests.support.servers.aws import PatientAwsTransport


@asynccontextmanager
async def open_table(endpoint: str, name: str) -> AsyncIterator[SharedTable]:
    """Yield the table as one environment has it."""
    transport = PatientAwsTransport()
    try:
        yield open_shared_table(name, endpoint, "us-east-1", transport)
    finally:
        await transport.close()
