"""The stacks of samconfig.toml."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
CONFIG = ROOT / "samconfig.toml"


@dataclass(frozen=True, slots=True)
class Stack:
    """One environment to deploy to; ``parameters`` are ``Name=value``."""

    name: str
    region: str
    parameters: tuple[str, ...]


def stack(environment: str) -> Stack:
    """Return the stack of ``dev``, ``prod``, …. Raises KeyError."""
    told = tomllib.loads(CONFIG.read_text())[environment]["deploy"]["parameters"]
    return Stack(told["stack_name"], told["region"], tuple(told["parameter_overrides"]))
