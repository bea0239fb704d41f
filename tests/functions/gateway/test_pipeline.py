"""The life of a request, whole, with a router whose every step the test decides."""

from __future__ import annotations

import asyncio
import gc
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import httpx
import orjson
import pytest

from functions.gateway.services import Limits
from portal.errors import RouterRefused, RouterTimedOut, RouterUnreachable, StreamInterrupted
from portal.inference import TokenUsage
from portal.inference.tokens import estimate_tokens
from portal.limits import Limit
from portal.policy import ModelPolicy, PolicySnapshot, PoolPolicy
from tests.functions.gateway.gateways import KEY_ID, LIMITS, ORGANIZATION, Gateway, make_gateway
from tests.functions.gateway.scripted_router import ScriptedRouter, failing, saying, silent

CHAT = "/v1/chat/completions"
MESSAGES = "/v1/messages"
COMPLETIONS = "/v1/completions"
INFERENCE = (CHAT, MESSAGES, COMPLETIONS)


def body_for(route: str, **changes: Any) -> dict[str, Any]:
    messages = [{"role": "user", "content": "Why is the sky blue?"}]
    bodies: dict[str, dict[str, Any]] = {
        CHAT: {"model": "oss-20b", "messages": messages},
        MESSAGES: {"model": "oss-20b", "messages": messages, "max_tokens": 50},
        COMPLETIONS: {"model": "oss-20b", "prompt": "Why is the sky blue?"},
    }
    return {**bodies[route], **changes}


def text_of(route: str, body: dict[str, Any]) -> str:
    if route == CHAT:
        return str(body["choices"][0]["message"]["content"])
    if route == MESSAGES:
        return "".join(block["text"] for block in body["content"])
    return str(body["data"]["choices"][0]["text"])


def error_of(route: str, body: dict[str, Any]) -> dict[str, Any]:
    """Return the error object, having checked that it wears the route's dialect."""
    assert "detail" not in body
    if route.startswith(MESSAGES):
        assert body["type"] == "error"
        assert body["request_id"].startswith("req_")
        assert set(body["error"]) >= {"type", "message"}
    elif route.startswith(COMPLETIONS):
        assert body["status"] == "failed"
        assert body["request_id"].startswith("req_")
        assert set(body["error"]) >= {"code", "message"}
    else:
        assert set(body["error"]) >= {"message", "type", "param", "code"}
    error: dict[str, Any] = body["error"]
    return error


def frames_of(raw: str) -> list[dict[str, Any]]:
    lines = [line[6:] for line in raw.splitlines() if line.startswith("data: ")]
    return [json.loads(line) for line in lines if line != "[DONE]"]


@asynccontextmanager
async def client_of(gateway: Gateway) -> AsyncIterator[httpx.AsyncClient]:
    transport = httpx.ASGITransport(gateway.app)
    async with httpx.AsyncClient(
        transport=transport, base_url="http://gateway", headers=gateway.authorization
    ) as client:
        yield client


@pytest.mark.parametrize("route", INFERENCE)
async def test_an_answer_arrives_whole_and_is_metered_once(route: str) -> None:
    usage = TokenUsage(12, 3)
    router = ScriptedRouter(saying("It ", "scatters.", usage=usage))
    gateway = make_gateway(router)
    async with client_of(gateway) as client:
        answer = await client.post(route, json=body_for(route))
    assert answer.status_code == 200
    assert text_of(route, answer.json()) == "It scatters."
    assert answer.headers["x-request-id"] == answer.headers["request-id"]
    (admitted,) = gateway.ledger.admitted
    (settled,) = gateway.ledger.settled
    assert admitted.request_id == settled.request_id == answer.headers["x-request-id"]
    assert (settled.organization_id, settled.key_id) == (ORGANIZATION, KEY_ID)
    assert (settled.ending, settled.status, settled.route) == ("ok", 200, route)
    assert (settled.prompt_tokens, settled.completion_tokens, settled.token_source) == (12, 3, "router")
    assert settled.estimated_tokens == admitted.prompt_tokens + 3  # "It scatters.", four bytes each
    assert settled.ttft_ms is not None
    assert 0 <= settled.ttft_ms <= settled.latency_ms


@pytest.mark.parametrize("route", INFERENCE)
async def test_a_stream_carries_the_same_text_and_ends_properly(route: str) -> None:
    gateway = make_gateway(ScriptedRouter(saying("It ", "scatters.", usage=TokenUsage(12, 3))))
    async with client_of(gateway) as client:
        answer = await client.post(route, json=body_for(route, stream=True))
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("text/event-stream")
    frames = frames_of(answer.text)
    texts = {
        CHAT: lambda f: f["choices"][0]["delta"].get("content", "") if f["choices"] else "",
        MESSAGES: lambda f: f.get("delta", {}).get("text", ""),
        COMPLETIONS: json_text,
    }[route]
    assert "".join(texts(frame) for frame in frames) == "It scatters."
    if route == MESSAGES:
        assert frames[-1]["type"] == "message_stop"
        assert "[DONE]" not in answer.text
    else:
        assert answer.text.endswith("data: [DONE]\n\n")
    (settled,) = gateway.ledger.settled
    assert (settled.ending, settled.completion_tokens, settled.stream) == ("ok", 3, True)


def json_text(frame: dict[str, Any]) -> str:
    data = frame.get("data", frame)
    return str(data["choices"][0]["text"]) if data.get("choices") else ""


async def test_without_the_routers_count_tokens_are_estimated_and_marked_so() -> None:
    gateway = make_gateway(ScriptedRouter(saying("It scatters.")))
    async with client_of(gateway) as client:
        answer = await client.post(CHAT, json=body_for(CHAT))
    (settled,) = gateway.ledger.settled
    assert settled.token_source == "estimated"
    assert settled.completion_tokens == estimate_tokens("It scatters.")
    assert answer.json()["usage"]["completion_tokens"] == settled.completion_tokens
    assert settled.prompt_tokens == gateway.ledger.admitted[0].prompt_tokens > 0


@pytest.mark.parametrize("stream", [False, True])
async def test_another_target_answers_when_the_first_fails_before_its_first_text(stream: bool) -> None:
    router = ScriptedRouter(
        failing(RouterUnreachable("The model cannot be reached.")), saying("It scatters.")
    )
    gateway = make_gateway(router, urls=("http://a.internal", "http://b.internal"))
    async with client_of(gateway) as client:
        answer = await client.post(CHAT, json=body_for(CHAT, stream=stream))
    assert answer.status_code == 200
    assert "It scatters." in answer.text
    assert len({target.url for target, _ in router.calls}) == 2
    assert gateway.ledger.settled[0].attempts == 2


@pytest.mark.parametrize("route", INFERENCE)
@pytest.mark.parametrize("stream", [False, True])
async def test_two_failures_before_the_first_text_are_one_http_error(route: str, stream: bool) -> None:
    router = ScriptedRouter(failing(RouterTimedOut("The model did not answer in time.")))
    gateway = make_gateway(router, urls=("http://a.internal", "http://b.internal", "http://c.internal"))
    async with client_of(gateway) as client:
        answer = await client.post(route, json=body_for(route, stream=stream))
    assert answer.status_code == 504
    assert error_of(route, answer.json())["message"] == "The model did not answer in time."
    assert "internal" not in answer.text
    assert len(router.calls) == 2
    (settled,) = gateway.ledger.settled
    assert (settled.ending, settled.status, settled.error_code) == (
        "failed_before_first_byte",
        504,
        "router_timeout",
    )
    assert settled.completion_tokens == 0


async def test_a_routers_word_on_the_request_itself_is_not_asked_twice() -> None:
    router = ScriptedRouter(failing(RouterRefused("The model refused the request.", upstream_status=400)))
    gateway = make_gateway(router, urls=("http://a.internal", "http://b.internal"))
    async with client_of(gateway) as client:
        answer = await client.post(CHAT, json=body_for(CHAT))
    assert answer.status_code == 502
    assert len(router.calls) == 1


@pytest.mark.parametrize("route", INFERENCE)
async def test_a_stream_that_breaks_after_its_first_text_says_so_in_band(route: str) -> None:
    broken = failing(StreamInterrupted("The model stopped in the middle of its answer."), "It ", "scat")
    router = ScriptedRouter(broken)
    gateway = make_gateway(router, urls=("http://a.internal", "http://b.internal"))
    async with client_of(gateway) as client:
        answer = await client.post(route, json=body_for(route, stream=True))
    assert answer.status_code == 200
    error = error_of(route, frames_of(answer.text)[-1])
    assert "middle of its answer" in error["message"]
    assert "[DONE]" not in answer.text
    assert "message_stop" not in answer.text
    assert '"finish_reason":"stop"' not in answer.text
    assert len(router.calls) == 1
    (settled,) = gateway.ledger.settled
    assert (settled.ending, settled.status) == ("failed_after_first_byte", 200)
    assert settled.completion_tokens == estimate_tokens("It scat")


@pytest.mark.parametrize("stream", [False, True])
async def test_the_deadline_ends_a_request_that_says_nothing(stream: bool) -> None:
    router = ScriptedRouter(silent())
    gateway = make_gateway(router, limits=Limits(request_seconds=0.05))
    async with client_of(gateway) as client:
        answer = await client.post(CHAT, json=body_for(CHAT, stream=stream))
    assert answer.status_code == 504
    assert answer.json()["error"]["code"] == "deadline_exceeded"
    assert router.cancelled == 1
    assert gateway.ledger.settled[0].ending == "deadline"


async def test_a_router_silent_for_long_gets_a_stream_with_comments_and_then_an_in_band_error() -> None:
    gateway = make_gateway(
        ScriptedRouter(silent()), limits=Limits(request_seconds=0.1, keep_alive_seconds=0.02)
    )
    async with client_of(gateway) as client:
        answer = await client.post(CHAT, json=body_for(CHAT, stream=True))
    assert answer.status_code == 200
    assert ": keep-alive" in answer.text
    assert frames_of(answer.text)[-1]["error"]["code"] == "deadline_exceeded"
    assert "[DONE]" not in answer.text


@pytest.mark.parametrize("stream", [False, True])
async def test_a_defect_is_a_500_that_tells_nothing_and_is_settled(stream: bool) -> None:
    gateway = make_gateway(ScriptedRouter(failing(ZeroDivisionError("http://router.internal:5010"))))
    async with client_of(gateway) as client:
        answer = await client.post(CHAT, json=body_for(CHAT, stream=stream))
    assert answer.status_code == 500
    assert answer.json()["error"]["code"] == "internal_error"
    assert "internal:5010" not in answer.text
    assert gateway.ledger.settled[0].error_code == "internal_error"


@pytest.mark.parametrize("route", INFERENCE)
@pytest.mark.parametrize(
    ("headers", "code"),
    [
        ({"authorization": ""}, "missing_api_key"),
        ({"authorization": "Basic dXNlcg=="}, "missing_api_key"),
        ({"authorization": "Bearer nonsense"}, "invalid_api_key"),
        ({"authorization": f"Bearer ctx_{'a' * 400}"}, "invalid_api_key"),
    ],
)
async def test_a_bad_key_is_a_401_in_the_dialect_and_costs_nothing(
    route: str, headers: dict[str, str], code: str
) -> None:
    router = ScriptedRouter(saying("never"))
    gateway = make_gateway(router)
    async with client_of(gateway) as client:
        answer = await client.post(route, json=body_for(route), headers=headers)
    assert answer.status_code == 401
    error = error_of(route, answer.json())
    if route != MESSAGES:
        assert error["code"] == code
    assert answer.headers["www-authenticate"] == "Bearer"
    assert router.calls == []
    assert gateway.ledger.events == []


async def test_a_bad_key_is_told_before_a_bad_body() -> None:
    gateway = make_gateway(ScriptedRouter(saying("never")))
    async with client_of(gateway) as client:
        answer = await client.post(CHAT, content=b"{", headers={"authorization": "Bearer nonsense"})
    assert answer.status_code == 401


@pytest.mark.parametrize("route", INFERENCE)
async def test_the_key_may_come_as_x_api_key_on_every_route(route: str) -> None:
    gateway = make_gateway(ScriptedRouter(saying("It scatters.")))
    async with httpx.AsyncClient(
        transport=httpx.ASGITransport(gateway.app),
        base_url="http://gateway",
        headers={"x-api-key": gateway.key},
    ) as client:
        answer = await client.post(route, json=body_for(route))
    assert answer.status_code == 200


@pytest.mark.parametrize("route", INFERENCE)
async def test_an_unknown_model_is_a_404_and_counts_against_nothing(route: str) -> None:
    gateway = make_gateway(ScriptedRouter(saying("It scatters.")))
    async with client_of(gateway) as client:
        answer = await client.post(route, json=body_for(route, model="gpt-9"))
        counted = await client.post(CHAT, json=body_for(CHAT))
    assert answer.status_code == 404
    assert "gpt-9" in error_of(route, answer.json())["message"]
    assert counted.headers["x-ratelimit-remaining-requests"] == "19"


@pytest.mark.parametrize("model", ["default", None])
async def test_the_default_model_answers_where_none_is_named(model: str | None) -> None:
    gateway = make_gateway(ScriptedRouter(saying("It scatters.")))
    async with client_of(gateway) as client:
        answer = await client.post(COMPLETIONS, json=body_for(COMPLETIONS, model=model))
    assert answer.json()["model"] == "oss-20b"


@pytest.mark.parametrize("route", INFERENCE)
async def test_a_body_over_the_limit_is_a_413(route: str) -> None:
    gateway = make_gateway(ScriptedRouter(saying("never")), limits=Limits(max_body_bytes=100))
    async with client_of(gateway) as client:
        answer = await client.post(route, content=b" " * 101)
    assert answer.status_code == 413
    assert "100 bytes" in error_of(route, answer.json())["message"]


@pytest.mark.parametrize("route", INFERENCE)
@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"null", b'"text"', b"\xff\xfe"])
async def test_a_body_that_is_no_request_is_a_400(route: str, content: bytes) -> None:
    gateway = make_gateway(ScriptedRouter(saying("never")))
    async with client_of(gateway) as client:
        answer = await client.post(route, content=content)
    assert answer.status_code == 400
    assert error_of(route, answer.json())["message"]


async def test_the_minute_window_denies_the_request_too_many_and_says_when_to_come_back() -> None:
    router = ScriptedRouter(saying("It scatters."))
    gateway = make_gateway(router)
    async with client_of(gateway) as client:
        for left in range(LIMITS[0].limit - 1, -1, -1):
            answer = await client.post(CHAT, json=body_for(CHAT))
            assert answer.status_code == 200
            assert answer.headers["x-ratelimit-remaining-requests"] == str(left)
        denied = await client.post(CHAT, json=body_for(CHAT))
        denied_again = await client.post(MESSAGES, json=body_for(MESSAGES))
    assert denied.status_code == denied_again.status_code == 429
    assert denied.json()["error"]["code"] == "rate_limit_exceeded"
    assert 0 < int(denied.headers["retry-after"]) <= 60
    assert 0 < int(denied.headers["retry-after-ms"]) <= 60_000
    assert denied_again.json()["error"]["type"] == "rate_limit_error"
    assert denied_again.headers["anthropic-ratelimit-requests-remaining"] == "0"
    assert len(router.calls) == LIMITS[0].limit
    assert len(gateway.ledger.admitted) == LIMITS[0].limit


async def test_a_full_long_window_is_a_quota_that_sdks_do_not_retry() -> None:
    gateway = make_gateway(ScriptedRouter(saying("It scatters.")))
    key = gateway.new_key(limits=(LIMITS[0], Limit("requests per week", "organization", 1, 604_800)))
    async with client_of(gateway) as client:
        headers = {"authorization": f"Bearer {key}"}
        await client.post(CHAT, json=body_for(CHAT), headers=headers)
        denied = await client.post(CHAT, json=body_for(CHAT), headers=headers)
    assert denied.status_code == 429
    assert denied.json()["error"]["code"] == "insufficient_quota"
    assert denied.headers["x-should-retry"] == "false"
    assert "retry-after" not in denied.headers
    assert "requests per week" in denied.json()["error"]["message"]


@pytest.mark.parametrize(
    ("snapshot", "status", "code"),
    [
        (PolicySnapshot(revoked_keys=frozenset({KEY_ID})), 401, "invalid_api_key"),
        (
            PolicySnapshot(suspended_organizations=frozenset({ORGANIZATION})),
            403,
            "organization_suspended",
        ),
        (PolicySnapshot(over_quota_organizations=frozenset({ORGANIZATION})), 429, "insufficient_quota"),
        (PolicySnapshot(plan_models={"pro": frozenset({"gemma-4-26b"})}), 403, "model_not_permitted"),
        (
            PolicySnapshot(
                plan_models={"pro": None}, organization_models={ORGANIZATION: frozenset({"gemma-4-26b"})}
            ),
            403,
            "model_not_permitted",
        ),
        (
            PolicySnapshot(models={"oss-20b": ModelPolicy("oss-20b", "oss-20b", "disabled")}),
            503,
            "model_unavailable",
        ),
        (PolicySnapshot(pools={"oss-20b": PoolPolicy("oss-20b", "draining")}), 503, "model_unavailable"),
    ],
)
async def test_the_policy_of_the_moment_decides(snapshot: PolicySnapshot, status: int, code: str) -> None:
    router = ScriptedRouter(saying("never"))
    gateway = make_gateway(router, snapshot=snapshot)
    async with client_of(gateway) as client:
        answer = await client.post(CHAT, json=body_for(CHAT))
    assert (answer.status_code, answer.json()["error"]["code"]) == (status, code)
    assert router.calls == []
    assert gateway.ledger.events == []


async def test_the_router_learns_the_prompt_the_session_and_our_request_id_and_the_customer_neither() -> None:
    router = ScriptedRouter(saying("It scatters."))
    gateway = make_gateway(router)
    async with client_of(gateway) as client:
        answer = await client.post(CHAT, json=body_for(CHAT, max_tokens=9, temperature=0.5, stop=["\n"]))
    ((target, call),) = router.calls
    assert (target.session_id, target.auth_key) == (7, "router-key")
    assert call.prompt == "Why is the sky blue?"
    assert call.client_reference == answer.headers["x-request-id"]
    assert (call.sampling.max_tokens, call.sampling.temperature, call.sampling.stop) == (9, 0.5, ("\n",))
    seen = answer.text + repr(answer.headers)
    for secret in ("router.internal", "router-key"):
        assert secret not in seen


@pytest.mark.parametrize("stream", [False, True])
async def test_a_request_leaves_nothing_for_the_garbage_collector(*, stream: bool) -> None:
    gateway = make_gateway(ScriptedRouter(saying("Hello.")))
    body = orjson.dumps(body_for(CHAT, stream=stream))
    scope = {
        "type": "http",
        "method": "POST",
        "path": CHAT,
        "query_string": b"",
        "headers": [(b"authorization", f"Bearer {gateway.key}".encode())],
    }

    async def once() -> None:
        incoming = iter([{"type": "http.request", "body": body, "more_body": False}])

        async def receive() -> Any:
            for message in incoming:
                return message
            return await asyncio.Event().wait()

        async def send(message: Any) -> None:
            assert message.get("status", 200) == 200

        await gateway.app(dict(scope), receive, send)
        await asyncio.sleep(0)

    await once()
    gc.collect()
    gc.disable()
    try:
        for _ in range(15):
            await once()
        assert gc.collect() < 15
    finally:
        gc.enable()
