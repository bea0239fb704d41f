"""The verdict of a row: errors first, then times, and nothing within noise."""

from __future__ import annotations

import io
from typing import Any

import pytest

from benchmarks.pool_contenders.plan import CASES, HEALTHY, Plan
from benchmarks.pool_contenders.verdict import OURS, behind, print_table
from local.simulator.behaviour import RouterBehaviour


def figures(errors: int = 0, p95: float | None = 350.0) -> dict[str, Any]:
    return {"requests": 300, "errors": errors, "p50": p95, "p95": p95, "worst": p95}


@pytest.mark.parametrize(
    ("ours", "other"),
    [
        (figures(), figures()),
        (figures(p95=400), figures(p95=350)),
        (figures(errors=1), figures()),
        (figures(errors=10), figures(errors=9)),
        (figures(p95=900), figures(errors=100, p95=310)),
        (figures(), figures(errors=300, p95=None)),
    ],
)
def test_ours_is_ahead_or_within_noise(ours: dict[str, Any], other: dict[str, Any]) -> None:
    assert behind({"other": other, OURS: ours}) is None


@pytest.mark.parametrize(
    ("ours", "other", "reason"),
    [
        (figures(errors=5), figures(), "5 errors, other 0"),
        (figures(p95=500), figures(), "P95 500 ms, other 350.0 ms"),
        (figures(errors=300, p95=None), figures(errors=300), "P95 None ms, other 350.0 ms"),
    ],
)
def test_ours_is_behind(ours: dict[str, Any], other: dict[str, Any], reason: str) -> None:
    assert behind({"other": other, OURS: ours}) == reason


def test_table_names_the_cases_that_are_lost() -> None:
    results = {"won": {"x": figures(p95=900), OURS: figures()}, "lost": {"x": figures(), OURS: figures(9)}}
    out = io.StringIO()
    assert print_table(results, out) == ["lost"]
    assert "ahead, or within noise" in out.getvalue()
    assert "9 errors, x 0" in out.getvalue()


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_routers_accept_the_behaviour_of_every_case(case: Any) -> None:
    plan = Plan(case, ["http://a", "http://b", "http://c"], "key")
    assert Plan.from_json(plan.as_json()) == plan
    behaviours = [plan.behaviour(router, broken=True) for router in range(3)]
    assert all(RouterBehaviour(**behaviour) for behaviour in behaviours)
    assert behaviours[2].items() >= HEALTHY.items()
    assert not case.behaviours or behaviours[0] != plan.behaviour(0, broken=False)
