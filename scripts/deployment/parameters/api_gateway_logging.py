"""Decides which stack sets the region's API Gateway logging role.

A region has one such role for all REST APIs of the account, and access logs need it. CloudFormation cannot
see whether it is set, so ``make deploy`` looks and passes ``ManageApiGatewayLogging``: the first stack of a
region sets it and keeps setting it, later stacks leave it alone, and so does every stack where another role
is set (docs/protocols/api-gateway.md, "Logging role").
"""

from __future__ import annotations

from typing import Any

from botocore.exceptions import BotoCoreError, ClientError

from scripts.deployment.command import Clients
from scripts.deployment.parameters import Decision, PlannedDeployment
from scripts.deployment.stacks import OperatorError

PARAMETER = "ManageApiGatewayLogging"
ROLE = "ApiGatewayLoggingRole"
"""The role's logical id in the template."""


def decide_api_gateway_logging(planned: PlannedDeployment) -> Decision:
    """Set the parameter, unless the operator gave it. Raises OperatorError if AWS cannot be asked."""
    if PARAMETER in planned.given:
        return Decision()
    try:
        sets_role = must_set_role(planned.stack.name, planned.client)
    except (BotoCoreError, ClientError) as error:
        raise OperatorError(
            f"Cannot read the region's API Gateway logging role: {error}\n"
            f"If you know it, say it yourself: {PARAMETER}=true sets it, {PARAMETER}=false leaves it."
        ) from error
    return Decision({PARAMETER: "true" if sets_role else "false"})


def must_set_role(stack: str, connect: Clients) -> bool:
    """Return whether ``stack`` sets the role: none is set, it exists no more, or it is this stack's own."""
    arn: str | None = connect("apigateway").get_account().get("cloudwatchRoleArn")
    if not arn:
        return True
    role = arn.rpartition("/")[2]
    return role == _own_role(stack, connect("cloudformation")) or not _exists(role, connect("iam"))


def _own_role(stack: str, cloudformation: Any) -> str | None:
    pages = cloudformation.get_paginator("list_stack_resources").paginate(StackName=stack)
    try:
        resources = [each for page in pages for each in page["StackResourceSummaries"]]
    except ClientError as error:
        if error.response["Error"]["Code"] == "ValidationError":  # there is no such stack yet
            return None
        raise
    names = (each.get("PhysicalResourceId") for each in resources if each["LogicalResourceId"] == ROLE)
    return next(names, None)


def _exists(role: str, iam: Any) -> bool:
    try:
        iam.get_role(RoleName=role)
    except iam.exceptions.NoSuchEntityException:
        return False
    return True
