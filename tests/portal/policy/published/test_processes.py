"""Revocations and suspensions bind in time in several processes under load, with one published policy."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from typing import Any

import pytest

from local.queue.names import SHARED_TABLE
from local.queue.shared_table import create_shared_table
from portal.connections.aws.aiohttp_transport import AiohttpAwsTransport
from portal.connections.aws.dynamodb import open_shared_table
from portal.database import connect
from portal.limits import Limit
from portal.policy.cache import BINDING_SECONDS
from portal.policy.published.dynamodb import DynamoDbPublishedPolicyStore
from portal.policy.published.publisher import PolicyPublisher
from portal.policy.supabase import SupabasePolicySource
from tests.support.keys.fleet import GatewayFleet, fleet
from tests.support.keys.unkey_service import IssuedUnkeyKey, unkey_service
from tests.support.servers.aws import aws_server

GATEWAYS = 2
AMPLE = (Limit("requests per minute", "key", 1_000_000, 60),)


@asynccontextmanager
async def in_background(work: Coroutine[Any, Any, None]) -> AsyncIterator[None]:
    task = asyncio.create_task(work)
    try:
        yield
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


async def every_second(publish: Callable[[], Coroutine[Any, Any, bool]]) -> None:
    """What the pool monitor does."""
    while True:
        await asyncio.gather(publish(), asyncio.sleep(1.0), return_exceptions=True)


async def seconds_until_refused(gateways: GatewayFleet, gateway: int, key: IssuedUnkeyKey) -> float:
    """Ask until the key is refused; return when the last request was sent that was not."""
    admitted_at = started_at = time.monotonic()
    while time.monotonic() - started_at < 10:
        sent_at = time.monotonic()
        if await gateways.ask(gateway, key.secret) != 200:
            return admitted_at - started_at
        admitted_at = sent_at
        await asyncio.sleep(0.02)
    pytest.fail("the key is still admitted")


@pytest.mark.parametrize("publishes_at_once", [True, False], ids=["control plane", "monitor alone"])
async def test_changes_bind_in_time_and_the_database_is_read_by_the_publisher_alone(
    publishes_at_once: bool, record_property: Callable[[str, object], None]
) -> None:
    with aws_server() as table_url:
        create_shared_table(table_url)
        async with (
            unkey_service(nodes=4) as service,
            fleet(service.url, GATEWAYS, table_url=table_url) as gateways,
        ):
            transport = AiohttpAwsTransport()
            table = open_shared_table(SHARED_TABLE, table_url, "us-east-1", transport)
            database = connect(gateways.policy_url, "sb_publishable_probe")
            publisher = PolicyPublisher(SupabasePolicySource(database), DynamoDbPublishedPolicyStore(table))
            await publisher.publish_policy()
            async with in_background(every_second(publisher.publish_policy)):
                revoked, suspended = [await service.issue(limits=AMPLE) for _ in range(2)]
                for gateway in range(GATEWAYS):
                    for key in (revoked, suspended):
                        assert await gateways.ask(gateway, key.secret) == 200
                await asyncio.sleep(1.3)
                fetches, started_at = gateways.policy.fetches, time.monotonic()
                gateways.policy.revoked.append(revoked.key_id)
                gateways.policy.suspended.append(suspended.organization_id)
                if publishes_at_once:
                    await publisher.publish_policy()
                lags = await asyncio.gather(
                    *(
                        seconds_until_refused(gateways, gateway, key)
                        for gateway in range(GATEWAYS)
                        for key in (revoked, suspended)
                    )
                )
                seconds = time.monotonic() - started_at
            await database.aclose()
            await transport.close()
    record_property("last admitted after", max(lags))
    print(f"last admitted {max(lags):.2f} s after the change was written")
    assert max(lags) <= BINDING_SECONDS
    assert gateways.policy.fetches - fetches <= seconds + 2, "one read a second, and the control plane's"
