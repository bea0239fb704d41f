"""Deploy the build: ``python -m scripts.deployment.deploy dev [Name=value ...]``.

SAM CLI takes parameters from its configuration or from the command line, but not from both; this script
merges them, adds the processor of the build, and what is decided from the account and the stack. A parameter
that nobody names keeps its value in the stack.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from functools import partial

import boto3
from botocore.exceptions import BotoCoreError, ClientError

from scripts.build import ARCHITECTURE, OUTPUT, ROOT, SAM
from scripts.deployment.parameters import Decide, PlannedDeployment, decide_parameters, parse_parameters
from scripts.deployment.stacks import (
    CONFIG,
    StackMissing,
    UnknownEnvironment,
    deployed_stack,
    deployment_stack,
)

DECIDERS: tuple[Decide, ...] = ()
"""Each sets parameters of its own. One that cannot decide says so in a note, and does not fail."""


def plan(environment: str, overrides: Sequence[str]) -> PlannedDeployment:
    """Return what is known before a deployment. Raises UnknownEnvironment, ValueError, boto3's errors."""
    stack = deployment_stack(environment)
    given = parse_parameters((*stack.parameters, *overrides))
    client = partial(boto3.Session(region_name=stack.region).client)
    try:
        deployed = deployed_stack(stack.name, client("cloudformation")).parameters
    except StackMissing:
        deployed = {}
    return PlannedDeployment(stack, given, deployed, client)


def main(environment: str, overrides: Sequence[str]) -> int:
    built = OUTPUT / ARCHITECTURE
    if not built.exists():
        print("There is nothing to deploy yet: make build.", file=sys.stderr)
        return 1
    try:
        planned = plan(environment, overrides)
        decisions = [decide(planned) for decide in DECIDERS]
    except (UnknownEnvironment, ValueError) as error:
        print(error, file=sys.stderr)
        return 1
    except (BotoCoreError, ClientError) as error:
        print(f"AWS cannot be asked about the stack: {error}", file=sys.stderr)
        return 1
    for decision in decisions:
        for note in decision.notes:
            print(note)
    parameters = decide_parameters(planned, built.read_text(), decisions)
    options = ["--template-file", str(OUTPUT / "template.yaml"), "--config-file", str(CONFIG)]
    options += ["--config-env", environment, "--parameter-overrides"]
    options += [f"{name}={value}" for name, value in parameters.items()]
    return subprocess.run([SAM, "deploy", *options], cwd=ROOT, check=False).returncode


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit('Name the environment: make deploy ENV=dev PARAMETERS="SupabaseUrl=https://..."')
    sys.exit(main(sys.argv[1], sys.argv[2:]))
