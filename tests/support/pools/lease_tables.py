"""A DynamoDB table on moto, and lease stores on it."""

from __future__ import annotations

import uuid
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import boto3

from portal.connections.aws.aiohttp_transport import AiohttpAwsTransport
from portal.connections.aws.dynamodb import SharedTable, open_shared_table

REGION = "us-east-1"


def create_shared_table(endpoint: str) -> str:
    """Create a table with the key and the time to live of ``SharedState``; return its name."""
    name = f"shared-{uuid.uuid4().hex[:8]}"
    client = boto3.client("dynamodb", REGION, endpoint_url=endpoint, **_CREDENTIALS)
    client.create_table(
        TableName=name,
        BillingMode="PAY_PER_REQUEST",
        KeySchema=[{"AttributeName": "item", "KeyType": "HASH"}],
        AttributeDefinitions=[{"AttributeName": "item", "AttributeType": "S"}],
    )
    client.update_time_to_live(
        TableName=name, TimeToLiveSpecification={"Enabled": True, "AttributeName": "expires_at"}
    )
    return name


@asynccontextmanager
async def open_table(endpoint: str, name: str) -> AsyncIterator[SharedTable]:
    """Yield the table over connections of its own, as one environment has them."""
    transport = AiohttpAwsTransport()
    try:
        yield open_shared_table(name, endpoint, REGION, transport)
    finally:
        await transport.close()


_CREDENTIALS = {"aws_access_key_id": "test", "aws_secret_access_key": "test"}
