"""Metrics of requests in the gateway's log, and what they cost."""

from __future__ import annotations

import json
import time
from collections.abc import Sequence
from types import SimpleNamespace
from typing import Any, cast

import pytest

from functions.gateway.pipeline.execution import Execution
from functions.gateway.pipeline.settlement import RequestResult
from functions.gateway.telemetry.metrics import RequestMetrics, unsent_usage
from functions.gateway.telemetry.request_log import GatewayRequestLog
from portal.inference import TokenUsage
from portal.usage import AttemptedTarget, AttemptOutcome
from portal.usage.unsent import UnsentLog, read_unsent
from portal.web.types import Scope
from tests.support.usage.events import admitted

SCOPE: Scope = {"type": "http", "path": "/v1/messages", "state": {"request_id": "req_1"}}

OK = RequestResult("ok", 200)
TARGET = "tgt_0123456789abcdef"


def execution(
    *, outcomes: Sequence[AttemptOutcome] = ("ok",), first: float | None = 0.25, stream: bool = True
) -> Execution:
    """Return what the log reads of an execution that started a second ago."""
    started = time.perf_counter() - 1
    principal = SimpleNamespace(organization_id="o", key_id="k")
    admission = SimpleNamespace(
        model="oss-20b",
        pool="oss-20b",
        principal=principal,
        request=SimpleNamespace(stream=stream),
        policy_age_seconds=1.23456,
        policy_entries=7,
    )
    return cast(
        "Execution",
        SimpleNamespace(
            admission=admission,
            attempts=len(outcomes),
            hedges=0,
            targets=[AttemptedTarget(id=TARGET, outcome=each, duration_ms=1.0) for each in outcomes],
            usage=TokenUsage(7, 9, source="router"),
            started_at=started,
            first_text_at=None if first is None else started + first,
        ),
    )


def metrics() -> RequestMetrics:
    return RequestMetrics("Portal/test", version="12")


def line_of(outcome: RequestResult = OK, **facts: Any) -> dict[str, Any]:
    lines: list[bytes] = []
    log = GatewayRequestLog(lines.append, metrics=metrics())
    log.served(SCOPE, execution(**facts), outcome)
    return cast("dict[str, Any]", json.loads(lines[0]))


def measured(line: dict[str, Any], dimension_set: list[str] | None = None) -> dict[str, float]:
    """Return the metrics with these dimensions, as CloudWatch reads them: what is named must be a number."""
    wanted = dimension_set or ["service"]
    (directive,) = (each for each in line["_aws"]["CloudWatchMetrics"] if wanted in each["Dimensions"])
    for dimensions in directive["Dimensions"]:
        assert all(isinstance(line[name], str) for name in dimensions)
    found = {
        metric["Name"]: line[metric["Name"]] for metric in directive["Metrics"] if metric["Name"] in line
    }
    assert all(isinstance(value, int | float) for value in found.values())
    return found


def test_served_request_has_metrics() -> None:
    line = line_of()
    figures = measured(line)
    assert figures.pop("latency_ms") == pytest.approx(1000, abs=50)
    assert figures == {
        "requests": 1,
        "ttft_ms": 250.0,
        "prompt_tokens": 7,
        "completion_tokens": 9,
        "upstream_errors": 0,
        "stream_errors": 0,
        "snapshot_age_seconds": 1.235,
        "snapshot_entries": 7,
    }
    assert abs(line["_aws"]["Timestamp"] / 1000 - time.time()) < 5


def test_metrics_are_by_service_and_model_and_failures_by_version() -> None:
    directives = line_of()["_aws"]["CloudWatchMetrics"]
    assert [each["Dimensions"] for each in directives] == [
        [["service"], ["service", "model"]],
        [["service", "version"]],
    ]


def test_request_without_text_has_no_time_to_first_token() -> None:
    line = line_of(
        RequestResult("failed_before_first_byte", 502, "router_unreachable"),
        outcomes=["unreachable", "no_text"],
        first=None,
    )
    assert "ttft_ms" not in line
    assert measured(line)["upstream_errors"] == 2
    assert measured(line)["stream_errors"] == 0


def test_whole_answer_has_no_time_to_first_token() -> None:
    """Its text arrives at its end: long answers would look like slow first tokens."""
    line = line_of(stream=False)
    assert "ttft_ms" not in line
    assert measured(line)["latency_ms"] == pytest.approx(1000, abs=50)


def test_stream_error_is_counted_despite_status_200() -> None:
    assert (
        measured(line_of(RequestResult("failed_after_first_byte", 200, "stream_interrupted")))[
            "stream_errors"
        ]
        == 1
    )
    assert measured(line_of(RequestResult("deadline", 200, "deadline_exceeded")))["stream_errors"] == 1
    assert measured(line_of(RequestResult("client_disconnected", 200, "client_gone")))["stream_errors"] == 0


@pytest.mark.parametrize(
    ("outcomes", "errors"),
    [
        (["ok"], 0),
        (["unreachable", "ok"], 1),
        (["timed_out", "rejected", "no_text"], 3),
        (["interrupted"], 1),
        (["busy", "busy"], 0),
        (["cancelled", "ok"], 0),
        ([], 0),
    ],
)
def test_upstream_errors_are_failed_calls_of_routers(outcomes: list[AttemptOutcome], errors: int) -> None:
    """A target that is busy has not failed, and a client that leaves is no failure of a router."""
    assert measured(line_of(outcomes=outcomes))["upstream_errors"] == errors


def test_refused_request_has_metrics() -> None:
    lines: list[bytes] = []
    log = GatewayRequestLog(lines.append, metrics=metrics())
    log.refused(SCOPE, 401, "invalid_api_key", time.perf_counter())
    figures = measured(json.loads(lines[0]))
    assert (figures["requests"], figures["refusals"]) == (1, 1)


def test_request_without_a_run_is_no_refusal() -> None:
    lines: list[bytes] = []
    log = GatewayRequestLog(lines.append, metrics=metrics())
    log.not_run(SCOPE, 200, "replayed", time.perf_counter())
    line = json.loads(lines[0])
    assert line["message"] == "request.not_run"
    assert measured(line).keys() == {"requests", "latency_ms"}


FAILURES = [
    (RequestResult("ok", 200), 0),
    (RequestResult("client_disconnected", 499, "client_gone"), 0),
    (RequestResult("client_disconnected", 200, "client_gone"), 0),
    (RequestResult("failed_before_first_byte", 502, "router_unreachable"), 1),
    (RequestResult("failed_after_first_byte", 200, "stream_interrupted"), 1),
    (RequestResult("deadline", 200, "deadline_exceeded"), 1),
    (RequestResult("deadline", 504, "deadline_exceeded"), 1),
]


@pytest.mark.parametrize(("result", "failed"), FAILURES)
def test_failure_is_measured_by_version(result: RequestResult, failed: int) -> None:
    """The alarm that ends a gradual deployment averages it."""
    assert measured(line_of(result), ["service", "version"]) == {"failed": failed}
    assert line_of(result)["version"] == "12"


def test_failure_on_instances_has_no_version() -> None:
    """There it would be a metric at which nobody looks, by the numbers of the function on demand."""
    lines: list[bytes] = []
    log = GatewayRequestLog(lines.append, metrics=RequestMetrics("Portal/test", version=None))
    log.served(SCOPE, execution(), OK)
    log.refused(SCOPE, 503, "code", time.perf_counter())
    for line in map(json.loads, lines):
        assert all("version" not in each for each in line["_aws"]["CloudWatchMetrics"][0]["Dimensions"])
        assert not {"failed", "version"} & line.keys()


@pytest.mark.parametrize(("status", "failed"), [(400, 0), (401, 0), (429, 0), (499, 0), (500, 1), (503, 1)])
def test_refusal_by_an_error_of_ours_is_a_failure(status: int, failed: int) -> None:
    lines: list[bytes] = []
    GatewayRequestLog(lines.append, metrics=metrics()).refused(SCOPE, status, "code", time.perf_counter())
    assert measured(json.loads(lines[0]), ["service", "version"]) == {"failed": failed}


def test_log_without_a_namespace_has_no_metrics() -> None:
    lines: list[bytes] = []
    GatewayRequestLog(lines.append).served(SCOPE, execution(), OK)
    line = json.loads(lines[0])
    assert "_aws" not in line
    assert "requests" not in line


def test_log_line_has_the_invocation_id() -> None:
    lines: list[bytes] = []
    scope = {**SCOPE, "aws.context": SimpleNamespace(aws_request_id="lambda-1")}
    GatewayRequestLog(lines.append).served(scope, execution(), OK)
    assert json.loads(lines[0])["requestId"] == "lambda-1"


def test_metrics_cost_a_request_less_than_20_microseconds() -> None:
    plain = GatewayRequestLog(lambda _: None)
    measuring = GatewayRequestLog(lambda _: None, metrics=metrics())
    one = execution()

    def seconds(log: GatewayRequestLog) -> float:
        started = time.process_time()
        for _ in range(500):
            log.served(SCOPE, one, OK)
        return (time.process_time() - started) / 500

    rounds = [(seconds(plain), seconds(measuring)) for _ in range(9)]
    assert min(after - before for before, after in rounds) < 20e-6


def test_unsent_event_has_a_metric_and_is_readable(capsys: pytest.CaptureFixture[str]) -> None:
    from portal.usage.messages import encode

    event = admitted()
    UnsentLog(metrics=unsent_usage("Portal/test")).write(encode(event), "the queue is away")
    printed = capsys.readouterr().err
    assert measured(json.loads(printed)) == {"unsent_usage": 1}
    assert list(read_unsent(printed.splitlines())) == [event]
