"""Both stages deployed into one empty account of moto, one after the other, and read back through AWS's API.

What moto's CloudFormation lacks is listed in tests/support/cloudformation/moto_resources.py.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from pydantic import ValidationError
from pydantic_settings import BaseSettings

from portal.configuration import SECRET_IDS, read_secrets
from scripts.deployment.parameters import PlannedDeployment
from scripts.deployment.parameters.api_gateway_logging import PARAMETER, decide_api_gateway_logging
from scripts.deployment.stacks import deployment_stack
from scripts.deployment.versions import LIVE
from tests.support.artifacts.functions import HANDLERS, settings_of
from tests.support.cloudformation.dry_deployment import DryAccount, dry_account
from tests.support.cloudformation.moto_resources import (
    IN_MOTO_BUT_NOT_IN_ITS_CLOUDFORMATION,
    LITERALS,
    MOTOS_OWN,
    RENAMED,
)
from tests.support.cloudformation.transform import Template, parameters_of
from tests.template.test_settings import CLASSES

STAGES = ("dev", "prod")


@dataclass(frozen=True)
class DeployedStages:
    """``decisions`` are what ``make deploy`` decides on the region's logging role, stage by stage."""

    account: DryAccount
    decisions: list[str]

    def functions(self, stage: str) -> dict[str, dict[str, Any]]:
        """Return the configuration of each function by its logical id."""
        prefix = f"{deployment_stack(stage).name}-"
        return {
            each["FunctionName"].removeprefix(prefix).partition("-")[0]: each
            for each in self.account.connect("lambda").list_functions()["Functions"]
            if each["FunctionName"].startswith(prefix)
        }

    def alias(self, stage: str, function: str) -> str:
        """Return the ARN of the alias ``live``, which serves a published version."""
        name = self.functions(stage)[function]["FunctionName"]
        alias = self.account.connect("lambda").get_alias(FunctionName=name, Name=LIVE)
        assert alias["FunctionVersion"].isdecimal()
        arn: str = alias["AliasArn"]
        return arn

    def environment(self, stage: str, function: str) -> dict[str, str]:
        variables: dict[str, str] = self.functions(stage)[function]["Environment"]["Variables"]
        return variables


def deploy(account: DryAccount, stage: str, template: Template) -> str:
    """Deploy as ``make deploy`` does; return its decision on the logging role."""
    stack = deployment_stack(stage)
    decision = logging_decision(account, stage)
    account.deploy(stack.name, template, parameters_of(template, stack) | {PARAMETER: decision})
    return decision


def logging_decision(account: DryAccount, stage: str) -> str:
    planned = PlannedDeployment(deployment_stack(stage), {}, {}, account.connect)
    return decide_api_gateway_logging(planned).parameters[PARAMETER]


@pytest.fixture(scope="module")
def deployed(transformed: Template) -> Iterator[DeployedStages]:
    with dry_account() as account:
        yield DeployedStages(account, [deploy(account, stage, transformed) for stage in STAGES])


def test_every_type_is_motos_or_listed(transformed: Template) -> None:
    """The list shrinks when moto learns a type, and when the template no longer uses it."""
    used = {RENAMED.get(each["Type"], each["Type"]) for each in transformed["Resources"].values()}
    listed = {*LITERALS, *IN_MOTO_BUT_NOT_IN_ITS_CLOUDFORMATION}
    assert used - MOTOS_OWN - listed == set()
    assert listed - used == set()
    assert set(LITERALS) & MOTOS_OWN == set()


def test_the_first_stack_of_a_region_sets_the_logging_role_and_keeps_it(deployed: DeployedStages) -> None:
    assert deployed.decisions == ["true", "false"]
    role = deployed.account.connect("apigateway").get_account()["cloudwatchRoleArn"]
    assert f"role/{deployment_stack('dev').name}-ApiGatewayLoggingRole" in role
    assert [logging_decision(deployed.account, stage) for stage in STAGES] == ["true", "false"]


@pytest.mark.parametrize("stage", STAGES)
def test_functions_have_their_handlers(deployed: DeployedStages, stage: str) -> None:
    functions = deployed.functions(stage)
    assert {name: each["Handler"] for name, each in functions.items()} == HANDLERS
    for name, each in functions.items():
        assert each["Runtime"] == "python3.13"
        assert f"role/{deployment_stack(stage).name}-{name.removesuffix('Function')}Role-" in each["Role"]


@pytest.mark.parametrize("stage", STAGES)
def test_environment_refers_to_resources_of_the_same_stack(deployed: DeployedStages, stage: str) -> None:
    stack = deployment_stack(stage).name
    queues = {
        "PORTAL_USAGE_QUEUE_URL": f"/{stack}-usage",
        "PORTAL_USAGE_DEAD_LETTERS_URL": f"/{stack}-usage-dead",
    }
    secrets = deployed.account.connect("secretsmanager").list_secrets()["SecretList"]
    names = {each["ARN"]: each["Name"] for each in secrets}
    for function in HANDLERS:
        variables = deployed.environment(stage, function)
        assert all(isinstance(value, str) and "${" not in value for value in variables.values())
        for name, queue in queues.items():
            assert variables.get(name, queue).endswith(queue)
        assert all(names[arn].startswith(f"{stack}/") for arn in variables[SECRET_IDS].split(","))
        namespace = f"CortensorPortal/{stack}"
        assert variables.get("PORTAL_METRICS_NAMESPACE", namespace) == namespace


@dataclass(frozen=True)
class DeployedSecrets:
    """``SecretStore`` over Secrets Manager of moto."""

    client: Any

    def read(self, secret_id: str) -> object:
        return json.loads(self.client.get_secret_value(SecretId=secret_id)["SecretString"])


@pytest.mark.parametrize("function", HANDLERS)
def test_function_starts_when_its_secrets_are_filled_and_names_what_is_missing_before(
    deployed: DeployedStages, function: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The secrets are empty after the first deployment."""
    client = deployed.account.connect("secretsmanager")
    variables = dict(deployed.environment("dev", function))
    settings: type[BaseSettings] = CLASSES[function.removesuffix("Function")]
    read_secrets(variables, DeployedSecrets(client))
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(ValidationError) as caught:
        settings()
    missing = {str(error["loc"][0]) for error in caught.value.errors()}
    assert missing
    assert all(error["type"] == "missing" for error in caught.value.errors())
    for name in missing:
        assert name in str(caught.value)
        monkeypatch.setenv(f"PORTAL_{name.upper()}", settings_of(function)[f"PORTAL_{name.upper()}"])
    settings()


@pytest.mark.parametrize("stage", STAGES)
def test_ingest_reads_the_usage_queue(deployed: DeployedStages, stage: str) -> None:
    function, _, _ = deployed.alias(stage, "UsageIngestFunction").rpartition(":")
    client = deployed.account.connect("lambda")
    mappings = client.list_event_source_mappings()["EventSourceMappings"]
    # moto names the version that the alias served when the mapping was made.
    (mapping,) = [each for each in mappings if each["FunctionArn"] == f"{function}:1"]
    assert mapping["EventSourceArn"].endswith(f":{deployment_stack(stage).name}-usage")
    assert mapping["BatchSize"] == 100
    assert mapping["State"] == "Enabled"


@pytest.mark.parametrize("stage", STAGES)
@pytest.mark.parametrize(
    ("function", "paths"),
    [("GatewayFunction", {"*/*/", "*/*/*"}), ("ControlPlaneFunction", {"*/*/portal/*"})],
)
def test_only_the_stacks_own_api_may_call_its_functions(
    deployed: DeployedStages, stage: str, function: str, paths: set[str]
) -> None:
    apis = deployed.account.connect("apigateway").get_rest_apis()["items"]
    (api,) = (each["id"] for each in apis if each["name"] == deployment_stack(stage).name)
    name = deployed.functions(stage)[function]["FunctionName"]
    client = deployed.account.connect("lambda")
    policy = json.loads(client.get_policy(FunctionName=name, Qualifier=LIVE)["Policy"])
    sources = set()
    for statement in policy["Statement"]:
        assert statement["FunctionName"] == deployed.alias(stage, function)
        assert statement["Principal"] == {"Service": "apigateway.amazonaws.com"}
        assert statement["Action"] == "lambda:InvokeFunction"
        (source,) = statement["Condition"]["ArnLike"].values()
        arn, _, path = source.partition("/")
        assert arn.endswith(f":execute-api:us-east-1:123456789012:{api}"), source
        sources.add(path)
    assert sources == paths


@pytest.mark.parametrize("stage", STAGES)
def test_routes_lead_to_functions_of_the_same_stack(deployed: DeployedStages, stage: str) -> None:
    client = deployed.account.connect("apigateway")
    (api,) = (
        each["id"] for each in client.get_rest_apis()["items"] if each["name"] == deployment_stack(stage).name
    )
    routes = {}
    for resource in client.get_resources(restApiId=api)["items"]:
        for method in resource.get("resourceMethods", {}):
            found = client.get_integration(restApiId=api, resourceId=resource["id"], httpMethod=method)
            routes[resource["path"]] = found["uri"]
    for path, uri in routes.items():
        function = "ControlPlaneFunction" if path.startswith("/portal") else "GatewayFunction"
        assert f"/functions/{deployed.alias(stage, function)}/" in uri, path
    assert {"/{proxy+}", "/portal/{proxy+}"} <= set(routes)


@pytest.mark.parametrize("stage", STAGES)
def test_schedules_start_functions_of_the_same_stack(deployed: DeployedStages, stage: str) -> None:
    client, stack = deployed.account.connect("scheduler"), deployment_stack(stage).name
    schedules = {
        each["Name"].removeprefix(f"{stack}-").partition("-")[0]: client.get_schedule(Name=each["Name"])
        for each in client.list_schedules()["Schedules"]
        if each["Name"].startswith(f"{stack}-")
    }
    assert {name: each["ScheduleExpression"] for name, each in schedules.items()} == {
        "KeyUpkeepFunctionEveryTenMinutes": "rate(10 minutes)",
        "UsageRollupFunctionEveryMinute": "rate(1 minute)",
        "UsageRollupFunctionEveryNight": "cron(20 1 * * ? *)",
        "PoolMonitorFunctionEveryMinute": "rate(1 minute)",
    }
    for name, each in schedules.items():
        assert each["State"] == "ENABLED"
        assert each["Target"]["Arn"] == deployed.alias(stage, name.partition("Every")[0])
        assert f"role/{stack}-{name}Role-" in each["Target"]["RoleArn"]
    assert json.loads(schedules["UsageRollupFunctionEveryNight"]["Target"]["Input"]) == {"job": "reconcile"}
