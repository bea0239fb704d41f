"""How long whole answers take, from here."""

from __future__ import annotations

import math

from scripts.checks import CheckAnswer, DeploymentCheck, fail, ok, warn
from scripts.smoke.answers import ANSWER_SECONDS, advice_for
from scripts.smoke.dialects import DIALECTS
from scripts.smoke.target import SmokeTarget, said

CALLS = 3
SLOW_SECONDS = 10.0
"""Where the alarm SlowFirstToken begins, too."""


def latency_check(target: SmokeTarget, model: str) -> DeploymentCheck:
    """Return the check of ``CALLS`` calls and of those that other checks have made."""
    dialect = DIALECTS[0]

    async def ask() -> CheckAnswer:
        for _ in range(CALLS):
            response = await target.ask(dialect.path, dialect.body(model, "Say OK."))
            if response.status_code != 200:
                return fail(said(response), advice_for(response.status_code))
        return judge_latency(target.unary_seconds)

    return DeploymentCheck(
        "latency", f"{CALLS} whole answers, and those before", ask, "See the gateway's log.", ANSWER_SECONDS
    )


def judge_latency(seconds: list[float]) -> CheckAnswer:
    p50, p95 = percentile(seconds, 0.5), percentile(seconds, 0.95)
    took = f"{len(seconds)} answers: P50 {p50 * 1000:.0f} ms, P95 {p95 * 1000:.0f} ms"
    if p95 > SLOW_SECONDS:
        return warn(took, "Which model, which router? The dashboard, and SlowFirstToken in operations.md.")
    return ok(took)


def percentile(values: list[float], share: float) -> float:
    """Return the smallest of ``values`` that at least ``share`` of them do not exceed."""
    return sorted(values)[max(0, math.ceil(share * len(values)) - 1)]
