"""Deploy the build: ``python -m scripts.deploy dev [Name=value ...]``.

SAM CLI takes parameters from its configuration or from the command line, but not from both; this script
merges them, and adds the processor of the build and whether the stack sets the region's API Gateway logging
role. A parameter that neither names keeps its value in the stack.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence

from scripts.api_gateway_logging import with_logging_decision
from scripts.build import ARCHITECTURE, OUTPUT, ROOT, SAM
from scripts.stacks import CONFIG, deployment_stack


def merge_parameters(configured: Sequence[str], overrides: Sequence[str], architecture: str) -> list[str]:
    """Return each ``Name=value`` once. ``overrides`` win over ``configured``, ``architecture`` over both."""
    values = dict(pair.split("=", 1) for pair in (*configured, *overrides))
    values["Architecture"] = architecture
    return [f"{name}={value}" for name, value in values.items()]


def main(environment: str, overrides: Sequence[str]) -> int:
    built = OUTPUT / ARCHITECTURE
    if not built.exists():
        print("There is nothing to deploy yet: make build.", file=sys.stderr)
        return 1
    try:
        target = deployment_stack(environment)
    except KeyError:
        print(f"samconfig.toml has no environment {environment!r}.", file=sys.stderr)
        return 1
    overrides = with_logging_decision(overrides, target)
    merged = merge_parameters(target.parameters, overrides, built.read_text())
    options = [
        "--template-file",
        str(OUTPUT / "template.yaml"),
        "--config-file",
        str(CONFIG),
    ]
    options += ["--config-env", environment, "--parameter-overrides", *merged]
    return subprocess.run([SAM, "deploy", *options], cwd=ROOT, check=False).returncode


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit('Name the environment: make deploy ENV=dev PARAMETERS="SupabaseUrl=https://..."')
    sys.exit(main(sys.argv[1], sys.argv[2:]))
