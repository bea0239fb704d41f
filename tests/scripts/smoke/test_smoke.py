"""Smoke over the real gateway: in order, and with a fault before it or behind it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from portal.web.types import ASGIApp, Message, Receive, Scope, Send
from scripts.checks import CheckResult, CheckStatus
from scripts.checks.printing import as_json
from scripts.smoke.__main__ import examine, main
from scripts.smoke.plan import smoke
from tests.support.deployment.asking import FAIL, OK, SKIPPED
from tests.support.deployment.smoked_api import (
    TOKEN,
    UsagePages,
    Wrap,
    answering,
    changed_responses,
    passing_on,
    smoked_api,
    without_headers,
)

STREAMS = {"stream openai", "stream responses", "stream anthropic", "stream cortensor"}
ANSWERS = {"answer openai", "answer responses", "answer anthropic", "answer cortensor"}
ERRORS = {"error openai", "error responses", "error anthropic", "error cortensor"}
NO_KEY = {"no key openai", "no key responses", "no key anthropic", "no key cortensor", "wrong key"}


async def smoked(
    wrap: Wrap = lambda app: app, *, behave: Mapping[str, Any] | None = None, **options: Any
) -> list[CheckResult]:
    async with smoked_api(wrap, **options) as api:
        api.behave(**(behave or {}))
        return await smoke(api.target)


def by_status(results: list[CheckResult], status: CheckStatus) -> set[str]:
    return {result.name for result in results if result.answer.status is status}


async def test_an_api_in_order_passes_every_check() -> None:
    pages = UsagePages(["settled"])
    async with smoked_api(answering(pages), token=TOKEN) as api:
        results = await smoke(api.target)
        requests = len(api.gateway.usage.admitted)
    assert by_status(results, OK) == {result.name for result in results}
    assert {*STREAMS, *ANSWERS, *ERRORS, *NO_KEY, "usage", "latency", "health", "models"} <= by_status(
        results, OK
    )
    assert len(set(pages.asked)) == 1
    assert requests < 15


async def test_without_a_token_only_usage_is_skipped() -> None:
    results = await smoked()
    assert by_status(results, SKIPPED) == {"usage"}
    assert by_status(results, FAIL) == set()


async def test_a_proxy_that_buffers_fails_every_stream_and_nothing_else() -> None:
    results = await smoked(changed_responses(lambda messages: messages))
    assert by_status(results, FAIL) == STREAMS
    (one,) = (result for result in results if result.name == "stream openai")
    assert "the stream is buffered" in one.answer.came_back
    assert "RESPONSE_STREAM" in one.answer.advice


async def test_a_proxy_that_collects_blocks_is_noticed() -> None:
    """Six frames at a time arrive together."""
    held: list[bytes] = []

    def change(message: Message) -> Message:
        if message["type"] != "http.response.body":
            return message
        held.append(message.get("body", b""))
        if message.get("more_body") and len(held) < 6:
            return {**message, "body": b""}
        block = b"".join(held)
        held.clear()
        return {**message, "body": block}

    assert by_status(await smoked(passing_on(change)), FAIL) == STREAMS


async def test_a_router_without_text_fails_answers_and_streams() -> None:
    failed = by_status(await smoked(behave={"empty": True}), FAIL)
    assert failed == ANSWERS | STREAMS | {"latency"}


async def test_a_stream_that_breaks_fails() -> None:
    failed = by_status(await smoked(behave={"drop_after_tokens": 8}), FAIL)
    assert failed >= STREAMS


def without_last_frame(messages: list[Message]) -> list[Message]:
    """Return a response whose last part with a frame is missing, as a time limit on the way leaves it."""
    if len(messages) < 5:
        return messages
    parts = [message for message in messages if message.get("body")]
    return [each for each in messages if each is not parts[-1]]


async def test_a_stream_without_its_last_frame_fails() -> None:
    results = await smoked(changed_responses(without_last_frame))
    assert by_status(results, FAIL) >= STREAMS


async def test_an_error_in_another_shape_fails() -> None:
    body = b'{"message":"Forbidden"}'

    def shape(messages: list[Message]) -> list[Message]:
        start, *_ = messages
        if start["status"] < 400:
            return messages
        kept = [each for each in start["headers"] if each[0].lower() != b"content-length"]
        return [{**start, "headers": kept}, {"type": "http.response.body", "body": body}]

    failed = by_status(await smoked(changed_responses(shape)), FAIL)
    assert failed >= ERRORS | NO_KEY


async def test_one_dialects_error_for_all_fails_the_others() -> None:
    """API Gateway's own responses have one body, whatever the route."""

    def answer(scope: Scope) -> tuple[int, Any] | None:
        if scope["path"] != "/v1/messages" or b"x-api-key" in dict(scope["headers"]):
            return None
        return 401, {"error": {"message": "no", "type": "api_error", "param": None, "code": "x"}}

    assert by_status(await smoked(answering(answer)), FAIL) == {"no key anthropic"}


@pytest.mark.parametrize(
    ("header", "failed"),
    [
        ("request-id", ERRORS | NO_KEY),
        ("x-request-id", ERRORS | NO_KEY | ANSWERS),
        ("access-control-allow-origin", {"cors preflight", "cors error"}),
        ("access-control-allow-headers", {"cors preflight"}),
        ("access-control-allow-methods", {"cors preflight"}),
        ("access-control-expose-headers", {"cors error"}),
    ],
)
async def test_a_header_that_is_dropped_is_noticed(header: str, failed: set[str]) -> None:
    assert by_status(await smoked(without_headers(header)), FAIL) == failed


async def test_a_proxy_that_refuses_options_fails_the_preflight() -> None:
    def answer(scope: Scope) -> tuple[int, Any] | None:
        return (403, {"message": "Missing Authentication Token"}) if scope["method"] == "OPTIONS" else None

    assert by_status(await smoked(answering(answer)), FAIL) == {"cors preflight"}


async def test_an_open_door_fails() -> None:
    """Something on the way adds a key of its own."""
    async with smoked_api() as inner:
        key = inner.gateway.key.encode()

        def wrap(_: ASGIApp) -> ASGIApp:
            async def proxy(scope: Scope, receive: Receive, send: Send) -> None:
                if scope["type"] == "http":
                    credentials = {b"authorization", b"x-api-key"}
                    kept = [each for each in scope["headers"] if each[0] not in credentials]
                    scope = {**scope, "headers": [*kept, (b"authorization", b"Bearer " + key)]}
                await inner.gateway.app(scope, receive, send)

            return proxy

        results = await smoked(wrap)
    assert by_status(results, FAIL) >= NO_KEY


async def test_a_wrong_key_fails_models_and_answers() -> None:
    async with smoked_api() as api:
        results = await smoke(replace(api.target, key=f"ctx_{'a' * 36}"))
    assert {"models", *ANSWERS, *STREAMS} <= by_status(results, FAIL)


async def test_an_unknown_model_is_named() -> None:
    results = await smoked(model="gpt-5")
    assert {"models", *ANSWERS} <= by_status(results, FAIL)


@pytest.mark.parametrize(
    ("status", "document"),
    [(503, {"status": "unavailable"}), (200, {"status": "ok", "models": []}), (404, {}), (200, "hello")],
)
async def test_a_health_out_of_order_ends_it(status: int, document: Any) -> None:
    health = answering(lambda scope: (status, document) if scope["path"] == "/health" else None)
    results = await smoked(health)
    assert [(result.name, result.answer.status) for result in results] == [("health", FAIL)]


async def test_key_and_token_never_occur_in_a_report() -> None:
    async with smoked_api(answering(UsagePages(["settled"]))) as api:
        in_order = await examine(api.target.url, api.gateway.key, TOKEN, {})
        # A key of its own: both runs together have more requests than a minute allows.
        second_key = api.gateway.new_key(key_id="second")
        refused = await examine(api.target.url, second_key, "another-token-0123", {})
    assert by_status(in_order, FAIL) == set()
    assert by_status(refused, FAIL) == {"usage"}
    for secret in (api.gateway.key, second_key, TOKEN, "another-token-0123"):
        assert secret not in as_json(in_order) + as_json(refused)


@pytest.mark.parametrize(
    ("arguments", "key", "said"),
    [
        ([], "ctx_x", "Name the API, and put a key into the environment: "),
        (["https://api.example.com"], "", "Name the API, and put a key into the environment: "),
        (["http://api.example.com"], "ctx_x", "URL is plain http"),
        (["api.example.com"], "ctx_x", "URL is not an address"),
        (["https://user:pw@api.example.com"], "ctx_x", "URL has more than an address"),
    ],
)
def test_wrong_arguments_are_one_sentence(
    arguments: list[str], key: str, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(arguments, {"KEY": key}) == 2
    printed = capsys.readouterr().err
    assert printed.startswith(said)
    assert "ctx_x" not in printed
