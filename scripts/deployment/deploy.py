"""Deploy the build: ``python -m scripts.deployment.deploy dev [Name=value ...]``.

SAM CLI takes parameters from its configuration or from the command line, but not from both; this script
merges them, adds the processor of the build, and what is decided from the account and the stack. A parameter
that nobody names keeps its value in the stack.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Sequence

from scripts.build import ARCHITECTURE, OUTPUT, ROOT, SAM
from scripts.deployment.command import Clients, run_command
from scripts.deployment.parameters import Decide, PlannedDeployment, decide_parameters, parse_parameters
from scripts.deployment.parameters.api_gateway_logging import decide_api_gateway_logging
from scripts.deployment.parameters.declared import check_declared
from scripts.deployment.parameters.deployment_id import decide_deployment_id
from scripts.deployment.parameters.reserved_concurrency import decide_concurrency
from scripts.deployment.stacks import CONFIG, DeploymentStack, StackMissing, deployed_stack
from scripts.deployment.template_file import load_template

DECIDERS: tuple[Decide, ...] = (decide_deployment_id, decide_concurrency, decide_api_gateway_logging)
"""Each sets parameters of its own. One that cannot decide says so in a note, and does not fail."""


def plan(stack: DeploymentStack, clients: Clients, overrides: Sequence[str]) -> PlannedDeployment:
    """Return what is known before a deployment. Raises ValueError and boto3's errors."""
    given = parse_parameters((*stack.parameters, *overrides))
    try:
        deployed = deployed_stack(stack.name, clients("cloudformation")).parameters
    except StackMissing:
        deployed = {}
    return PlannedDeployment(stack, given, deployed, clients)


def run_sam(arguments: Sequence[str]) -> int:
    """Run SAM CLI and return its exit code."""
    return subprocess.run([SAM, *arguments], cwd=ROOT, check=False).returncode


def deploy(
    stack: DeploymentStack,
    clients: Clients,
    *,
    environment: str,
    overrides: Sequence[str],
    architecture: str,
    run: Callable[[Sequence[str]], int] = run_sam,
) -> int:
    """Decide the parameters, say what was decided, and return SAM CLI's exit code."""
    planned = plan(stack, clients, overrides)
    decisions = [decide(planned) for decide in DECIDERS]
    for decision in decisions:
        for note in decision.notes:
            print(note, flush=True)
    parameters = decide_parameters(planned, architecture, decisions)
    options = ["--template-file", str(OUTPUT / "template.yaml"), "--config-file", str(CONFIG)]
    options += ["--config-env", environment, "--parameter-overrides"]
    options += [f"{name}={value}" for name, value in parameters.items()]
    return run(["deploy", *options])


def main(environment: str, overrides: Sequence[str]) -> int:
    built = OUTPUT / ARCHITECTURE
    if not built.exists():
        print("There is nothing to deploy yet: make build.", file=sys.stderr)
        return 1
    architecture = built.read_text()

    def action(stack: DeploymentStack, clients: Clients) -> int:
        given = parse_parameters((*stack.parameters, *overrides))
        check_declared(load_template()["Parameters"], given)
        return deploy(stack, clients, environment=environment, overrides=overrides, architecture=architecture)

    return run_command(environment, action)


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit('Name the environment: make deploy ENV=dev PARAMETERS="SupabaseUrl=https://..."')
    sys.exit(main(sys.argv[1], sys.argv[2:]))
