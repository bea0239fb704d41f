"""The stacks of samconfig.toml, and what CloudFormation says about one."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from scripts.deployment.stacks import (
    StackDescription,
    StackMissing,
    UnknownEnvironment,
    deployed_stack,
    deployment_stack,
)
from tests.support.servers.boto_client import answering_client, refusal


def test_each_environment_has_its_own_stack() -> None:
    assert deployment_stack("dev").name != deployment_stack("prod").name
    assert "Stage=prod" in deployment_stack("prod").parameters


@pytest.mark.parametrize("name", ["nowhere", "version", ""])
def test_unknown_environment_is_one_sentence(name: str) -> None:
    with pytest.raises(UnknownEnvironment, match=rf"^samconfig\.toml has no environment '{name}'\.$"):
        deployment_stack(name)


def test_parameters_and_outputs_are_read_from_the_stack() -> None:
    def describe_stacks(StackName: str) -> dict[str, Any]:  # noqa: N803 (boto3's)
        stack = {
            "StackName": StackName,
            "StackStatus": "CREATE_COMPLETE",
            "CreationTime": datetime.now(UTC),
            "Parameters": [{"ParameterKey": "Stage", "ParameterValue": "dev"}],
            "Outputs": [{"OutputKey": "ApiUrl", "OutputValue": "https://api.example.com"}],
        }
        return {"Stacks": [stack]}

    cloudformation = answering_client("cloudformation", {"DescribeStacks": describe_stacks})
    assert deployed_stack("portal", cloudformation) == StackDescription(
        "portal", "CREATE_COMPLETE", {"Stage": "dev"}, {"ApiUrl": "https://api.example.com"}
    )


def test_missing_stack_is_one_sentence() -> None:
    def describe_stacks(StackName: str) -> None:  # noqa: N803
        raise refusal("DescribeStacks", "ValidationError", f"Stack with id {StackName} does not exist")

    cloudformation = answering_client("cloudformation", {"DescribeStacks": describe_stacks})
    with pytest.raises(StackMissing, match=r"^There is no stack portal in this account and region\.$"):
        deployed_stack("portal", cloudformation)
