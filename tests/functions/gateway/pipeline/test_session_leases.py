"""The gateway leases sessions: beside the verification of a known key, and never longer than the request."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any

import httpx
import orjson
import pytest

from functions.gateway.api import create_app
from functions.gateway.auth.throttled_verifier import ThrottledVerifier
from functions.gateway.pipeline.request_bounds import RequestBounds
from portal.errors import KeyServiceUnavailable, RouterUnreachable
from portal.idempotency.memory import MemoryIdempotencyStore
from portal.keys import KeyVerifier, Principal
from portal.keys.local import LocalKeyVerifier
from portal.keys.lookup import KeyLookup
from portal.keys.presented_key import PresentedKey
from portal.keys.secret import KeyHasher, is_well_formed
from portal.limits import Limit
from portal.policy import ModelPolicy, PlanPolicy, PolicySnapshot, PoolPolicy, TargetPolicy
from portal.policy.cache import PolicyCache
from portal.pools import Pool, PoolMap, SessionLimits, Target
from portal.pools.leases.memory import MemoryLeaseStore
from portal.pools.leases.session_leases import SessionLeases
from portal.pools.routing import PoolRouter
from portal.router import RouterClient
from portal.web.lifetime import AFTER_RESPONSE
from tests.support.gateway.asgi_client import AsgiClient
from tests.support.gateway.dialect_cases import CHAT, MESSAGES, ROUTES, body_for, client_of
from tests.support.gateway.gateways import (
    PEPPER,
    FixedPolicySource,
    GatewayHarness,
    MemoryKeyRecords,
    RecordedUsage,
    key_record,
    make_services,
)
from tests.support.router.scripted import ScriptedRouter, failing, saying, silent

MODEL = "oss-20b"
SNAPSHOT = PolicySnapshot(
    models={
        MODEL: ModelPolicy(MODEL, MODEL, family="gpt-oss", context_tokens=1000),
        "gemma-4-26b": ModelPolicy("gemma-4-26b", "gemma-4-26b"),
    },
    plans={"pro": PlanPolicy(), "free": PlanPolicy(models=frozenset({"gemma-4-26b"}))},
)


class _GatedVerifier:
    """Waits for ``gate`` in each verification, and raises ``error`` if there is one."""

    def __init__(self, verifier: KeyVerifier) -> None:
        self._verifier = verifier
        self.gate: Callable[[], Awaitable[None]] | None = None
        self.error: Exception | None = None

    async def verify(self, presented_key: PresentedKey, *, model: str | None) -> Principal:
        if self.gate is not None:
            await self.gate()
        if self.error is not None:
            raise self.error
        return await self._verifier.verify(presented_key, model=model)


class LeasingGateway:
    """A gateway of one session with a limit of 1, on ``router``. ``states`` are the group's, newest last."""

    def __init__(
        self,
        router: RouterClient,
        *,
        limit: int | None = 1,
        wait_seconds: float = 0.0,
        bounds: RequestBounds | None = None,
        limits: tuple[Limit, ...] | None = None,
    ) -> None:
        self.store = MemoryLeaseStore(before=self._before_call)
        self.call: Callable[[], Awaitable[None]] | None = None
        target = Target("http://router.internal", 7, "router-key", MODEL)
        self.target = target
        other = Target("http://router.internal", 8, "router-key", "gemma-4-26b")
        pools = PoolMap(
            {MODEL: Pool(MODEL, (target,)), "gemma-4-26b": Pool("gemma-4-26b", (other,))},
            MODEL,
            SessionLimits(by_session={} if limit is None else {7: limit}),
        )
        records, policy, usage = MemoryKeyRecords(), FixedPolicySource(SNAPSHOT), RecordedUsage()
        self.verifier = _GatedVerifier(LocalKeyVerifier(KeyLookup(records, KeyHasher(PEPPER))))
        responses = MemoryIdempotencyStore({})
        self.leases = SessionLeases(pools, self.store)
        services = make_services(
            ThrottledVerifier(self.verifier, is_possible=is_well_formed),
            PolicyCache(policy),
            PoolRouter(pools, leases=self.leases, wait_seconds=wait_seconds),
            router,
            usage,
            idempotency=responses,
            bounds=bounds,
        )
        key = records.add(key_record(**({} if limits is None else {"limits": limits})))
        self.harness = GatewayHarness(create_app(services), key, usage, policy, records, services, responses)

    async def _before_call(self, _: str) -> None:
        if self.call is not None:
            await self.call()

    @property
    def free(self) -> list[str]:
        return list(self.store.groups[MODEL].free)

    async def ask(
        self, route: str = CHAT, headers: dict[str, str] | None = None, **body: Any
    ) -> httpx.Response:
        async with client_of(self.harness) as client:
            answer = await client.post(route, json=body_for(route, **body), headers=headers or {})
        await self.harness.services.settle()
        return answer

    async def became_known(self) -> int:
        """Let the key be verified, and return how many calls of the store that took."""
        assert (await self.ask()).status_code == 200
        assert self.free == ["7"]
        return sum(self.store.calls.values())


@pytest.mark.parametrize("stream", [False, True])
@pytest.mark.parametrize("route", ROUTES)
async def test_request_holds_one_lease_until_its_answer_ends(route: str, *, stream: bool) -> None:
    held: list[int] = []
    gateway: LeasingGateway

    async def script(target: Target, call: Any) -> Any:
        held.append(len(gateway.store.groups[MODEL].lease_session))
        async for chunks in saying("Because.")(target, call):
            yield chunks

    gateway = LeasingGateway(ScriptedRouter(script))
    for _ in range(3):
        assert (await gateway.ask(route, stream=stream)).status_code == 200
    assert held == [1, 1, 1]
    assert gateway.free == ["7"]
    assert gateway.store.calls == {"acquire": 4, "create": 1, "release": 3}


async def test_pool_without_a_limit_makes_no_call() -> None:
    gateway = LeasingGateway(ScriptedRouter(saying("Yes.")), limit=None)
    for _ in range(3):
        assert (await gateway.ask()).status_code == 200
    assert gateway.store.calls == {}


async def test_known_key_acquires_beside_its_verification_and_an_unknown_one_after() -> None:
    gateway = LeasingGateway(ScriptedRouter(saying("Yes.")))
    during: list[int] = []

    async def gate() -> None:
        await asyncio.sleep(0.01)
        during.append(sum(gateway.store.calls.values()))

    gateway.verifier.gate = gate
    before = await gateway.became_known()
    assert during == [0]
    assert (await gateway.ask()).status_code == 200
    assert during == [0, before + 1]
    assert sum(gateway.store.calls.values()) == before + 2


async def refuse_by_key_service(gateway: LeasingGateway) -> httpx.Response:
    gateway.verifier.error = KeyServiceUnavailable("down")
    return await gateway.ask()


async def refuse_revoked_key(gateway: LeasingGateway) -> httpx.Response:
    async def revoke() -> None:
        snapshot = replace(SNAPSHOT, blocked_keys=frozenset({key_record().key_id}))
        await gateway.harness.publish(snapshot)

    gateway.verifier.gate = revoke
    return await gateway.ask()


async def refuse_suspended(gateway: LeasingGateway) -> httpx.Response:
    async def suspend() -> None:
        organization = key_record().organization_id
        await gateway.harness.publish(replace(SNAPSHOT, suspended_organizations=frozenset({organization})))

    gateway.verifier.gate = suspend
    return await gateway.ask()


async def refuse_over_quota(gateway: LeasingGateway) -> httpx.Response:
    async def use_up() -> None:
        allowance = key_record().allowance_id
        await gateway.harness.publish(replace(SNAPSHOT, over_quota_allowances=frozenset({allowance})))

    gateway.verifier.gate = use_up
    return await gateway.ask()


async def refuse_disabled_pool(gateway: LeasingGateway) -> httpx.Response:
    async def disable() -> None:
        await gateway.harness.publish(replace(SNAPSHOT, pools={MODEL: PoolPolicy(MODEL, "disabled")}))

    gateway.verifier.gate = disable
    return await gateway.ask()


async def refuse_drained_target(gateway: LeasingGateway) -> httpx.Response:
    async def drain() -> None:
        targets = {gateway.target.id: TargetPolicy("draining")}
        await gateway.harness.publish(replace(SNAPSHOT, pools={MODEL: PoolPolicy(MODEL, targets=targets)}))

    gateway.verifier.gate = drain
    return await gateway.ask()


async def refuse_malformed_claim(gateway: LeasingGateway) -> httpx.Response:
    return await gateway.ask(headers={"idempotency-key": "x" * 300})


async def fail_at_router(gateway: LeasingGateway) -> httpx.Response:
    return await gateway.ask(user="fails")


@pytest.mark.parametrize(
    ("refuse", "status"),
    [
        (refuse_by_key_service, 503),
        (refuse_revoked_key, 401),
        (refuse_suspended, 403),
        (refuse_over_quota, 429),
        (refuse_disabled_pool, 503),
        (refuse_drained_target, 503),
        (refuse_malformed_claim, 400),
        (fail_at_router, 502),
    ],
)
async def test_every_refusal_after_an_early_lease_releases_it(
    refuse: Callable[[LeasingGateway], Awaitable[httpx.Response]], status: int
) -> None:
    scripts = [saying("Yes."), failing(RouterUnreachable("down"))]
    gateway = LeasingGateway(ScriptedRouter(*scripts))
    before = await gateway.became_known()
    assert (await refuse(gateway)).status_code == status
    assert gateway.free == ["7"]
    assert sum(gateway.store.calls.values()) == before + 2, "one acquires, one releases"


async def test_key_above_its_rate_limit_does_not_hold_sessions() -> None:
    limits = (Limit("requests per minute", "key", 2, 60),)
    gateway = LeasingGateway(ScriptedRouter(saying("Yes.")), limits=limits)
    statuses = [(await gateway.ask()).status_code for _ in range(6)]
    assert statuses == [200, 200, 429, 429, 429, 429]
    # Two requests that ran, and the first of those refused.
    assert gateway.store.calls == {"acquire": 4, "create": 1, "release": 3}
    assert gateway.free == ["7"]


async def test_requests_that_cannot_be_admitted_acquire_nothing() -> None:
    gateway = LeasingGateway(ScriptedRouter(saying("Yes.")))
    before = await gateway.became_known()
    assert (await gateway.ask(model="unknown")).status_code == 404
    assert (await gateway.ask(messages=[{"role": "user", "content": "hi " * 5000}])).status_code == 400
    assert (await gateway.ask(messages=[])).status_code == 400
    assert (await gateway.ask(headers={"authorization": "Bearer wrong"})).status_code == 401
    assert sum(gateway.store.calls.values()) == before


async def test_stored_response_is_replayed_without_a_session() -> None:
    gateway = LeasingGateway(ScriptedRouter(saying("Yes.")))
    headers = {"idempotency-key": "once"}
    first, again = await gateway.ask(headers=headers), await gateway.ask(headers=headers)
    assert again.headers["idempotent-replayed"] == "true"
    assert first.content == again.content
    assert gateway.free == ["7"]


@pytest.mark.parametrize("stream", [False, True])
async def test_client_that_leaves_frees_its_session(*, stream: bool) -> None:
    gateway = LeasingGateway(ScriptedRouter(saying("Yes."), silent()))
    await gateway.became_known()
    client = AsgiClient(
        gateway.harness, CHAT, body_for(CHAT, stream=stream), leaves=lambda _: bool(gateway.store.calls)
    )
    await asyncio.wait_for(client.run(), 5)
    await gateway.harness.services.settle()
    assert gateway.free == ["7"]


async def test_deadline_frees_the_session() -> None:
    bounds = RequestBounds(request_timeout_seconds=0.05)
    gateway = LeasingGateway(ScriptedRouter(silent()), bounds=bounds)
    assert (await gateway.ask()).status_code == 504
    assert gateway.free == ["7"]


@pytest.mark.parametrize(("route", "status"), [(CHAT, 503), (MESSAGES, 529)])
async def test_busy_session_saturates_with_whole_seconds_to_retry(route: str, status: int) -> None:
    gateway = LeasingGateway(ScriptedRouter(saying("Yes.")), wait_seconds=0.05)
    await gateway.became_known()
    elsewhere = SessionLeases(
        PoolMap({MODEL: Pool(MODEL, (gateway.target,))}, MODEL, SessionLimits(default=1)), gateway.store
    )
    async with elsewhere.lease([gateway.target]):
        answer = await gateway.ask(route)
    assert answer.status_code == status
    assert answer.headers["retry-after"] == "5"
    await elsewhere.settle()
    assert (await gateway.ask(route)).status_code == 200


async def test_request_waits_for_a_session_that_becomes_free() -> None:
    gateway = LeasingGateway(ScriptedRouter(saying("Yes.", pause=0.05)), wait_seconds=5)
    answers = await asyncio.gather(*(gateway.ask() for _ in range(4)))
    assert [answer.status_code for answer in answers] == [200] * 4


@pytest.mark.parametrize("refused", [False, True])
async def test_release_is_awaited_before_a_freeze_and_delays_no_byte(*, refused: bool) -> None:
    gateway = LeasingGateway(ScriptedRouter(saying("Yes.")))
    await gateway.became_known()
    released = asyncio.Event()

    async def slow() -> None:
        if gateway.store.calls.get("release", 0) > 1:
            await released.wait()

    gateway.call = slow
    if refused:
        gateway.verifier.error = KeyServiceUnavailable("down")
    work: list[Callable[[], Awaitable[None]]] = []
    sent: list[Any] = []
    body = [orjson.dumps(body_for(CHAT, stream=True))]

    async def receive() -> Any:
        return {"type": "http.request", "body": body.pop()} if body else await asyncio.Event().wait()

    async def send(message: Any) -> None:
        sent.append(message)

    scope = {
        "type": "http",
        "method": "POST",
        "path": CHAT,
        "query_string": b"",
        "root_path": "",
        "headers": [(b"authorization", f"Bearer {gateway.harness.key}".encode())],
        "extensions": {AFTER_RESPONSE: work.append},
    }
    await asyncio.wait_for(gateway.harness.app(scope, receive, send), 5)
    assert not sent[-1].get("more_body", False), "the last byte did not wait for the store"
    assert gateway.free == []
    settling = asyncio.gather(*(each() for each in work))
    await asyncio.sleep(0.02)
    assert not settling.done()
    released.set()
    await settling
    assert gateway.free == ["7"]
