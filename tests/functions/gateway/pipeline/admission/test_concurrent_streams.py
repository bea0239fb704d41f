"""The limit of concurrent streams per organisation."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from uuid import uuid4

import httpx
import pytest

from portal.policy import PlanPolicy, PoolPolicy
from portal.pools import Target
from portal.router import RouterCall, TextChunk
from tests.support.gateway.dialect_cases import CHAT, ROUTES, body_for, client_of, error_of
from tests.support.gateway.gateways import ORGANIZATION, make_gateway
from tests.support.gateway.policies import policy, stream_limit, used
from tests.support.router.scripted import ScriptedRouter, saying
from tests.support.servers.asgi import serving


class HeldRouter(ScriptedRouter):
    """Sends one text and waits for ``go_on``. ``running`` counts the calls that have started."""

    def __init__(self) -> None:
        super().__init__(self._script)
        self.go_on = asyncio.Event()
        self.running = 0
        self._changed = asyncio.Condition()

    async def _script(self, target: Target, call: RouterCall) -> AsyncIterator[Sequence[TextChunk]]:
        async with self._changed:
            self.running += 1
            self._changed.notify_all()
        yield [TextChunk("Hello")]
        await self.go_on.wait()
        yield [TextChunk(" there.", finish_reason="stop")]

    async def started(self, count: int) -> None:
        async with self._changed:
            await self._changed.wait_for(lambda: self.running >= count)


@pytest.mark.parametrize("route", ROUTES)
async def test_concurrent_streams_are_limited_by_the_plan(route: str) -> None:
    router = HeldRouter()
    gateway = make_gateway(router, snapshot=stream_limit(3))
    async with client_of(gateway) as client:
        streams = [
            asyncio.create_task(client.post(route, json=body_for(route, stream=True))) for _ in range(3)
        ]
        await router.started(3)
        refused = await client.post(route, json=body_for(route, stream=True))
        assert refused.status_code == 429
        assert "3 of 3 concurrent streams of your organisation" in error_of(route, refused.json())["message"]
        assert refused.headers["retry-after"] == "1"
        router.go_on.set()
        assert [answer.status_code for answer in await asyncio.gather(*streams)] == [200] * 3
        assert (await client.post(route, json=body_for(route, stream=True))).status_code == 200
    assert len(gateway.usage.admitted) == 4


async def test_refused_stream_consumes_nothing_and_unary_requests_pass() -> None:
    router = HeldRouter()
    gateway = make_gateway(router, snapshot=stream_limit(1))
    async with client_of(gateway) as client:
        stream = asyncio.create_task(client.post(CHAT, json=body_for(CHAT, stream=True)))
        await router.started(1)
        for _ in range(30):
            refused = await client.post(CHAT, json=body_for(CHAT, stream=True))
            assert refused.status_code == 429
        assert used(refused) == 1
        whole = asyncio.create_task(client.post(CHAT, json=body_for(CHAT)))
        await router.started(2)
        router.go_on.set()
        assert used(await whole) == 2
        await stream


async def test_streams_are_counted_per_organisation() -> None:
    router = HeldRouter()
    gateway = make_gateway(router, snapshot=stream_limit(1))
    other = gateway.new_key(organization_id="33333333-3333-4333-8333-333333333333")
    same = gateway.new_key(key_id="44444444-4444-4444-8444-444444444444")
    async with client_of(gateway) as client:
        first = asyncio.create_task(client.post(CHAT, json=body_for(CHAT, stream=True)))
        await router.started(1)
        second = asyncio.create_task(
            client.post(CHAT, json=body_for(CHAT, stream=True), headers={"authorization": f"Bearer {other}"})
        )
        await router.started(2)
        refused = await client.post(
            CHAT, json=body_for(CHAT, stream=True), headers={"authorization": f"Bearer {same}"}
        )
        assert refused.status_code == 429
        router.go_on.set()
        assert [(await answer).status_code for answer in (first, second)] == [200, 200]


async def test_organisations_of_one_allowance_share_their_streams() -> None:
    router = HeldRouter()
    gateway = make_gateway(router, snapshot=stream_limit(2))
    teams = [
        gateway.new_key(key_id=str(uuid4()), organization_id=str(uuid4()), allowance_id="ada")
        for _ in range(7)
    ]
    async with client_of(gateway) as client:

        async def stream(key: str) -> httpx.Response:
            headers = {"authorization": f"Bearer {key}"}
            return await client.post(CHAT, json=body_for(CHAT, stream=True), headers=headers)

        answers = asyncio.as_completed([stream(key) for key in teams])
        refused = [await next(answers) for _ in range(5)]
        router.go_on.set()
        admitted = [await answer for answer in answers]
    assert [answer.status_code for answer in refused] == [429] * 5
    assert [answer.status_code for answer in admitted] == [200] * 2


async def test_disconnected_client_frees_its_stream() -> None:
    router = HeldRouter()
    gateway = make_gateway(router, snapshot=stream_limit(1))
    async with serving(gateway.app) as url, httpx.AsyncClient(headers=gateway.authorization) as client:
        for number in range(1, 4):
            async with client.stream("POST", url + CHAT, json=body_for(CHAT, stream=True)) as answer:
                assert answer.status_code == 200
                await router.started(number)
            async with asyncio.timeout(5):
                while gateway.services.admitter._streams.count(ORGANIZATION):  # noqa: ASYNC110
                    await asyncio.sleep(0.005)


async def test_request_without_a_target_frees_its_stream() -> None:
    snapshot = policy(
        plans={"pro": PlanPolicy(concurrent_streams=1)}, pools={"oss-20b": PoolPolicy("oss-20b", "disabled")}
    )
    gateway = make_gateway(ScriptedRouter(saying("Hello.")), snapshot=snapshot)
    async with client_of(gateway) as client:
        for _ in range(3):
            answer = await client.post(CHAT, json=body_for(CHAT, stream=True))
            assert answer.status_code == 503
    assert gateway.services.admitter._streams.count(ORGANIZATION) == 0


async def test_plan_without_the_limit_allows_any_number() -> None:
    router = HeldRouter()
    gateway = make_gateway(router, snapshot=policy())
    async with client_of(gateway) as client:
        streams = [
            asyncio.create_task(client.post(CHAT, json=body_for(CHAT, stream=True))) for _ in range(15)
        ]
        await router.started(15)
        router.go_on.set()
        assert {answer.status_code for answer in await asyncio.gather(*streams)} == {200}
