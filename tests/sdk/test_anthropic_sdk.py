"""What a customer's code gets from Anthropic's SDK, in the newest and the oldest supported release."""

from __future__ import annotations

from typing import Any

import pytest

from tests.sdk.probing import Findings
from tests.sdk.prompted_router import HARD_TEXT

pytestmark = pytest.mark.timeout(300)

MESSAGE = {
    "id": "msg_",
    "type": "message",
    "role": "assistant",
    "model": "oss-20b",
    "content": [["text", "Hello, you."]],
    "stop_reason": "end_turn",
    "stop_sequence": None,
    "input_tokens": 11,
    "output_tokens": 3,
}
EPOCH = "1970-01-01 00:00:00+00:00"

SEEN: dict[str, Any] = {
    "unary": MESSAGE,
    "unary async": MESSAGE,
    "every parameter": "Hello, you.",
    "system message in messages": "Hello, you.",
    "stop sequence": ["stop_sequence", "END"],
    "headers": {
        "request-id": True,
        "same id": True,
        "limits": {"limit": True, "remaining": True, "reset": True},
        "parsed": "Hello, you.",
    },
    "request id": True,
    "stream": [
        "message_start",
        "content_block_start",
        *["content_block_delta"] * 3,
        "content_block_stop",
        "message_delta",
        "message_stop",
    ],
    "stream helper events": [
        "message_start",
        "content_block_start",
        *["content_block_delta", "text"] * 3,
        "content_block_stop",
        "message_delta",
        "message_stop",
    ],
    "stream with keep-alives": ["Slow but sure.", "end_turn"],
    "stream of hard text": HARD_TEXT,
    "temperature of the classic version": "Hello, you.",
    "models list": [
        ["oss-20b", "model", "OSS 20B", EPOCH],
        ["gemma-4-26b", "model", "Gemma 4 26B", EPOCH],
    ],
    "models page by page": {
        "first": ["oss-20b"],
        "has_more": True,
        "all": ["oss-20b", "gemma-4-26b"],
        "before": ["oss-20b"],
    },
    "models retrieve": "Gemma 4 26B",
}

INVALID = "invalid_request_error"
# scenario → class of the newest, class of the oldest, status, type, our code
ERRORS: dict[str, tuple[str, str, int, str, str]] = {
    "error: wrong value": ("BadRequestError", "BadRequestError", 400, INVALID, "invalid_request"),
    "error: no messages": ("BadRequestError", "BadRequestError", 400, INVALID, "invalid_request"),
    "error: page of the catalogue": ("BadRequestError", "BadRequestError", 400, INVALID, "invalid_request"),
    "error: tools": ("BadRequestError", "BadRequestError", 400, INVALID, "unsupported_feature"),
    "error: image": ("BadRequestError", "BadRequestError", 400, INVALID, "unsupported_feature"),
    "error: thinking": ("BadRequestError", "BadRequestError", 400, INVALID, "unsupported_feature"),
    "error: invalid key": (
        *("AuthenticationError", "AuthenticationError"),
        *(401, "authentication_error", "invalid_api_key"),
    ),
    "error: quota, retries allowed": (
        *("PaymentRequiredError", "APIStatusError"),
        *(402, "billing_error", "insufficient_quota"),
    ),
    "error: key without the model": (
        *("PermissionDeniedError", "PermissionDeniedError"),
        *(403, "permission_error", "model_not_permitted"),
    ),
    "error: unknown model": ("NotFoundError", "NotFoundError", 404, "not_found_error", "model_not_found"),
    "error: unknown model counted": (
        *("NotFoundError", "NotFoundError"),
        *(404, "not_found_error", "model_not_found"),
    ),
    "error: model of the catalogue": (
        *("NotFoundError", "NotFoundError"),
        *(404, "not_found_error", "model_not_found"),
    ),
    "error: unknown route": ("NotFoundError", "NotFoundError", 404, "not_found_error", "not_found"),
    "error: too large": (
        *("ContentTooLargeError", "APIStatusError"),
        *(413, "request_too_large", "request_too_large"),
    ),
    "error: rate limit": (
        *("RateLimitError", "RateLimitError"),
        *(429, "rate_limit_error", "rate_limit_exceeded"),
    ),
    "error: internal": ("InternalServerError", "InternalServerError", 500, "api_error", "internal_error"),
    "error: router": ("InternalServerError", "InternalServerError", 502, "api_error", "router_rejected"),
    "stream fails before its first byte": (
        *("InternalServerError", "InternalServerError"),
        *(502, "api_error", "router_rejected"),
    ),
    "error: timeout": ("GatewayTimeoutError", "InternalServerError", 504, "timeout_error", "router_timeout"),
    "error: saturated": (
        *("OverloadedError", "InternalServerError"),
        *(529, "overloaded_error", "pool_saturated"),
    ),
}


@pytest.fixture(params=["newest", "oldest"])
def findings(request: pytest.FixtureRequest, anthropic_findings: dict[str, Findings]) -> Findings:
    return anthropic_findings[request.param]


def test_two_generations_are_probed(anthropic_findings: dict[str, Findings]) -> None:
    assert anthropic_findings["oldest"].results["version"] == "0.42.0"
    assert int(anthropic_findings["newest"].results["version"].split(".")[0]) >= 2


@pytest.mark.parametrize("scenario", SEEN)
def test_answers(findings: Findings, scenario: str) -> None:
    assert findings.results[scenario] == SEEN[scenario]


@pytest.mark.parametrize("scenario", ERRORS)
def test_errors_are_distinguishable(
    anthropic_findings: dict[str, Findings], findings: Findings, scenario: str
) -> None:
    newest_class, oldest_class, status, type_, code = ERRORS[scenario]
    seen, newest = findings.results[scenario], findings is anthropic_findings["newest"]
    assert seen["class"] == (newest_class if newest else oldest_class)
    assert (seen["status"], seen["body_type"]) == (status, type_)
    assert seen["request_id"]
    assert seen["body_request_id"]
    assert len(seen["message"]) > 10
    assert "secret" not in seen["message"]
    if newest:
        assert (seen["type"], seen["error_code"]) == (type_, code)


def test_every_scenario_has_an_expectation(findings: Findings) -> None:
    elsewhere = {"version", "stream helper", "stream async", "stream breaks", "count tokens", "temperature"}
    assert set(findings.results) == SEEN.keys() | ERRORS.keys() | elsewhere


@pytest.mark.parametrize("scenario", ["stream helper", "stream async"])
def test_stream_helper_joins_the_message(anthropic_findings: dict[str, Findings], scenario: str) -> None:
    texts = ["Hello", ", ", "you."]
    newest = anthropic_findings["newest"].results[scenario]
    assert newest == {"texts": texts, "final": MESSAGE}
    # The old helper returns the input tokens of message_start, which are our estimate of the same prompt.
    oldest = anthropic_findings["oldest"].results[scenario]
    estimated = oldest["final"].pop("input_tokens")
    assert estimated > 0
    assert oldest == {
        "texts": texts,
        "final": {name: value for name, value in MESSAGE.items() if name != "input_tokens"},
    }


def test_counted_tokens_equal_those_of_message_start(findings: Findings) -> None:
    counted, started = findings.results["count tokens"]
    assert counted == started
    assert counted > 75  # 50 times 'greet ' alone are 300 bytes


def test_newest_version_refuses_temperature(anthropic_findings: dict[str, Findings]) -> None:
    assert anthropic_findings["oldest"].results["temperature"] == "Hello, you."
    refused = anthropic_findings["newest"].results["temperature"]
    assert refused["class"] == "BadRequestError"
    assert "temperature: Extra inputs are not permitted" in refused["message"]


def test_error_in_a_stream_is_raised(findings: Findings) -> None:
    """It is raised after the text, with status 200, so the SDK does not retry it."""
    broken = findings.results["stream breaks"]
    assert broken["seen"] == "Hello"
    assert (broken["error"]["class"], broken["error"]["status"]) == ("APIStatusError", 200)
    assert broken["error"]["body_type"] == "api_error"
    assert broken["error"]["request_id"]


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


def test_request_headers_of_the_sdks(anthropic_findings: dict[str, Findings]) -> None:
    newest = anthropic_findings["newest"].requests_with("valid")[0]
    assert newest["authorization"].startswith("Bearer ctx_")
    assert "x-api-key" not in newest
    assert newest["anthropic-version"] == "2026-10-21"
    oldest = anthropic_findings["oldest"].requests_with("valid")[0]
    assert oldest["x-api-key"].startswith("ctx_")
    assert "authorization" not in oldest
    assert oldest["anthropic-version"] == "2023-06-01"
