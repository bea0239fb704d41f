"""The site's Node packages and its browser tests."""

from __future__ import annotations

import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from local.processes.node_packages import node
from local.stack.site import PACKAGES

FOLDER = PACKAGES.folder


@dataclass(frozen=True, slots=True)
class Npx:
    """Runs programs of the site's Node packages in its folder, with ``environment``."""

    environment: Mapping[str, str]

    def command(self, program: str, *args: str) -> list[str]:
        return [node(), str(FOLDER / "node_modules" / program), *args]

    def run(self, program: str, *args: str, seconds: float = 300) -> None:
        """Run the program, and fail with its output if it fails."""
        result = subprocess.run(
            self.command(program, *args),
            cwd=FOLDER, env=dict(self.environment), text=True, timeout=seconds, check=False,
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        )  # fmt: skip
        if result.returncode != 0:
            pytest.fail(result.stdout[-12_000:], pytrace=False)


def specs() -> list[Path]:
    """Return the browser tests, sorted by name."""
    return sorted((FOLDER / "e2e").rglob("*.spec.ts"), key=lambda spec: spec.name)
