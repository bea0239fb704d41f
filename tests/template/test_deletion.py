"""What is left of a stack whose creation failed, and of one that was deleted."""

from __future__ import annotations

import copy
import re
from typing import Any

import pytest
from botocore.exceptions import ClientError
from botocore.parsers import ResponseParserError

from scripts.deployment.parameters import PlannedDeployment
from scripts.deployment.parameters.api_gateway_logging import PARAMETER, decide_api_gateway_logging
from scripts.deployment.stacks import deployment_stack
from tests.support.artifacts.sam import ROOT
from tests.support.cloudformation.dry_deployment import dry_account, failing_at_the_end, living
from tests.support.cloudformation.transform import Template, parameters_of

STACK = deployment_stack("dev")
FAILURES = (ClientError, ResponseParserError)

HOLD_WHAT_IS_LOST_OTHERWISE = {
    "AWS::SQS::Queue",  # usage that has not been charged
    "AWS::SecretsManager::Secret",  # entered by hand
    "AWS::S3::Bucket",  # a deletion would fail while it has files
    "AWS::Lambda::LayerVersion",  # older versions of a function need it
}
DELETED = "Delete"
KEPT = "RetainExceptOnCreate"
KEPT_ONE_BY_ONE = {
    "GatewayLogs": KEPT,  # may hold unsent usage events
    "ApiGatewayAccount": KEPT,  # the region's setting
    "ApiGatewayLoggingRole": KEPT,  # the region's setting names it
}
DELETED_ONE_BY_ONE = {"EdgeSecret"}  # generated, and nobody enters it


def policies(resource: dict[str, Any]) -> tuple[str, str]:
    return resource.get("DeletionPolicy", DELETED), resource.get("UpdateReplacePolicy", DELETED)


def test_policy_of_every_resource(transformed: Template) -> None:
    """``Retain`` survives the rollback of a failed creation, and blocks the next one.

    Only published versions have it, for a rollback: they are deleted with their function, and have no name.
    On instances a superseded version would keep environments, so there they are deleted.
    """
    for name, resource in transformed["Resources"].items():
        if resource["Type"] == "AWS::Lambda::Version":
            managed = resource["Properties"]["FunctionName"]["Ref"] == "ManagedGatewayFunction"
            assert policies(resource) == (DELETED if managed else "Retain", DELETED), name
            continue
        if name in DELETED_ONE_BY_ONE:
            assert policies(resource) == (DELETED, DELETED), name
            continue
        kept = resource["Type"] in HOLD_WHAT_IS_LOST_OTHERWISE or name in KEPT_ONE_BY_ONE
        assert policies(resource) == ((KEPT, "Retain") if kept else (DELETED, DELETED)), name


def parameters(template: Template) -> dict[str, str]:
    return parameters_of(template, STACK) | {PARAMETER: "true"}


def test_failed_creation_leaves_nothing_and_the_next_one_succeeds(transformed: Template) -> None:
    with dry_account() as account:
        with pytest.raises(FAILURES, match="cannot be created"):
            account.deploy(STACK.name, failing_at_the_end(transformed), parameters(transformed))
        assert account.names() == set()
        # The setting of the region still names the role that is gone: the next deployment replaces it.
        planned = PlannedDeployment(STACK, {}, {}, account.connect)
        assert decide_api_gateway_logging(planned).parameters == {PARAMETER: "true"}
        account.deploy(STACK.name, transformed, parameters(transformed))
        assert f"queue {STACK.name}-usage" in account.names()


def test_retained_name_would_block_the_next_creation(transformed: Template) -> None:
    """The test above finds it: the policy that the gateway's log had."""
    retained = copy.deepcopy(transformed)
    retained["Resources"]["GatewayLogs"]["DeletionPolicy"] = "Retain"
    with dry_account() as account:
        with pytest.raises(FAILURES, match="cannot be created"):
            account.deploy(STACK.name, failing_at_the_end(retained), parameters(retained))
        assert account.names() == {f"log /cortensor-portal/{STACK.name}/gateway"}
        with pytest.raises(FAILURES, match="already exists"):
            account.deploy(STACK.name, retained, parameters(retained))


def test_deletion_leaves_what_operations_names(transformed: Template) -> None:
    with dry_account() as account:
        account.deploy(STACK.name, living(transformed), parameters(transformed))
        account.delete(STACK.name)
        left = account.names()
        kinds = {name.partition(" ")[0] for name in left}
        assert kinds == {"queue", "secret", "log", "bucket", "role"}
        assert left >= {
            f"queue {STACK.name}-usage",
            f"queue {STACK.name}-usage-dead",
            f"log /cortensor-portal/{STACK.name}/gateway",
        }
        page = (ROOT / "docs" / "operations.md").read_text()
        documented = page.partition("### Deleting a stack")[2].partition("\n### ")[0]
        for name in left:
            plain = name.partition(" ")[2].replace(STACK.name, "<stack>")
            assert re.sub(r"-\w{12}$", "", plain).lower() in documented.lower(), name
        with pytest.raises(FAILURES, match="already exists"):
            account.deploy(STACK.name, transformed, parameters(transformed))
