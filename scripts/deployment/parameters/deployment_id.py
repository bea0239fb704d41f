"""The parameter DeploymentId: a new one publishes a version of every function, whatever else changed."""

from __future__ import annotations

import re
import time
from collections.abc import Callable

from scripts.deployment.parameters import Decision, PlannedDeployment

PARAMETER = "DeploymentId"
_IN_DESCRIPTION = re.compile(r"(?:^| )([0-9]{10})$")


def next_deployment_id(before: str | None, now: float) -> str:
    """Return the seconds since 1970, or one more than ``before`` if the clock is not past that.

    Ten digits: SAM takes the first ten characters into the logical id of a version, and they must differ.
    """
    earlier = int(before) if before and before.isdecimal() else 0
    return f"{max(int(now), earlier + 1):010d}"


def decide_deployment_id(planned: PlannedDeployment, clock: Callable[[], float] = time.time) -> Decision:
    """Set a DeploymentId that the stack has not had."""
    return Decision({PARAMETER: next_deployment_id(planned.deployed.get(PARAMETER), clock())})


def deployment_of(description: str) -> str | None:
    """Return the DeploymentId at the end of a version's description, where SAM puts it; None without one."""
    found = _IN_DESCRIPTION.search(description)
    return found and found.group(1)
