"""Give the traffic back to an earlier deployment: ``python -m scripts.deployment.rollback dev [DEPLOYMENT]``.

While a deployment runs, it is stopped, and CloudFormation takes it back as a whole. Afterwards the alias of
every function moves to the version of the deployment before, or of the named one, within seconds; then the
stack learns which versions are served (``pinned_template``). Database and secrets stay as they are.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from botocore.exceptions import ClientError

from scripts.deployment.command import Clients, run_command
from scripts.deployment.managed_capacity import parameters_without_instances, serve_changed_routes
from scripts.deployment.pinned_template import processed_template, recorded_versions, with_versions
from scripts.deployment.running_deployment import stop_deployment
from scripts.deployment.stack_update import UPDATABLE, update_stack
from scripts.deployment.stacks import OperatorError, StackDescription, deployed_stack
from scripts.deployment.versions import (
    LIVE,
    FunctionVersions,
    deployments,
    functions_of,
    served_deployment,
    stack_resources,
)

SAM_BUCKET_STACK = "aws-sam-cli-managed-default"
"""SAM CLI's stack (``resolve_s3``), whose bucket holds what is deployed."""


class CannotRollBack(OperatorError):
    """There is nothing to roll back to, or not now. The message says what to do."""


def target_deployment(functions: Sequence[FunctionVersions], wanted: str | None) -> str:
    """Return what to serve: ``wanted``, or the deployment before what is served. Raises CannotRollBack."""
    known = deployments(functions)
    if wanted is not None:
        if wanted not in known:
            listed = "\n".join(f"  {each}  {at(each)}" for each in known) or "  none"
            raise CannotRollBack(f"No version was published by deployment {wanted}. There are:\n{listed}")
        return wanted
    served = served_deployment(functions)
    earlier = [each for each in known if served is not None and each < served]
    if not earlier:
        raise CannotRollBack("There is no earlier deployment: this is the first, or older ones are deleted.")
    return earlier[-1]


def interrupted_rollback(functions: Sequence[FunctionVersions], believed: Mapping[str, str]) -> str | None:
    """Return the DeploymentId to which aliases moved without the stack's knowledge; None if none did.

    ``believed`` is the version that the stack believes each function to serve.
    """
    moved = (
        each.live_deployment for each in functions if believed.get(each.logical_id, each.live) != each.live
    )
    return min(filter(None, moved), default=None)


def at(deployment: str) -> str:
    """Return the time of a DeploymentId, in UTC."""
    return f"{datetime.fromtimestamp(int(deployment), UTC):%Y-%m-%d %H:%M:%S} UTC"


def move_aliases(functions: Sequence[FunctionVersions], deployment: str, client: Any) -> dict[str, str]:
    """Serve ``deployment`` and return the version of each function (by its logical id).

    A function that it did not have keeps its version. All are tried, then the first error is raised.
    """
    served, errors = {}, []
    for function in functions:
        version = function.by_deployment.get(deployment, function.live)
        try:
            client.update_alias(
                FunctionName=function.name,
                Name=LIVE,
                FunctionVersion=version,
                RoutingConfig={"AdditionalVersionWeights": {}},
            )
        except ClientError as error:
            errors.append(error)
            continue
        served[function.logical_id] = version
        print(f"  {function.name}: version {version}" + ("" if version != function.live else " (as before)"))
    if errors:
        raise errors[0]
    return served


def record_versions(
    stack: StackDescription,
    versions: dict[str, str],
    clients: Clients,
    name: str,
    parameters: Mapping[str, str],
) -> None:
    """Tell the stack which versions are served, and change ``parameters``. Raises UpdateFailed."""
    cloudformation = clients("cloudformation")
    template = with_versions(processed_template(stack.name, cloudformation), versions)
    # As a file, because a template inside a call may have no more than 51,200 bytes.
    bucket = deployed_stack(SAM_BUCKET_STACK, cloudformation).outputs["SourceBucket"]
    key = f"{stack.name}/{name}.template"
    s3 = clients("s3")
    s3.put_object(Bucket=bucket, Key=key, Body=json.dumps(template, separators=(",", ":")).encode())
    url = f"https://{bucket}.s3.{s3.meta.region_name}.amazonaws.com/{key}"
    update_stack(stack, cloudformation, name=name, template_url=url, parameters=parameters)


def roll_back(stack_name: str, wanted: str | None, clients: Clients, now: float) -> None:
    """Roll back. Raises CannotRollBack, StackMissing, UpdateFailed, and boto3's errors."""
    cloudformation = clients("cloudformation")
    stack = deployed_stack(stack_name, cloudformation)
    if stack.status.endswith("_IN_PROGRESS") and "CLEANUP" not in stack.status:
        print(stop_deployment(stack, clients))
        return
    functions = functions_of(stack_name, cloudformation, clients("lambda"))
    believed = recorded_versions(
        processed_template(stack_name, cloudformation),
        stack_resources(stack_name, "AWS::Lambda::Version", cloudformation),
    )
    if wanted is None and (interrupted := interrupted_rollback(functions, believed)):
        print("An earlier rollback was interrupted; this completes it.")
        wanted = interrupted
    deployment = target_deployment(functions, wanted)
    print(f"Serving deployment {deployment} of {at(deployment)}:")
    versions = move_aliases(functions, deployment, clients("lambda"))
    if "CLEANUP" in stack.status:
        end = "stack_rollback_complete" if "ROLLBACK" in stack.status else "stack_update_complete"
        cloudformation.get_waiter(end).wait(StackName=stack_name)
    elif stack.status not in UPDATABLE:
        raise CannotRollBack(
            f"The traffic is rolled back, but {stack_name} is {stack.status}, so that it cannot be told. "
            "Repair the stack, then make rollback again."
        )
    parameters = parameters_without_instances(stack, functions, deployment)
    record_versions(stack, versions, clients, f"rollback-{int(now)}", parameters)
    serve_changed_routes(stack, parameters, clients)
    print("The stack knows. The next make deploy moves the traffic gradually from these versions.")


if __name__ == "__main__":
    if len(sys.argv) not in {2, 3}:
        sys.exit("Name the environment: make rollback ENV=dev [DEPLOYMENT=1796064652]")
    given = sys.argv[2] if len(sys.argv) == 3 else None
    now = time.time()
    sys.exit(run_command(sys.argv[1], lambda stack, clients: roll_back(stack.name, given, clients, now)))
