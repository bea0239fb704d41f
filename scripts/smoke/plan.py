"""All checks of a running API, in the order in which they run."""

from __future__ import annotations

from scripts.checks import CheckResult, CheckStatus, DeploymentCheck
from scripts.checks.running import run_in_turn
from scripts.smoke.answers import answer_checks
from scripts.smoke.browsers import browser_checks
from scripts.smoke.catalogue import catalogue_checks
from scripts.smoke.latency import latency_check
from scripts.smoke.refusals import refusal_checks
from scripts.smoke.streams import stream_checks
from scripts.smoke.target import SmokeTarget
from scripts.smoke.usage import usage_check


async def smoke(target: SmokeTarget) -> list[CheckResult]:
    """Return the results of every check; only that of the health if nothing answers there."""
    results = await run_in_turn(catalogue_checks(target)[:1])
    if results[0].answer.status is CheckStatus.FAIL:
        return results
    results += await run_in_turn(catalogue_checks(target)[1:])
    model = target.model or next(iter(target.models), "default")
    return results + await run_in_turn(model_checks(target, model))


def model_checks(target: SmokeTarget, model: str) -> list[DeploymentCheck]:
    return [
        *answer_checks(target, model),
        *stream_checks(target, model),
        *refusal_checks(target, model),
        *browser_checks(target),
        latency_check(target, model),
        usage_check(target),
    ]
