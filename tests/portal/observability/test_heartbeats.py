"""Heartbeats of scheduled jobs, as CloudWatch reads them."""

from __future__ import annotations

import json

from portal.observability.heartbeats import Heartbeat


def test_heartbeat_is_one_metric_by_service_and_job() -> None:
    lines: list[bytes] = []
    Heartbeat("Portal/test", "pool-monitor", write=lines.append).completed("probe", {"up": 3, "down": 0})
    (line,) = [json.loads(line) for line in lines]
    (directive,) = line["_aws"]["CloudWatchMetrics"]
    assert (directive["Namespace"], directive["Dimensions"]) == ("Portal/test", [["service", "job"]])
    assert directive["Metrics"] == [{"Name": "job_runs", "Unit": "Count"}]
    assert (line["service"], line["job"], line["job_runs"]) == ("pool-monitor", "probe", 1)
    assert line["counts"] == {"up": 3, "down": 0}
    assert line["level"] == "INFO"


def test_without_a_namespace_nothing_is_written() -> None:
    lines: list[bytes] = []
    Heartbeat("", "pool-monitor", write=lines.append).completed("probe", {})
    assert lines == []
