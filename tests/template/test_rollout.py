"""Every deployment publishes a version of every function; traffic reaches functions only by their alias."""

from __future__ import annotations

import json
from typing import Any

import pytest

from scripts.deployment.parameters.deployment_id import deployment_of
from scripts.deployment.parameters.reserved_concurrency import INGEST_ENVIRONMENTS
from scripts.deployment.pinned_template import recorded_versions, with_versions
from tests.support.artifacts.conditions import DecidedTemplate, references
from tests.support.artifacts.template import FUNCTIONS, of_type
from tests.support.artifacts.transformation import PARAMETERS, Variant, transform

FIRST, SECOND = "1796064651", "1796064652"
CANARY = {"TrafficShift": "Canary10Percent5Minutes"}
NAMES = {*(f"{name}Function" for name in FUNCTIONS), "ManagedGatewayFunction"}
GRADUAL = {"GatewayFunction", "ControlPlaneFunction"}


@pytest.fixture(scope="module")
def variants() -> dict[str, dict[str, Any]]:
    """The template of a deployment, and of others after it that changed one thing."""
    named = {
        "first": Variant({"DeploymentId": FIRST, **CANARY}),
        "repeated": Variant({"DeploymentId": FIRST, **CANARY}),
        "a secret": Variant({"DeploymentId": SECOND, **CANARY}),
        "a parameter": Variant({"DeploymentId": SECOND, **CANARY, "DefaultModel": "other"}),
        "a layer": Variant({"DeploymentId": SECOND, **CANARY}, {"SharedLayer": "s3://bucket/other"}),
        "code": Variant({"DeploymentId": SECOND, **CANARY}, {"GatewayFunction": "s3://bucket/other"}),
        "not gradual": Variant({"DeploymentId": FIRST, "GradualDeployment": "false"}),
    }
    return dict(zip(named, transform(list(named.values())), strict=True))


@pytest.fixture
def first(variants: dict[str, dict[str, Any]]) -> dict[str, Any]:
    return variants["first"]


def versions(template: dict[str, Any]) -> dict[str, str]:
    """Return function → logical id of its version."""
    found = of_type(template["Resources"], "AWS::Lambda::Version")
    return {properties["FunctionName"]["Ref"]: name for name, properties in found.items()}


@pytest.mark.parametrize("change", ["a secret", "a parameter", "a layer", "code"])
def test_every_deployment_publishes_every_function(variants: dict[str, dict[str, Any]], change: str) -> None:
    before, after = versions(variants["first"]), versions(variants[change])
    assert set(before) == set(after) == NAMES
    assert not set(before.values()) & set(after.values())
    functions = of_type(variants[change]["Resources"], "AWS::Lambda::Function")
    for function in functions.values():
        # Lambda publishes nothing if neither code nor configuration changed; the description always does.
        assert deployment_of(function["Description"]) == SECOND


def test_same_deployment_publishes_nothing(variants: dict[str, dict[str, Any]]) -> None:
    first, repeated = (variants[each]["Resources"] for each in ("first", "repeated"))
    assert versions(variants["first"]) == versions(variants["repeated"])
    # SAM deploys the API anew whatever changed (AlwaysDeploy), for which its time is in the logical id.
    changed = {name for name in first.keys() | repeated.keys() if first.get(name) != repeated.get(name)}
    kinds = {(first.get(name) or repeated[name])["Type"] for name in changed}
    assert kinds <= {"AWS::ApiGateway::Deployment", "AWS::ApiGateway::Stage"}


def test_versions_are_retained_for_a_rollback(first: dict[str, Any]) -> None:
    """Except on instances, where each version keeps three environments: no earlier one is kept."""
    for function, name in versions(first).items():
        expected = "Delete" if function == "ManagedGatewayFunction" else "Retain"
        assert first["Resources"][name]["DeletionPolicy"] == expected


def test_alias_serves_the_version_of_the_deployment(first: dict[str, Any]) -> None:
    aliases = of_type(first["Resources"], "AWS::Lambda::Alias")
    assert {alias["FunctionName"]["Ref"] for alias in aliases.values()} == NAMES
    for alias in aliases.values():
        version = versions(first)[alias["FunctionName"]["Ref"]]
        assert alias["Name"] == "live"
        assert alias["FunctionVersion"] == {"Fn::GetAtt": [version, "Version"]}


def test_nothing_invokes_a_function_past_its_alias(first: dict[str, Any]) -> None:
    """Routes, permissions, schedules and the queue refer to the alias; figures are those of the function."""
    about_functions = {
        "AWS::Lambda::Version",
        "AWS::Lambda::Alias",
        "AWS::CloudWatch::Alarm",
        "AWS::CloudWatch::Dashboard",
    }
    invoked = set()
    for name, resource in first["Resources"].items():
        found = references(resource.get("Properties", {}))
        invoked |= {each for each in found if each.endswith("Aliaslive")}
        qualified = "Qualifier" in resource.get("Properties", {})
        if resource["Type"] not in about_functions and not qualified:
            assert not found & NAMES, name
    assert invoked == {f"{name}Aliaslive" for name in NAMES}


def test_streaming_integration_invokes_the_alias(first: dict[str, Any]) -> None:
    managed = DecidedTemplate(first, {**PARAMETERS, "GatewayCapacity": "managed"}).resources
    (api,) = of_type(managed, "AWS::ApiGateway::RestApi").values()
    invoked = {"/portal/{proxy+}": "ControlPlane", "/v1/{proxy+}": "ManagedGateway"}
    assert invoked.keys() < api["Body"]["paths"].keys()
    for path, methods in api["Body"]["paths"].items():
        for operation in methods.values():
            function = invoked.get(path, "Gateway")
            assert operation["x-amazon-apigateway-integration"]["uri"]["Fn::Sub"].endswith(
                f"lambda:path/2021-11-15/functions/${{{function}FunctionAliaslive}}/response-streaming-invocations"
            )


def test_canary_watches_alarms_of_the_new_version(first: dict[str, Any]) -> None:
    resources = first["Resources"]
    groups = of_type(resources, "AWS::CodeDeploy::DeploymentGroup")
    assert set(groups) == {f"{name}DeploymentGroup" for name in GRADUAL}
    for name in GRADUAL:
        policy = resources[f"{name}Aliaslive"]["UpdatePolicy"]["CodeDeployLambdaAliasUpdate"]
        group = groups[policy["DeploymentGroupName"]["Ref"]]
        assert "Canary10Percent5Minutes" in json.dumps(group["DeploymentConfigName"])
        assert group["AutoRollbackConfiguration"]["Enabled"]
        assert "DEPLOYMENT_STOP_ON_ALARM" in group["AutoRollbackConfiguration"]["Events"]
        alarms = group["AlarmConfiguration"]["Alarms"]
        assert 1 <= len(alarms) <= 10
        version = {"Fn::GetAtt": [versions(first)[name], "Version"]}
        for alarm in alarms:
            properties = resources[alarm["Name"]["Ref"]]["Properties"]
            dimensions = {each["Name"]: each["Value"] for each in properties["Dimensions"]}
            if properties["Namespace"] == "AWS/Lambda":
                assert dimensions == {
                    "FunctionName": {"Ref": name},
                    "Resource": {"Fn::Sub": f"${{{name}}}:live"},
                    "ExecutedVersion": version,
                }
            else:
                assert dimensions == {"service": "gateway", "version": version}
            # It can fire within the five minutes that a canary lasts, and not for want of traffic.
            assert properties["Period"] * properties["DatapointsToAlarm"] <= 120
            assert properties["TreatMissingData"] == "notBreaching"


def test_deployment_that_is_not_gradual_has_no_codedeploy(variants: dict[str, dict[str, Any]]) -> None:
    template = variants["not gradual"]["Resources"]
    assert not any(each["Type"].startswith("AWS::CodeDeploy") for each in template.values())
    assert not any("UpdatePolicy" in each for each in template.values())
    assert versions(variants["not gradual"]) == versions(variants["first"])


def test_no_role_has_a_name(first: dict[str, Any]) -> None:
    """samconfig.toml grants CAPABILITY_IAM, with which a role may not have one."""
    for role in of_type(first["Resources"], "AWS::IAM::Role").values():
        assert "RoleName" not in role


def test_rolled_back_stack_refers_to_the_versions_by_number(first: dict[str, Any]) -> None:
    numbers = {name: str(number) for number, name in enumerate(sorted(NAMES), start=1)}
    pinned = with_versions(first, numbers)
    assert recorded_versions(pinned, {}) == numbers
    others = {
        name: each for name, each in pinned["Resources"].items() if each["Type"] != "AWS::Lambda::Version"
    }
    assert not references(others) & set(versions(first).values())
    assert not any("UpdatePolicy" in each for each in others.values())
    # All else is as it was.
    assert pinned["Resources"].keys() == first["Resources"].keys()
    assert pinned["Resources"]["GatewayFunction"] == first["Resources"]["GatewayFunction"]
    again = with_versions(pinned, {**numbers, "GatewayFunction": "9"})
    assert recorded_versions(again, {})["GatewayFunction"] == "9"


def test_versions_that_the_stack_believes_in_are_read_from_their_arns(first: dict[str, Any]) -> None:
    arns = {
        each: f"arn:aws:lambda:us-east-1:1:function:x:{len(name)}" for name, each in versions(first).items()
    }
    assert recorded_versions(first, arns) == {name: str(len(name)) for name in NAMES}


@pytest.mark.parametrize(
    ("function", "given", "computed"),
    [
        ("GatewayFunction", "GatewayReservedConcurrency", "AutomaticGatewayConcurrency"),
        ("UsageIngestFunction", "IngestReservedConcurrency", "AutomaticIngestConcurrency"),
    ],
)
@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ((None, None), None),  # the first deployment works in any account
        (("-1", "0"), None),
        (("-1", "10"), "10"),
        (("0", "10"), None),
        (("25", "10"), "25"),
        (("25", "0"), "25"),
    ],
)
def test_reserved_concurrency_is_the_given_one_or_the_computed_one(
    first: dict[str, Any],
    function: str,
    given: str,
    computed: str,
    values: tuple[str | None, str | None],
    expected: Any,
) -> None:
    parameters = {name: value for name, value in zip((given, computed), values, strict=True) if value}
    properties = DecidedTemplate(first, parameters).resources[function]["Properties"]
    reserved = properties.get("ReservedConcurrentExecutions")
    assert (None if reserved is None else parameters[reserved["Ref"]]) == expected


def test_ingest_reserves_what_its_queue_invokes(first: dict[str, Any]) -> None:
    (mapping,) = of_type(first["Resources"], "AWS::Lambda::EventSourceMapping").values()
    assert mapping["ScalingConfig"]["MaximumConcurrency"] == INGEST_ENVIRONMENTS
