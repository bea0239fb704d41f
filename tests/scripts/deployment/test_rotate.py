"""Rotation deploys the deployed template again with a new DeploymentId, and nothing else changed."""

from __future__ import annotations

from typing import Any

import pytest

from scripts.deployment.rotate import CannotRotate, rotate
from scripts.deployment.stack_update import UpdateFailed
from scripts.deployment.stacks import StackMissing
from tests.support.servers.cloudformation import CloudFormationStack

TEMPLATE: dict[str, Any] = {"Resources": {"Queue": {"Type": "AWS::SQS::Queue"}}}
NOW = 1_796_070_000.0


@pytest.fixture
def stack() -> CloudFormationStack:
    return CloudFormationStack("portal", TEMPLATE, {"Stage": "prod", "DeploymentId": "1796064652"})


def test_only_the_deployment_id_changes(stack: CloudFormationStack) -> None:
    assert rotate("portal", stack.client(), NOW) == "1796070000"
    assert stack.parameters == {"Stage": "prod", "DeploymentId": "1796070000"}
    assert (stack.template, stack.executed) == (TEMPLATE, ["rotate-1796070000"])


def test_each_rotation_has_a_new_id_also_within_a_second(stack: CloudFormationStack) -> None:
    assert [rotate("portal", stack.client(), NOW) for _ in range(3)] == [
        "1796070000",
        "1796070001",
        "1796070002",
    ]


@pytest.mark.parametrize("status", ["UPDATE_IN_PROGRESS", "UPDATE_ROLLBACK_FAILED", "ROLLBACK_COMPLETE"])
def test_stack_that_cannot_be_updated_is_named(stack: CloudFormationStack, status: str) -> None:
    stack.status = status
    with pytest.raises(CannotRotate, match=f"portal is {status}"):
        rotate("portal", stack.client(), NOW)


def test_stack_that_was_rolled_back_is_not_rotated(stack: CloudFormationStack) -> None:
    """The newest code is the one that was left."""
    stack.template = {**TEMPLATE, "Mappings": {"PinnedVersions": {"Gateway": {"Version": "2"}}}}
    with pytest.raises(CannotRotate, match="was rolled back"):
        rotate("portal", stack.client(), NOW)
    assert stack.executed == []


def test_stack_of_an_older_template_is_named(stack: CloudFormationStack) -> None:
    del stack.parameters["DeploymentId"]
    with pytest.raises(CannotRotate, match="make deploy once"):
        rotate("portal", stack.client(), NOW)


def test_refused_change_is_named_and_removed(stack: CloudFormationStack) -> None:
    stack.refuses = "Requires capabilities"
    with pytest.raises(UpdateFailed, match="refused the change of portal: Requires capabilities"):
        rotate("portal", stack.client(), NOW)
    assert stack.change_sets == {}


def test_canary_that_failed_is_named(stack: CloudFormationStack) -> None:
    stack.ends = "UPDATE_ROLLBACK_COMPLETE"
    with pytest.raises(UpdateFailed, match="did not succeed"):
        rotate("portal", stack.client(), NOW)


def test_missing_stack_is_named(stack: CloudFormationStack) -> None:
    with pytest.raises(StackMissing):
        rotate("other", stack.client(), NOW)
