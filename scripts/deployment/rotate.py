"""Let the functions read their secrets again: ``python -m scripts.deployment.rotate dev``.

Functions read secrets when an environment starts. This deploys the stack's own template with a new
DeploymentId and nothing else changed: every function gets a version, whose environments are new, and the
traffic moves to it as in every deployment. Nothing is built.
"""

from __future__ import annotations

import sys
import time
from typing import Any

from scripts.deployment.command import Clients, run_command
from scripts.deployment.parameters.deployment_id import PARAMETER, next_deployment_id
from scripts.deployment.pinned_template import is_pinned
from scripts.deployment.stack_update import UPDATABLE, update_stack
from scripts.deployment.stacks import DeploymentStack, OperatorError, deployed_stack


class CannotRotate(OperatorError):
    """The stack is in no state to be deployed again. The message says what to do."""


def rotate(stack_name: str, cloudformation: Any, now: float) -> str:
    """Deploy the stack again and return its DeploymentId. Raises CannotRotate, StackMissing, UpdateFailed."""
    stack = deployed_stack(stack_name, cloudformation)
    if stack.status not in UPDATABLE:
        raise CannotRotate(f"{stack_name} is {stack.status}: wait, or repair it, and try again.")
    if PARAMETER not in stack.parameters:
        raise CannotRotate(f"{stack_name} has no parameter {PARAMETER}: make deploy once.")
    if is_pinned(stack_name, cloudformation):
        raise CannotRotate(
            f"{stack_name} was rolled back, and the newest code is the one that was left: make deploy with "
            "code that works, which reads the secrets too."
        )
    deployment = next_deployment_id(stack.parameters[PARAMETER], now)
    update_stack(stack, cloudformation, name=f"rotate-{deployment}", parameters={PARAMETER: deployment})
    return deployment


def _rotate(target: DeploymentStack, clients: Clients) -> None:
    deployment = rotate(target.name, clients("cloudformation"), time.time())
    print(f"{target.name} runs on new environments that have read the secrets (deployment {deployment}).")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("Name the environment: make rotate ENV=dev")
    sys.exit(run_command(sys.argv[1], _rotate))
