"""What the commands on a stack share: boto3's clients, and errors as one line."""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import partial
from typing import Any, cast

import boto3
from botocore.exceptions import BotoCoreError, ClientError

from scripts.deployment.stacks import DeploymentStack, OperatorError, deployment_stack

Clients = Callable[[str], Any]
"""Returns boto3's client of a service, in the region of the stack."""


def connect(stack: DeploymentStack) -> Clients:
    """Return the clients, with the credentials that the AWS CLI would use."""
    return cast("Clients", partial(boto3.Session(region_name=stack.region).client))


def run_command(environment: str, action: Callable[[DeploymentStack, Clients], int | None]) -> int:
    """Run ``action`` on the stack of ``environment``, print its error, and return the exit code."""
    try:
        stack = deployment_stack(environment)
        return action(stack, connect(stack)) or 0
    except (OperatorError, ValueError) as error:
        print(error, file=sys.stderr)
    except (BotoCoreError, ClientError) as error:
        print(f"AWS did not do it: {error}", file=sys.stderr)
    return 1
