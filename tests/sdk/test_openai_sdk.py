"""What a customer's code gets from OpenAI's SDK, in the newest and the oldest supported release."""

from __future__ import annotations

from typing import Any

import pytest

from tests.sdk.probing import Findings
from tests.sdk.prompted_router import HARD_TEXT

pytestmark = pytest.mark.timeout(300)

USAGE = {"completion_tokens": 3, "prompt_tokens": 11, "total_tokens": 14}
GREETING = [
    ["assistant", "", None, None],
    [None, "Hello", None, None],
    [None, ", ", None, None],
    [None, "you.", None, None],
    [None, None, "stop", None],
]

SEEN: dict[str, Any] = {
    "unary": {
        "id": "chatcmpl-",
        "object": "chat.completion",
        "model": "oss-20b",
        "created": "int",
        "choices": 1,
        "role": "assistant",
        "content": "Hello, you.",
        "tool_calls": None,
        "finish_reason": "stop",
        "usage": USAGE,
    },
    "unary async": "Hello, you.",
    "every parameter": "Hello, you.",
    "headers": {
        "x-request-id": True,
        "same id": True,
        "limits": {"limit": True, "remaining": True, "reset": True},
        "parsed": "Hello, you.",
    },
    "stream": GREETING,
    "stream async": GREETING,
    "stream with usage": [*GREETING, [None, None, None, USAGE]],
    "stream is one answer": [1, "chat.completion.chunk"],
    "stream with keep-alives": [
        ["assistant", "", None, None],
        [None, "Slow ", None, None],
        [None, "but sure.", None, None],
        [None, None, "stop", None],
    ],
    "stream of hard text": HARD_TEXT,
    "models list": [["oss-20b", "model", "cortensor", 0], ["gemma-4-26b", "model", "cortensor", 0]],
    "models retrieve": "gemma-4-26b",
}

INVALID = "invalid_request_error"
# scenario → class, status, code, param, type
ERRORS: dict[str, tuple[str, int, str, str | None, str]] = {
    "error: wrong value": ("BadRequestError", 400, "invalid_request", "temperature", INVALID),
    "error: wrong type": ("BadRequestError", 400, "invalid_request", "max_tokens", INVALID),
    "error: no messages": ("BadRequestError", 400, "invalid_request", "messages", INVALID),
    "error: tools": ("BadRequestError", 400, "unsupported_feature", "tools", INVALID),
    "error: image": ("BadRequestError", 400, "unsupported_feature", "messages.0.content.0.type", INVALID),
    "error: several choices": ("BadRequestError", 400, "unsupported_feature", "n", INVALID),
    "error: invalid key": ("AuthenticationError", 401, "invalid_api_key", None, INVALID),
    "error: key without the model": (
        *("PermissionDeniedError", 403, "model_not_permitted"),
        *("model", "permission_error"),
    ),
    "error: unknown model": ("NotFoundError", 404, "model_not_found", "model", INVALID),
    "error: model of the catalogue": ("NotFoundError", 404, "model_not_found", "model", INVALID),
    "error: unknown route": ("NotFoundError", 404, "not_found", None, INVALID),
    "error: too large": ("APIStatusError", 413, "request_too_large", None, INVALID),
    "error: rate limit": ("RateLimitError", 429, "rate_limit_exceeded", None, "requests"),
    "error: quota, retries allowed": (
        *("RateLimitError", 429, "insufficient_quota"),
        *(None, "insufficient_quota"),
    ),
    "error: internal": ("InternalServerError", 500, "internal_error", None, "server_error"),
    "error: router": ("InternalServerError", 502, "router_rejected", None, "server_error"),
    "stream fails before its first byte": (
        *("InternalServerError", 502, "router_rejected"),
        *(None, "server_error"),
    ),
    "error: saturated": ("InternalServerError", 503, "pool_saturated", None, "server_error"),
    "error: timeout": ("InternalServerError", 504, "router_timeout", None, "server_error"),
}


@pytest.fixture(params=["newest", "oldest"])
def findings(request: pytest.FixtureRequest, openai_findings: dict[str, Findings]) -> Findings:
    return openai_findings[request.param]


def test_two_generations_are_probed(openai_findings: dict[str, Findings]) -> None:
    assert openai_findings["oldest"].results["version"] == "1.26.0"
    assert int(openai_findings["newest"].results["version"].split(".")[0]) >= 3


@pytest.mark.parametrize("scenario", SEEN)
def test_answers(findings: Findings, scenario: str) -> None:
    assert findings.results[scenario] == SEEN[scenario]


@pytest.mark.parametrize("scenario", ERRORS)
def test_errors_are_distinguishable(findings: Findings, scenario: str) -> None:
    seen = findings.results[scenario]
    described = (seen["class"], seen["status"], seen["code"], seen["param"], seen["type"])
    assert described == ERRORS[scenario]
    assert seen["request_id"]
    assert len(seen["message"]) > 10
    assert "secret" not in seen["message"]


def test_both_generations_get_the_same(openai_findings: dict[str, Findings]) -> None:
    newest, oldest = openai_findings["newest"].results, openai_findings["oldest"].results
    only_new = {"version", "stream helper"}
    assert {name: newest[name] for name in newest if name not in only_new} == {
        name: oldest[name] for name in oldest if name not in only_new
    }


def test_every_scenario_has_an_expectation(findings: Findings) -> None:
    elsewhere = {"version", "stream helper", "stream breaks"}
    assert set(findings.results) == SEEN.keys() | ERRORS.keys() | elsewhere


def test_stream_helper_of_newer_releases(openai_findings: dict[str, Findings]) -> None:
    newest = openai_findings["newest"].results["stream helper"]
    assert newest["content"] == "Hello, you."
    assert newest["deltas"] >= 3
    assert openai_findings["oldest"].results["stream helper"] is None


def test_error_in_a_stream_is_raised(findings: Findings) -> None:
    """It is raised after the text, as APIError without a status, so the SDK does not retry it."""
    broken = findings.results["stream breaks"]
    assert broken["seen"] == "Hello"
    assert broken["error"]["class"] == "APIError"
    assert broken["error"]["code"] == "stream_interrupted"
    assert broken["error"]["type"] == "server_error"


def test_keep_alives_were_sent(findings: Findings) -> None:
    assert findings.wire.keep_alives >= 2


def test_exhausted_quota_is_not_retried(findings: Findings) -> None:
    seen = findings.results["error: quota, retries allowed"]
    assert len(findings.requests_with("quota")) == 1
    assert seen["should_retry"] == "false"
    assert seen["retry_after"] is None


def test_rate_limit_has_retry_after(findings: Findings) -> None:
    assert 1 <= int(findings.results["error: rate limit"]["retry_after"]) <= 60
    assert findings.results["error: saturated"]["retry_after"] == "2"


def test_request_headers_of_the_sdk(findings: Findings) -> None:
    request = findings.requests_with("valid")[0]
    assert request["authorization"].startswith("Bearer ctx_")
    assert request["x-stainless-package-version"] == findings.results["version"]
    assert "anthropic-version" not in request
