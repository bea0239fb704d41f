"""Asking one check of a list, by its name."""

from __future__ import annotations

from collections.abc import Iterable

from scripts.checks import CheckAnswer, CheckStatus, DeploymentCheck
from scripts.checks.running import run_checks

OK, WARN, FAIL, SKIPPED = CheckStatus.OK, CheckStatus.WARN, CheckStatus.FAIL, CheckStatus.SKIPPED


async def answer_of(checks: Iterable[DeploymentCheck], name: str) -> CheckAnswer:
    """Return the answer of the check whose name begins with ``name``."""
    (check,) = (check for check in checks if check.name.startswith(name))
    (result,) = await run_checks([check])
    return result.answer


async def outcome(check: DeploymentCheck) -> tuple[CheckStatus, str]:
    """Return the status of ``check``, and what came back with what to do."""
    (result,) = await run_checks([check])
    return result.answer.status, f"{result.answer.came_back} → {result.answer.advice}"
