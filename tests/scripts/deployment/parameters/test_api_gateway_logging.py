"""Which stack sets the region's API Gateway logging role."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

import boto3
import pytest

from scripts.deployment.parameters import PlannedDeployment
from scripts.deployment.parameters.api_gateway_logging import PARAMETER, ROLE, decide_api_gateway_logging
from scripts.deployment.stacks import DeploymentStack, OperatorError
from tests.support.servers.aws import aws_server

STACK = DeploymentStack("portal-dev", "us-east-1", ())
Connect = Callable[[str], Any]


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    with aws_server() as url:
        yield url


@pytest.fixture
def connect(server: str) -> Connect:
    """boto3's clients of an account of moto: empty, because no other test uses its region."""
    session: Any = boto3.Session("test", "test", region_name="us-east-1")
    session.client("apigateway", endpoint_url=server).update_account(
        patchOperations=[{"op": "replace", "path": "/cloudwatchRoleArn", "value": ""}]
    )
    return lambda service: session.client(service, endpoint_url=server)


def create_role(connect: Connect, name: str) -> str:
    trust = {"Statement": [{"Effect": "Allow", "Action": "sts:AssumeRole"}], "Version": "2012-10-17"}
    role = connect("iam").create_role(RoleName=name, Path="/x/", AssumeRolePolicyDocument=json.dumps(trust))
    return str(role["Role"]["Arn"])


def set_role(connect: Connect, arn: str) -> None:
    operation = {"op": "replace", "path": "/cloudwatchRoleArn", "value": arn}
    connect("apigateway").update_account(patchOperations=[operation])


def decision(connect: Connect, stack: DeploymentStack = STACK) -> str:
    planned = PlannedDeployment(stack, {}, {}, connect)
    return decide_api_gateway_logging(planned).parameters[PARAMETER]


def test_region_without_a_role_gets_one(connect: Connect) -> None:
    assert decision(connect) == "true"


def test_role_that_is_there_is_left_alone(connect: Connect) -> None:
    set_role(connect, create_role(connect, "somebody-elses"))
    assert decision(connect) == "false"


def test_role_that_exists_no_more_is_replaced(connect: Connect) -> None:
    set_role(connect, "arn:aws:iam::123456789012:role/x/deleted-with-its-stack")
    assert decision(connect) == "true"


def test_stack_that_set_the_role_keeps_setting_it(connect: Connect) -> None:
    trust = {"Statement": [{"Effect": "Allow", "Action": "sts:AssumeRole"}], "Version": "2012-10-17"}
    role = {"Type": "AWS::IAM::Role", "Properties": {"AssumeRolePolicyDocument": trust}}
    cloudformation = connect("cloudformation")
    cloudformation.create_stack(StackName="owner", TemplateBody=json.dumps({"Resources": {ROLE: role}}))
    cloudformation.create_stack(
        StackName="other", TemplateBody=json.dumps({"Resources": {"Q": {"Type": "AWS::SQS::Queue"}}})
    )
    (created,) = cloudformation.list_stack_resources(StackName="owner")["StackResourceSummaries"]
    set_role(connect, f"arn:aws:iam::123456789012:role/{created['PhysicalResourceId']}")
    assert decision(connect, DeploymentStack("owner", "us-east-1", ())) == "true"
    assert decision(connect, DeploymentStack("other", "us-east-1", ())) == "false"
    assert decision(connect) == "false"


def test_operators_word_is_final() -> None:
    def unreachable(service: str) -> Any:
        raise AssertionError(service)

    planned = PlannedDeployment(STACK, {PARAMETER: "false"}, {}, unreachable)
    assert decide_api_gateway_logging(planned).parameters == {}


def test_unreachable_account_stops_the_deployment_and_says_what_to_do() -> None:
    session: Any = boto3.Session("test", "test", region_name="us-east-1")
    with pytest.raises(OperatorError, match=f"{PARAMETER}=false leaves it"):
        decision(lambda service: session.client(service, endpoint_url="http://127.0.0.1:1"))
