"""The functions of the transformed template, and its resources by type."""

from __future__ import annotations

from typing import Any

FUNCTIONS = {"Gateway", "ControlPlane", "KeyUpkeep", "UsageIngest", "UsageRollup", "PoolMonitor"}
STREAMED = {"Gateway": 900_000, "ControlPlane": 29_000}
"""Function → milliseconds that a request may take."""


def of_type(resources: dict[str, Any], kind: str) -> dict[str, dict[str, Any]]:
    return {name: each["Properties"] for name, each in resources.items() if each["Type"] == kind}
