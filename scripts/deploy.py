"""Deploys what was built: ``python -m scripts.deploy dev [Name=value ...]``.

SAM CLI takes parameters from its configuration or from the command line, never from both; here the two
are one, and the processor is the one that was built for. What is given nowhere keeps the stack's value.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence

from scripts.build import ARCHITECTURE, OUTPUT, ROOT, SAM
from scripts.stacks import CONFIG, stack


def parameters(configured: Sequence[str], given: Sequence[str], architecture: str) -> list[str]:
    """Return ``Name=value`` of each parameter once; what was given wins, but for the processor."""
    chosen = dict(pair.split("=", 1) for pair in (*configured, *given))
    chosen["Architecture"] = architecture
    return [f"{name}={value}" for name, value in chosen.items()]


def main(environment: str, given: Sequence[str]) -> int:
    built = OUTPUT / ARCHITECTURE
    if not built.exists():
        print("There is nothing to deploy yet: make build.", file=sys.stderr)
        return 1
    try:
        wanted = stack(environment)
    except KeyError:
        print(f"samconfig.toml has no environment {environment!r}.", file=sys.stderr)
        return 1
    overrides = parameters(wanted.parameters, given, built.read_text())
    options = [
        "--template-file",
        str(OUTPUT / "template.yaml"),
        "--config-file",
        str(CONFIG),
    ]
    named = ["--config-env", environment, "--parameter-overrides", *overrides]
    return subprocess.run([SAM, "deploy", *options, *named], cwd=ROOT, check=False).returncode


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit('Say where to: make deploy ENV=dev PARAMETERS="SupabaseUrl=https://..."')
    sys.exit(main(sys.argv[1], sys.argv[2:]))
