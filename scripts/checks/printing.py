"""A report as readable lines or as JSON, and its exit code."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from scripts.checks import CheckResult, CheckStatus

_COLOURS = {
    CheckStatus.OK: "\x1b[32m",
    CheckStatus.WARN: "\x1b[33m",
    CheckStatus.FAIL: "\x1b[31m",
    CheckStatus.SKIPPED: "\x1b[2m",
}
_PLAIN = "\x1b[0m"


def exit_code(results: Iterable[CheckResult]) -> int:
    """Return 1 if any check failed, else 0."""
    return int(any(result.answer.status is CheckStatus.FAIL for result in results))


def as_lines(results: Sequence[CheckResult], *, colours: bool = False) -> Iterator[str]:
    """Yield two lines for each check, a third if there is something to do, and the count at the end."""
    for result in results:
        status = f"{result.answer.status.value:<7}"
        if colours:
            status = f"{_COLOURS[result.answer.status]}{status}{_PLAIN}"
        yield f"{status} {result.name}: {result.asked}"
        yield f"        {result.answer.came_back} ({result.seconds * 1000:.0f} ms)"
        if result.answer.advice:
            yield f"        → {result.answer.advice}"
    counts = Counter(result.answer.status for result in results)
    yield ", ".join(f"{counts[status]} {status.value}" for status in CheckStatus)


def as_json(results: Sequence[CheckResult]) -> str:
    """Return ``{"failed": bool, "checks": [{name, asked, status, came_back, advice, milliseconds}]}``."""
    checks = [
        {
            "name": result.name,
            "asked": result.asked,
            "status": result.answer.status.value,
            "came_back": result.answer.came_back,
            "advice": result.answer.advice,
            "milliseconds": round(result.seconds * 1000),
        }
        for result in results
    ]
    return json.dumps({"failed": bool(exit_code(results)), "checks": checks}, indent=2, ensure_ascii=False)
