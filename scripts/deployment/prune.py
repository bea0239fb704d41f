"""Delete old versions of the functions: ``python -m scripts.deployment.prune dev [KEEP]``.

Every deployment publishes versions, and CloudFormation retains them for a rollback. Their code and that of
their layer count against the 75 GB that Lambda stores in a region. This deletes the versions of all but the
newest deployments, never one that an alias serves, and then the layer versions that none of the rest uses.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from functools import partial
from typing import Any

from scripts.deployment.command import Clients, run_command
from scripts.deployment.stacks import DeploymentStack, deployed_stack
from scripts.deployment.versions import FunctionVersions, deployments, functions_of

KEEP = 10
"""Deployments that stay: a rollback can go back so far."""


def superfluous(functions: Sequence[FunctionVersions], keep: int) -> list[tuple[str, str]]:
    """Return name and version of each that goes, oldest deployments first."""
    old = deployments(functions)[:-keep]
    return [
        (function.name, version)
        for deployment in old
        for function in functions
        if (version := function.by_deployment.get(deployment)) is not None
        and version not in (function.live, *function.also_live)
    ]


def prune(stack: DeploymentStack, clients: Clients, *, keep: int) -> None:
    """Delete, and print how much. Raises StackMissing and boto3's errors."""
    cloudformation, client = clients("cloudformation"), clients("lambda")
    deployed_stack(stack.name, cloudformation)
    functions = functions_of(stack.name, cloudformation, client)
    gone = superfluous(functions, keep)
    for name, version in gone:
        client.delete_function(FunctionName=name, Qualifier=version)
    layers = _delete_unused_layers(functions, client)
    print(
        f"Deleted {len(gone)} versions and {layers} layer versions of {stack.name}; "
        f"those of the newest {keep} deployments stay."
    )


def _delete_unused_layers(functions: Sequence[FunctionVersions], client: Any) -> int:
    """Delete the layer versions that no version, and no newest code, uses, and return their number."""
    pages = client.get_paginator("list_versions_by_function")
    used = {
        layer["Arn"]
        for function in functions
        for page in pages.paginate(FunctionName=function.name)
        for version in page["Versions"]
        for layer in version.get("Layers", ())
    }
    deleted = 0
    for name in {arn.split(":")[-2] for arn in used}:
        for page in client.get_paginator("list_layer_versions").paginate(LayerName=name):
            for layer in page["LayerVersions"]:
                if layer["LayerVersionArn"] not in used:
                    client.delete_layer_version(LayerName=name, VersionNumber=layer["Version"])
                    deleted += 1
    return deleted


if __name__ == "__main__":
    if len(sys.argv) not in {2, 3}:
        sys.exit("Name the environment: make prune ENV=dev [KEEP=10]")
    wanted = sys.argv[2] if len(sys.argv) == 3 else str(KEEP)
    if not wanted.isdecimal() or int(wanted) < 2:
        sys.exit("KEEP is a number of deployments, at least 2: the one that is served and one to go back to.")
    sys.exit(run_command(sys.argv[1], partial(prune, keep=int(wanted))))
