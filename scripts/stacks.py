"""The CloudFormation stacks of samconfig.toml."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
CONFIG = ROOT / "samconfig.toml"


@dataclass(frozen=True, slots=True)
class DeploymentStack:
    """The stack of one environment; ``parameters`` are ``Name=value``."""

    name: str
    region: str
    parameters: tuple[str, ...]


def deployment_stack(environment: str) -> DeploymentStack:
    """Return the stack of ``dev``, ``prod``, …. Raises KeyError."""
    options = tomllib.loads(CONFIG.read_text())[environment]["deploy"]["parameters"]
    return DeploymentStack(options["stack_name"], options["region"], tuple(options["parameter_overrides"]))
