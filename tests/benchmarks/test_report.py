"""A run with failures is void in the report, and is never printed as a figure."""

from __future__ import annotations

import io
from typing import Any

from benchmarks.report import print_report

RUN = {
    "requests": 10,
    "per_second": 1234.5,
    "p50": 2.0,
    "p99": 3.0,
    "first_p50": 1.0,
    "first_p99": 1.5,
    "token_p50": 0.1,
    "token_p99": 0.2,
    "cpu_ms": 0.5,
    "stalls": 0,
    "failures": 0,
    "sample": "",
}
FAILED = {**RUN, "per_second": 99_999.0, "failures": 7, "sample": "HTTP/1.1 400 Bad Request"}
LOADS = ("unary c=1", "unary c=16", "unary c=64", "stream c=1", "stream c=16", "paced c=1")


def server(**runs: dict[str, Any]) -> dict[str, Any]:
    figures: dict[str, Any] = dict.fromkeys(LOADS, RUN)
    figures |= {"rss_idle_mb": 40.0, "rss_after_mb": 50.0, "paced": {"64": RUN}}
    return figures | runs


def report(**servers: dict[str, Any]) -> tuple[str, list[str]]:
    out = io.StringIO()
    results = {
        "machine": {"processors": 2, "python": "3.11", "upstream": "u"},
        "direct": server(),
        "servers": servers,
    }
    void = print_report(results, out)
    return out.getvalue(), void


def row(text: str, title: str) -> str:
    return next(line for line in text.splitlines() if line.startswith(title))


def test_run_without_failures_is_printed_with_its_ratio() -> None:
    text, void = report(floor=server(), gateway=server())
    assert void == []
    assert "void" not in text
    assert row(text, "requests/s, c=16").split()[-3:] == ["1,234.50", "1,234.50", "1.00"]


def test_run_with_failures_is_void_and_says_how_it_failed() -> None:
    text, void = report(floor=server(), gateway=server(), LiteLLM=server(**{"unary c=16": FAILED}))
    assert "99,999" not in text
    assert row(text, "requests/s, c=16").split()[-2] == "void"
    assert row(text, "requests/s, c=1 ").split()[-2] == "1,234.50"
    assert void == ["LiteLLM, unary c=16: 7 failures, such as 'HTTP/1.1 400 Bad Request'"]
    assert void[0] in text


def test_paced_streams_that_fail_are_named_and_do_not_count() -> None:
    paced = {"64": RUN, "128": {**RUN, "failures": 3}}
    text, void = report(floor=server(), gateway=server(), Portkey=server(paced=paced))
    assert void == []
    assert row(text, "paced streams without a stall").split()[-2] == "64.00"
    assert "Portkey failed 3 of its paced streams at 128." in text
