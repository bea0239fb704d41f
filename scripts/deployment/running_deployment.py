"""Stop the deployment that runs, so that CloudFormation takes it back."""

from __future__ import annotations

from typing import Any

from scripts.deployment.command import Clients
from scripts.deployment.stacks import StackDescription
from scripts.deployment.versions import stack_resources


def stop_deployment(stack: StackDescription, clients: Clients) -> str:
    """Stop what runs and return a sentence about what happens now. Raises boto3's errors."""
    cloudformation = clients("cloudformation")
    if "ROLLBACK" in stack.status or not stack.status.startswith("UPDATE"):
        return f"{stack.name} is {stack.status}: nothing to stop. Wait for its end."
    # CodeDeploy gives the traffic back first; CloudFormation then sees a failed alias, and takes all back.
    codedeploy = clients("codedeploy")
    stopped = 0
    groups = stack_resources(stack.name, "AWS::CodeDeploy::DeploymentGroup", cloudformation)
    for application in stack_resources(stack.name, "AWS::CodeDeploy::Application", cloudformation).values():
        for group in groups.values():
            running = codedeploy.list_deployments(
                applicationName=application,
                deploymentGroupName=group,
                includeOnlyStatuses=["Created", "Queued", "InProgress", "Ready"],
            )
            for deployment in running["deployments"]:
                stopped += _stop(deployment, codedeploy)
    if stopped:
        return (
            "Stopped: CodeDeploy gives the traffic back to the versions before, then CloudFormation takes "
            f"the rest of the deployment back. {stack.name} is UPDATE_ROLLBACK_COMPLETE at the end."
        )
    cloudformation.cancel_update_stack(StackName=stack.name)
    return f"Cancelled: CloudFormation takes the deployment of {stack.name} back."


def _stop(deployment: str, codedeploy: Any) -> int:
    try:
        codedeploy.stop_deployment(deploymentId=deployment, autoRollbackEnabled=True)
    except codedeploy.exceptions.DeploymentAlreadyCompletedException:
        return 0
    return 1
