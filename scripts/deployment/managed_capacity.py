"""Take requests off the gateway on instances in a rollback.

There no earlier version is kept, since each keeps three environments running (docs/operations.md, "Managed
capacity"). So a rollback sends ``/v1`` to the function on demand, which has its earlier versions.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from scripts.deployment.command import Clients
from scripts.deployment.stacks import StackDescription
from scripts.deployment.versions import FunctionVersions, stack_resources

FUNCTION = "ManagedGatewayFunction"
CAPACITY = "GatewayCapacity"
ON_INSTANCES, READY = "managed", "standby"


def parameters_without_instances(
    stack: StackDescription, functions: Sequence[FunctionVersions], deployment: str
) -> dict[str, str]:
    """Return the parameters to change: none if nothing runs there, or if it has ``deployment``'s version."""
    on_instances = next((each for each in functions if each.logical_id == FUNCTION), None)
    if on_instances is None or stack.parameters.get(CAPACITY) != ON_INSTANCES:
        return {}
    return {} if deployment in on_instances.by_deployment else {CAPACITY: READY}


def serve_changed_routes(stack: StackDescription, parameters: Mapping[str, str], clients: Clients) -> None:
    """Deploy the API if ``parameters`` changed its routes: a processed template makes no new deployment."""
    if CAPACITY not in parameters:
        return
    apis = stack_resources(stack.name, "AWS::ApiGateway::RestApi", clients("cloudformation"))
    for api in apis.values():
        clients("apigateway").create_deployment(restApiId=api, stageName=stack.parameters["Stage"])
    print(f"/v1 is served on demand: {CAPACITY}={READY}. To return: {CAPACITY}={ON_INSTANCES}.")
