"""The roles of the functions, and the secrets that each can read."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest

from tests.support.artifacts.conditions import DecidedTemplate
from tests.support.artifacts.template import FUNCTIONS, of_type
from tests.support.artifacts.transformation import PARAMETERS


def statements(role: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for policy in role.get("Policies", ()):
        yield from policy["PolicyDocument"]["Statement"]


def as_list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def test_each_function_has_its_own_role_without_wildcards(resources: dict[str, Any]) -> None:
    roles = of_type(resources, "AWS::IAM::Role")
    functions = of_type(resources, "AWS::Lambda::Function")
    for name in FUNCTIONS:
        assert functions[f"{name}Function"]["Role"] == {"Fn::GetAtt": [f"{name}Role", "Arn"]}
        assert "ManagedPolicyArns" not in roles[f"{name}Role"]
    for name, role in roles.items():
        for statement in statements(role):
            assert statement["Effect"] == "Allow"
            assert not any("*" in action for action in as_list(statement["Action"])), name
            for resource in as_list(statement["Resource"]):
                assert isinstance(resource, dict), f"{name}: {resource}"
                assert "*" not in json.dumps(resource), f"{name}: {resource}"


@pytest.mark.parametrize(
    ("function", "actions"),
    [
        (
            "Gateway",
            {
                "secretsmanager:GetSecretValue",
                "sqs:SendMessage",
                "dynamodb:GetItem",
                "dynamodb:UpdateItem",
            },
        ),
        (
            "ControlPlane",
            {
                "secretsmanager:GetSecretValue",
                "dynamodb:GetItem",
                "dynamodb:PutItem",
                "dynamodb:UpdateItem",
            },
        ),
        ("KeyUpkeep", {"secretsmanager:GetSecretValue"}),
        (
            "UsageIngest",
            {
                "secretsmanager:GetSecretValue",
                "sqs:ReceiveMessage",
                "sqs:DeleteMessage",
                "sqs:GetQueueAttributes",
                "sqs:ChangeMessageVisibility",
                "sqs:SendMessage",
            },
        ),
        ("UsageRollup", {"secretsmanager:GetSecretValue", "sqs:GetQueueAttributes"}),
        (
            "PoolMonitor",
            {
                "secretsmanager:GetSecretValue",
                "dynamodb:GetItem",
                "dynamodb:PutItem",
                "dynamodb:UpdateItem",
                "dynamodb:DeleteItem",
            },
        ),
    ],
)
def test_function_is_allowed_exactly_these_actions(
    resources: dict[str, Any], function: str, actions: set[str]
) -> None:
    role = of_type(resources, "AWS::IAM::Role")[f"{function}Role"]
    allowed = {action for statement in statements(role) for action in as_list(statement["Action"])}
    assert allowed == actions | {"logs:CreateLogStream", "logs:PutLogEvents"}


def test_functions_reach_only_the_shared_table(resources: dict[str, Any]) -> None:
    (table,) = of_type(resources, "AWS::DynamoDB::Table")
    roles = of_type(resources, "AWS::IAM::Role")
    reached = {
        name: statement["Resource"]
        for name, role in roles.items()
        for statement in statements(role)
        if any(action.startswith("dynamodb:") for action in as_list(statement["Action"]))
    }
    assert set(reached) == {"GatewayRole", "ControlPlaneRole", "PoolMonitorRole"}
    assert all(resource == {"Fn::GetAtt": [table, "Arn"]} for resource in reached.values())


@pytest.mark.parametrize("front", ["apigateway", "cloudfront"])
def test_function_can_read_only_the_secrets_of_its_settings(transformed: dict[str, Any], front: str) -> None:
    parameters = {**PARAMETERS, "GatewayCapacity": "managed", "GatewayFront": front}
    resources = DecidedTemplate(transformed, parameters).resources
    for name in FUNCTIONS:
        role = of_type(resources, "AWS::IAM::Role")[f"{name}Role"]
        readable = {
            resource["Ref"]
            for statement in statements(role)
            if statement["Action"] == "secretsmanager:GetSecretValue"
            for resource in as_list(statement["Resource"])
        }
        function = of_type(resources, "AWS::Lambda::Function")[f"{name}Function"]
        secret_ids = json.dumps(function["Environment"]["Variables"]["PORTAL_SECRET_IDS"])
        assert readable == {
            secret for secret in of_type(resources, "AWS::SecretsManager::Secret") if secret in secret_ids
        }


def test_no_secret_is_a_parameter(transformed: dict[str, Any]) -> None:
    for name in transformed["Parameters"]:
        assert not any(word in name.lower() for word in ("secret", "password", "token", "pepper", "rootkey"))
