"""SAM CLI and the other programs of its environment."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

from tests.support.suite.missing import missing

ROOT = Path(__file__).parents[3]
SAM_BIN = ROOT / ".venv-sam" / "bin"
AWS = {"AWS_DEFAULT_REGION": "us-east-1", "SAM_CLI_TELEMETRY": "0"}


def sam_tool(name: str) -> str:
    """Return a program of SAM CLI's environment. Skips the test if it is missing; fails it in CI."""
    program = SAM_BIN / name
    if not program.exists():
        missing("SAM CLI is not installed: make sam")
    return str(program)


def run(*argv: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        argv, cwd=ROOT, env={**os.environ, **AWS}, capture_output=True, text=True, check=False
    )
