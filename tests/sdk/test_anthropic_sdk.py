"""What a customer's code gets from Anthropic's SDK, in the newest and the oldest supported release."""

from __future__ import annotations

import pytest

from tests.support.sdk.anthropic_sdk.expected import ERRORS, MESSAGE, SEEN
from tests.support.sdk.probing import Findings

pytestmark = pytest.mark.timeout(300)


@pytest.fixture(params=["newest", "oldest"])
def findings(request: pytest.FixtureRequest, anthropic_findings: dict[str, Findings]) -> Findings:
    return anthropic_findings[request.param]


def test_two_generations_are_probed(anthropic_findings: dict[str, Findings]) -> None:
    assert anthropic_findings["oldest"].results["version"] == "0.42.0"
    assert int(anthropic_findings["newest"].results["version"].split(".")[0]) >= 2


@pytest.mark.parametrize("scenario", SEEN)
def test_result_is_as_expected(findings: Findings, scenario: str) -> None:
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


def test_sdks_send_the_expected_request_headers(anthropic_findings: dict[str, Findings]) -> None:
    newest = anthropic_findings["newest"].requests_with("valid")[0]
    assert newest["authorization"].startswith("Bearer ctx_")
    assert "x-api-key" not in newest
    assert newest["anthropic-version"] == "2026-10-21"
    oldest = anthropic_findings["oldest"].requests_with("valid")[0]
    assert oldest["x-api-key"].startswith("ctx_")
    assert "authorization" not in oldest
    assert oldest["anthropic-version"] == "2023-06-01"
