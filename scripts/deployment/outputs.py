"""Print the outputs of a stack as ``Name='value'`` lines for a shell, or as JSON.

``python -m scripts.deployment.outputs dev [--json]``; ``eval "$(make -s outputs ENV=dev)"`` sets ``$ApiUrl``
and the others.
"""

from __future__ import annotations

import argparse
import json
import shlex
import sys
from collections.abc import Mapping
from functools import partial

from scripts.deployment.command import Clients, run_command
from scripts.deployment.stacks import DeploymentStack, deployed_stack


def for_shell(outputs: Mapping[str, str]) -> str:
    """Return one assignment a line. CloudFormation's names are letters and digits, values are quoted."""
    return "".join(f"{name}={shlex.quote(value)}\n" for name, value in sorted(outputs.items()))


def print_outputs(stack: DeploymentStack, clients: Clients, *, as_json: bool) -> None:
    """Print the outputs. Raises StackMissing and boto3's errors."""
    outputs = deployed_stack(stack.name, clients("cloudformation")).outputs
    sys.stdout.write(json.dumps(outputs, indent=2, sort_keys=True) + "\n" if as_json else for_shell(outputs))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("environment", nargs="?")
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    if arguments.environment is None:
        sys.exit("Name the environment: make outputs ENV=dev")
    sys.exit(run_command(arguments.environment, partial(print_outputs, as_json=arguments.json)))
