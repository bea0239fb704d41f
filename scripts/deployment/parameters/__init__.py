"""The parameters of a deployment: given by the operator, or decided from the account and the stack."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from scripts.deployment.stacks import DeploymentStack


@dataclass(frozen=True, slots=True)
class PlannedDeployment:
    """What a decision is made from.

    ``given`` are the parameters of samconfig.toml and the command line, ``deployed`` those of the stack
    (empty before the first deployment). ``client`` returns boto3's client of a service,
    in the stack's region.
    """

    stack: DeploymentStack
    given: Mapping[str, str]
    deployed: Mapping[str, str]
    client: Callable[[str], Any]

    def value(self, name: str, default: str) -> str:
        """Return the value that the parameter ``name`` will have, unless a decision sets it."""
        return self.given.get(name, self.deployed.get(name, default))


@dataclass(frozen=True, slots=True)
class Decision:
    """``parameters`` to set, and ``notes`` for the operator: a sentence or two each."""

    parameters: Mapping[str, str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()


Decide = Callable[[PlannedDeployment], Decision]


def parse_parameters(pairs: Iterable[str]) -> dict[str, str]:
    """Return ``Name=value`` pairs as a mapping. Raises ValueError, whose message is one sentence."""
    values: dict[str, str] = {}
    for pair in pairs:
        name, separator, value = pair.partition("=")
        if not separator or not name:
            raise ValueError(f"{pair!r} is not a parameter: write Name=value.")
        values[name] = value
    return values


def decide_parameters(
    planned: PlannedDeployment, architecture: str, decisions: Sequence[Decision]
) -> dict[str, str]:
    """Return all parameters to set: given ones win over decisions, the build's ``architecture`` over both."""
    decided: dict[str, str] = {}
    for decision in decisions:
        decided |= decision.parameters
    return {**decided, **planned.given, "Architecture": architecture}
