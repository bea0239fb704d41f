"""Checks of a deployment: what was asked, what came back, what to do.

``make doctor`` and ``make smoke`` run them.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from enum import StrEnum

CHECK_SECONDS = 5.0
"""How long a check may take unless it says otherwise: an unreachable host holds nobody up."""


class CheckStatus(StrEnum):
    """``fail``: it does not work or is not safe. ``warn``: look at it. ``skipped``: it could not be asked."""

    OK = "ok"
    WARN = "warn"
    FAIL = "fail"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True)
class CheckAnswer:
    """``came_back`` is what the check found, for ``skipped`` why it did not ask; ``advice`` is what to do."""

    status: CheckStatus
    came_back: str
    advice: str = ""


def ok(came_back: str) -> CheckAnswer:
    return CheckAnswer(CheckStatus.OK, came_back)


def warn(came_back: str, advice: str) -> CheckAnswer:
    return CheckAnswer(CheckStatus.WARN, came_back, advice)


def fail(came_back: str, advice: str) -> CheckAnswer:
    return CheckAnswer(CheckStatus.FAIL, came_back, advice)


def skipped(reason: str, advice: str = "") -> CheckAnswer:
    return CheckAnswer(CheckStatus.SKIPPED, reason, advice)


@dataclass(frozen=True, slots=True)
class DeploymentCheck:
    """``name`` says whom it asks, ``asked`` what; ``ask`` may raise anything.

    ``advice`` is what to do if nothing answers; ``seconds`` bounds the check.
    """

    name: str
    asked: str
    ask: Callable[[], Awaitable[CheckAnswer]]
    advice: str = "Check the address, and that this machine may reach it."
    seconds: float = CHECK_SECONDS


@dataclass(frozen=True, slots=True)
class CheckResult:
    """One line of a report. ``seconds`` is how long it took."""

    name: str
    asked: str
    answer: CheckAnswer
    seconds: float
