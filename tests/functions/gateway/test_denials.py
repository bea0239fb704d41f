"""What is refused, how it is told in each dialect, and that it consumes nothing."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from typing import Any

import httpx
import pytest

from portal.keys.secret import new_secret
from portal.policy import ExhaustedCredit, ModelPolicy, PolicySnapshot, PoolPolicy
from portal.pools import Target
from portal.router import RouterCall, TextChunk
from tests.functions.gateway.gateways import ORGANIZATION, make_gateway
from tests.functions.gateway.scripted_router import ScriptedRouter, saying
from tests.functions.gateway.serving import serving
from tests.functions.gateway.test_pipeline import CHAT, INFERENCE, MESSAGES, body_for, client_of, error_of

ALIASES = ("oss-20b", "gemma-4-26b")


def policy(**changes: Any) -> PolicySnapshot:
    fields: dict[str, Any] = {
        "models": {alias: ModelPolicy(alias, alias) for alias in ALIASES},
        "plan_models": {"pro": None},
    }
    return PolicySnapshot(**{**fields, **changes})


OURS = frozenset({ORGANIZATION})
DENIALS = {
    "over quota": (policy(over_quota_organizations=OURS, plan_tokens={"pro": 5_000}), 429),
    "out of credit": (policy(spent_credits={ORGANIZATION: ExhaustedCredit(-5, 0)}), 429),
    "not entitled": (policy(plan_models={"pro": frozenset({"gemma-4-26b"})}), 403),
    "not entitled any more": (
        policy(
            plan_models={"pro": None, "free": frozenset({"gemma-4-26b"})},
            changed_plans={ORGANIZATION: "free"},
        ),
        403,
    ),
    "switched off": (policy(models={"oss-20b": ModelPolicy("oss-20b", "p", "disabled")}), 503),
    "crowded": (policy(crowded_organizations=OURS, plan_streams={"pro": 5}), 429),
    "suspended": (policy(suspended_organizations=OURS), 403),
}  # fmt: skip


def used(answer: httpx.Response) -> int:
    """Return what the minute's window has counted, as an answer's headers tell."""
    return 20 - int(answer.headers["x-ratelimit-remaining-requests"])


@pytest.mark.parametrize("denial", [name for name in DENIALS if name != "suspended"])
async def test_a_denied_request_consumes_nothing(denial: str) -> None:
    snapshot, status = DENIALS[denial]
    gateway = make_gateway(ScriptedRouter(saying("Hello.")), snapshot=policy())
    async with client_of(gateway) as client:
        first = await client.post(CHAT, json=body_for(CHAT))
        assert used(first) == 1
        await gateway.publish(snapshot)
        for _ in range(30):
            answer = await client.post(CHAT, json=body_for(CHAT, stream=True))
            assert answer.status_code == status
        await gateway.publish(policy())
        assert used(await client.post(CHAT, json=body_for(CHAT))) == 2


@pytest.mark.parametrize("route", INFERENCE)
@pytest.mark.parametrize("denial", DENIALS)
async def test_a_denial_wears_the_routes_dialect(route: str, denial: str) -> None:
    snapshot, status = DENIALS[denial]
    gateway = make_gateway(ScriptedRouter(saying("Hello.")), snapshot=snapshot)
    async with client_of(gateway) as client:
        answer = await client.post(route, json=body_for(route, stream=True))
    assert answer.status_code in {status, 402, 529}
    error = error_of(route, answer.json())
    assert error["message"]
    assert gateway.ledger.events == []


@pytest.mark.parametrize("denial", [*DENIALS, "malformed", "unknown model"])
@pytest.mark.parametrize("route", INFERENCE)
async def test_a_good_keys_limits_are_shown_whatever_is_refused(route: str, denial: str) -> None:
    snapshot = DENIALS[denial][0] if denial in DENIALS else policy()
    gateway = make_gateway(ScriptedRouter(saying("Hello.")), snapshot=snapshot)
    body: dict[str, Any] = {"model": []} if denial == "malformed" else body_for(route, stream=True)
    if denial == "unknown model":
        body["model"] = "no-such-model"
    async with client_of(gateway) as client:
        answer = await client.post(route, json=body)
        stranger = await client.post(route, json=body, headers={"authorization": "Bearer ctx_stranger"})
    assert answer.status_code in {400, 402, 403, 404, 429, 503, 529}
    shown = {name for name in answer.headers if "ratelimit" in name}
    assert len([name for name in shown if "requests" in name]) == 3
    assert len([name for name in shown if "tokens" in name]) == (3 if denial == "over quota" else 0)
    assert stranger.status_code == 401
    assert not [name for name in stranger.headers if "ratelimit" in name]


@pytest.mark.parametrize("route", INFERENCE)
async def test_spent_tokens_say_which_limit_how_much_and_when_it_resets(route: str) -> None:
    gateway = make_gateway(ScriptedRouter(saying("Hello.")), snapshot=DENIALS["over quota"][0])
    async with client_of(gateway) as client:
        answer = await client.post(route, json=body_for(route))
    message = error_of(route, answer.json())["message"]
    assert "all of the 5,000 tokens per month of your organisation are used" in message
    assert "-01 00:00:00 UTC" in message
    assert "retry-after" not in answer.headers
    assert answer.headers["x-should-retry"] == "false"


@pytest.mark.parametrize("route", INFERENCE)
async def test_spent_credit_says_the_balance_and_where_to_add_to_it(route: str) -> None:
    snapshot = policy(spent_credits={ORGANIZATION: ExhaustedCredit(1_250_000_000, 1_250_000_500)})
    gateway = make_gateway(ScriptedRouter(saying("Hello.")), snapshot=snapshot)
    async with client_of(gateway) as client:
        answer = await client.post(route, json=body_for(route))
        await gateway.publish(policy(spent_credits={"another organisation": ExhaustedCredit(0, 0)}))
        assert (await client.post(route, json=body_for(route))).status_code == 200
    error = error_of(route, answer.json())
    assert "balance of your organisation is $1.25, of which $1.2500005 is held" in error["message"]
    assert "Add credit on the billing page of the portal." in error["message"]
    assert answer.headers["x-should-retry"] == "false"
    assert "retry-after" not in answer.headers
    if route == MESSAGES:
        assert (answer.status_code, error["type"]) == (402, "billing_error")
    else:
        assert (answer.status_code, error["code"]) == (429, "insufficient_quota")


async def test_the_length_an_answer_may_have_is_told_with_its_admission() -> None:
    gateway = make_gateway(ScriptedRouter(saying("Hello.")))
    async with client_of(gateway) as client:
        for bound in ({"max_tokens": 77}, {}):
            await client.post(CHAT, json=body_for(CHAT) | bound)
    assert [event.max_tokens for event in gateway.ledger.admitted] == [77, None]


class Held(ScriptedRouter):
    """Says one word and goes on when told; ``running`` are the calls that have begun."""

    def __init__(self) -> None:
        super().__init__(self._held)
        self.go_on = asyncio.Event()
        self.running = 0
        self._changed = asyncio.Condition()

    async def _held(self, target: Target, call: RouterCall) -> AsyncIterator[Sequence[TextChunk]]:
        async with self._changed:
            self.running += 1
            self._changed.notify_all()
        yield [TextChunk("Hello")]
        await self.go_on.wait()
        yield [TextChunk(" there.", finish_reason="stop")]

    async def begun(self, count: int) -> None:
        async with self._changed:
            await self._changed.wait_for(lambda: self.running >= count)


async def test_a_larger_plan_counts_before_the_key_service_knows_it() -> None:
    snapshot = policy(
        plan_models={"pro": frozenset({"gemma-4-26b"}), "max": None}, changed_plans={ORGANIZATION: "max"}
    )
    async with client_of(make_gateway(ScriptedRouter(saying("Hi")), snapshot=snapshot)) as client:
        assert (await client.post(CHAT, json=body_for(CHAT))).status_code == 200
        listed = (await client.get("/v1/models")).json()["data"]
    assert "oss-20b" in [model["id"] for model in listed]


@pytest.mark.parametrize("route", INFERENCE)
async def test_streams_at_once_are_limited_by_the_plan(route: str) -> None:
    router = Held()
    gateway = make_gateway(router, snapshot=policy(plan_streams={"pro": 3}))
    async with client_of(gateway) as client:
        streams = [
            asyncio.create_task(client.post(route, json=body_for(route, stream=True))) for _ in range(3)
        ]
        await router.begun(3)
        refused = await client.post(route, json=body_for(route, stream=True))
        assert refused.status_code == 429
        assert "3 of 3 concurrent streams of your organisation" in error_of(route, refused.json())["message"]
        assert refused.headers["retry-after"] == "1"
        router.go_on.set()
        assert [answer.status_code for answer in await asyncio.gather(*streams)] == [200] * 3
        assert (await client.post(route, json=body_for(route, stream=True))).status_code == 200
    assert len(gateway.ledger.admitted) == 4


async def test_refused_streams_consume_nothing_and_whole_answers_are_no_streams() -> None:
    router = Held()
    gateway = make_gateway(router, snapshot=policy(plan_streams={"pro": 1}))
    async with client_of(gateway) as client:
        stream = asyncio.create_task(client.post(CHAT, json=body_for(CHAT, stream=True)))
        await router.begun(1)
        for _ in range(30):
            refused = await client.post(CHAT, json=body_for(CHAT, stream=True))
            assert refused.status_code == 429
        assert used(refused) == 1
        whole = asyncio.create_task(client.post(CHAT, json=body_for(CHAT)))
        await router.begun(2)
        router.go_on.set()
        assert used(await whole) == 2
        await stream


async def test_another_organisation_has_streams_of_its_own() -> None:
    router = Held()
    gateway = make_gateway(router, snapshot=policy(plan_streams={"pro": 1}))
    other = gateway.new_key(organization_id="33333333-3333-4333-8333-333333333333")
    same = gateway.new_key(key_id="44444444-4444-4444-8444-444444444444")
    async with client_of(gateway) as client:
        first = asyncio.create_task(client.post(CHAT, json=body_for(CHAT, stream=True)))
        await router.begun(1)
        second = asyncio.create_task(
            client.post(CHAT, json=body_for(CHAT, stream=True), headers={"authorization": f"Bearer {other}"})
        )
        await router.begun(2)
        refused = await client.post(
            CHAT, json=body_for(CHAT, stream=True), headers={"authorization": f"Bearer {same}"}
        )
        assert refused.status_code == 429
        router.go_on.set()
        assert [(await answer).status_code for answer in (first, second)] == [200, 200]


async def test_a_stream_that_its_client_leaves_frees_its_place() -> None:
    router = Held()
    gateway = make_gateway(router, snapshot=policy(plan_streams={"pro": 1}))
    async with serving(gateway.app) as url, httpx.AsyncClient(headers=gateway.authorization) as client:
        for number in range(1, 4):
            async with client.stream("POST", url + CHAT, json=body_for(CHAT, stream=True)) as answer:
                assert answer.status_code == 200
                await router.begun(number)
            async with asyncio.timeout(5):
                while gateway.services.admitter._streams.count(ORGANIZATION):  # noqa: ASYNC110
                    await asyncio.sleep(0.005)


async def test_a_drained_pool_does_not_keep_a_place() -> None:
    snapshot = policy(plan_streams={"pro": 1}, pools={"oss-20b": PoolPolicy("oss-20b", "disabled")})
    gateway = make_gateway(ScriptedRouter(saying("Hello.")), snapshot=snapshot)
    async with client_of(gateway) as client:
        for _ in range(3):
            answer = await client.post(CHAT, json=body_for(CHAT, stream=True))
            assert answer.status_code == 503
    assert gateway.services.admitter._streams.count(ORGANIZATION) == 0


async def test_a_plan_without_the_limit_has_none() -> None:
    router = Held()
    gateway = make_gateway(router, snapshot=policy())
    async with client_of(gateway) as client:
        streams = [
            asyncio.create_task(client.post(CHAT, json=body_for(CHAT, stream=True))) for _ in range(15)
        ]
        await router.begun(15)
        router.go_on.set()
        assert {answer.status_code for answer in await asyncio.gather(*streams)} == {200}


@pytest.mark.parametrize(
    ("path", "headers", "prefix"),
    [
        ("/v1/models", {}, "x-ratelimit"),
        ("/v1/models/oss-20b", {}, "x-ratelimit"),
        ("/v1/models", {"anthropic-version": "2023-06-01"}, "anthropic-ratelimit"),
        ("/v1/messages/count_tokens", {"anthropic-version": "2023-06-01"}, "anthropic-ratelimit"),
    ],
)
async def test_routes_that_run_no_model_show_the_limits_and_use_none(
    path: str, headers: dict[str, str], prefix: str
) -> None:
    gateway = make_gateway(ScriptedRouter(saying("Hello.")))
    for _ in range(3):
        async with client_of(gateway) as client:
            if path.endswith("count_tokens"):
                body = {key: value for key, value in body_for(MESSAGES).items() if key != "max_tokens"}
                answer = await client.post(path, json=body, headers=headers)
            else:
                answer = await client.get(path, headers=headers)
        assert answer.status_code == 200
        shown = {name: value for name, value in answer.headers.items() if name.startswith(prefix)}
        assert len(shown) == 3
        assert "20" in shown.values()
        remaining = next(value for name, value in shown.items() if "remaining" in name)
        assert remaining == "20"


@pytest.mark.parametrize("route", INFERENCE)
async def test_a_flood_of_made_up_keys_costs_no_router_work_and_harms_nobody(route: str) -> None:
    router = ScriptedRouter(saying("Hello."))
    gateway = make_gateway(router)
    async with client_of(gateway) as client:
        assert (await client.post(route, json=body_for(route))).status_code == 200
        flood = [
            asyncio.create_task(
                client.post(route, json=body_for(route), headers={"authorization": f"Bearer {new_secret()}"})
            )
            for _ in range(40)
        ]
        began = asyncio.get_running_loop().time()
        for _ in range(10):
            assert (await client.post(route, json=body_for(route))).status_code == 200
        took = asyncio.get_running_loop().time() - began
        answers = await asyncio.gather(*flood)
        slowed = asyncio.get_running_loop().time() - began
    assert took < 2.0 < slowed
    assert {answer.status_code for answer in answers} == {401}
    shapes = {(tuple(sorted(error_of(route, answer.json()))), len(answer.content)) for answer in answers}
    assert len(shapes) == 1
    assert len(router.calls) == 11
