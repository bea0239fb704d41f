"""``GET /health``: what customers, monitors and load balancers are told."""

from __future__ import annotations

from datetime import UTC, datetime

import httpx
import pytest

from portal.errors import DatabaseUnavailable, PolicyUnavailable
from portal.policy import FetchedPolicy, ModelPolicy, PolicySnapshot, PoolPolicy, PoolState, TargetPolicy
from portal.policy.cache import PolicyCache
from portal.pool_health import PoolHealth, PoolServingState, PublishedHealth, TargetHealth
from portal.pool_health.history import ServingHistory, ServingWindow
from portal.pool_health.history.memory import MemoryServingHistory
from tests.support.gateway.gateways import FixedPolicySource, GatewayHarness, make_gateway, pool_router
from tests.support.router.scripted import ScriptedRouter, saying

URLS = ("http://router-1.internal:5010", "http://router-2.internal:5010")
MODELS = ("oss-20b", "gemma-4-26b")
ON_ROUTER = [
    [
        target.id
        for model in MODELS
        for target in pool_router(*MODELS, urls=URLS).targets(model)
        if target.url == url
    ]
    for url in URLS
]
"""The ids of the targets of each router."""
ALL = [*ON_ROUTER[0], *ON_ROUTER[1]]
NOTHING = {"uptime": None, "ttft_p50_ms": None, "ttft_p95_ms": None}


def snapshot(
    *,
    disabled: tuple[str, ...] = (),
    pools: dict[str, PoolState] | None = None,
    targets: dict[str, PoolState] | None = None,
    measured: dict[str, PoolServingState] | None = None,
    health: dict[str, TargetHealth] | None = None,
) -> PolicySnapshot:
    policies = {each: TargetPolicy(state) for each, state in (targets or {}).items()}
    states = {"oss-20b": "active", "gemma-4-26b": "active", **(pools or {})}
    return PolicySnapshot(
        models={
            alias: ModelPolicy(alias, alias, "disabled" if alias in disabled else "active")
            for alias in MODELS
        },
        pools={name: PoolPolicy(name, state, policies) for name, state in states.items()},
        health=PublishedHealth(
            datetime.now(UTC),
            health or {},
            {alias: PoolHealth(state) for alias, state in (measured or {}).items()},
        ),
    )


def gateway(
    policy: PolicySnapshot | None = None, history: MemoryServingHistory | None = None
) -> GatewayHarness:
    return make_gateway(ScriptedRouter(saying("Hello.")), urls=URLS, snapshot=policy, history=history)


async def health(gateway: GatewayHarness) -> httpx.Response:
    async with httpx.AsyncClient(
        transport=httpx.ASGITransport(gateway.app), base_url="http://gateway"
    ) as client:
        return await client.get("/health")


def statuses(response: httpx.Response) -> dict[str, str]:
    return {each["id"]: each["status"] for each in response.json()["model_status"]}


async def test_health_shows_aliases_and_their_status() -> None:
    answer = await health(gateway())
    assert answer.status_code == 200
    assert answer.json()["status"] == "ok"
    assert answer.json()["models"] == ["oss-20b", "gemma-4-26b"]
    assert statuses(answer) == {"oss-20b": "operational", "gemma-4-26b": "operational"}


async def test_health_shows_what_each_model_can_do() -> None:
    pools = pool_router(*MODELS, on_v4=["gemma-4-26b"])
    answer = await health(make_gateway(ScriptedRouter(saying("Hello.")), pools=pools))
    capabilities = {each["id"]: each["capabilities"] for each in answer.json()["model_status"]}
    assert capabilities == {"oss-20b": [], "gemma-4-26b": ["json", "tools"]}


async def test_health_shows_no_internals() -> None:
    reason = TargetHealth("down", 0.0, "connection refused by router-1.internal", datetime.now(UTC))
    measured = snapshot(
        measured={"oss-20b": "degraded"},
        health=dict.fromkeys(ON_ROUTER[0], reason),
        targets=dict.fromkeys(ON_ROUTER[1], "draining"),
    )
    answer = await health(gateway(measured))
    internals = ("internal", "5010", "tgt_", "rtr_", "session", "refused")
    assert [word for word in internals if word in answer.text] == []


@pytest.mark.parametrize(
    ("measured", "status", "code"),
    [
        (("operational", "operational"), "ok", 200),
        (("degraded", "operational"), "degraded", 200),
        (("unavailable", "operational"), "degraded", 200),
        (("degraded", "degraded"), "degraded", 200),
        (("unavailable", "degraded"), "degraded", 200),
        (("unavailable", "unavailable"), "unavailable", 503),
    ],
)
async def test_service_is_unavailable_only_if_no_model_serves(
    measured: tuple[PoolServingState, PoolServingState], status: str, code: int
) -> None:
    answer = await health(gateway(snapshot(measured=dict(zip(MODELS, measured, strict=True)))))
    assert (answer.json()["status"], answer.status_code) == (status, code)
    assert tuple(statuses(answer).values()) == measured


async def test_every_router_dead_is_not_ok() -> None:
    down = dict.fromkeys(ALL, TargetHealth("down", 0.0))
    answer = await health(gateway(snapshot(health=down)))
    assert (answer.status_code, answer.json()["status"]) == (503, "unavailable")
    assert answer.json()["models"] == list(MODELS)


async def test_disabled_model_does_not_degrade_the_service() -> None:
    answer = await health(gateway(snapshot(disabled=("oss-20b",))))
    assert (answer.status_code, answer.json()["status"]) == (200, "ok")
    assert answer.json()["models"] == ["gemma-4-26b"]
    assert statuses(answer)["oss-20b"] == "unavailable"


async def test_drained_pools_and_targets_are_told() -> None:
    part = await health(
        gateway(snapshot(pools={"oss-20b": "draining"}, targets=dict.fromkeys(ON_ROUTER[0], "draining")))
    )
    assert statuses(part) == {"oss-20b": "unavailable", "gemma-4-26b": "degraded"}
    whole = await health(gateway(snapshot(targets=dict.fromkeys(ALL, "disabled"))))
    assert whole.status_code == 503


async def test_model_without_measurements_has_no_uptime() -> None:
    source = MemoryServingHistory({"oss-20b": ServingHistory(ServingWindow(0.998, 310.0, 920.5))})
    answer = await health(gateway(history=source))
    first, second = answer.json()["model_status"]
    assert first["last_30_minutes"] == {"uptime": 0.998, "ttft_p50_ms": 310.0, "ttft_p95_ms": 920.5}
    assert first["last_24_hours"] == first["last_30_days"] == NOTHING
    assert second["last_30_minutes"] == NOTHING


async def test_history_that_cannot_be_read_leaves_the_status() -> None:
    source = MemoryServingHistory()
    source.failure = DatabaseUnavailable("down")
    answer = await health(gateway(snapshot(measured={"oss-20b": "degraded"}), history=source))
    assert (answer.status_code, answer.json()["status"]) == (200, "degraded")


async def test_many_callers_read_the_history_once() -> None:
    source = MemoryServingHistory()
    harness = gateway(history=source)
    for _ in range(5):
        await health(harness)
    assert source.fetches == 1


async def test_without_a_policy_every_model_is_unavailable() -> None:
    class NoPolicy(FixedPolicySource):
        async def fetch(self) -> FetchedPolicy:
            raise PolicyUnavailable("down")

    answer = await health(
        make_gateway(ScriptedRouter(saying("Hello.")), policy=lambda _: PolicyCache(NoPolicy()))
    )
    assert (answer.status_code, answer.json()["status"]) == (503, "unavailable")
    assert set(statuses(answer).values()) == {"unavailable"}
