"""Alarms on the published policy."""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest

from functions.gateway.telemetry.metrics import SERVICE, RequestMetrics
from functions.gateway.telemetry.request_log import GatewayRequestLog
from portal.policy.cache import PolicyCache
from portal.policy.published.direct_reads import DirectReads
from portal.policy.published.publisher import BodySizes, PolicyPublisher
from portal.policy.published.source import PublishedPolicySource
from tests.support.cloudwatch.alarms import NAMESPACE
from tests.support.cloudwatch.metrics import History, Samples, read_metrics
from tests.support.cloudwatch.tested_alarms import makes_fault_of
from tests.support.gateway.dialect_cases import CHAT, body_for, client_of
from tests.support.gateway.gateways import make_gateway
from tests.support.policy.published import PublishedPolicies
from tests.support.router.scripted import ScriptedRouter, saying
from tests.template.alarms.conftest import Alarms


async def samples_of_a_minute(
    policies: PublishedPolicies, *, environments: int, is_published: Callable[[int], bool]
) -> Samples:
    """Return the samples of environments that each serve a request every four seconds."""
    lines: list[bytes] = []
    reads = DirectReads(NAMESPACE, SERVICE, write=lines.append)

    def environment() -> PolicyCache:
        source = PublishedPolicySource(
            policies.store, policies.database, reads=reads, wall=policies.time, clock=policies.time
        )
        return PolicyCache(source, clock=policies.time, wall=policies.time)

    log = GatewayRequestLog(lines.append, metrics=RequestMetrics(NAMESPACE, version=None))
    router = ScriptedRouter(saying("Yes."))
    gateways = [make_gateway(router, log=log, policy=lambda _: environment()) for _ in range(environments)]
    for second in range(0, 60, 4):
        if is_published(second):
            await policies.publisher.publish_policy()
        for gateway in gateways:
            async with client_of(gateway) as client:
                assert (await client.post(CHAT, json=body_for(CHAT))).status_code == 200
            await gateway.services.policy.settle()
        policies.time.now += 4
    return read_metrics(lines)


def state(alarms: Alarms, name: str, samples: Samples) -> str:
    history = History()
    history.during(range(15), samples)
    return alarms[name].state(history, 15)


@makes_fault_of("PolicyReadDirectly")
async def test_dead_publisher_is_noticed(alarms: Alarms) -> None:
    policies = PublishedPolicies()
    samples = await samples_of_a_minute(policies, environments=2, is_published=lambda _: False)
    assert state(alarms, "PolicyReadDirectly", samples) == "ALARM"


async def test_lost_table_is_noticed(alarms: Alarms) -> None:
    policies = PublishedPolicies()
    await policies.publisher.publish_policy()
    policies.store.is_lost = True
    samples = await samples_of_a_minute(policies, environments=2, is_published=lambda _: False)
    assert state(alarms, "PolicyReadDirectly", samples) == "ALARM"


@pytest.mark.parametrize("missed", [set(), {20}], ids=["never", "once"])
async def test_publication_that_is_missed_once_is_no_alarm(alarms: Alarms, missed: set[int]) -> None:
    policies = PublishedPolicies()
    samples = await samples_of_a_minute(
        policies, environments=2, is_published=lambda second: second not in missed
    )
    assert state(alarms, "PolicyReadDirectly", samples) == "OK"


@makes_fault_of("LargePolicyBody")
@pytest.mark.parametrize(("keys", "expected"), [(1_000, "OK"), (16_000, "ALARM"), (30_000, "ALARM")])
async def test_policy_that_is_almost_too_large_is_noticed(alarms: Alarms, keys: int, expected: str) -> None:
    lines: list[bytes] = []
    policies = PublishedPolicies()
    chance = random.Random(keys)
    policies.database.document["blocked_keys"] = [f"{chance.getrandbits(128):032x}" for _ in range(keys)]
    sizes = BodySizes(NAMESPACE, "pool-monitor", write=lines.append)
    await PolicyPublisher(policies.database, policies.store, sizes=sizes, wall=policies.time).publish_policy()
    assert state(alarms, "LargePolicyBody", read_metrics(lines)) == expected
