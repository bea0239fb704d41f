"""What a customer's code gets from OpenAI's SDK, in the newest and the oldest supported release."""

from __future__ import annotations

import pytest

from tests.support.sdk.openai_sdk.expected import ERRORS, SEEN
from tests.support.sdk.probing import Findings

pytestmark = pytest.mark.timeout(300)


@pytest.fixture(params=["newest", "oldest"])
def findings(request: pytest.FixtureRequest, openai_findings: dict[str, Findings]) -> Findings:
    return openai_findings[request.param]


def test_two_generations_are_probed(openai_findings: dict[str, Findings]) -> None:
    assert openai_findings["oldest"].results["version"] == "1.26.0"
    assert int(openai_findings["newest"].results["version"].split(".")[0]) >= 3


@pytest.mark.parametrize("scenario", SEEN)
def test_result_is_as_expected(findings: Findings, scenario: str) -> None:
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
    elsewhere = {"version", "stream helper", "stream breaks", "completion stream breaks"}
    assert set(findings.results) == SEEN.keys() | ERRORS.keys() | elsewhere


def test_stream_helper_of_newer_releases_joins_the_text(openai_findings: dict[str, Findings]) -> None:
    newest = openai_findings["newest"].results["stream helper"]
    assert newest["content"] == "Hello, you."
    assert newest["deltas"] >= 3
    assert openai_findings["oldest"].results["stream helper"] is None


@pytest.mark.parametrize("scenario", ["stream breaks", "completion stream breaks"])
def test_error_in_a_stream_is_raised(findings: Findings, scenario: str) -> None:
    """It is raised after the text, as APIError without a status, so the SDK does not retry it."""
    broken = findings.results[scenario]
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


def test_sdk_sends_the_expected_request_headers(findings: Findings) -> None:
    request = findings.requests_with("valid")[0]
    assert request["authorization"].startswith("Bearer ctx_")
    assert request["x-stainless-package-version"] == findings.results["version"]
    assert "anthropic-version" not in request
