"""The published versions of a stack's functions, and the one that each alias ``live`` serves."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from scripts.deployment.parameters.deployment_id import deployment_of

LIVE = "live"


@dataclass(frozen=True, slots=True)
class FunctionVersions:
    """One function. ``by_deployment``: DeploymentId → version number; ``live``: the version that is served.

    ``also_live`` are further versions that get a part of the traffic, during a gradual deployment.
    """

    logical_id: str
    name: str
    live: str
    also_live: tuple[str, ...]
    by_deployment: Mapping[str, str]

    @property
    def live_deployment(self) -> str | None:
        """The DeploymentId of the served version; None if it was not published by a deployment."""
        return next((each for each, version in self.by_deployment.items() if version == self.live), None)


def stack_resources(stack: str, kind: str, cloudformation: Any) -> dict[str, str]:
    """Return logical id → physical id of the stack's resources of a type."""
    pages = cloudformation.get_paginator("list_stack_resources").paginate(StackName=stack)
    return {
        each["LogicalResourceId"]: each["PhysicalResourceId"]
        for page in pages
        for each in page["StackResourceSummaries"]
        if each["ResourceType"] == kind and each.get("PhysicalResourceId")
    }


def functions_of(stack: str, cloudformation: Any, functions: Any) -> list[FunctionVersions]:
    """Return the stack's functions that have the alias. ``functions`` is boto3's client of Lambda."""
    found = []
    for logical_id, name in stack_resources(stack, "AWS::Lambda::Function", cloudformation).items():
        try:
            alias = functions.get_alias(FunctionName=name, Name=LIVE)
        except functions.exceptions.ResourceNotFoundException:
            continue
        weights = alias.get("RoutingConfig", {}).get("AdditionalVersionWeights", {})
        pages = functions.get_paginator("list_versions_by_function").paginate(FunctionName=name)
        by_deployment = {
            deployment: version["Version"]
            for page in pages
            for version in page["Versions"]
            if version["Version"] != "$LATEST"
            and (deployment := deployment_of(version.get("Description", ""))) is not None
        }
        found.append(
            FunctionVersions(logical_id, name, alias["FunctionVersion"], tuple(weights), by_deployment)
        )
    return found


def deployments(functions: Iterable[FunctionVersions]) -> list[str]:
    """Return the DeploymentIds of which versions exist, oldest first."""
    return sorted({deployment for function in functions for deployment in function.by_deployment})


def served_deployment(functions: Iterable[FunctionVersions]) -> str | None:
    """Return the newest DeploymentId that an alias serves."""
    return max(filter(None, (function.live_deployment for function in functions)), default=None)
