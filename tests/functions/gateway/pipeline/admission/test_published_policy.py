"""What operators and owners change binds within 2.5 s in gateways that read the published policy."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from portal.policy.cache import BINDING_SECONDS
from tests.support.gateway.dialect_cases import CHAT, body_for, client_of
from tests.support.gateway.gateways import KEY_ID, ORGANIZATION, GatewayHarness, make_gateway
from tests.support.policy.published import PublishedPolicies
from tests.support.router.scripted import ScriptedRouter, saying


def revoke(policies: PublishedPolicies) -> None:
    policies.database.revoke(KEY_ID)


def suspend(policies: PublishedPolicies) -> None:
    policies.database.document["suspended_organizations"] = [ORGANIZATION]


def disable_the_model(policies: PublishedPolicies) -> None:
    policies.database.document["models"] = [{"alias": "oss-20b", "pool": "oss-20b", "state": "disabled"}]


def drain_the_pool(policies: PublishedPolicies) -> None:
    policies.database.document["pools"] = [{"name": "oss-20b", "state": "draining", "targets": []}]


def use_up_the_quota(policies: PublishedPolicies) -> None:
    policies.database.document["over_quota_allowances"] = [ORGANIZATION]


async def ask(gateway: GatewayHarness) -> int:
    async with client_of(gateway) as client:
        return (await client.post(CHAT, json=body_for(CHAT, model="oss-20b"))).status_code


@pytest.mark.parametrize("publishes", [True, False], ids=["control plane", "monitor"])
@pytest.mark.parametrize(
    ("change", "status"),
    [(revoke, 401), (suspend, 403), (disable_the_model, 503), (drain_the_pool, 503), (use_up_the_quota, 429)],
    ids=["revoke", "suspend", "disable", "drain", "quota"],
)
async def test_change_binds_in_every_gateway(
    change: Callable[[PublishedPolicies], None], status: int, publishes: bool
) -> None:
    policies = PublishedPolicies()
    await policies.publisher.publish_policy()
    router = ScriptedRouter(saying("Yes."))
    gateways = [make_gateway(router, policy=lambda _: policies.environment()) for _ in range(2)]
    for gateway in gateways:
        assert await ask(gateway) == 200
    policies.time.now += 0.9
    policies.database.document = dict(policies.database.document)
    change(policies)
    if publishes:
        await policies.publisher.publish_policy()
    policies.time.now += 0.9
    await policies.publisher.publish_policy()  # the monitor's
    policies.time.now += BINDING_SECONDS - 0.9
    for gateway in gateways:
        assert await ask(gateway) == status
